"""The board, a county's report and the alerts as workbooks: what the lists say, within the caller's area."""

from io import BytesIO
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from shared.ports.workbooks import MEDIA_TYPE
from tests.system.city import HERE, THERE, City

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def sheets(city: City, role: str, name: str, **filters: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet, by their English heads."""
    answer = await city.by[role].get(f"/compliance/exports/{name}.xlsx", params=filters)
    assert (answer.status_code, answer.headers["content-type"]) == (httpx.codes.OK, MEDIA_TYPE), answer.text
    assert f'filename="{name.replace("counties/", "county-")}.xlsx"' in answer.headers["content-disposition"]
    read = {}
    for sheet in load_workbook(BytesIO(answer.content)):
        _, names, *rows = sheet.iter_rows(values_only=True)
        read[sheet.title] = [dict(zip(map(str, names), row, strict=True)) for row in rows]
    return read


async def test_the_board_says_what_the_list_says(city: City) -> None:
    rows = (await sheets(city, "city", "board"))["看板 board"]
    listed = await city.all("city", "/compliance/offices", limit=500)
    assert [row["office_id"] for row in rows] == [item["id"] for item in listed]
    for row, item in zip(rows, listed, strict=True):
        assert {name: row[name] for name in item["figures"]} == item["figures"]
        assert (row["breaches"] or "").split("、") == item["breaches"]
        assert (row["compliant"], row["worst"]) == ("否", item["worst"])


async def test_its_filters_are_the_lists(city: City) -> None:
    assert (await sheets(city, "city", "board", compliant=True))["看板 board"] == []
    assert len((await sheets(city, "city", "board", rule="formal-staff"))["看板 board"]) == 3
    there = (await sheets(city, "city", "board", county_code=THERE))["看板 board"]
    assert [row["office_id"] for row in there] == [city.there.office_id]
    unknown = await city.by["city"].get("/compliance/exports/board.xlsx", params={"rule": "no-such-rule"})
    assert unknown.status_code == httpx.codes.NOT_FOUND
    strange = await city.by["city"].get("/compliance/exports/board.xlsx", params={"limit": 1})
    assert strange.status_code == httpx.codes.UNPROCESSABLE_ENTITY


async def test_the_alerts_say_what_the_list_says(city: City) -> None:
    rows = (await sheets(city, "city", "alerts", stage="open", severity="P1"))["预警 alerts"]
    listed = await city.all("city", "/compliance/alerts", stage="open", severity="P1", limit=500)
    assert [(row["rule"], row["subject"]) for row in rows] == [(item["rule"], item["subject"]) for item in listed]
    assert {row["stage"] for row in rows} == {"未签收"}
    assert [row["text.zh"] for row in rows] == [item["text"]["zh"] for item in listed]


async def test_a_countys_report_has_its_figures_findings_and_deadlines(city: City) -> None:
    report = await sheets(city, "here", f"counties/{HERE}")
    assert list(report) == ["指标 figures", "核查结果 findings", "期限 deadlines"]
    rolled = await city.one("here", f"/compliance/counties/{HERE}")
    figures = {row["name"]: row["value"] for row in report["指标 figures"]}
    expected = {**rolled["figures"], **rolled["correction_ratio"], "offices": rolled["offices"]}
    assert {name: figures[name] for name in expected} == expected
    office = await city.one("here", f"/compliance/offices/{city.here.office_id}")
    findings = [row for row in report["核查结果 findings"] if row["office_id"] == city.here.office_id]
    assert [(row["rule"], row["compliant"] == "是") for row in findings] == [
        (finding["rule"], finding["compliant"]) for finding in office["findings"]
    ]
    due = await city.all("here", "/compliance/deadlines", limit=500)
    assert sorted(row["subject"] for row in report["期限 deadlines"]) == sorted(item["subject"] for item in due)


async def test_an_export_shows_no_more_than_the_callers_area(city: City) -> None:
    assert {row["county_code"] for row in (await sheets(city, "here", "board"))["看板 board"]} == {HERE}
    assert {row["county_code"] for row in (await sheets(city, "here", "alerts"))["预警 alerts"]} == {HERE}
    assert [row["office_id"] for row in (await sheets(city, "office", "board"))["看板 board"]] == [city.here.office_id]
    for role, code in {"here": THERE, "office": HERE, "city": "999999"}.items():
        answer = await city.by[role].get(f"/compliance/exports/counties/{code}.xlsx")
        assert answer.status_code == httpx.codes.NOT_FOUND, role
    assert (await city.by["nobody"].get("/compliance/exports/board.xlsx")).status_code == httpx.codes.UNAUTHORIZED


async def test_a_report_of_a_day_before_there_was_an_office_is_none(city: City) -> None:
    path = f"/compliance/exports/counties/{HERE}.xlsx"
    assert (await city.by["here"].get(path, params={"on": "2019-12-31"})).status_code == httpx.codes.NOT_FOUND
    assert (await city.by["here"].get(path, params={"on": "2020-01-02"})).status_code == httpx.codes.OK
