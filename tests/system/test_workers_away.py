"""Workers on leave and seconded, over HTTP: recorded whatever it is, told without a name, and judged."""

from typing import Any

import pytest

from deploy.verification import quiet
from tests.system.caseload import made
from tests.system.city import City
from tests.system.people import worker

pytestmark = pytest.mark.asyncio(loop_scope="module")

OK, CONFLICT, NOT_FOUND, UNPROCESSABLE = 200, 409, 404, 422
BORROWER, LETTER = "测试借用单位", "synthetic: 借用函"
EIGHT_MONTHS = {"borrower": BORROWER, "since": "2026-03-02", "until": "2026-11-01"}


async def test_eight_months_without_papers_are_recorded_and_found(city: City) -> None:
    office_id = city.here.office_id
    path = await hired(city, office_id, 81)
    seconded = await city.by["city"].post(f"{path}/secondment", json=EIGHT_MONTHS)
    assert (seconded.status_code, seconded.json()["stage"]) == (OK, "employed")
    assert BORROWER not in seconded.text
    again = await city.by["city"].post(f"{path}/secondment", json=EIGHT_MONTHS)
    assert (again.status_code, again.json()) == (OK, seconded.json())
    elsewhere = await city.by["city"].post(f"{path}/secondment", json={**EIGHT_MONTHS, "borrower": "另一单位"})
    assert elsewhere.status_code == CONFLICT
    assert {"secondment-letter", "secondment-limit", "secondment-filing"} <= await broken(city, office_id)


async def test_the_papers_and_the_return_end_what_was_found(city: City) -> None:
    office_id = city.next_door.office_id
    path, post = await hired(city, office_id, 82), city.by["city"].post
    await post(f"{path}/secondment", json={**EIGHT_MONTHS, "since": "2026-08-03"})
    for paper in ("signature", "approval", "filing"):
        recorded = await post(f"{path}/secondment/{paper}", json={"day": "2026-08-05"})
        assert recorded.status_code == OK, paper
    assert (
        await post(f"{path}/secondment/letter", json={"day": "2026-08-04", "letter": ""})
    ).status_code == UNPROCESSABLE
    lettered = await post(f"{path}/secondment/letter", json={"day": "2026-08-04", "letter": LETTER})
    assert LETTER not in lettered.text
    extended = await post(f"{path}/secondment/extension", json={"day": "2026-10-09", "until": "2026-12-31"})
    assert extended.json()["secondments"][0]["until"] == "2026-12-31"
    assert not {"secondment-letter", "secondment-filing"} & await broken(city, office_id)
    back = await post(f"{path}/secondment/return", json={"day": "2026-11-02"})
    (secondment,) = back.json()["secondments"]
    assert (secondment["letter_day"], secondment["filed_day"], secondment["back"]) == (
        "2026-08-04",
        "2026-08-05",
        "2026-11-02",
    )


async def test_who_may_see_persons_reads_to_whom_and_why(city: City) -> None:
    path, post = await hired(city, city.there.office_id, 83), city.by["city"].post
    await post(f"{path}/secondment", json={**EIGHT_MONTHS, "letter": LETTER})
    shown = await city.one("city", path)
    assert (shown["borrowers"], shown["letters"]) == ({"2026-03-02": BORROWER}, {"2026-03-02": LETTER})
    masked = await city.one("auditor", path)
    assert not {"borrowers", "letters"} & set(masked)
    assert (
        await city.by["here"].post(f"{path}/secondment/return", json={"day": "2026-04-01"})
    ).status_code == NOT_FOUND


async def test_a_letter_needs_a_secondment_and_a_secondment_an_end_that_follows(city: City) -> None:
    path, post = await hired(city, city.there.office_id, 84), city.by["city"].post
    letter = await post(f"{path}/secondment/letter", json={"day": "2026-08-04", "letter": LETTER})
    assert letter.status_code == CONFLICT
    backwards = await post(f"{path}/secondment", json={**EIGHT_MONTHS, "until": "2026-03-01"})
    assert backwards.status_code == UNPROCESSABLE
    nobody = await post("/roster/workers/nobody/secondment/letter", json={"day": "2026-08-04", "letter": LETTER})
    assert nobody.status_code == NOT_FOUND


async def test_a_correction_worker_on_leave_for_long_leaves_the_office_short(city: City) -> None:
    office_id = city.there.office_id
    path = await hired(city, office_id, 85, "correction")
    before = await figures(city, office_id)
    away = await city.by["city"].post(f"{path}/absence", json={"since": "2026-09-01", "kind": "maternity"})
    assert away.json()["absences"] == [{"since": "2026-09-01", "kind": "maternity", "back": None}]
    assert (await figures(city, office_id))["correction_workers"] == before["correction_workers"] - 1
    await city.by["city"].post(f"{path}/absence/return", json={"day": "2026-11-23"})
    assert await figures(city, office_id) == before


async def test_the_plan_says_which_years_holidays_are_known(city: City) -> None:
    """Today is in November 2026, and what is delivered ends with that year."""
    plan = await city.one("office", "/compliance/plan")
    assert plan["calendar"] == {"first": 2004, "last": 2026, "missing": [2027]}


async def hired(city: City, office_id: str, nth: int, kind: str = "formal") -> str:
    return (
        f"/roster/workers/{await made(city.by['city'], '/roster/workers', worker(office_id, nth, '2020-05-06', kind))}"
    )


async def figures(city: City, office_id: str) -> dict[str, Any]:
    shown: dict[str, Any] = (await judged(city, office_id))["figures"]
    return shown


async def broken(city: City, office_id: str) -> set[str]:
    findings = (await judged(city, office_id))["findings"]
    return {finding["rule"] for finding in findings if not finding["compliant"]}


async def judged(city: City, office_id: str) -> dict[str, Any]:
    await quiet(city.installation)
    return await city.one("city", f"/compliance/offices/{office_id}")
