"""What the routes of offenders and of releases have in common."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends

from shared.ports.identity import Caller
from shared.runtime.access import needs
from shared.runtime.bodies import Body, Day, Filter, OfOffices
from shared.runtime.kinds import masked

Reading = Annotated[Caller, Depends(needs("corrections:read"))]
Writing = Annotated[Caller, Depends(needs("corrections:write"))]


class OnDay(Body):
    day: Day


class OfThings(OfOffices):
    stage: Filter = None


def person(secrets: Mapping[str, str], full: bool) -> Mapping[str, object]:
    """Names are masked, and numbers and free text absent, unless the caller may read personal data."""
    if full:
        return dict(secrets)
    return {"name": masked(secrets.get("name", ""))}
