"""Who sees and changes what: areas, offices, scopes, tokens, and personal data."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.adapters.key_files import open_keys
from shared.adapters.token_identity import OwnIssuer
from shared.ports.identity import ROLES, Caller
from tests.system.caseload import DAY
from tests.system.city import HERE, THERE, City, opened
from tests.system.inside import client, token
from tests.system.offices import office, township
from tests.system.people import identity_number, offender, worker

pytestmark = pytest.mark.asyncio(loop_scope="module")

KINDS = (
    "/roster/offices",
    "/roster/posts",
    "/roster/workers",
    "/corrections/offenders",
    "/corrections/releases",
    "/mediation/cases",
)
PERSONS = ("/roster/workers", "/corrections/offenders", "/corrections/releases")
SERVICES = ("roster", "corrections", "mediation", "compliance")
PERSONAL = ("name", "id_number", "prison", "received_by", "vendor", "reason", "note")


@pytest.mark.parametrize("things", KINDS)
async def test_a_county_sees_nothing_of_another(city: City, things: str) -> None:
    foreign = await city.by["here"].get(f"{things}/{city.there.one(things)}")
    assert foreign.status_code == httpx.codes.NOT_FOUND
    assert {item["county_code"] for item in await city.all("here", things)} == {HERE}
    assert await city.all("here", things, county_code=THERE) == []
    assert await city.all("here", things, office_id=city.there.office_id) == []


async def test_a_county_sees_no_finding_alert_or_figure_of_another(city: City) -> None:
    get = city.by["here"].get
    alert = (await city.all("there", "/compliance/alerts"))[0]
    elsewhere = (
        f"/compliance/offices/{city.there.office_id}",
        f"/compliance/alerts/{alert['id']}",
        f"/compliance/counties/{THERE}",
        "/compliance/city",
        f"/corrections/operations/events/offender-{city.there.one('/corrections/offenders')}.1",
    )
    for path in elsewhere:
        assert (await get(path)).status_code in (httpx.codes.NOT_FOUND, httpx.codes.FORBIDDEN), path
    for things in ("/compliance/offices", "/compliance/alerts"):
        assert {item["county_code"] for item in await city.all("here", things)} == {HERE}, things
    due = await city.all("here", "/compliance/deadlines")
    assert {item["office_id"] for item in due} <= {city.here.office_id, city.next_door.office_id}


async def test_a_county_changes_nothing_of_another(city: City) -> None:
    id, day = city.there.ids, {"day": DAY}
    alert = (await city.all("there", "/compliance/alerts"))[0]
    approved = {"category": "formal", "approved_day": DAY}
    commands: Mapping[str, Mapping[str, Any]] = {
        f"/corrections/offenders/{id['/corrections/offenders'][0]}/discharge": {**day, "reason": "pardoned"},
        f"/corrections/releases/{id['/corrections/releases'][0]}/date": {"release_day": DAY},
        f"/roster/workers/{id['/roster/workers'][0]}/departure": {**day, "reason": "resigned"},
        f"/roster/offices/{city.there.office_id}/filing": day,
        f"/roster/offices/{city.there.office_id}/posts": approved,
        f"/mediation/cases/{id['/mediation/cases'][0]}/acceptance": day,
        f"/compliance/alerts/{alert['id']}/acknowledgement": {"note": ""},
        "/corrections/offenders": offender(city.there.office_id, 500, DAY),
        "/roster/workers": worker(city.there.office_id, 500, DAY),
        "/roster/townships": township(THERE, 7),
        "/roster/offices": office(THERE, 7),
    }
    for path, body in commands.items():
        answer = await city.by["here"].post(path, json=body)
        assert answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.FORBIDDEN), (path, answer.text)


@pytest.mark.parametrize("things", KINDS)
async def test_an_office_sees_itself_alone(city: City, things: str) -> None:
    get = city.by["office"].get
    assert (await get(f"{things}/{city.here.one(things)}")).status_code == httpx.codes.OK
    assert (await get(f"{things}/{city.next_door.one(things)}")).status_code == httpx.codes.NOT_FOUND
    items = await city.all("office", things)
    assert items
    assert {item.get("office_id", item["id"]) for item in items} == {city.here.office_id}


async def test_an_office_is_no_county_and_keeps_no_roster(city: City) -> None:
    get, post = city.by["office"].get, city.by["office"].post
    for path in (f"/compliance/counties/{HERE}", "/compliance/city", f"/compliance/offices/{city.next_door.office_id}"):
        assert (await get(path)).status_code == httpx.codes.NOT_FOUND, path
    assert (await get(f"/compliance/offices/{city.here.office_id}")).status_code == httpx.codes.OK
    hiring = await post("/roster/workers", json=worker(city.here.office_id, 501, DAY))
    assert hiring.status_code == httpx.codes.FORBIDDEN
    next_door = await post("/corrections/offenders", json=offender(city.next_door.office_id, 501, DAY))
    assert next_door.status_code in (httpx.codes.NOT_FOUND, httpx.codes.FORBIDDEN)


async def test_an_operator_sees_no_case_and_no_person(city: City) -> None:
    for things in KINDS:
        for path in (things, f"{things}/{city.here.one(things)}"):
            assert (await city.by["operator"].get(path)).status_code == httpx.codes.FORBIDDEN, path
    for service in SERVICES:
        for page in ("events", "relay", "lag", "dead-letters", "reads"):
            answer = await city.by["operator"].get(f"/{service}/operations/{page}")
            assert answer.status_code == httpx.codes.OK
            assert "测试某" not in answer.text
    retry = await city.by["operator"].post("/roster/operations/dead-letters/none/retry")
    assert retry.status_code == httpx.codes.NOT_FOUND


async def test_an_auditor_reads_without_personal_data_and_cannot_act(city: City) -> None:
    for things in PERSONS:
        shown = await city.one("auditor", f"{things}/{city.here.one(things)}")
        assert {field: shown[field] for field in PERSONAL if shown.get(field)} == {"name": "测*"}
    case = await city.one("auditor", f"/mediation/cases/{city.here.one('/mediation/cases')}")
    assert case["parties"] == [{"name": "测*"}, {"name": "测*"}]
    post = city.by["auditor"].post
    for path, body in {
        "/corrections/offenders": offender(city.here.office_id, 502, DAY),
        "/roster/workers": worker(city.here.office_id, 502, DAY),
        "/roster/operations/dead-letters/none/drop": {},
    }.items():
        assert (await post(path, json=body)).status_code == httpx.codes.FORBIDDEN, path


@pytest.mark.parametrize("things", PERSONS)
async def test_each_read_of_personal_data_is_recorded_and_no_other(city: City, things: str) -> None:
    id, service = city.here.one(things), things.split("/")[1]
    path = f"{things}/{id}"

    async def read_by() -> list[str]:
        reads = await city.all("auditor", f"/{service}/operations/reads", limit=500)
        return [read["reader"] for read in reads if read["request"] == f"GET {path}" and read["subjects"] == [id]]

    before = await read_by()
    shown = await city.one("office", path)
    assert shown["name"].startswith("测试某")
    assert len(shown["id_number"]) == len(identity_number(1))
    after = await read_by()
    assert sorted(after) == sorted([*before, f"office@{HERE}"])
    await city.one("auditor", path)
    assert await read_by() == after


async def test_a_list_is_a_read_of_everybody_on_it(city: City) -> None:
    items = await city.all("here", "/corrections/offenders", office_id=city.next_door.office_id)
    reads = await city.all("auditor", "/corrections/operations/reads", limit=500)
    listed = [read for read in reads if read["request"] == "GET /corrections/offenders"]
    assert [item["id"] for item in items] in [read["subjects"] for read in listed]


async def test_answers_to_commands_are_masked(city: City) -> None:
    answer = await city.by["city"].post("/corrections/offenders", json=offender(city.here.office_id, 503, DAY))
    assert (answer.json()["name"], answer.json().get("id_number")) == ("测*", None)


def forged(city: City, directory: Path) -> str:
    """Signed by a key of one's own."""
    now = city.installation.clock.now()
    caller = Caller(sub="x", name="x", scopes=ROLES["city"], area="4101")
    return OwnIssuer(open_keys(directory).token).issue(caller, at=now, until=now + timedelta(days=1))


async def test_without_a_good_token_there_is_no_way_in(city: City, tmp_path: Path) -> None:
    good = token(city.installation)
    head, claims, signature = good.split(".")
    unsigned = "eyJhbGciOiJub25lIn0"
    bad = {
        "none": None,
        "expired": token(city.installation, days=-1),
        "another key's": forged(city, tmp_path),
        "another's claims": f"{head}.{token(city.installation, 'auditor').split('.')[1]}.{signature}",
        "unsigned": f"{unsigned}.{claims}.",
        "no token": "x",
    }
    for what, said in bad.items():
        async with client(city.installation, said) as caller:
            for path in ("/roster/offices", "/compliance/alerts/stream", "/roster/operations/reads"):
                answer = await caller.get(path)
                assert answer.status_code == httpx.codes.UNAUTHORIZED, what
                assert answer.headers["www-authenticate"] == "Bearer"
                assert answer.headers["content-type"] == "application/problem+json"


async def test_health_documents_and_metrics_need_no_token(city: City) -> None:
    for service in SERVICES:
        for page in ("health/live", "health/ready"):
            assert (await city.by["nobody"].get(f"/{service}/{page}")).status_code == httpx.codes.OK
    assert (await city.by["nobody"].get("/mediation/openapi.json")).status_code == httpx.codes.OK
    metrics = await city.by["nobody"].get("/metrics")
    assert "sifasuo_ready" in metrics.text


async def test_a_ticket_opens_the_stream_once(city: City) -> None:
    issued = (await city.by["here"].post("/compliance/alerts/tickets")).json()
    status, begun = await opened(city, f"/compliance/alerts/stream?ticket={issued['ticket']}")
    assert (status, b"id: " in begun) == (httpx.codes.OK, True)
    status, _ = await opened(city, f"/compliance/alerts/stream?ticket={issued['ticket']}")
    assert status == httpx.codes.UNAUTHORIZED
    assert (await city.by["nobody"].post("/compliance/alerts/tickets")).status_code == httpx.codes.UNAUTHORIZED


async def test_a_stream_needs_no_ticket_with_a_token(city: City) -> None:
    bearer = {"Authorization": f"Bearer {token(city.installation, 'operator')}"}
    status, begun = await opened(city, "/compliance/alerts/stream", bearer)
    assert (status, begun.partition(b": ")[0]) == (httpx.codes.OK, b"id")


async def test_no_file_of_the_installation_holds_a_name_or_a_number(city: City) -> None:
    for things in PERSONS:
        await city.one("city", f"{things}/{city.here.one(things)}")
    secrets = [identity_number(nth) for nth in (10, 11, 30, 31, 910, 930)]
    written = [*secrets, "测试某", "测试监狱"]
    plain = [form for text in written for form in (text.encode(), text.encode("utf-16-le"), ascii(text)[1:-1].encode())]
    for file in city.data.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert not [text for text in plain if text in content], file
