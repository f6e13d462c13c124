"""What a plan may speak of: its numbers, its choices, its rules."""

from collections.abc import Mapping

# What a plan may speak of. Numbers and choices must be there; a rule that is left out is not in force.
NUMBERS: Mapping[str, int] = {  # and the least that each may be
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
    # Art. 12
    "handover-lead-days": 0,
}
SEVERITIES = ("P0", "P1", "P2", "P3")
CHOICES: Mapping[str, tuple[str, ...]] = {  # and what there is to choose from
    # Art. 4
    "correction-ratio-reading": ("office", "county"),
    # Art. 12
    "handover-urgent-severity": SEVERITIES,
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
)
TIMED = (
    "vacancy",  # Art. 3
    "contract-ending",  # Art. 4
    "release-handover",  # Art. 12
)

BASES = ("policy", "law", "parameter")
ACTORS = ("office", "county-bureau", "city-bureau")
