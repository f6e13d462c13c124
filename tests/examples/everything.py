"""An office at which everything has happened that the facts know."""

from datetime import date

from shared.contract import personnel, roster
from tests.examples.offices import History, a_staffed_office
from tests.examples.told_of_roster import ESTABLISHED
from tests.examples.told_of_service import village

DAY = date(2026, 11, 24)


def an_office_that_changed() -> History:
    """In each way in which an office can."""
    return (
        a_staffed_office()
        .renamed(DAY, "郑州市金水区司法局经八司法所")
        .ranked(DAY)
        .change_filed(DAY, 2)
        .managed(DAY, "township", "county-bureau")
        .place_renamed(DAY, "经八")
        .abolished(date(2026, 12, 31))
    )


def everything() -> History:
    """At least one event of each kind that the facts know."""
    return (
        with_workers_away(an_office_that_changed())
        .hired("correction-a", "correction", DAY, contract_until=date(2027, 11, 23))
        .hired("formal-d", "formal", DAY)
        .left("formal-d", DAY)
        .arrived("formal-d", "formal", DAY)
        .transfer_approved("formal-c", DAY)
        .departed("formal-c", DAY, "transferred")
        .budgeted(2026, DAY, standard_fen=None)
        .assigned("豫A0002警", ESTABLISHED)
        .taken_away("豫A0002警", DAY)
        .connected(DAY, 4)
        .housed(DAY, 99_50)
        .approved("post-a", ESTABLISHED)
        .taken("post-a", "formal-a", ESTABLISHED)
        .vacated("post-a", "formal-a", DAY)
        .taken("post-a", "formal-b", DAY)
        .drawn_up("a", DAY, "post-a")
        .recruitment_step("a", personnel.RecruitmentApprovedByCity, DAY)
        .recruitment_step("a", personnel.RecruitmentApprovedByProvince, DAY)
        .recruitment_step("a", personnel.RecruitmentFiled, DAY)
        .steps_recorded("formal-a", ESTABLISHED, ESTABLISHED, ESTABLISHED)
        .removed("formal-a", DAY, since=ESTABLISHED)
        .with_offenders(2, DAY)
        .discharged("1", DAY)
        .supervised("2", DAY)
        .relocated("2", date(2027, 3, 1))
        .received("2", date(2027, 4, 1))
        .notified("a", DAY, DAY)
        .redated("a", DAY, date(2026, 12, 1))
        .planned("a", DAY)
        .handed_over("a", date(2026, 12, 1))
    )


def with_workers_away(history: History) -> History:
    return (
        history.absent("mediator-a", DAY, date(2026, 12, 1))
        .seconded("formal-b", date(2026, 6, 1), date(2026, 11, 30))
        .extended_secondment("formal-b", DAY, date(2026, 12, 30))
        .paper("formal-b", roster.SecondmentLetterReceived, DAY)
        .paper("formal-b", roster.SecondmentSigned, DAY)
        .paper("formal-b", roster.SecondmentApproved, DAY)
        .paper("formal-b", roster.SecondmentFiled, DAY)
        .brought_back("formal-b", date(2026, 12, 15))
    )


def with_mediation(history: History) -> History:
    return (
        history.listed(DAY, village(1), village(2))
        .provided("village-adviser", DAY, village(1))
        .listed(date(2026, 12, 1), village(1))
        .provided("village-adviser", date(2026, 12, 1), village(1))
        .withdrawn("village-adviser", date(2026, 12, 2), village(1))
        .visited(village(1), DAY)
        .visited(village(1), date(2026, 12, 1))
        .referred("a", DAY)
        .referral_ended("a", date(2026, 12, 1))
        .opened("a", DAY)
        .accepted("a", DAY)
        .extended("a", DAY, date(2027, 1, 20))
        .risk_noted("a", DAY)
        .risk_reported("a", DAY)
        .agreed("a", DAY, performance_due=date(2027, 1, 31))
        .applied("a", DAY)
        .performed("a", DAY)
        .revisited("a", DAY)
        .closed("a", DAY)
        .kept("a", DAY, ("record",))
        .kept("a", date(2026, 12, 1))
        .archived("a", date(2026, 12, 1))
        .opened("b", DAY)
        .accepted("b", DAY)
        .failed("b", DAY)
    )
