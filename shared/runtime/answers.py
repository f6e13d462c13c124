"""Answers and what is asked of them: JSON with its version as ETag, If-Match, and who may see."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request, Response

from shared.contract.codec import encode
from shared.ports.identity import Caller
from shared.ports.views import Condition, Prefix, Row
from shared.runtime.bodies import Page

JSON = "application/json"


def agrees(seen: Condition, wanted: Condition) -> bool:
    """Whether what is asked for lies within what may be seen."""
    return str(wanted).startswith(seen.text) if isinstance(seen, Prefix) else wanted == seen


def sees(caller: Caller, document: Any) -> bool:
    return caller.sees(document.county_code, getattr(document, "office_id", None))


def next_of(rows: Sequence[Row], page: Page) -> str | None:
    """Where the next page begins; nothing where this one was not full."""
    return rows[-1].id if len(rows) == page.limit else None


def if_match(request: Request) -> int | None:
    """The version that the caller has seen; -1, which never stands, for what is no version of ours."""
    said = request.headers.get("if-match")
    if said in (None, "*"):
        return None
    digits = str(said).removeprefix("W/").strip('"')
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else -1


def answer(body: object, *, etag: int | None = None, location: str | None = None) -> Response:
    headers = {}
    if etag is not None:
        headers["ETag"] = f'"{etag}"'
    if location is not None:
        headers["Location"] = location
    return Response(encode(body), 201 if location else 200, headers, JSON)
