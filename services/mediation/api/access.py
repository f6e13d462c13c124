"""What the routes of mediation have in common."""

from typing import Annotated

from fastapi import Depends

from shared.ports.identity import Caller
from shared.runtime.access import needs
from shared.runtime.bodies import Body, Day

Reading = Annotated[Caller, Depends(needs("mediation:read"))]
Writing = Annotated[Caller, Depends(needs("mediation:write"))]


class OnDay(Body):
    day: Day
