"""What an office works with, over HTTP: put from a day on, with the past as well as the present."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.system.city import HERE, City

pytestmark = pytest.mark.asyncio(loop_scope="module")

PREMISES: dict[str, Any] = {
    "area_m2": 119.99,
    "independent": True,
    "condition": "sound",
    "rooms": ["duty", "mediation", "correction", "duty"],
}


def place(city: City, what: str) -> str:
    return f"/roster/offices/{city.here.office_id}/{what}"


async def test_premises_are_put_from_today_on_where_no_day_is_said(city: City) -> None:
    put, path = city.by["city"].put, place(city, "premises")
    first = await put(path, json=PREMISES)
    assert (first.status_code, first.headers["etag"]) == (httpx.codes.OK, '"1"')
    assert "location" not in first.headers
    card = first.json()
    assert (card["day"], card["area_m2"], card["rooms"]) == ("2026-11-24", 119.99, ["mediation", "correction", "duty"])
    again = await put(path, json=PREMISES | {"area_m2": "119.99"})
    assert (again.status_code, again.json()) == (httpx.codes.OK, card)
    larger, key = PREMISES | {"area_m2": 130, "day": "2021-05-04"}, {"Idempotency-Key": "past"}
    past = await put(path, json=larger, headers=key)
    assert [each["area_m2"] for each in past.json()["history"]] == [130.0, 119.99]
    repeated = await put(path, json=larger, headers=key)
    assert (repeated.status_code, repeated.json()) == (httpx.codes.OK, past.json())
    assert await city.one("city", path) == past.json()
    (listed,) = await city.all("city", "/roster/premises", county_code=HERE)
    assert listed == past.json()


async def test_an_office_that_is_not_the_callers_has_no_premises_for_him(city: City) -> None:
    path = f"/roster/offices/{city.there.office_id}/premises"
    assert (await city.by["here"].put(path, json=PREMISES)).status_code == httpx.codes.NOT_FOUND
    assert (await city.by["here"].get(path)).status_code == httpx.codes.NOT_FOUND


@pytest.mark.parametrize(
    "wrong",
    [
        {"area_m2": 119.999},
        {"area_m2": -1},
        {"area_m2": "NaN"},
        {"condition": "new"},
        {"rooms": ["kitchen"]},
        {"day": "2090-01-01"},
        {"colour": "red"},
    ],
)
async def test_what_cannot_be_premises_is_wrong_input(city: City, wrong: dict[str, Any]) -> None:
    answer = await city.by["city"].put(place(city, "premises"), json=PREMISES | wrong)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert next(iter(wrong)) in answer.text


async def test_a_vehicle_is_one_in_the_whole_city_however_its_plate_is_written(city: City) -> None:
    post = city.by["city"].post
    made = await post(place(city, "vehicles"), json={"plate": "豫A·0101警", "since": "2020-05-06"})
    assert made.status_code == httpx.codes.CREATED
    assert (made.json()["id"], made.json()["plate"], made.json()["stage"]) == ("豫A0101警", "豫A·0101警", "in-service")
    assert (await city.by["city"].get(made.headers["location"])).json() == made.json()
    assert await city.one("city", "/roster/vehicles/豫a-0101警") == made.json()
    again = await post(place(city, "vehicles"), json={"plate": "豫A·0101警", "since": "2020-05-06"})
    assert (again.status_code, again.json()) == (httpx.codes.OK, made.json())
    elsewhere = f"/roster/offices/{city.there.office_id}/vehicles"
    taken = await post(elsewhere, json={"plate": "豫A0101警", "since": "2026-11-24"})
    assert (taken.status_code, taken.json()["rule"], taken.json()["article"]) == (httpx.codes.CONFLICT, "vehicle", 8)
    unknown = await post(f"{elsewhere}/豫A0101警/withdrawal", json={"day": "2026-11-24"})
    assert unknown.status_code == httpx.codes.NOT_FOUND
    gone = await post(place(city, "vehicles/豫A0101警/withdrawal"), json={"day": "2026-11-24"})
    assert (gone.status_code, gone.json()["stage"]) == (httpx.codes.OK, "withdrawn")
    served = await post(elsewhere, json={"plate": "豫A0101警", "since": "2026-11-24"})
    assert (served.is_success, served.json()["office_id"]) == (True, city.there.office_id)


async def test_a_network_is_put_and_read(city: City) -> None:
    path = place(city, "informatisation")
    answer = await city.by["city"].put(path, json={"network": True, "terminals": 4, "day": "2026-01-05"})
    assert answer.status_code == httpx.codes.OK
    assert await city.one("city", path) == answer.json()
    assert await city.all("city", "/roster/informatisation", office_id=city.here.office_id) == [answer.json()]


async def test_a_budget_is_put_for_its_year_and_changed(city: City) -> None:
    path, lines = place(city, "budgets/2026"), {"publicity": 15000.5, "running": 60000}
    answer = await city.by["city"].put(path, json={"lines": lines, "separate": True, "day": "2026-02-09"})
    assert (answer.status_code, answer.headers["etag"]) == (httpx.codes.OK, '"1"')
    card = answer.json()
    assert (card["year"], card["lines"], card["standard"]) == (2026, {"running": 60000.0, "publicity": 15000.5}, None)
    more = await city.by["city"].put(path, json={"lines": lines, "separate": True, "standard": "60000.00"})
    assert (more.json()["standard"], len(more.json()["history"])) == (60000.0, 2)
    assert await city.one("city", path) == more.json()
    assert await city.all("city", "/roster/budgets", year=2026) == [more.json()]
    assert await city.all("city", "/roster/budgets", year=2025) == []


@pytest.mark.parametrize(
    ("year", "wrong"),
    [("2026", {"lines": {"coffee": 1}}), ("2026", {"lines": {"running": 1.001}}), ("99", {}), ("next", {})],
)
async def test_what_cannot_be_a_budget_is_wrong_input(city: City, year: str, wrong: dict[str, Any]) -> None:
    body = {"lines": {"running": 1}, "separate": True} | wrong
    answer = await city.by["city"].put(place(city, f"budgets/{year}"), json=body)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY


async def test_the_board_knows_what_an_office_works_with(city: City) -> None:
    """Once it has been told: a moment after the answer."""
    for _ in range(200):
        figures = (await city.one("city", f"/compliance/offices/{city.here.office_id}"))["figures"]
        if figures["networked_terminals"]:
            break
        await asyncio.sleep(0.02)
    assert (figures["networked_terminals"], figures["premises_area_m2"], figures["vehicles_in_service"]) == (4, 119, 0)
