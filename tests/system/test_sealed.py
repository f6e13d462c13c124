"""A minor's record is sealed at its end, and opens only when a second person approves (预防未成年人犯罪法 59)."""

from typing import Any

import httpx
import pytest

from tests.system.caseload import DAY, made
from tests.system.city import City
from tests.system.people import identity_number, offender

pytestmark = pytest.mark.asyncio(loop_scope="module")

OFFENDERS, OPENINGS = "/corrections/offenders", "/corrections/openings"
REASON = {"reason": "judicial-organ"}


async def a_sealed_record(city: City, nth: int) -> str:
    body = offender(city.here.office_id, nth, DAY) | {"minor": True}
    id = await made(city.by["city"], OFFENDERS, body)
    shown = await city.one("here", f"{OFFENDERS}/{id}")
    assert shown["id_number"] == identity_number(nth)
    ended = await city.by["city"].post(f"{OFFENDERS}/{id}/discharge", json={"day": DAY, "reason": "pardoned"})
    assert ended.json().get("name") is None
    return id


async def personal(city: City, role: str, id: str) -> Any:
    return (await city.one(role, f"{OFFENDERS}/{id}")).get("id_number")


async def asked(city: City, role: str, id: str) -> str:
    answer = await city.by[role].post(f"{OFFENDERS}/{id}/openings", json=REASON)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    assert (answer.json()["stage"], answer.json()["until"]) == ("asked", None)
    return str(answer.json()["id"])


async def test_nobody_reads_a_sealed_record_by_himself(city: City) -> None:
    id = await a_sealed_record(city, 760)
    for role in ("city", "here", "office"):
        shown = await city.one(role, f"{OFFENDERS}/{id}")
        assert (shown.get("name"), shown.get("id_number"), shown["stage"]) == (None, None, "discharged")
    listed = await city.all("city", OFFENDERS, stage="discharged")
    assert [each.get("name") for each in listed if each["id"] == id] == [None]


async def test_who_asks_reads_it_once_another_one_approved_and_nobody_else(city: City) -> None:
    id = await a_sealed_record(city, 761)
    opening = await asked(city, "here", id)
    assert await personal(city, "here", id) is None
    alone = await city.by["here"].post(f"{OPENINGS}/{opening}/approval")
    assert (alone.status_code, alone.json()["rule"]) == (httpx.codes.CONFLICT, "second-person")
    approved = await city.by["city"].post(f"{OPENINGS}/{opening}/approval")
    assert (approved.status_code, approved.json()["stage"]) == (httpx.codes.OK, "approved")
    assert await personal(city, "here", id) == identity_number(761)
    assert await personal(city, "city", id) is None
    reads = await city.all("auditor", "/corrections/operations/reads", limit=500)
    assert [each["reader"] for each in reads if each["subjects"] == [id]][-1].startswith("county@")


async def test_both_are_on_record(city: City) -> None:
    id = await a_sealed_record(city, 762)
    opening = await asked(city, "city", id)
    await city.by["here"].post(f"{OPENINGS}/{opening}/approval")
    (listed,) = await city.all("auditor", OPENINGS, record=id)
    assert listed == await city.one("auditor", f"{OPENINGS}/{opening}")
    assert (listed["asked_by"], listed["approved_by"], listed["reason"]) == (
        "city@4101",
        "county@410105",
        "judicial-organ",
    )


async def test_only_what_is_sealed_is_asked_for_and_only_by_who_may_see_persons(city: City) -> None:
    open_one = city.here.one(OFFENDERS)
    answer = await city.by["here"].post(f"{OFFENDERS}/{open_one}/openings", json=REASON)
    assert (answer.status_code, answer.json()["rule"]) == (httpx.codes.CONFLICT, "conflict")
    id = await a_sealed_record(city, 763)
    assert (await city.by["there"].post(f"{OFFENDERS}/{id}/openings", json=REASON)).status_code == httpx.codes.NOT_FOUND
    assert (
        await city.by["auditor"].post(f"{OFFENDERS}/{id}/openings", json=REASON)
    ).status_code == httpx.codes.FORBIDDEN
    opening = await asked(city, "here", id)
    assert (await city.by["there"].post(f"{OPENINGS}/{opening}/approval")).status_code == httpx.codes.NOT_FOUND


async def test_a_grown_persons_record_is_not_sealed(city: City) -> None:
    id = await made(city.by["city"], OFFENDERS, offender(city.here.office_id, 764, DAY))
    await city.by["city"].post(f"{OFFENDERS}/{id}/discharge", json={"day": DAY, "reason": "pardoned"})
    assert await personal(city, "here", id) == identity_number(764)
