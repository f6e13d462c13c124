"""What a plan may speak of: its numbers, its choices, its lists, its patterns, its rules."""

from collections.abc import Mapping

# What a plan may speak of. All but the rules must be there; a rule that is left out is not in force.
NUMBERS: Mapping[str, int] = {  # and the least that each may be
    # Art. 1
    "office-filing-days": 0,
    "office-filing-lead-days": 0,
    # Art. 3
    "formal-staff-min": 0,
    "special-staff-min": 0,
    "vacancy-term-months": 1,
    "vacancy-lead-days": 0,
    # Art. 4
    "resettlement-worker-min": 0,
    "legal-service-worker-min": 0,
    "mediators-min": 0,
    "contract-lead-days": 0,
    "contract-urgent-lead-days": 0,
    "offenders-per-correction-worker": 1,
    # Art. 5
    "directors": 0,
    "director-vacancy-days": 0,
    "acting-director-days": 0,
    "director-lead-days": 0,
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
    "mediation-acceptance-days": 1,
    "mediation-term-days": 1,
    "mediation-extension-days": 0,
    "mediation-lead-days": 0,
    "confirmation-window-days": 1,
    "confirmation-lead-days": 0,
    "confirmation-urgent-lead-days": 0,
    "mediation-revisit-days": 1,
    # Art. 12
    "handover-lead-days": 0,
}
SEVERITIES = ("P0", "P1", "P2", "P3")
CHOICES: Mapping[str, tuple[str, ...]] = {  # and what there is to choose from
    # Art. 4
    "correction-ratio-reading": ("office", "county"),
    # Art. 5
    "acting-director-severity": SEVERITIES,
    # Art. 12
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
    # Art. 3
    "formal-staff",
    "special-staff",
    # Art. 4
    "resettlement-worker",
    "legal-service-worker",
    "mediators",
    "correction-ratio",
    # Art. 5
    "director-steps",
    "director-origin",
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
    "office-filing",  # Art. 1
    "vacancy",  # Art. 3
    "contract-ending",  # Art. 4
    "director",  # Art. 5
    # Art. 7
    "budget-lines",
    "budget-personnel",
    "budget-standard",
    "budget-separate",
    "premises-repair",  # Art. 9
    # Art. 10
    "mediation-acceptance",
    "mediation-term",
    "escalation-report",
    "confirmation-window",
    "agreement-performance",
    "mediation-revisit",
    "mediation-dossier",
    "release-handover",  # Art. 12
)

BASES = ("policy", "law", "parameter")
ACTORS = ("office", "county-bureau", "city-bureau")
