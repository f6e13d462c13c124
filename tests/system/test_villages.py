"""Legal service over HTTP: villages under their office, advisers whose names stay in the vault, and the board."""

from pathlib import Path
from typing import Any

import httpx

from deploy.asgi_client import AsgiClient
from deploy.demo import load_villages
from deploy.installation import Installation
from deploy.verification import quiet
from deploy.villages import Village
from tests.system.caseload import made
from tests.system.inside import client, installed, token
from tests.system.offices import office, township

TOWNSHIP, VILLAGE, OTHER = "410105001", "410105001001", "410105001002"
ADVISER = {"name": "测试律师甲", "since": "2026-11-02"}
LISTED = {"villages": [{"code": VILLAGE, "name": "测试一村"}, {"code": OTHER, "name": "测试二村"}]}


async def figures(installation: Installation, caller: httpx.AsyncClient, office_id: str) -> dict[str, int]:
    await quiet(installation)
    answer = await caller.get(f"/compliance/offices/{office_id}")
    found: dict[str, int] = answer.json()["figures"]
    return found


async def with_an_office(installation: Installation, caller: httpx.AsyncClient) -> str:
    await made(caller, "/roster/townships", township("410105"))
    office_id = await made(caller, "/roster/offices", office("410105"))
    await quiet(installation)
    return office_id


async def post(caller: httpx.AsyncClient, path: str, body: Any) -> httpx.Response:
    return await caller.post(f"/mediation{path}", json=body)


async def test_villages_get_their_advisers_and_rooms(tmp_path: Path) -> None:
    async with installed(tmp_path) as installation, client(installation, token(installation)) as city:
        office_id = await with_an_office(installation, city)
        listing = f"/townships/{TOWNSHIP}/villages"
        assert (await post(city, listing, {"office_id": office_id, **LISTED})).status_code == 201
        assert (await post(city, listing, {"office_id": office_id, **LISTED})).status_code == 200
        assert (await figures(installation, city, office_id))["villages_without_adviser"] == 2

        appointed = await post(city, f"/villages/{VILLAGE}/adviser", ADVISER)
        assert appointed.status_code == 200
        assert appointed.json()["advisers"] == {VILLAGE: "测*"}
        assert (await post(city, f"/villages/{OTHER}/room", {"since": "2026-11-02"})).is_success
        station = {"office_id": office_id, "township_code": TOWNSHIP, "since": "2026-11-02"}
        assert (await post(city, "/stations", station)).is_success
        now = await figures(installation, city, office_id)
        assert (now["villages_without_adviser"], now["villages_without_room"], now["townships_without_station"]) == (
            1,
            1,
            0,
        )

        assert (await post(city, f"/villages/{VILLAGE}/visits", {"day": "2026-11-20"})).status_code == 201
        assert (await city.get(f"/mediation/villages/{VILLAGE}/visits")).json()["days"] == ["2026-11-20"]
        shown = (await city.get(f"/mediation/townships/{TOWNSHIP}")).json()
        assert shown["advisers"] == {VILLAGE: "测试律师甲"}
        assert shown["villages"][OTHER] == {"name": "测试二村", "adviser_since": None, "room_since": "2026-11-02"}

        for what, village in (("adviser/departure", VILLAGE), ("room/closure", OTHER)):
            assert (await post(city, f"/villages/{village}/{what}", {"day": "2026-11-23"})).is_success
        assert (await post(city, f"/townships/{TOWNSHIP}/station/closure", {"day": "2026-11-23"})).is_success
        then = await figures(installation, city, office_id)
        assert (then["villages_without_adviser"], then["townships_without_station"]) == (2, 1)


async def test_a_village_of_another_township_or_county_is_not_there(tmp_path: Path) -> None:
    async with installed(tmp_path) as installation, client(installation, token(installation)) as city:
        office_id = await with_an_office(installation, city)
        stranger = {"office_id": office_id, "villages": [{"code": "410105002001", "name": "测试村"}]}
        assert (await post(city, f"/townships/{TOWNSHIP}/villages", stranger)).status_code == 422
        twice = {"office_id": office_id, "villages": [LISTED["villages"][0]] * 2}
        assert (await post(city, f"/townships/{TOWNSHIP}/villages", twice)).status_code == 422
        assert (await post(city, f"/villages/{VILLAGE}/adviser", ADVISER)).status_code == 404
        await post(city, f"/townships/{TOWNSHIP}/villages", {"office_id": office_id, **LISTED})
        async with client(installation, token(installation, "county", "410102")) as elsewhere:
            assert (await post(elsewhere, f"/villages/{VILLAGE}/adviser", ADVISER)).status_code == 404
            assert (await elsewhere.get("/mediation/townships")).json()["items"] == []


async def test_referrals_and_activities_are_recorded(tmp_path: Path) -> None:
    async with installed(tmp_path) as installation, client(installation, token(installation)) as city:
        office_id = await with_an_office(installation, city)
        referral = await made(
            city, "/mediation/services", {"office_id": office_id, "day": "2026-11-02", "kind": "legal-aid"}
        )
        ended = await post(city, f"/services/{referral}/outcome", {"day": "2026-11-09", "outcome": "served"})
        assert (ended.json()["stage"], ended.json()["outcome"]) == ("ended", "served")
        assert len((await city.get("/mediation/services?stage=ended")).json()["items"]) == 1
        activity = {"office_id": office_id, "day": "2026-11-02", "kind": "publicity", "number": 120}
        held = await made(city, "/mediation/activities", activity)
        assert (await city.get(f"/mediation/activities/{held}")).json()["number"] == 120
        assert len((await city.get("/mediation/activities?kind=publicity")).json()["items"]) == 1
        adviser = {"office_id": office_id, "name": "测试律师乙", "since": "2026-11-02"}
        assert (await post(city, f"/townships/{TOWNSHIP}/adviser", adviser)).status_code == 201
        assert (await post(city, f"/townships/{TOWNSHIP}/adviser/departure", {"day": "2026-11-20"})).is_success
        assert (await city.get(f"/mediation/services/{referral}")).is_success


async def test_a_case_is_followed_to_its_archive(tmp_path: Path) -> None:
    async with installed(tmp_path) as installation, client(installation, token(installation)) as city:
        office_id = await with_an_office(installation, city)
        case = {"office_id": office_id, "category": "neighbours", "parties": [{"name": "测试某"}], "source": "referred"}
        id = await made(city, "/mediation/cases", {**case, "day": "2026-10-01"})
        steps: list[tuple[str, dict[str, Any]]] = [
            ("acceptance", {}),
            ("mediator", {"worker_id": "somebody", "chosen_by_parties": True}),
            ("sessions", {}),
            ("extension", {"until": "2026-11-20"}),
            ("risk", {}),
            ("risk/report", {}),
            ("agreement", {"form": "written", "performance_due": "2026-10-20", "confirmation_wanted": True}),
            ("closure", {"outcome": "agreed"}),
            ("archive", {}),
        ]
        for what, body in steps:
            answer = await post(city, f"/cases/{id}/{what}", {"day": "2026-10-08", **body})
            assert answer.is_success, answer.text
        await quiet(installation)
        findings = (await city.get(f"/compliance/offices/{office_id}")).json()["findings"]
        assert [each["figure"] for each in findings if each["rule"] == "mediation-dossier"] == [1]
        whole = ["application", "notice-of-rights", "identity", "record", "agreement", "back-cover"]
        kept = await city.put(f"/mediation/cases/{id}/dossier", json={"documents": whole[::-1]})
        assert (kept.json()["stage"], kept.json()["documents"]) == ("archived", whole[:1] + whole[1:])
        await quiet(installation)
        findings = (await city.get(f"/compliance/offices/{office_id}")).json()["findings"]
        assert [each["figure"] for each in findings if each["rule"] == "mediation-dossier"] == [0]
        too_early = {"form": "oral", "day": "2026-10-08", "effective_day": "2026-10-01"}
        assert (await post(city, f"/cases/{id}/agreement", too_early)).status_code == 422


async def test_villages_are_loaded_where_their_township_has_an_office(tmp_path: Path) -> None:
    async with installed(tmp_path) as installation, client(installation, token(installation)) as city:
        office_id = await with_an_office(installation, city)
        villages = {
            TOWNSHIP: [Village(code=VILLAGE, name="测试一村")],
            "410105002": [Village(code="410105002001", name="测试村")],
        }
        waiting = await load_villages(AsgiClient(installation.root, token(installation)), villages)
        assert waiting == ["410105002"]
        assert (await figures(installation, city, office_id))["villages"] == 1
