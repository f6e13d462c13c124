"""What the routes of roster have in common."""

from typing import Annotated

from fastapi import Depends

from shared.ports.identity import Caller
from shared.runtime.access import needs
from shared.runtime.bodies import Body, Day, Filter, Name, OfOffices

Reading = Annotated[Caller, Depends(needs("roster:read"))]
Writing = Annotated[Caller, Depends(needs("roster:write"))]


class Approval(Body):
    authority: Name
    document: Name
    day: Day


class OnDay(Body):
    day: Day


class OfKinds(OfOffices):
    kind: Filter = None
