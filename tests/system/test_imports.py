"""A bureau's registers as workbooks: all rows or none, every fault at its cell, and again without a second effect."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import httpx
import pytest

from shared.adapters.token_identity import OwnIssuer
from shared.ports.identity import Caller
from tests.system.caseload import made
from tests.system.city import HERE, THERE, City
from tests.system.inside import client
from tests.system.offices import township
from tests.system.people import identity_number
from tests.system.workbooks import faults, filled, sent, table, template

pytestmark = pytest.mark.asyncio(loop_scope="module")

MORNING = datetime.combine(date(2026, 3, 1), time(8, 30))
WORKERS = ("name", "id_number", "kind", "office_id", "post_id", "since", "contract.vendor", "contract.until")
OFFENDERS = ("name", "id_number", "office_id", "sentence", "effective_day", "ends", "female", "minor")


def an_office(nth: int, county: str = HERE, **other: Any) -> dict[str, Any]:
    return {
        "name": f"测试导入司法所{nth}",
        "county_code": county,
        "township_code": int(f"{county}{nth:03}"),
        "kind": "乡镇司法所",
        "approval.authority": "编制委员会",
        "approval.document": f"编〔2020〕{nth}号",
        "approval.day": date(2020, 1, 2),
        "managed_by": "县局、街道",
        **other,
    }


def a_register(nth: int) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """One office with two posts, a clerk on one of them, and a mediator."""
    office = f"测试导入司法所{nth}"
    clerk = {"name": "测试某甲", "id_number": identity_number(7000 + nth), "kind": "正式人员", "office_id": office}
    mediator = {"name": "测试某乙", "id_number": identity_number(7500 + nth), "kind": "mediator", "office_id": office}
    contract = {"contract.vendor": "测试公司", "contract.until": "2027-12-31"}
    return {
        "offices": [an_office(nth)],
        "posts": [
            {"office_id": office, "number": f"ZB-{n}", "category": "专编", "approved_day": date(2020, 2, 1)}
            for n in (1, 2)
        ],
        "workers": [
            {**clerk, "post_id": "ZB-1", "since": date(2020, 3, 1)},
            {**mediator, **contract, "since": "2026-01-05"},
        ],
    }


async def roster_of(city: City, nth: int) -> bytes:
    await made(city.by["city"], "/roster/townships", township(HERE, nth))
    return filled(await template(city.by["city"], "roster"), a_register(nth))


CREATED = {
    "offices": {"rows": 1, "created": 1, "unchanged": 0},
    "posts": {"rows": 2, "created": 2, "unchanged": 0},
    "workers": {"rows": 2, "created": 2, "unchanged": 0},
}
UNCHANGED = {kind: {"rows": n["rows"], "created": 0, "unchanged": n["rows"]} for kind, n in CREATED.items()}


async def test_a_template_that_was_filled_in_is_imported_once(city: City) -> None:
    bureau, content = city.by["here"], await roster_of(city, 71)
    rehearsed = (await sent(bureau, "roster", content, dry_run=True)).json()
    assert rehearsed == {"dry_run": True, "kinds": CREATED, "passed_over": ["填写说明 notes"]}
    assert not [office for office in await city.all("here", "/roster/offices", limit=500) if "导入" in office["name"]]
    answer = await sent(bureau, "roster", content)
    assert (answer.status_code, answer.json()["kinds"]) == (httpx.codes.OK, CREATED), answer.text
    [office] = [one for one in await city.all("here", "/roster/offices", limit=500) if "导入" in one["name"]]
    assert office["managed_by"] == ["county-bureau", "township"]
    posts = await city.all("here", "/roster/posts", office_id=office["id"])
    workers = await city.all("here", "/roster/workers", office_id=office["id"])
    assert sorted(post["category"] for post in posts) == ["special", "special"]
    assert [post["holder"] for post in posts if post["holder"]] == [
        worker["id"] for worker in workers if worker["kind"] == "formal"
    ]
    for again in (await sent(bureau, "roster", content, dry_run=True), await sent(bureau, "roster", content)):
        assert again.json()["kinds"] == UNCHANGED


async def test_what_has_moved_on_since_is_unchanged_all_the_same(city: City) -> None:
    """Who departed after the first import is not hired once more by the second."""
    bureau, content = city.by["here"], await roster_of(city, 72)
    await sent(bureau, "roster", content)
    workers = await city.all("here", "/roster/workers", limit=500)
    [clerk] = [one for one in workers if one.get("id_number") == identity_number(7072)]
    left = {"day": "2026-10-01", "reason": "retired"}
    assert (await bureau.post(f"/roster/workers/{clerk['id']}/departure", json=left)).is_success
    assert (await sent(bureau, "roster", content)).json()["kinds"] == UNCHANGED


async def test_offenders_and_releases_go_to_the_offices_by_name(city: City) -> None:
    bureau = city.by["office"]
    name = (await city.one("city", f"/roster/offices/{city.here.office_id}"))["name"]
    sheets = {
        "offenders": [
            {
                "name": "测试某",
                "id_number": identity_number(7901),
                "office_id": city.here.office_id,
                "sentence": "缓刑",
                "effective_day": date(2026, 3, 1),
                "ends": "2028-02-29",
                "female": "是",
            }
        ],
        "releases": [
            {
                "name": "测试某",
                "id_number": identity_number(7902),
                "office_id": name,
                "prison": "测试监狱",
                "minor": "是",
                "has_guardian": False,
            }
        ],
    }
    content = filled(await template(bureau, "corrections"), sheets)
    kinds = {kind: {"rows": 1, "created": 1, "unchanged": 0} for kind in sheets}
    assert (await sent(bureau, "corrections", content, dry_run=True)).json()["kinds"] == kinds
    assert (await sent(bureau, "corrections", content)).json()["kinds"] == kinds
    offenders = await city.all("office", "/corrections/offenders", limit=500)
    [one] = [each for each in offenders if each.get("id_number") == identity_number(7901)]
    assert (one["sentence"], one["female"], one["ends"]) == ("suspended", True, "2028-02-29")
    releases = await city.all("office", "/corrections/releases", limit=500)
    [one] = [each for each in releases if each.get("id_number") == identity_number(7902)]
    assert (one["release_day"], one["minor"], one["has_guardian"]) == (None, True, False)


async def test_every_faulty_row_and_cell_is_told_at_once(city: City) -> None:
    office, number = city.here.office_id, identity_number
    rows: list[Sequence[Any]] = [
        ("姓名", "居民身份证号码", "司法所", "矫正类别", "生效日期", "矫正期限届满之日", "女性", "未成年人"),
        ("测试某", 410100189001010011, office, "缓刑", "2026-03-01", "2028-02-29", None, None),
        ("测试某", number(7911)[:17] + "?", office, "缓刑", "2026-03-01", "2028-02-29", None, None),
        ("测试某", number(7912), "没有的司法所", "缓刑", "2026-03-01", "2028-02-29", None, None),
        ("测试某", number(7913), office, "无期", 20260301, "29/02/2028", "也许", None),
        ("=A2", number(7914), office, "缓刑", MORNING, "2062-02-28", None, None),
        (None, number(7915), office, None, "1899-12-31", "2028-02-29", None, None),
        ("测试某", number(7916), office, "缓刑", "2028-03-01", "2028-02-29", None, None),
        ("测试某", number(7917), office, "缓刑", "2026-03-01", "2028-02-29", None, None),
        ("测试另", number(7917), office, "假释", "2026-03-01", "2028-02-29", None, None),
        ("测试某", number(10), office, "假释", "2026-03-01", "2028-02-29", None, None),
        ("测试某", number(7918), city.there.office_id, "缓刑", "2026-03-01", "2028-02-29", None, None),
    ]
    answer = await sent(city.by["here"], "corrections", table({"offenders": rows}))
    assert sorted(faults(answer), key=str) == sorted(
        [
            *((2, "B"), (3, "B"), (4, "C"), (5, "D"), (5, "E"), (5, "F"), (5, "G"), (6, "A"), (6, "E")),
            *((7, "A"), (7, "D"), (7, "E"), (8, None), (10, "B"), (11, None), (12, "C")),
        ],
        key=str,
    )
    errors = answer.json()["errors"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(error["text"]["zh"] and error["text"]["en"] == error["reason"] for error in errors)
    by_place = {(error["row"], error["column"]): error for error in errors}
    assert by_place[2, "B"]["value_class"] == "number"
    assert "15" in by_place[2, "B"]["text"]["zh"]
    assert by_place[11, None]["rule"] == "open-case"
    assert by_place[5, "D"]["field"] == "sentence"
    assert not [one for one in await city.all("here", "/corrections/offenders", limit=500) if one["name"] == "测试另"]
    same = await sent(city.by["here"], "corrections", table({"offenders": rows}), dry_run=True)
    assert same.json() == answer.json()


async def test_the_refusals_of_the_cores_are_foreseen_over_the_whole_workbook(city: City) -> None:
    """A post for two, a post for a mediator, a second office of a township, an area that is not one's own."""
    register = dict(a_register(73))
    await made(city.by["city"], "/roster/townships", township(HERE, 73))
    clerk = {**register["workers"][0], "id_number": identity_number(7801)}
    register["workers"] = [
        *register["workers"],
        clerk,
        {**clerk, "id_number": identity_number(7802), "kind": "mediator"},
    ]
    register["offices"] = [
        *register["offices"],
        an_office(1, township_code=f"{HERE}001"),
        an_office(2, THERE),
        an_office(74),
        an_office(75, kind="区域司法所"),
    ]
    answer = await sent(city.by["here"], "roster", filled(await template(city.by["city"], "roster"), register))
    found = {(each["sheet"].split()[1], each["row"], each.get("rule")) for each in answer.json()["errors"]}
    assert found == {
        ("offices", 5, "office-exists"),
        ("offices", 6, None),
        ("offices", 7, "township-unknown"),
        ("offices", 8, None),
        ("workers", 6, "post-match"),
        ("workers", 7, "conflict"),
    }
    names = [one["name"] for one in await city.all("here", "/roster/offices", limit=500)]
    assert "测试导入司法所73" not in names


async def test_what_rests_on_a_faulty_office_is_not_called_unknown(city: City) -> None:
    register = {**a_register(76), "offices": [an_office(76, **{"approval.day": "never"})]}
    answer = await sent(city.by["here"], "roster", filled(await template(city.by["city"], "roster"), register))
    assert [(each["sheet"], each["row"], each["field"]) for each in answer.json()["errors"]] == [
        ("司法所 offices", 4, "approval.day")
    ]


async def test_columns_may_stand_in_any_order_and_must_be_known(city: City) -> None:
    rows = [
        ("Office", "kind", "name", "since", "kind"),
        (city.here.office_id, "mediator", "测试某", "2026-01-05", None),
    ]
    answer = await sent(city.by["here"], "roster", table({"workers": rows}))
    errors = [(each["row"], each["column"], each["field"]) for each in answer.json()["errors"]]
    assert errors == [(1, "A", None), (1, "E", None), (1, None, "id_number"), (1, None, "office_id")]
    turned = [
        ("kind", "到岗日期", "office_id", "居民身份证号码", "姓名"),
        ("专职人民调解员", "2026-01-05", city.here.office_id, identity_number(7920), "测试某"),
    ]
    assert (await sent(city.by["here"], "roster", table({"工作人员": turned}))).json()["kinds"] == {
        "workers": {"rows": 1, "created": 1, "unchanged": 0}
    }


async def test_who_may_not_see_personal_data_is_not_told_what_stands_in_a_cell(city: City) -> None:
    """And everybody else is, as far as it helps to find it."""
    number = "410100189001010011X"
    rows = [WORKERS, ("测试某", number, "mediator", city.here.office_id, None, "2026-01-05")]
    told = (await sent(city.by["here"], "roster", table({"workers": rows}))).json()["errors"][0]
    assert (told["value"], told["value_class"]) == (number, "text")
    now = city.installation.clock.now()
    clerk = Caller(sub="clerk", name="clerk", scopes=frozenset({"roster:write"}), area=HERE)
    bearer = OwnIssuer(city.installation.keys.token).issue(clerk, at=now, until=now + timedelta(days=1))
    async with client(city.installation, bearer) as without:
        blind = await sent(without, "roster", table({"workers": rows}))
    assert (blind.json()["errors"][0]["value_class"], number in blind.text) == ("text", False)


async def test_only_who_may_write_imports_and_whoever_reads_gets_templates(city: City) -> None:
    content = table({"workers": [WORKERS]})
    for role, status in {"nobody": 401, "auditor": 403, "operator": 403, "office": 403, "here": 200}.items():
        assert (await sent(city.by[role], "roster", content)).status_code == status, role
    assert await template(city.by["auditor"], "roster", "posts")
    assert (await city.by["city"].get("/roster/imports/templates/cases.xlsx")).status_code == httpx.codes.NOT_FOUND


async def test_with_the_same_key_it_is_answered_as_it_was(city: City) -> None:
    rows = [WORKERS, ("测试某", identity_number(7930), "mediator", city.here.office_id, None, "2026-01-05")]
    key, file = {"headers": {"Idempotency-Key": "register"}}, table({"workers": rows})
    answers = [await sent(city.by["here"], "roster", file, **key) for _ in range(2)]
    assert answers[0].json()["kinds"]["workers"]["created"] == 1
    file = table({"workers": rows})
    first = await sent(city.by["here"], "roster", file, headers={"Idempotency-Key": "register-2"})
    again = await sent(city.by["here"], "roster", file, headers={"Idempotency-Key": "register-2"})
    assert (again.status_code, again.content) == (first.status_code, first.content)
    other = await sent(
        city.by["here"], "roster", table({"workers": [WORKERS]}), headers={"Idempotency-Key": "register-2"}
    )
    assert other.status_code == httpx.codes.UNPROCESSABLE_ENTITY


async def test_what_is_no_workbook_or_too_large_is_told_so(city: City, tmp_path: Any) -> None:
    bureau = city.by["here"]
    for content in (b"", b"PK\x03\x04", b"name,id_number\n", table({"workers": [WORKERS]})[:-40]):
        assert (await sent(bureau, "roster", content)).status_code == httpx.codes.UNPROCESSABLE_ENTITY
    assert (await sent(bureau, "roster", table({"别的": [WORKERS]}))).status_code == httpx.codes.UNPROCESSABLE_ENTITY
    for content in (b"x" * 9_000_000, table({"workers": [WORKERS, *([["x"]] * 5_002)]}), bomb(tmp_path / "bomb.xlsx")):
        assert (await sent(bureau, "roster", content)).status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE
    assert (await bureau.post("/roster/imports")).status_code == httpx.codes.UNPROCESSABLE_ENTITY


def bomb(file: Any) -> bytes:
    """A small file that would unpack to 64 MiB."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 2**26)
    return bytes(file.read_bytes())


async def test_entities_that_multiply_are_not_expanded(city: City, tmp_path: Any) -> None:
    file, good = tmp_path / "entities.xlsx", table({"workers": [WORKERS, ("&lol;",)]})
    (tmp_path / "good.xlsx").write_bytes(good)
    bad = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY lol "lol">]>'
    with ZipFile(tmp_path / "good.xlsx") as before, ZipFile(file, "w") as after:
        for part in before.infolist():
            content = before.read(part)
            after.writestr(part, bad + content if part.filename.endswith("sheet1.xml") else content)
    answer = await sent(city.by["here"], "roster", file.read_bytes())
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
