"""Offices and townships that change, over HTTP: by approvals that are filed, refused while somebody is still there."""

from typing import Any

import pytest

from deploy.verification import compared, quiet
from tests.system.caseload import made
from tests.system.city import HERE, City
from tests.system.offices import office, township
from tests.system.people import offender, worker

pytestmark = pytest.mark.asyncio(loop_scope="module")

OK, CONFLICT = 200, 409
APPROVAL = {"authority": "编制委员会", "document": "编〔2026〕7号", "day": "2026-10-01"}


async def test_a_change_is_approved_and_filed(city: City) -> None:
    path, post = await founded(city, 41), city.by["city"].post
    named = await post(f"{path}/rename", json={"approval": APPROVAL, "name": "金水区司法局测试街道41司法所"})
    ranked = await post(f"{path}/rank", json={"approval": APPROVAL, "rank": "deputy-section"})
    assert (named.status_code, ranked.json()["rank"]) == (OK, "deputy-section")
    filed = await post(f"{path}/filing", json={"day": "2026-10-20"})
    assert [each["filed_day"] for each in filed.json()["changes"]] == ["2026-10-20"] * 3
    assert (await post(f"{path}/filing", json={"day": "2026-10-20"})).json()["version"] == filed.json()["version"]
    managed = await city.by["city"].put(f"{path}/management", json={"bodies": ["township"]})
    assert managed.json()["managed_by"] == ["township"]
    broken = await breaches(city, path)
    assert "dual-management" in broken
    assert not {"office-filing", "office-name"} & broken


async def test_an_office_that_still_has_people_or_cases_is_not_abolished(city: City) -> None:
    path, post = await founded(city, 42), city.by["city"].post
    id = path.rpartition("/")[2]
    hired = await made(city.by["city"], "/roster/workers", worker(id, 42, "2026-01-05", "mediator"))
    sentenced = await made(city.by["city"], "/corrections/offenders", offender(id, 42, "2026-01-05"))
    await quiet(city.installation)
    for leaving, left in (
        (f"/roster/workers/{hired}/departure", {"workers": 1, "held_posts": 0, "open_matters": 1}),
        (f"/corrections/offenders/{sentenced}/discharge", {"workers": 0, "held_posts": 0, "open_matters": 1}),
    ):
        refused = await post(f"{path}/abolition", json={"approval": APPROVAL})
        said = refused.json()
        assert (refused.status_code, said["rule"], said["article"]) == (CONFLICT, "office-not-empty", 1)
        assert said["left"] == left
        reason = "resigned" if "workers" in leaving else "deceased"
        assert (await post(leaving, json={"day": "2026-09-01", "reason": reason})).status_code == OK
        await quiet(city.installation)
    abolished = await post(f"{path}/abolition", json={"approval": APPROVAL})
    assert (abolished.status_code, abolished.json()["stage"]) == (OK, "abolished")
    closed = await post(f"{path}/posts", json={"category": "formal", "approved_day": "2026-10-02"})
    assert (closed.status_code, closed.json()["rule"]) == (CONFLICT, "office-closed")


async def test_a_township_is_the_same_under_another_code_and_name(city: City) -> None:
    path, post = await founded(city, 43), city.by["city"].post
    first, second = f"{HERE}043", f"{HERE}943"
    recoded = await post(f"/roster/townships/{first}/recode", json={"code": second})
    assert (recoded.json()["id"], recoded.json()["code"]) == (first, second)
    assert (await post("/roster/townships", json={**township(HERE, 44), "code": second})).status_code == CONFLICT
    other = await made(city.by["city"], "/roster/townships", township(HERE, 44))
    assert (await post(f"/roster/townships/{other}/recode", json={"code": second})).status_code == CONFLICT
    named = await post(f"/roster/townships/{second}/rename", json={"name": "金水区新测试镇"})
    assert named.json()["former_codes"] == [first]
    assert (await city.one("city", path))["place"] == "新测试镇"
    same = {**office(HERE, 43), "township_code": second}
    assert path.endswith((await post("/roster/offices", json=same)).json()["id"])
    assert (await post("/roster/offices", json={**same, "name": "another"})).json()["rule"] == "office-exists"


async def test_a_township_that_has_become_part_of_another_is_served_no_more(city: City) -> None:
    await founded(city, 45)
    post = city.by["city"].post
    await post("/roster/townships", json=township(HERE, 46))
    owed = await lacking(city)
    assert f"{HERE}046" in owed
    assert f"{HERE}045" not in owed
    merged = await post(f"/roster/townships/{HERE}046/merger", json={"into_code": f"{HERE}045"})
    assert merged.json()["merged_into"] == f"{HERE}045"
    assert (await post("/roster/offices", json=office(HERE, 46))).json()["rule"] == "township-unknown"
    assert f"{HERE}046" not in await lacking(city)


async def test_all_of_it_is_what_the_logs_tell(city: City) -> None:
    await quiet(city.installation)
    assert await compared(city.installation) == []


async def founded(city: City, nth: int) -> str:
    """The path of the office of a new township."""
    await made(city.by["city"], "/roster/townships", township(HERE, nth))
    return f"/roster/offices/{await made(city.by['city'], '/roster/offices', office(HERE, nth))}"


async def breaches(city: City, path: str) -> set[str]:
    await quiet(city.installation)
    found: list[dict[str, Any]] = (await city.one("city", path.replace("roster", "compliance")))["findings"]
    return {finding["rule"] for finding in found if not finding["compliant"]}


async def lacking(city: City) -> set[str]:
    """The townships of the county that are without an office today."""
    await quiet(city.installation)
    [county] = (await city.one("city", f"/compliance/counties/{HERE}"))["counties"]
    return {deadline["subject"] for deadline in county["deadlines"] if deadline["rule"] == "coverage"}
