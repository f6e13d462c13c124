"""Who may call: a verified token, a scope, an area. There is no way to run without."""

from collections.abc import Awaitable, Callable

from fastapi import Request

from shared.ports.identity import Caller, NotVerified
from shared.ports.views import Condition, Prefix
from shared.runtime.problems import Forbidden
from shared.runtime.service import Service

PERSONAL = "personal:read"


def service_of(request: Request) -> Service:
    """The service whose application took the request."""
    service: Service = request.app.state.service
    return service


async def verified(request: Request) -> Caller:
    """Raises NotVerified."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotVerified("Authorization: Bearer TOKEN")
    return await service_of(request).ports.identity.caller(token)


def needs(*scopes: str) -> Callable[[Request], Awaitable[Caller]]:
    """A dependency that lets in who has one of the scopes."""

    async def access(request: Request) -> Caller:
        caller = await verified(request)
        if not any(caller.may(scope) for scope in scopes):
            raise Forbidden(f"the token has none of the scopes: {' '.join(scopes)}")
        return caller

    return access


def within(caller: Caller) -> dict[str, Condition]:
    """What a list may show to the caller."""
    office: dict[str, Condition] = {} if caller.office is None else {"office_id": caller.office}
    return {"county_code": Prefix(caller.area), **office}


def must_see(caller: Caller, county_code: str, office_id: str | None) -> None:
    """For commands that name where they act. Raises Forbidden."""
    if not caller.sees(county_code, office_id):
        raise Forbidden("it lies outside the caller's area")
