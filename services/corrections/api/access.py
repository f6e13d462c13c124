"""What the routes of offenders and of releases have in common."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request

from shared.ports.identity import Caller
from shared.runtime.access import needs
from shared.runtime.bodies import Body, Day, Filter, OfOffices
from shared.runtime.desk import desk_of
from shared.runtime.kinds import masked
from shared.runtime.problems import WrongInput

Reading = Annotated[Caller, Depends(needs("corrections:read"))]
Writing = Annotated[Caller, Depends(needs("corrections:write"))]


class OnDay(Body):
    day: Day


def must_have_happened(request: Request, day: date, field: str = "day") -> None:
    """Raises WrongInput."""
    if day > desk_of(request).today():
        raise WrongInput(f"body.{field}", "what has happened has happened today at the latest")


class OfThings(OfOffices):
    stage: Filter = None


ENDED = ("discharged", "ended")


def sealed(document: Mapping[str, Any]) -> bool:
    """A minor's record is sealed when it ends (社区矫正法 54, 预防未成年人犯罪法 59)."""
    return bool(document["minor"]) and document["stage"] in ENDED


def person(secrets: Mapping[str, str], full: bool) -> Mapping[str, object]:
    """Names are masked, and numbers and free text absent, unless the caller may read personal data."""
    if full:
        return dict(secrets)
    return {"name": masked(secrets.get("name", ""))}
