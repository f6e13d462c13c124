"""Errors as problem documents (RFC 9457): what was wrong, by which rule, and never a 500 for what a client sends."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from shared.contract.codec import encode
from shared.kernel.refusal import Refused
from shared.ports.identity import NotVerified
from shared.ports.unavailable import Unavailable
from shared.runtime.handler import Contended, VersionMoved

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Bad request",
    401: "Not authenticated",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Refused",
    412: "The thing has moved on",
    413: "Too large",
    422: "Wrong input",
    503: "Try again later",
}
SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "rule": {"type": "string"},
        "article": {"type": ["integer", "null"]},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}


class Forbidden(Exception):
    """Verified, and not allowed: a scope is missing, or it is not in the caller's area."""


class NotFound(Exception):
    """There is no such thing, as far as the caller may know."""


class WrongInput(Exception):
    """What a model cannot see: several things together, or a header."""

    def __init__(self, field: str, because: str) -> None:
        super().__init__(because)
        self.field = field


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers besides success, for OpenAPI."""
    content = {MEDIA_TYPE: {"schema": SCHEMA}}
    return {status: {"description": TITLES[status], "content": content} for status in statuses}


RETRY_AFTER_S = 2

ON_READING = described(400, 401, 403, 404, 422, 503)
ON_COMMANDS = described(400, 401, 403, 404, 409, 412, 413, 422, 503)


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, more: Mapping[str, object] | None = None
) -> Response:
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
    return Response(encode({**body, **(more or {})}), status, dict(headers or {}), MEDIA_TYPE)


async def refused(request: Request, refusal: Refused) -> Response:
    request.state.rule = refusal.rule
    more = {"rule": refusal.rule, "article": refusal.article, **refusal.more}
    headers = {"Retry-After": str(refusal.more["retry_after_s"])} if "retry_after_s" in refusal.more else None
    return problem(409, refusal.because, headers, more)


async def not_verified(_: Request, fault: NotVerified) -> Response:
    return problem(401, f"a bearer token is needed: {fault}", {"WWW-Authenticate": "Bearer"})


async def forbidden(_: Request, fault: Forbidden) -> Response:
    return problem(403, str(fault))


async def not_found(_: Request, fault: NotFound) -> Response:
    return problem(404, str(fault))


async def version_moved(_: Request, fault: VersionMoved) -> Response:
    return problem(412, f"it stands at version {fault}; read it again")


async def contended(_: Request, __: Contended) -> Response:
    return problem(503, "others were first, again and again", {"Retry-After": "1"})


async def unavailable(_: Request, __: Unavailable) -> Response:
    """What exactly is away, and where, is for the log and for who operates it."""
    detail = "what this stands on is away; a command may have happened or not: ask again with the same Idempotency-Key"
    return problem(503, detail, {"Retry-After": str(RETRY_AFTER_S)})


async def wrong_input(_: Request, fault: WrongInput) -> Response:
    return problem(422, str(fault), more={"errors": [{"field": fault.field, "reason": str(fault)}]})


def reason(message: str) -> str:
    return message.removeprefix("Value error, ")


async def invalid(_: Request, fault: RequestValidationError) -> Response:
    """Every error at once, with the field and the reason, and nothing of the input itself."""
    errors = [{"field": ".".join(map(str, error["loc"])), "reason": reason(error["msg"])} for error in fault.errors()]
    return problem(422, f"what is wrong in the request: {len(errors)}", more={"errors": errors})


async def of_http(_: Request, fault: HTTPException) -> Response:
    return problem(fault.status_code, str(fault.detail), fault.headers)


HANDLERS: Mapping[type[Exception], Any] = {
    Refused: refused,
    NotVerified: not_verified,
    Forbidden: forbidden,
    NotFound: not_found,
    VersionMoved: version_moved,
    Contended: contended,
    Unavailable: unavailable,
    WrongInput: wrong_input,
    RequestValidationError: invalid,
    HTTPException: of_http,
}


def install(app: FastAPI) -> None:
    for fault, handler in HANDLERS.items():
        app.add_exception_handler(fault, handler)
