"""What is asked for again with its key is answered as it was, and then has happened whole, whatever broke it off."""

from unittest.mock import AsyncMock

import httpx
import pytest

from services.mediation.views import dispute_board
from shared.ports.unavailable import Unavailable
from tests.system.caseload import DAY
from tests.system.city import City
from tests.system.people import worker
from tests.system.test_commands import CASES, case_at

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_is_answered_again_can_be_read_though_its_document_was_never_written(city: City) -> None:
    """As after a crash, or a store that went away, between the commit and the document."""
    post, key = city.by["city"].post, {"Idempotency-Key": "case-unseen"}
    body = case_at(city.here.office_id, "测试某丙")
    first = await post(CASES, json=body, headers=key)
    mediation = next(service for service in city.installation.services if service.name == "mediation")
    await mediation.ports.views.delete(dispute_board.VIEW, first.json()["id"])
    again = await post(CASES, json=body, headers=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert (await city.one("city", first.headers["location"]))["version"] == 1


async def test_what_is_answered_again_has_happened_whole(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store went away between the departure and what follows from it: the post that falls vacant."""
    post = city.by["city"].post
    approved = {"category": "special", "approved_day": DAY}
    held = (await post(f"/roster/offices/{city.here.office_id}/posts", json=approved)).json()
    clerk = {**worker(city.here.office_id, 4711, DAY, "formal"), "post_id": held["id"]}
    path = (await post("/roster/workers", json=clerk)).headers["location"]
    roster = next(service for service in city.installation.services if service.name == "roster")
    react, key = roster.handler._react, {"Idempotency-Key": "left-halfway"}

    async def away(*_: object) -> None:
        raise Unavailable("the store")

    monkeypatch.setattr(roster.relay, "_is_settled", AsyncMock(return_value=False))
    monkeypatch.setattr(roster.handler, "_react", away)
    left = {"day": DAY, "reason": "resigned"}
    assert (await post(f"{path}/departure", json=left, headers=key)).status_code == httpx.codes.SERVICE_UNAVAILABLE
    monkeypatch.setattr(roster.handler, "_react", react)
    assert (await post(f"{path}/departure", json=left, headers=key)).status_code == httpx.codes.OK
    next_one = {**worker(city.here.office_id, 4712, DAY, "formal"), "post_id": held["id"]}
    assert (await post("/roster/workers", json=next_one)).status_code == httpx.codes.CREATED
