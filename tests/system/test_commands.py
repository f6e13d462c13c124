"""What every command and every list promises: once, versions, limits, words for what is wrong, and all pages."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from shared.kernel.identity_number import check_digit
from tests.system.caseload import DAY, made
from tests.system.city import BODY_BYTES_MAX, HERE, THERE, City
from tests.system.people import identity_number, offender, worker

pytestmark = pytest.mark.asyncio(loop_scope="module")

OFFENDERS = "/corrections/offenders"
CASES = "/mediation/cases"


def case_at(office_id: str, name: str = "测试某甲") -> dict[str, Any]:
    return {
        "office_id": office_id,
        "category": "neighbours",
        "parties": [{"name": name}],
        "source": "referred",
        "day": DAY,
    }


async def test_what_is_created_has_a_place_and_a_version(city: City) -> None:
    answer = await city.by["city"].post(OFFENDERS, json=offender(city.here.office_id, 600, DAY))
    thing = answer.json()
    assert answer.status_code == httpx.codes.CREATED
    assert answer.headers["location"] == f"{OFFENDERS}/{thing['id']}"
    assert answer.headers["etag"] == '"1"'
    read = await city.by["city"].get(answer.headers["location"])
    assert (read.headers["etag"], read.json()["version"]) == ('"1"', 1)


async def test_who_has_not_seen_the_last_version_is_told_so(city: City) -> None:
    post = city.by["city"].post
    id = await made(city.by["city"], OFFENDERS, offender(city.here.office_id, 601, DAY))
    path = f"{OFFENDERS}/{id}"
    for stale in ('"0"', '"7"', "x", '"999999999999"'):
        answer = await post(f"{path}/enrolment", json={"day": DAY}, headers={"If-Match": stale})
        assert answer.status_code == httpx.codes.PRECONDITION_FAILED, stale
    enrolled = await post(f"{path}/enrolment", json={"day": DAY}, headers={"If-Match": '"1"'})
    assert (enrolled.status_code, enrolled.headers["etag"]) == (httpx.codes.OK, '"2"')
    end = {"day": DAY, "reason": "pardoned"}
    late = await post(f"{path}/discharge", json=end, headers={"If-Match": '"1"'})
    assert late.status_code == httpx.codes.PRECONDITION_FAILED
    assert (await city.one("city", path))["stage"] == "enrolled"


async def test_the_same_key_has_the_same_answer_and_no_second_effect(city: City) -> None:
    post, key = city.by["city"].post, {"Idempotency-Key": "case-once"}
    body = case_at(city.here.office_id, "测试某乙")
    first = await post(CASES, json=body, headers=key)
    path = first.headers["location"]
    accepted = await post(f"{path}/acceptance", json={"day": DAY}, headers={"Idempotency-Key": "accepted-once"})
    again = await post(CASES, json=body, headers=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["location"] == path
    await post(f"{path}/mediator", json={"day": DAY, "worker_id": "w"})
    repeated = await post(f"{path}/acceptance", json={"day": DAY}, headers={"Idempotency-Key": "accepted-once"})
    assert (repeated.content, repeated.headers["etag"]) == (accepted.content, '"2"')
    assert (await city.one("city", path))["version"] == 3


async def test_the_same_key_with_another_request_is_wrong(city: City) -> None:
    post, key = city.by["city"].post, {"Idempotency-Key": "one-request"}
    first = await post(CASES, json=case_at(city.here.office_id), headers=key)
    assert first.status_code == httpx.codes.CREATED
    other_body = await post(CASES, json=case_at(city.next_door.office_id), headers=key)
    other_path = await post(f"{first.headers['location']}/acceptance", json={"day": DAY}, headers=key)
    assert other_body.status_code == other_path.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    elsewhere = await city.by["here"].post(CASES, json=case_at(city.here.office_id), headers=key)
    assert elsewhere.status_code == httpx.codes.CREATED
    assert elsewhere.json()["id"] != first.json()["id"]


@pytest.mark.parametrize(("path", "nth"), [(OFFENDERS, 602), ("/roster/workers", 602), (CASES, 0)])
async def test_the_same_key_at_once_has_one_effect(city: City, path: str, nth: int) -> None:
    office_id = city.here.office_id
    person = offender if path == OFFENDERS else worker
    body = person(office_id, nth, DAY) if nth else case_at(office_id, "测试某丙")
    before = await city.all("auditor", path, limit=500)
    send = city.by["city"].post
    answers = await asyncio.gather(*(send(path, json=body, headers={"Idempotency-Key": path}) for _ in range(10)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert len(await city.all("auditor", path, limit=500)) == len(before) + 1


async def test_asking_again_for_what_is_so_already_changes_nothing(city: City) -> None:
    post, body = city.by["city"].post, offender(city.here.office_id, 603, DAY)
    first = (await post(OFFENDERS, json=body)).json()
    again = await post(OFFENDERS, json=body)
    assert (again.status_code, again.json()["id"], again.json()["version"]) == (200, first["id"], 1)
    enrolment = f"{OFFENDERS}/{first['id']}/enrolment"
    answers = [await post(enrolment, json={"day": DAY}) for _ in range(2)]
    assert [(answer.status_code, answer.json()["version"]) for answer in answers] == [(200, 2), (200, 2)]
    other = await post(OFFENDERS, json={**body, "sentence": "parole"})
    assert (other.status_code, other.json()["rule"]) == (409, "open-case")
    abroad = await post(OFFENDERS, json={**body, "office_id": city.there.office_id})
    assert (abroad.status_code, city.here.office_id in abroad.text, first["id"] in abroad.text) == (409, False, False)


def wrong_digit(nth: int) -> str:
    number = identity_number(nth)
    return number[:17] + ("0" if check_digit(number[:17]) != "0" else "1")


WRONG: Mapping[str, Mapping[str, Any]] = {
    "an unknown field": {"nickname": "x"},
    "a wrong check digit": {"id_number": wrong_digit(604)},
    "no day of birth": {"id_number": "410100189013010014"},
    "a day in the far future": {"ends": "2062-01-01"},
    "a day before 1900": {"effective_day": "1899-12-31"},
    "no day": {"effective_day": "2026-02-30"},
    "a long name": {"name": "长" * 201},
    "an empty name": {"name": " "},
    "a control character": {"name": "测试\u0000某"},
    "an unknown word": {"sentence": "life"},
    "a missing field": {"office_id": None},
}


@pytest.mark.parametrize("what", WRONG)
async def test_wrong_input_is_told_with_every_error(city: City, what: str) -> None:
    body = {**offender(city.here.office_id, 604, DAY), **WRONG[what]}
    answer = await city.by["city"].post(OFFENDERS, json=body)
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    [field] = WRONG[what]
    assert [error["field"] for error in answer.json()["errors"]] == [f"body.{field}"]
    assert "测试某" not in answer.text


async def test_several_errors_are_told_at_once(city: City) -> None:
    body = {**offender(city.here.office_id, 604, DAY), "name": "", "ends": "never", "age": 7}
    errors = (await city.by["city"].post(OFFENDERS, json=body)).json()["errors"]
    assert {error["field"] for error in errors} == {"body.name", "body.ends", "body.age"}


async def test_what_is_no_json_is_told_so_and_what_is_too_long_not_even_read(city: City) -> None:
    post = city.by["city"].post
    for content in (b"{", b"\xff\xfe", b"[]", b"", b'{"name": "\\ud800"}'):
        answer = await post(OFFENDERS, content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.UNPROCESSABLE_ENTITY), content
        assert answer.headers["content-type"] == "application/problem+json"

    async def chunks() -> Any:
        for _ in range(3):
            yield b" " * (BODY_BYTES_MAX // 2)

    for content in (b" " * (BODY_BYTES_MAX + 1), chunks()):
        answer = await post(OFFENDERS, content=content)
        assert answer.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE
        assert answer.headers["content-type"] == "application/problem+json"


async def test_unknown_paths_methods_queries_and_ids(city: City) -> None:
    by = city.by["city"]
    assert (await by.get("/nowhere")).status_code == httpx.codes.NOT_FOUND
    assert (await by.get("/roster/nowhere")).status_code == httpx.codes.NOT_FOUND
    assert (await by.delete("/roster/offices")).status_code == httpx.codes.METHOD_NOT_ALLOWED
    assert (await by.get(f"{OFFENDERS}/none")).status_code == httpx.codes.NOT_FOUND
    for query in ("limit=0", "limit=501", "limit=x", "colour=red"):
        assert (await by.get(f"{OFFENDERS}?{query}")).status_code == httpx.codes.UNPROCESSABLE_ENTITY, query
    nowhere = await by.post(OFFENDERS, json=offender("no-such-office", 605, DAY))
    assert (nowhere.status_code, nowhere.json()["rule"]) == (409, "office-unknown")
    assert int(nowhere.headers["retry-after"]) > 0


async def test_a_refusal_names_its_rule_and_article(city: City) -> None:
    body = {**offender(city.here.office_id, 606, DAY), "ends": "2028-12-31"}
    id = await made(city.by["city"], OFFENDERS, body)
    end = {"day": "2026-11-20", "reason": "served"}
    refusal = await city.by["city"].post(f"{OFFENDERS}/{id}/discharge", json=end)
    told = refusal.json()
    assert (refusal.status_code, told["status"], told["rule"], told["article"]) == (409, 409, "end-of-term", 12)
    assert "2028-12-31" in told["detail"]


@pytest.mark.parametrize("limit", [2, 500])
async def test_the_pages_of_a_list_hold_everything_once(city: City, limit: int) -> None:
    for nth in range(9):
        await made(city.by["city"], CASES, case_at(city.there.office_id, f"测试某{limit}页{nth}"))
    everything = await city.all("there", CASES, limit=500)
    paged: list[Any] = []
    query: dict[str, Any] = {"limit": limit}
    while True:
        page = (await city.by["there"].get(CASES, params=query)).json()
        paged += page["items"]
        if page["next"] is None:
            break
        assert len(page["items"]) == limit
        query["after"] = page["next"]
    assert [case["id"] for case in paged] == [case["id"] for case in everything]
    assert len({case["id"] for case in paged}) == len(paged) >= 9


async def test_an_alert_is_taken_on_once_and_its_note_is_for_who_may_read_it(city: City) -> None:
    alert = (await city.all("here", "/compliance/alerts", stage="open"))[0]
    path = f"/compliance/alerts/{alert['id']}"
    acknowledgement, said = f"{path}/acknowledgement", {"note": "测试某已联系"}
    first = await city.by["here"].post(acknowledgement, json=said)
    again = await city.by["here"].post(acknowledgement, json=said)
    assert (first.status_code, first.json()["stage"]) == (200, "acknowledged")
    assert again.json()["version"] == first.json()["version"] == alert["version"] + 1
    assert (await city.by["here"].post(acknowledgement, json={"note": "x"})).status_code == httpx.codes.CONFLICT
    shown = await city.one("here", path)
    assert shown["note"] == said["note"]
    assert [change["stage"] for change in shown["history"]][-2:] == ["open", "acknowledged"]
    for role in ("operator", "auditor"):
        assert "note" not in await city.one(role, path)
        refused = await city.by[role].post(acknowledgement, json=said)
        assert refused.status_code == httpx.codes.FORBIDDEN


async def test_the_board_the_city_and_the_deadlines_agree(city: City) -> None:
    board = await city.all("city", "/compliance/offices")
    assert {row["id"] for row in board} == {load.office_id for load in (city.here, city.next_door, city.there)}
    total = await city.one("city", "/compliance/city")
    counties = [await city.one("city", f"/compliance/counties/{code}") for code in (HERE, THERE)]
    for sums in ("offices", "compliant_offices"):
        assert total[sums] == sum(county[sums] for county in counties)
    assert total["offices"] == len(board)
    for figure, value in total["figures"].items():
        assert value == sum(county["figures"].get(figure, 0) for county in counties), figure
    due = await city.all("city", "/compliance/deadlines", limit=500)
    assert [item["due"] for item in due] == sorted(item["due"] for item in due)
    release = city.here.one("/corrections/releases")
    assert release in {item["subject"] for item in due}
    before = await city.all("city", "/compliance/deadlines", until="2026-11-01")
    assert all(item["due"] <= "2026-11-01" for item in before)


async def test_an_office_is_answered_for_on_any_day_and_as_it_was_known(city: City) -> None:
    path = f"/compliance/offices/{city.next_door.office_id}"
    now, past = await city.one("city", path), await city.one("city", f"{path}?on=2026-10-01")
    assert now["figures"]["active_offenders"] == 1
    assert past["figures"]["active_offenders"] == 0
    assert {finding["rule"] for finding in now["findings"]}
    early = await city.by["city"].get(path, params={"known": "2020-01-01T00:00:00+08:00"})
    assert early.status_code == httpx.codes.NOT_FOUND
    broken = next(finding["rule"] for finding in now["findings"] if not finding["compliant"])
    assert city.next_door.office_id in {row["id"] for row in await city.all("city", "/compliance/offices", rule=broken)}
    compliant = await city.all("city", "/compliance/offices", compliant=True)
    assert city.next_door.office_id not in {row["id"] for row in compliant}
    plan = await city.one("office", "/compliance/plan")
    assert (plan["city"], "correction-ratio" in plan["provisions"]) == ("4101", True)


async def test_a_hire_that_is_refused_takes_no_post(city: City) -> None:
    """A mediator has no establishment post; the post stays free for whoever may have it."""
    client, office_id = city.by["city"], city.here.office_id
    post_id = await made(client, f"/roster/offices/{office_id}/posts", {"category": "formal", "approved_day": DAY})
    refused = await client.post("/roster/workers", json=worker(office_id, 61, DAY, "mediator") | {"post_id": post_id})
    assert refused.status_code == httpx.codes.CONFLICT
    post = await city.one("city", f"/roster/posts/{post_id}")
    assert (post["holder"], post["version"]) == (None, 1)
    await made(client, "/roster/workers", worker(office_id, 61, DAY, "formal") | {"post_id": post_id})


@pytest.mark.parametrize(
    ("path", "wrong"),
    [("/corrections/offenders", {"effective_day": DAY, "ends": "2020-01-01"}), (CASES, {"category": "free text"})],
)
async def test_what_cannot_be_is_wrong_input(city: City, path: str, wrong: Mapping[str, str]) -> None:
    body = offender(city.here.office_id, 690, DAY) if path == OFFENDERS else case_at(city.here.office_id)
    answer = await city.by["city"].post(path, json={**body, **wrong})
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
