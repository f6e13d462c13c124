"""What a plan may speak of: its numbers, its choices, its lists, its patterns, its rules."""

from collections.abc import Mapping

# What a plan may speak of. All but the rules must be there; a rule that is left out is not in force.
NUMBERS: Mapping[str, int] = {  # and the least that each may be
    # Art. 1
    "coverage-days": 0,
    "office-filing-days": 0,
    "office-filing-lead-days": 0,
    "merge-term-days": 0,
    # Art. 3
    "formal-staff-min": 0,
    "special-staff-min": 0,
    "vacancy-term-months": 1,
    "vacancy-lead-days": 0,
    "recruitment-days": 0,
    "recruitment-lead-days": 0,
    # Art. 4
    "resettlement-worker-min": 0,
    "legal-service-worker-min": 0,
    "mediators-min": 0,
    "contract-lead-days": 0,
    "contract-urgent-lead-days": 0,
    "offenders-per-correction-worker": 1,
    "correction-worker-leave-days": 0,
    # Art. 5
    "directors": 0,
    "director-vacancy-days": 0,
    "acting-director-days": 0,
    "director-lead-days": 0,
    # Art. 6
    "secondment-letter-months": 1,
    "secondment-limit-months": 1,
    "secondment-gap-days": 0,
    "secondment-lead-days": 0,
    "secondment-filing-working-days": 0,
    "resignation-min-months": 0,
    "early-resignation-shown-days": 1,
    "transfer-service-years": 0,
    "transfer-lead-days": 0,
    # Art. 7
    "budget-due-month": 1,
    "budget-due-day": 1,
    "budget-lead-days": 0,
    # Art. 8
    "vehicles-min": 0,
    "terminals-min": 0,
    # Art. 9
    "premises-area-min": 0,
    "premises-rooms-min": 0,
    "premises-repair-begin-days": 0,
    "premises-repair-term-months": 1,
    "premises-repair-lead-days": 0,
    # Art. 10
    "adviser-visit-months": 1,
    "adviser-visit-lead-days": 0,
    "referral-days": 1,
    "referral-lead-days": 0,
    "mediation-acceptance-days": 1,
    "mediation-term-days": 1,
    "mediation-extension-days": 0,
    "mediation-lead-days": 0,
    "confirmation-window-days": 1,
    "confirmation-lead-days": 0,
    "confirmation-urgent-lead-days": 0,
    "mediation-revisit-days": 1,
    # Art. 11
    "publicity-per-year": 0,
    "model-village-per-year": 0,
    "assessor-selection-per-year": 0,
    "enforcement-coordination-per-year": 0,
    "yearly-work-lead-days": 0,
    # Art. 12
    "arrival-term-days": 1,
    "arrival-lead-days": 0,
    "end-of-term-lead-days": 0,
    "declaration-working-days": 1,
    "contact-days-strict": 1,
    "contact-days-ordinary": 1,
    "contact-days-loose": 1,
    "contact-lead-days": 0,
    "absence-warning-days": 0,
    "absence-revocation-months": 1,
    "leave-days-office": 0,
    "leave-days-county": 0,
    "leave-months-together": 1,
    "leave-lead-days": 0,
    "leave-urgent-days": 0,
    "relocation-term-days": 1,
    "relocation-lead-days": 0,
    "admonitions-in-a-row": 1,
    "warnings-in-a-row": 1,
    "discipline-working-days": 1,
    "positioning-months": 1,
    "positioning-lead-days": 0,
    "handover-lead-days": 0,
}
SEVERITIES = ("P0", "P1", "P2", "P3")
CHOICES: Mapping[str, tuple[str, ...]] = {  # and what there is to choose from
    # Art. 1
    "merge-overdue-severity": SEVERITIES,
    # Art. 4
    "correction-ratio-reading": ("office", "county"),
    # Art. 5
    "acting-director-severity": SEVERITIES,
    # Art. 12
    "contact-category": ("strict", "ordinary", "loose"),
    "contact-missed-again-severity": SEVERITIES,
    "leave-urgent-severity": SEVERITIES,
    "handover-urgent-severity": SEVERITIES,
}
# fmt: off
DOCUMENTS = (
    "application", "registration", "notice-of-rights", "identity", "authorisation", "inquiry", "evidence",
    "record", "agreement", "performance", "revisit", "confirmation", "explanation", "back-cover",
)
# fmt: on
LISTS: Mapping[str, tuple[str, ...]] = {  # and what may stand in them
    # Art. 7
    "budget-lines": ("running", "mediation", "correction", "resettlement", "legal-service", "publicity"),
    # Art. 10
    "dossier-either": DOCUMENTS,
    "dossier-documents": DOCUMENTS,
    "dossier-documents-written": DOCUMENTS,
}
PATTERNS: Mapping[str, tuple[str, ...]] = {  # and the parts of a name that each must tell
    # Art. 2
    "office-name": ("place",),
    "place-name": ("place",),
}
COUNTED = (
    # Art. 1
    "merge-incomplete",
    # Art. 3
    "formal-staff",
    "on-duty-staff",
    "special-staff",
    "special-diverted",
    # Art. 4
    "resettlement-worker",
    "legal-service-worker",
    "mediators",
    "correction-ratio",
    # Art. 5
    "director-steps",
    "director-origin",
    # Art. 6
    "secondment-letter",
    "early-resignation",
    # Art. 10
    "station",
    "village-adviser",
    "village-room",
    # Art. 11
    "township-adviser",
    # Art. 12
    "offender-identity",
    "correction-group",
    "out-of-supervision",
    "positioning-cause",
    # Art. 8
    "vehicle",
)
CHECKED = (
    # Art. 2
    "office-name",
    "dual-management",
)
STATED = (
    # Art. 8
    "informatised",
    # Art. 9
    "premises-area",
    "premises-independent",
    "premises-rooms",
)
TIMED = (
    # Art. 1
    "coverage",
    "office-filing",
    # Art. 3
    "vacancy",
    "recruitment-plan",
    "contract-ending",  # Art. 4
    "director",  # Art. 5
    "secondment-limit",  # Art. 6
    "secondment-filing",
    "transfer-steps",
    # Art. 7
    "budget-lines",
    "budget-personnel",
    "budget-standard",
    "budget-separate",
    "premises-repair",  # Art. 9
    # Art. 10
    "adviser-visit",
    "referral-open",
    "mediation-acceptance",
    "mediation-term",
    "escalation-report",
    "confirmation-window",
    "agreement-performance",
    "mediation-revisit",
    "mediation-dossier",
    # Art. 11
    "publicity-plan",
    "model-village",
    "assessor-selection",
    "enforcement-coordination",
    # Art. 12
    "arrival",
    "end-of-term",
    "declaration",
    "record-gap",
    "absence-warning",
    "absence-revocation",
    "leave-approval",
    "leave-return",
    "relocation-arrival",
    "discipline-ladder",
    "positioning-limit",
    "release-handover",
)

BASES = ("policy", "law", "parameter")
ACTORS = ("office", "county-bureau", "city-bureau")
