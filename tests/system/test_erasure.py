"""Erasing a person leaves no name, number or link anywhere, and the figures as they were (个人信息保护法 47)."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from shared.adapters.aes_vault import VAULT
from tests.system.caseload import DAY, made
from tests.system.city import HERE, City
from tests.system.people import identity_number, offender, worker

pytestmark = pytest.mark.asyncio(loop_scope="module")

REASON = {"reason": "retention-over"}
NTH = 740
NAME, NUMBER = f"测试某{NTH}", identity_number(NTH)
PLACES = (
    "/roster/workers",
    "/corrections/offenders",
    "/corrections/releases",
    "/mediation/cases",
)


def released(office_id: str) -> dict[str, Any]:
    return {
        "name": NAME,
        "id_number": NUMBER,
        "office_id": office_id,
        "prison": "测试监狱",
        "release_day": "2026-12-01",
    }


def dispute(office_id: str) -> dict[str, Any]:
    parties = [{"name": NAME}]
    return {"office_id": office_id, "category": "land", "parties": parties, "source": "referred", "day": DAY}


async def entered(city: City, path: str) -> str:
    office_id = city.here.office_id
    bodies: dict[str, dict[str, Any]] = {
        "/roster/workers": worker(office_id, NTH, DAY) | {"name": NAME, "id_number": NUMBER},
        "/corrections/offenders": offender(office_id, NTH, DAY),
        "/corrections/releases": released(office_id),
        "/mediation/cases": dispute(office_id),
    }
    return await made(city.by["city"], path, bodies[path])


async def traces(city: City, service: str, category: str, id: str) -> Sequence[bytes]:
    """What leads to the person: texts, the sealed fields of the vault, and the name of the claim."""
    ports = city.installation.the(service).ports
    row = await ports.views.get(VAULT, id)
    assert row is not None
    claim = ports.vault.keyed_hash(category, NUMBER)
    texts = [NAME, NUMBER, ascii(NAME)[1:-1], claim, *row.document.values()]
    return [form for text in texts for form in (text.encode(), text.encode("utf-16-le"))]


def found(city: City, wanted: Sequence[bytes]) -> list[str]:
    files = [file for file in city.data.rglob("*") if file.is_file()]
    return [file.name for file in files for text in wanted if text in file.read_bytes()]


async def figures(city: City) -> dict[str, int]:
    return dict((await city.one("city", f"/compliance/offices/{city.here.office_id}"))["figures"])


async def settled(city: City) -> dict[str, int]:
    """The figures, once nothing is on its way any more."""
    now = await figures(city)
    while True:
        await asyncio.sleep(0.3)
        before, now = now, await figures(city)
        if before == now:
            return now


@pytest.mark.parametrize("path", PLACES)
async def test_nothing_is_left_of_who_is_erased_and_the_figures_stay(city: City, path: str) -> None:
    _, service, things = path.split("/")
    id = await entered(city, path)
    wanted = await traces(city, service, things.removesuffix("s"), id)
    assert found(city, wanted)
    counted = await settled(city)
    answer = await city.by["here"].post(f"{path}/{id}/erasure", json=REASON)
    assert (answer.status_code, answer.json()["by"]) == (httpx.codes.OK, f"county@{HERE}")
    assert found(city, wanted) == []
    assert await settled(city) == counted
    shown = await city.one("city", f"{path}/{id}")
    assert NAME not in str(shown)
    assert NUMBER not in str(shown)
    assert await city.installation.the(service).ports.vault.get(id) == {}
    erased = await city.all("auditor", f"/{service}/operations/erasures")
    assert [each["reason"] for each in erased if each["id"] == id] == ["retention-over"]
    again = await city.by["here"].post(f"{path}/{id}/erasure", json=REASON)
    assert (again.status_code, again.json()) == (httpx.codes.OK, answer.json())


async def test_who_was_erased_may_be_entered_again(city: City) -> None:
    first = await entered(city, "/corrections/offenders")
    await city.by["city"].post(f"/corrections/offenders/{first}/erasure", json=REASON)
    second = await entered(city, "/corrections/offenders")
    assert second != first
    refused = await city.by["city"].post("/corrections/offenders", json=offender(city.there.office_id, NTH, DAY))
    assert (refused.status_code, refused.json()["rule"]) == (httpx.codes.CONFLICT, "open-case")
    await city.by["city"].post(f"/corrections/offenders/{second}/erasure", json=REASON)


async def test_an_earlier_case_leads_to_its_person_until_it_is_erased_itself(city: City) -> None:
    path, post = "/corrections/offenders", city.by["city"].post
    first = await entered(city, path)
    await post(f"{path}/{first}/discharge", json={"day": DAY, "reason": "pardoned"})
    second = await made(city.by["city"], path, offender(city.next_door.office_id, NTH, DAY) | {"ends": "2029-01-01"})
    ports = city.installation.the("corrections").ports
    stream = f"offenderclaim-{ports.vault.keyed_hash('offender', NUMBER)}"
    await post(f"{path}/{first}/erasure", json=REASON)
    assert [commit.events[0].holder for commit in await ports.store.load(stream)] == [second]  # type: ignore[attr-defined]
    taken = await post(path, json=offender(city.there.office_id, NTH, DAY))
    assert taken.json()["rule"] == "open-case"
    await post(f"{path}/{second}/erasure", json=REASON)
    assert list(await ports.store.load(stream)) == []


async def test_only_a_bureau_that_may_see_personal_data_erases_it(city: City) -> None:
    id = city.here.one("/corrections/offenders")
    path = f"/corrections/offenders/{id}/erasure"
    for role in ("office", "auditor", "operator"):
        assert (await city.by[role].post(path, json=REASON)).status_code == httpx.codes.FORBIDDEN
    assert (await city.by["there"].post(path, json=REASON)).status_code == httpx.codes.NOT_FOUND
    wrong = await city.by["city"].post(path, json={"reason": "because"})
    assert wrong.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert (await city.one("city", f"/corrections/offenders/{id}"))["name"]
