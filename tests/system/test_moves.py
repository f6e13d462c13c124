"""Workers who go elsewhere, to another office or out of the county, and who is to follow them: over HTTP."""

from typing import Any

import pytest

from tests.system.caseload import made
from tests.system.city import City
from tests.system.people import worker

pytestmark = pytest.mark.asyncio(loop_scope="module")

OK, NOT_FOUND, CONFLICT, MOVED = 200, 404, 409, 412


async def with_post(city: City, office_id: str) -> str:
    body = {"category": "special", "approved_day": "2018-01-02"}
    return await made(city.by["city"], f"/roster/offices/{office_id}/posts", body)


async def on_special_post(city: City, office_id: str, nth: int, since: str) -> str:
    body = {**worker(office_id, nth, since, "formal"), "post_id": await with_post(city, office_id)}
    return await made(city.by["city"], "/roster/workers", body)


async def test_a_worker_moves_to_another_county_and_onto_its_post(city: City) -> None:
    post, id = city.by["city"].post, await on_special_post(city, city.here.office_id, 81, "2019-04-01")
    old = (await city.one("city", f"/roster/workers/{id}"))["post_id"]
    await post(
        f"/roster/offices/{city.here.office_id}/director",
        json={"worker_id": id, "appointed_day": "2020-04-01", "origin": "office"},
    )
    wanted = await with_post(city, city.there.office_id)
    body = {"office_id": city.there.office_id, "post_id": wanted, "day": "2026-03-02"}
    key = {"Idempotency-Key": "moved-once"}
    stale = await post(f"/roster/workers/{id}/reassignment", json=body, headers={"If-Match": '"7"'})
    assert stale.status_code == MOVED
    moved = await post(f"/roster/workers/{id}/reassignment", json=body, headers=key)
    again = await post(f"/roster/workers/{id}/reassignment", json=body, headers=key)
    assert (moved.status_code, again.content) == (OK, moved.content)
    shown = moved.json()
    assert (shown["county_code"], shown["post_id"], shown["special"], shown["version"]) == ("410102", wanted, True, 3)
    assert (await post(f"/roster/workers/{id}/reassignment", json=body)).json() == shown
    assert (await city.one("city", f"/roster/posts/{wanted}"))["holder"] == id
    assert (await city.one("city", f"/roster/posts/{old}"))["vacant_since"] == "2026-03-02"
    led = await city.one("city", f"/roster/leaderships/{city.here.office_id}")
    assert [term["removed_day"] for term in led["terms"] if term["worker_id"] == id] == ["2026-03-02"]
    assert (await city.by["here"].get(f"/roster/workers/{id}")).status_code == NOT_FOUND
    assert (await city.by["there"].get(f"/roster/workers/{id}")).status_code == OK


async def test_a_post_that_is_held_is_not_given_twice(city: City) -> None:
    post, office_id = city.by["city"].post, city.next_door.office_id
    holder = await on_special_post(city, office_id, 82, "2019-04-01")
    held = (await city.one("city", f"/roster/workers/{holder}"))["post_id"]
    id = await on_special_post(city, city.here.office_id, 83, "2019-04-01")
    path, body = f"/roster/workers/{id}/reassignment", {"office_id": office_id, "post_id": held, "day": "2026-03-02"}
    refused = await post(path, json=body)
    assert (refused.status_code, refused.json()["rule"], refused.json()["article"]) == (CONFLICT, "post-match", 3)
    assert (await city.one("city", f"/roster/workers/{id}"))["version"] == 1
    own = (await city.one("city", f"/roster/workers/{id}"))["post_id"]
    same = await post(path, json={"office_id": city.here.office_id, "post_id": own, "day": "2026-03-02"})
    assert (same.status_code, (await city.one("city", f"/roster/posts/{own}"))["holder"]) == (CONFLICT, id)
    without = await post(path, json={"office_id": office_id, "day": "2026-03-02"})
    assert (without.status_code, without.json()["special"]) == (OK, False)
    elsewhere = await city.by["here"].post(path, json={"office_id": city.there.office_id, "day": "2026-04-01"})
    assert elsewhere.status_code == NOT_FOUND


async def test_a_transfer_takes_five_years_and_four_steps(city: City) -> None:
    id = await on_special_post(city, city.here.office_id, 84, "2021-03-01")
    path = f"/roster/workers/{id}"

    async def step(name: str, day: str, **more: Any) -> dict[str, Any]:
        answer = await city.by["city"].post(f"{path}/{name}", json={"day": day, **more})
        return {"status": answer.status_code, **answer.json()}

    early = await step("transfer", "2026-02-28", to="某局")
    assert (early["status"], early["rule"], early["article"]) == (CONFLICT, "transfer-too-early", 6)
    assert early["earliest_day"] == "2026-03-01"
    assert (await step("transfer/endorsement", "2026-03-02"))["rule"] == "transfer-steps"
    assert (await step("transfer", "2026-03-01", to="某局"))["transfer"]["stage"] == "applied"
    assert (await step("transfer", "2026-03-01", to="别局"))["status"] == CONFLICT
    assert (await step("transfer/city-approval", "2026-03-05"))["article"] == 6
    for name in ("endorsement", "county-approval", "city-approval"):
        assert (await step(f"transfer/{name}", "2026-03-05"))["status"] == OK
    gone = await step("departure", "2026-04-01", reason="transferred")
    assert (gone["stage"], gone["transfer"]["stage"]) == ("departed", "city-approved")
    assert (await city.one("city", path))["transfers"] == {"2026-03-01": "某局"}
    assert "transfers" not in await city.one("auditor", path)


async def test_a_recruitment_plan_takes_its_steps(city: City) -> None:
    office_id, post = city.here.office_id, city.by["city"].post
    vacant = await with_post(city, office_id)
    body = {"post_ids": [vacant], "day": "2026-03-02"}
    plan = await made(city.by["city"], f"/roster/offices/{office_id}/recruitment-plans", body)
    path = f"/roster/recruitment-plans/{plan}"
    for step in ("city-approval", "province-approval", "filing"):
        assert (await post(f"{path}/{step}", json={"day": "2026-05-04"})).status_code == OK
    shown = await city.one("here", path)
    assert (shown["post_ids"], shown["drawn_up_day"], shown["filed_day"]) == ([vacant], "2026-03-02", "2026-05-04")
    assert [each["id"] for each in await city.all("here", "/roster/recruitment-plans", office_id=office_id)] == [plan]
    elsewhere = await post(f"/roster/offices/{city.there.office_id}/recruitment-plans", json=body)
    assert elsewhere.status_code == CONFLICT
