"""An offender who is enrolled: where the stories of supervision begin."""

from datetime import date
from typing import Any

from shared.contract.corrections import OffenderReceived, OffenderRelocated, RelocationBegun
from tests.corrections.test_offender import COUNTY, ENDS, ENROLLED, OFFICE, REGISTERED

ENROLLED_ALREADY = (REGISTERED, ENROLLED)
DAY = date(2026, 3, 2)
LATER = date(2026, 3, 12)
TO = {"to_office_id": "longhai-road", "to_county_code": "410103"}
BEGUN = RelocationBegun(county_code=COUNTY, office_id=OFFICE, day=DAY, **TO)
RELOCATED = OffenderRelocated(county_code=COUNTY, office_id=OFFICE, day=LATER, **TO)
RECEIVED = OffenderReceived(
    county_code="410103",
    office_id="longhai-road",
    day=LATER,
    from_office_id=OFFICE,
    sentence="suspended",
    ends=ENDS,
    female=False,
    minor=True,
    category=None,
    admonished=(),
    warned=(),
    punished=(),
    proposed=(),
    positioning_approved=(),
)


def at(day: date) -> dict[str, Any]:
    """Where an event is that happens before any change of place."""
    return {"county_code": COUNTY, "office_id": OFFICE, "day": day}


def there(day: date) -> dict[str, Any]:
    """And after it."""
    return {"county_code": "410103", "office_id": "longhai-road", "day": day}
