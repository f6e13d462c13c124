"""One event of each public type, as it could be: an office, its people and its cases. All of it is invented."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from shared.contract import compliance, corrections, mediation, personnel, roster, townships
from shared.contract.catalogue import wire_name
from shared.contract.envelope import Envelope, Public, event_id
from shared.kernel.decider import subject_of

Said = tuple[str, Public]

OFFICE, POST, WORKER, MEDIATOR, OFFENDER, RELEASE, AGREED, FAILED, ALERT, ABOLISHED, MERGED, NEXT_DOOR, RECRUITMENT = (
    f"01a20f1b07f672948e5630e922cf0d{number:02x}" for number in range(13)
)
ADVICE, REFERRAL, ACTIVITY = (f"01a20f1b07f672948e5630e922cf0d{number:02x}" for number in range(32, 35))
SUPERVISED, ELSEWHERE = (f"01a20f1b07f672948e5630e922cf1d{number:02x}" for number in range(2))
HERE: Mapping[str, Any] = {"county_code": "410105", "office_id": OFFICE}
SHANGHAI = timezone(timedelta(hours=8))
CAUSES = {
    "sifasuo.roster.post-vacated.v1": f"worker-{WORKER}.19",
    "sifasuo.roster.leader-removed.v1": f"worker-{WORKER}.19",
    "sifasuo.compliance.alert-opened.v1": f"offender-{OFFENDER}.2",
    "sifasuo.compliance.alert-resolved.v1": f"offender-{OFFENDER}.3",
}

FOLLOWED = {"sifasuo.compliance.alert-opened.v1": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}


def samples() -> Mapping[str, Envelope[Any]]:
    """By type, each as its service would send it."""
    told = {"roster": of_roster, "corrections": of_corrections, "mediation": of_mediation, "compliance": of_compliance}
    return {sample.type: sample for service, tell in told.items() for sample in enveloped(service, tell())}


def enveloped(service: str, said: Iterator[Said]) -> Iterator[Envelope[Any]]:
    versions = Counter[str]()
    for stream, event in said:
        versions[stream] += 1
        yield Envelope(
            id=event_id(stream, versions[stream]),
            type=wire_name(type(event)),
            source=f"/{service}",
            subject=subject_of(stream),
            stream=stream,
            version=versions[stream],
            recorded_at=noon(event.day),
            actor="compliance" if service == "compliance" else "bureau-clerk",
            caused_by=CAUSES.get(wire_name(type(event))),
            traceparent=FOLLOWED.get(wire_name(type(event))),
            data=event,
        )


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)


def of_roster() -> Iterator[Said]:
    place: Mapping[str, Any] = {"office_id": None, "name": "经八路街道", "county": "金水区", "statutory": True}
    yield "township-410105001", townships.TownshipCreated(**{**HERE, **place}, day=date(2020, 1, 2))
    yield from of_townships()
    approval = {"approval_authority": "金水区委编办", "approval_document": "金编〔2020〕1号"}
    office: Mapping[str, Any] = {
        "name": "金水区司法局经八路司法所",
        "township_code": "410105001",
        "kind": "township",
        **approval,
    }
    yield f"office-{OFFICE}", roster.OfficeEstablished(**HERE, day=date(2020, 1, 2), **office)
    yield f"office-{OFFICE}", roster.OfficeFiled(**HERE, day=date(2020, 1, 20))
    yield from of_changes(f"office-{OFFICE}")
    post, worker = f"post-{POST}", f"worker-{WORKER}"
    yield post, roster.PostApproved(**HERE, day=date(2020, 3, 2), category="special")
    yield post, roster.PostTaken(**HERE, day=date(2020, 4, 1), worker_id=WORKER)
    contract: Mapping[str, Any] = {"kind": "formal", "special": True, "post_id": POST, "contract_until": None}
    yield worker, roster.WorkerHired(**HERE, day=date(2020, 4, 1), **contract)
    recruitment = f"recruitment-{RECRUITMENT}"
    yield recruitment, personnel.RecruitmentDrawnUp(**HERE, day=date(2026, 4, 1), post_ids=(POST,))
    yield recruitment, personnel.RecruitmentApprovedByCity(**HERE, day=date(2026, 5, 6))
    yield recruitment, personnel.RecruitmentApprovedByProvince(**HERE, day=date(2026, 6, 1))
    yield recruitment, personnel.RecruitmentFiled(**HERE, day=date(2026, 6, 8))
    leadership = f"leadership-{OFFICE}"
    leads: Mapping[str, Any] = {"worker_id": WORKER, "role": "director"}
    steps: Mapping[str, Any] = {"proposed_day": date(2022, 3, 1), "opinion_day": date(2022, 3, 10)}
    appointed: Mapping[str, Any] = {**leads, "origin": "office", "proposed_day": date(2022, 3, 1), "opinion_day": None}
    yield leadership, personnel.LeaderAppointed(**HERE, day=date(2022, 4, 1), **appointed)
    yield leadership, personnel.LeaderStepsRecorded(**HERE, day=date(2022, 4, 1), **leads, **steps)
    yield worker, roster.WorkerAbsent(**HERE, day=date(2024, 3, 1), kind="sick")
    yield worker, roster.WorkerReturned(**HERE, day=date(2024, 4, 1))
    yield from ((worker, event) for event in of_a_secondment())
    yield from of_moves(worker)
    yield worker, roster.WorkerDeparted(**HERE, day=date(2026, 3, 1), reason="transferred")
    yield post, roster.PostVacated(**HERE, day=date(2026, 3, 1), worker_id=WORKER)
    yield leadership, personnel.LeaderRemoved(**HERE, day=date(2026, 3, 1), **leads, since=date(2022, 4, 1))
    yield from of_means()


def of_moves(worker: str) -> Iterator[Said]:
    """To another office and back; and then away for good."""
    elsewhere: Mapping[str, Any] = {**HERE, "office_id": NEXT_DOOR}
    told: Mapping[str, Any] = {"kind": "formal", "special": True, "contract_until": None, "hired_day": date(2020, 4, 1)}
    yield worker, personnel.WorkerLeft(**elsewhere, day=date(2024, 6, 3), post_id=None, to_office_id=OFFICE)
    yield worker, personnel.WorkerArrived(**HERE, day=date(2024, 6, 3), **told, post_id=POST, from_office_id=NEXT_DOOR)
    yield worker, personnel.TransferApplied(**HERE, day=date(2025, 4, 1))
    yield worker, personnel.TransferWithdrawn(**HERE, day=date(2025, 5, 6))
    yield worker, personnel.TransferApplied(**HERE, day=date(2026, 1, 5))
    yield worker, personnel.TransferEndorsed(**HERE, day=date(2026, 1, 12))
    yield worker, personnel.TransferApprovedByCounty(**HERE, day=date(2026, 1, 26))
    yield worker, personnel.TransferApprovedByCity(**HERE, day=date(2026, 2, 9))


def of_means() -> Iterator[Said]:
    """What an office works with."""
    lines = {"running": 6_000_000, "mediation": 3_000_000, "correction": 4_000_000, "publicity": 1_500_000}
    money: Mapping[str, Any] = {"personnel_fen": 42_000_000, "standard_fen": 6_000_000, "separate": True}
    budget = roster.BudgetRecorded(**HERE, day=date(2026, 2, 9), year=2026, lines_fen=lines, **money)
    yield f"budget-{OFFICE}-2026", budget
    yield "vehicle-豫A0001警", roster.VehicleAssigned(**HERE, day=date(2020, 5, 6), plate="豫A·0001警")
    yield "vehicle-豫A0001警", roster.VehicleWithdrawn(**HERE, day=date(2026, 5, 5))
    network: Mapping[str, Any] = {"network": True, "terminals": 4}
    yield f"informatisation-{OFFICE}", roster.InformatisationRecorded(**HERE, day=date(2020, 1, 2), **network)
    premises: Mapping[str, Any] = {"area_hundredths": 12050, "independent": True, "condition": "sound"}
    rooms = ("mediation", "correction", "legal-service", "archive")
    yield f"premises-{OFFICE}", roster.PremisesRecorded(**HERE, day=date(2020, 1, 2), **premises, rooms=rooms)


def of_townships() -> Iterator[Said]:
    """What may become of one."""
    here: Mapping[str, Any] = {**HERE, "office_id": None, "day": date(2026, 7, 1)}
    yield "township-410105001", townships.TownshipRenamed(**here, name="经八街道")
    yield "township-410105001", townships.TownshipRecoded(**here, code="410105031")
    yield "township-410105002", townships.TownshipAbolished(**here)
    yield "township-410105003", townships.TownshipMerged(**here, into_township="410105001")


def of_changes(office: str) -> Iterator[Said]:
    """Of offices, each by an approval of its own."""
    by: Mapping[str, Any] = {"approval_authority": "金水区委编办", "approval_document": "金编〔2026〕7号"}
    yield office, roster.OfficeRenamed(**HERE, **by, day=date(2026, 6, 1), name="金水区司法局经八司法所")
    yield office, roster.OfficeRanked(**HERE, **by, day=date(2026, 6, 1), rank="deputy-section")
    yield office, roster.OfficeChangeFiled(**HERE, day=date(2026, 6, 12), change=2)
    yield office, roster.OfficeManaged(**HERE, day=date(2026, 6, 12), bodies=("county-bureau", "township"))
    yield office, roster.OfficePlaceRenamed(**HERE, day=date(2026, 7, 1), place="经八街道")
    closed = {**HERE, **by, "day": date(2026, 8, 3)}
    yield f"office-{ABOLISHED}", roster.OfficeAbolished(**closed | {"office_id": ABOLISHED})
    yield f"office-{MERGED}", roster.OfficeMerged(**closed | {"office_id": MERGED, "into_office_id": OFFICE})


def of_a_secondment() -> Iterator[Public]:
    yield roster.SecondmentStarted(**HERE, day=date(2025, 3, 3), until=date(2025, 7, 31), letter=False)
    yield roster.SecondmentLetterReceived(**HERE, day=date(2025, 3, 5))
    yield roster.SecondmentSigned(**HERE, day=date(2025, 3, 6))
    yield roster.SecondmentApproved(**HERE, day=date(2025, 3, 10))
    yield roster.SecondmentFiled(**HERE, day=date(2025, 3, 12))
    yield roster.SecondmentExtended(**HERE, day=date(2025, 7, 1), until=date(2025, 9, 3))
    yield roster.SecondmentEnded(**HERE, day=date(2025, 9, 1))


def of_corrections() -> Iterator[Said]:
    offender, release = f"offender-{OFFENDER}", f"release-{RELEASE}"
    term: Mapping[str, Any] = {"sentence": "suspended", "ends": date(2027, 2, 28), "female": False, "minor": False}
    yield offender, corrections.OffenderRegistered(**HERE, day=date(2026, 3, 1), **term)
    yield offender, corrections.OffenderEnrolled(**HERE, day=date(2026, 3, 9))
    yield offender, corrections.OffenderDischarged(**HERE, day=date(2027, 2, 28), reason="served")
    yield from of_supervision(f"offender-{SUPERVISED}")
    person: Mapping[str, Any] = {"key_person": True, "minor": False, "has_guardian": False}
    yield release, corrections.ReleaseNotified(**HERE, day=date(2026, 3, 2), release_day=date(2026, 4, 15), **person)
    yield release, corrections.ReleaseRedated(**HERE, day=date(2026, 3, 20), release_day=date(2026, 4, 17))
    plan: Mapping[str, Any] = {"escort": (WORKER, MEDIATOR), "vehicle": None}
    yield release, corrections.HandoverPlanned(**HERE, day=date(2026, 4, 1), **plan)
    yield release, corrections.HandoverCompleted(**HERE, day=date(2026, 4, 17))


def on(month: int, day: int) -> dict[str, Any]:
    return {**HERE, "day": date(2026, month, day)}


def of_supervision(offender: str) -> Iterator[Said]:
    """Of another one: what may happen until he moves to another office, and there."""
    yield offender, corrections.DeclarationHeld(**on(3, 11))
    yield offender, corrections.GroupFormed(**on(3, 11), has_woman=True, has_minors_specialist=False)
    yield offender, corrections.CorrectionPlanned(**on(3, 12))
    yield offender, corrections.OffenderCategorised(**on(3, 12), category="strict")
    yield offender, corrections.ContactMade(**on(3, 18), kind="visit")
    yield offender, corrections.LeaveGranted(**on(3, 20), until=date(2026, 3, 25), approved_by="office")
    yield offender, corrections.LeaveEnded(**on(3, 25))
    yield offender, corrections.OffenderHelped(**on(3, 30), kind="training")
    yield offender, corrections.SupervisionLost(**on(4, 2))
    yield offender, corrections.SupervisionRegained(**on(4, 9))
    yield offender, corrections.DisciplineImposed(**on(4, 9), kind="admonition")
    yield offender, corrections.PositioningApproved(**on(4, 10), cause="left-area")
    yield offender, corrections.PositioningRemoved(**on(5, 10))
    yield offender, corrections.LibertyRestricted(**on(5, 11))
    yield offender, corrections.LibertyRestored(**on(5, 20))
    place: Mapping[str, Any] = {"to_office_id": ELSEWHERE, "to_county_code": "410102"}
    yield offender, corrections.RelocationBegun(**on(6, 1), **place)
    yield offender, corrections.OffenderRelocated(**on(6, 5), **place)
    there: Mapping[str, Any] = {"county_code": "410102", "office_id": ELSEWHERE, "from_office_id": OFFICE}
    term: Mapping[str, Any] = {"sentence": "suspended", "ends": date(2027, 2, 28), "female": True, "minor": False}
    discipline: Mapping[str, Any] = {"admonished": (date(2026, 4, 9),), "warned": (), "punished": (), "proposed": ()}
    yield (
        offender,
        corrections.OffenderReceived(
            **there, day=date(2026, 6, 5), **term, category="strict", **discipline, positioning_approved=()
        ),
    )


def of_mediation() -> Iterator[Said]:
    agreed, failed = f"case-{AGREED}", f"case-{FAILED}"
    yield agreed, mediation.CaseOpened(**HERE, day=date(2026, 3, 2), category="neighbours", source="application")
    yield agreed, mediation.CaseAccepted(**HERE, day=date(2026, 3, 3))
    yield agreed, mediation.MediatorAssigned(**HERE, day=date(2026, 3, 3), worker_id=MEDIATOR)
    yield agreed, mediation.SessionHeld(**HERE, day=date(2026, 3, 9))
    yield agreed, mediation.TermExtended(**HERE, day=date(2026, 3, 9), until=date(2026, 4, 30))
    yield agreed, mediation.RiskNoted(**HERE, day=date(2026, 3, 9))
    yield agreed, mediation.RiskReported(**HERE, day=date(2026, 3, 9))
    yield agreed, mediation.AgreementReached(**HERE, day=date(2026, 3, 12), form="written")
    yield agreed, mediation.ConfirmationRecorded(**HERE, day=date(2026, 3, 20), outcome="granted")
    yield agreed, mediation.AgreementPerformed(**HERE, day=date(2026, 3, 25))
    yield agreed, mediation.CaseRevisited(**HERE, day=date(2026, 4, 25))
    yield agreed, mediation.CaseClosed(**HERE, day=date(2026, 4, 26), outcome="agreed")
    yield agreed, mediation.DossierKept(**HERE, day=date(2026, 4, 26), documents=("registration", "identity"))
    yield agreed, mediation.CaseArchived(**HERE, day=date(2026, 4, 27))
    yield failed, mediation.MediationFailed(**HERE, day=date(2026, 3, 30))
    villages, village = "villages-410105001", "410105001001"
    yield villages, mediation.VillagesListed(**HERE, day=date(2026, 1, 5), villages={village: "测试社区"})
    yield villages, mediation.ServiceProvided(**HERE, day=date(2026, 1, 5), kind="village-room", village_code=village)
    yield villages, mediation.ServiceWithdrawn(**HERE, day=date(2026, 6, 1), kind="village-room", village_code=village)
    yield f"visits-{village}", mediation.VillageVisited(**HERE, day=date(2026, 4, 1))
    yield f"service-{ADVICE}", mediation.AdviceGiven(**HERE, day=date(2026, 4, 1))
    yield f"service-{REFERRAL}", mediation.PersonReferred(**HERE, day=date(2026, 4, 1), kind="legal-aid")
    yield f"service-{REFERRAL}", mediation.ReferralEnded(**HERE, day=date(2026, 4, 8), outcome="served")
    work: Mapping[str, Any] = {"kind": "publicity", "village_code": None, "number": 120}
    yield f"activity-{ACTIVITY}", mediation.ActivityHeld(**HERE, day=date(2026, 4, 1), **work)


def of_compliance() -> Iterator[Said]:
    """One correction worker to more and more offenders."""
    alert = f"alert-{ALERT}"
    yield alert, compliance.AlertOpened(**ratio(date(2026, 3, 9), 16, 2))
    yield alert, compliance.AlertUpdated(**ratio(date(2026, 5, 6), 31, 3))
    yield alert, compliance.AlertAcknowledged(**ratio(date(2026, 5, 7), 31, 3) | {"stage": "acknowledged"})
    over = {"stage": "resolved", "resolved_at": noon(date(2027, 2, 28))}
    yield alert, compliance.AlertResolved(**ratio(date(2027, 2, 28), 31, 3) | over)
    again = {"opened_at": noon(date(2027, 6, 1)), "since": date(2027, 6, 1)}
    yield alert, compliance.AlertReopened(**ratio(date(2027, 6, 1), 16, 2) | again)


def ratio(day: date, offenders: int, required: int) -> dict[str, Any]:
    """The whole alert on that day."""
    return {
        **HERE,
        "day": day,
        "rule": "correction-ratio",
        "article": 4,
        "law": None,
        "severity": "P1",
        "subject": OFFICE,
        "stage": "open",
        "opened_at": noon(date(2026, 3, 9)),
        "resolved_at": None,
        "since": date(2026, 3, 9),
        "figures": {"active_offenders": offenders, "correction_workers": 1, "correction_workers_required": required},
        "caused_by": (f"offender-{OFFENDER}.2",),
        "who_acts": "county-bureau",
        "text": {
            "zh": f"社区矫正专职社会工作者1名，按在册社区矫正对象人数应有{required}名。",
            "en": f"Correction social workers: 1; the active offenders require {required}.",
        },
    }
