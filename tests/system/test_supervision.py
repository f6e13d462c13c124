"""One offender over HTTP: supervised, warned, on leave, lost and found, moved to another county, discharged."""

from typing import Any

import httpx
import pytest

from tests.system.caseload import DAY, made
from tests.system.city import HERE, THERE, City
from tests.system.people import identity_number, offender

pytestmark = pytest.mark.asyncio(loop_scope="module")

OFFENDERS = "/corrections/offenders"
LEAVE = {"since": DAY, "until": "2026-11-05", "destination": "测试市测试路1号", "approved_by": "office"}


async def enrolled(city: City, nth: int) -> str:
    id = await made(city.by["here"], OFFENDERS, offender(city.here.office_id, nth, DAY))
    await acted(city, "here", id, "enrolment", day=DAY)
    return id


async def acted(city: City, role: str, id: str, what: str, **body: Any) -> dict[str, Any]:
    answer = await city.by[role].post(f"{OFFENDERS}/{id}/{what}", json=body)
    assert answer.status_code == httpx.codes.OK, answer.text
    return dict(answer.json())


async def test_what_is_done_is_on_the_card(city: City) -> None:
    id = await enrolled(city, 700)
    for what, body in (
        ("declaration", {"day": DAY}),
        ("group", {"day": DAY, "has_woman": True}),
        ("plan", {"day": DAY}),
        ("category", {"day": DAY, "category": "strict"}),
        ("contacts", {"day": DAY, "kind": "visit"}),
        ("warnings", {"day": DAY, "kind": "admonition"}),
        ("warnings", {"day": DAY, "kind": "public-security"}),
        ("positioning", {"day": DAY, "cause": "injunction"}),
        ("help", {"day": DAY, "kind": "training"}),
    ):
        await acted(city, "here", id, what, **body)
    card = await acted(city, "here", id, "help", day=DAY, kind="training")
    assert (card["declared_day"], card["grouped_day"], card["planned_day"], card["last_contact_day"]) == (DAY,) * 4
    assert (card["category"], card["admonitions"], card["warnings"], card["helped"]) == ("strict", 1, 0, 1)
    assert (card["last_discipline"], card["positioned_since"]) == ("public-security", DAY)
    assert (await acted(city, "here", id, "positioning/removal", day=DAY))["positioned_since"] is None


async def test_a_leave_keeps_its_destination_in_the_vault(city: City) -> None:
    id = await enrolled(city, 702)
    card = await acted(city, "here", id, "leave", **LEAVE)
    assert (card["on_leave_since"], card["on_leave_until"], "destination" in card) == (DAY, "2026-11-05", False)
    assert (await city.one("here", f"{OFFENDERS}/{id}"))["destination"] == LEAVE["destination"]
    assert (await acted(city, "here", id, "leave", **LEAVE))["version"] == card["version"]
    backwards = await city.by["here"].post(f"{OFFENDERS}/{id}/leave", json={**LEAVE, "until": "2026-11-01"})
    assert backwards.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert (await acted(city, "here", id, "leave/return", day=DAY))["on_leave_until"] is None


async def test_who_is_lost_is_found_and_who_is_detained_comes_back(city: City) -> None:
    id = await enrolled(city, 704)
    assert (await acted(city, "here", id, "absence", since=DAY))["absent_since"] == DAY
    assert (await acted(city, "here", id, "return", day=DAY))["absent_since"] is None
    assert (await acted(city, "here", id, "suspension", since=DAY))["restricted_since"] == DAY
    assert (await acted(city, "here", id, "resumption", day=DAY))["restricted_since"] is None


@pytest.mark.parametrize("what", ["contacts", "return", "absence"])
async def test_what_has_not_happened_yet_is_not_recorded(city: City, what: str) -> None:
    id = city.here.one(OFFENDERS)
    body = {"since": "2040-01-01"} if what == "absence" else {"day": "2040-01-01"}
    body |= {"kind": "visit"} if what == "contacts" else {}
    answer = await city.by["here"].post(f"{OFFENDERS}/{id}/{what}", json=body)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY


async def test_the_county_to_which_somebody_moves_enrols_and_then_has_the_case(city: City) -> None:
    id = await enrolled(city, 706)
    path = f"{OFFENDERS}/{id}"
    enrol = {"day": DAY}
    unasked = await city.by["there"].post(f"{path}/relocation/enrolment", json=enrol)
    assert unasked.status_code == httpx.codes.NOT_FOUND
    card = await acted(city, "here", id, "relocation", day=DAY, to_office_id=city.there.office_id)
    assert (card["office_id"], card["to_office_id"]) == (city.here.office_id, city.there.office_id)
    for what in ("contacts", "discharge"):
        refused = await city.by["there"].post(f"{path}/{what}", json={"day": DAY, "kind": "visit"})
        assert refused.status_code in (httpx.codes.NOT_FOUND, httpx.codes.UNPROCESSABLE_ENTITY)
    card = await acted(city, "there", id, "relocation/enrolment", **enrol)
    assert (card["office_id"], card["county_code"], card["to_office_id"]) == (city.there.office_id, THERE, None)
    assert (await acted(city, "there", id, "relocation/enrolment", **enrol))["version"] == card["version"]
    assert (await city.by["here"].get(path)).status_code == httpx.codes.NOT_FOUND
    assert (await city.one("there", path))["stage"] == "enrolled"
    assert id not in {each["id"] for each in await city.all("here", OFFENDERS, county_code=HERE)}


@pytest.mark.parametrize(("female", "contradicted"), [(None, False), (True, True), (False, False)])
async def test_what_contradicts_the_identity_number_is_marked(
    city: City, female: bool | None, contradicted: bool
) -> None:
    nth = {None: 708, True: 711, False: 713}[female]
    body = offender(city.here.office_id, nth, DAY) | ({} if female is None else {"female": female})
    assert identity_number(nth)[16] == str(nth % 10)
    id = await made(city.by["here"], OFFENDERS, body)
    assert (await city.one("here", f"{OFFENDERS}/{id}"))["identity_contradicted"] is contradicted
