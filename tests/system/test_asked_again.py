"""What has been is not made once more by being asked for again; what is new about the same person is."""

import httpx
import pytest

from tests.system.caseload import DAY
from tests.system.city import City
from tests.system.people import offender, worker

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_who_departed_is_not_hired_once_more_from_the_same_day(city: City) -> None:
    """Two employments of one person over the same days were never what happened."""
    post, body = city.by["city"].post, worker(city.here.office_id, 4801, "2026-01-05")
    hired = (await post("/roster/workers", json=body)).json()
    await post(f"/roster/workers/{hired['id']}/departure", json={"day": "2026-02-01", "reason": "resigned"})
    again = await post("/roster/workers", json=body)
    assert (again.status_code, again.json()["id"], again.json()["stage"]) == (200, hired["id"], "departed")
    back = await post("/roster/workers", json={**body, "since": "2026-03-01"})
    assert (back.status_code, back.json()["id"] == hired["id"]) == (201, False)
    once_more = await post("/roster/workers", json=body)
    assert (once_more.status_code, once_more.json()["id"]) == (200, hired["id"])


async def test_who_was_discharged_is_not_registered_once_more_for_the_same_term(city: City) -> None:
    post, body = city.by["city"].post, offender(city.here.office_id, 4802, DAY)
    first = (await post("/corrections/offenders", json=body)).json()
    await post(f"/corrections/offenders/{first['id']}/discharge", json={"day": DAY, "reason": "pardoned"})
    again = await post("/corrections/offenders", json=body)
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    another = await post("/corrections/offenders", json={**body, "effective_day": "2026-11-20"})
    assert another.status_code == httpx.codes.CREATED


async def test_a_refused_intent_is_no_past(city: City) -> None:
    """Who was not hired after all, since the post was taken, may be hired when it is free, or elsewhere."""
    post = city.by["city"].post
    refused = {**worker(city.here.office_id, 4803, DAY, "mediator"), "post_id": city.here.one("/roster/posts")}
    assert (await post("/roster/workers", json=refused)).status_code == httpx.codes.CONFLICT
    hired = await post("/roster/workers", json=worker(city.here.office_id, 4803, DAY, "mediator"))
    assert hired.status_code == httpx.codes.CREATED
    assert (await post("/roster/workers", json=refused)).json()["rule"] == "post-match"
