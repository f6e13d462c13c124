"""The route that erases a person, the same for every kind of thing that holds one."""

from fastapi import Request, Response

from shared.kernel.erasure import Erase, Reason
from shared.ports.identity import Caller
from shared.runtime.access import PERSONAL, service_of
from shared.runtime.answers import sees
from shared.runtime.bodies import Body
from shared.runtime.desk import desk_of
from shared.runtime.documents import shown
from shared.runtime.eraser import ERASURE, ErasureCard
from shared.runtime.kinds import Kind
from shared.runtime.problems import Forbidden, NotFound

ERASED = Kind(path="/erasures", aggregate=ERASURE, by_put=True)


class Erasing(Body):
    reason: Reason


ErasureShown = shown(ErasureCard)


async def erase(request: Request, caller: Caller, kind: Kind, id: str, body: Erasing) -> Response:
    """A route that erases the person of a thing: for who may see personal data, and never for an office by itself.

    Raises Forbidden, NotFound.
    """
    if not caller.may(PERSONAL) or caller.office is not None:
        raise Forbidden("personal data is erased by a bureau that may see it")
    service, desk = service_of(request), desk_of(request)
    thing = (await service.handler.current(kind.aggregate, id)).document
    if thing is None or not sees(caller, thing):
        raise NotFound(f"there is no {kind.path}/{id}")
    category = kind.aggregate.decider.category
    command = Erase(
        category=category,
        county_code=thing.county_code,
        office_id=thing.office_id,
        reason=body.reason,
        day=desk.today(),
    )
    answered = await desk.put(request, caller, ERASED, id, command)
    await service.eraser.erase(category, id)
    return answered
