"""What an office works with, over HTTP: put from a day on, with the past as well as the present."""

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
