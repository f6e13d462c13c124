"""A client of a running installation: it comes again when told to, and has each effect once."""

from collections.abc import Iterator

import httpx
import pytest

from deploy import remote
from deploy.remote import NotThere, RemoteClient

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PAUSES_S", (0.0, 0.0, 0.0))


def client(answers: Iterator[httpx.Response | None], keys: list[str]) -> RemoteClient:
    def answer(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers.get("Idempotency-Key", ""))
        said = next(answers)
        if said is None:
            raise httpx.ReadError("gone")
        return said

    return RemoteClient(httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://there"))


async def test_what_was_not_heard_is_asked_again_with_the_same_key() -> None:
    away, refused = httpx.Response(503), httpx.Response(409, headers={"Retry-After": "1"})
    answers: list[httpx.Response | None] = [httpx.Response(200), away, None, refused, httpx.Response(201, json={})]
    keys: list[str] = []
    there = client(iter(answers), keys)
    assert (await there.call("GET", "/")).status == httpx.codes.OK
    assert (await there.call("POST", "/", {})).status == httpx.codes.CREATED
    assert keys[0] == ""
    assert len(set(keys[1:])) == 1
    assert len(keys) == len(answers)


async def test_where_nobody_has_answered_yet_nobody_is_waited_for() -> None:
    keys: list[str] = []
    with pytest.raises(NotThere, match="nobody answers at http://there"):
        await client(iter([None]), keys).call("GET", "/")
    assert len(keys) == 1


async def test_who_stays_away_is_told_of() -> None:
    answers: list[httpx.Response | None] = [httpx.Response(200), *[httpx.Response(502, text="<html>")] * 4]
    there = client(iter(answers), [])
    await there.call("GET", "/")
    said = await there.call("GET", "/")
    assert (said.status, said.body) == (502, "<html>")
