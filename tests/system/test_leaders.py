"""Who leads an office, over HTTP: appointed, removed, and gone with the worker."""

from typing import Any

import httpx
import pytest

from tests.system.caseload import made
from tests.system.city import City
from tests.system.people import worker

pytestmark = pytest.mark.asyncio(loop_scope="module")

OK, CONFLICT, NOT_FOUND = 200, 409, 404


def appointment(worker_id: str, day: str, **more: Any) -> dict[str, Any]:
    return {"worker_id": worker_id, "appointed_day": day, "origin": "office", **more}


async def test_a_director_is_appointed_and_departs(city: City) -> None:
    post, office_id = city.by["city"].post, city.next_door.office_id
    path, wang = f"/roster/offices/{office_id}", await hired(city, office_id, 71)
    first = await post(f"{path}/director", json=appointment(wang, "2024-05-06"))
    assert (first.status_code, first.json()["id"]) == (OK, office_id)
    steps = {"proposed_day": "2024-03-01", "opinion_day": "2024-04-01"}
    completed = await post(f"{path}/director", json=appointment(wang, "2024-05-06", **steps))
    again = await post(f"{path}/director", json=appointment(wang, "2024-05-06", **steps))
    assert (completed.status_code, again.status_code, again.json()) == (OK, OK, completed.json())
    await post(f"/roster/workers/{wang}/departure", json={"day": "2026-02-02", "reason": "retired"})
    (term,) = (await city.one("city", f"/roster/leaderships/{office_id}"))["terms"]
    assert term == {
        "role": "director",
        "worker_id": wang,
        "origin": "office",
        **steps,
        "appointed_day": "2024-05-06",
        "removed_day": "2026-02-02",
    }


async def test_whose_departure_is_on_record_led_until_then(city: City) -> None:
    post, office_id = city.by["city"].post, city.here.office_id
    path, li = f"/roster/offices/{office_id}", await hired(city, office_id, 72)
    await post(f"/roster/workers/{li}/departure", json={"day": "2025-02-03", "reason": "retired"})
    deputies = (await post(f"{path}/deputies", json=appointment(li, "2023-05-08"))).json()
    assert deputies["terms"][0]["removed_day"] is None  # as the appointment left it
    (shown,) = await city.all("city", "/roster/leaderships", office_id=office_id)
    assert shown["terms"][0]["removed_day"] == "2025-02-03"
    late = await post(f"{path}/deputies", json=appointment(li, "2025-02-03"))
    assert (late.status_code, late.json()["rule"]) == (CONFLICT, "conflict")


async def test_somebody_acts_and_is_removed(city: City) -> None:
    post, office_id = city.by["city"].post, city.there.office_id
    path, zhao = f"/roster/offices/{office_id}", await hired(city, office_id, 73)
    assert (await post(f"{path}/director/removal", json={"day": "2025-01-02"})).status_code == NOT_FOUND
    await post(f"{path}/acting-director", json=appointment(zhao, "2025-01-02"))
    await post(f"{path}/deputies", json=appointment(zhao, "2025-01-02"))
    refused = await post(f"{path}/director/removal", json={"day": "2025-01-02"})
    assert refused.status_code == CONFLICT
    for role in ("acting-director", "deputies"):
        removed = await post(f"{path}/{role}/removal", json={"day": "2025-06-30"})
        assert removed.status_code == OK
    assert {term["removed_day"] for term in removed.json()["terms"]} == {"2025-06-30"}


async def test_only_who_sees_the_office_appoints(city: City) -> None:
    office_id = city.there.office_id
    body = appointment(await hired(city, office_id, 74), "2025-01-02")
    assert (await city.by["here"].post(f"/roster/offices/{office_id}/director", json=body)).status_code == NOT_FOUND
    elsewhere = await city.by["city"].post(f"/roster/offices/{city.here.office_id}/director", json=body)
    assert elsewhere.status_code == httpx.codes.CONFLICT


async def hired(city: City, office_id: str, nth: int) -> str:
    return await made(city.by["city"], "/roster/workers", worker(office_id, nth, "2020-05-06", "formal"))
