"""An import that was broken off: the same file does the rest, and nothing of it happens twice."""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.embedded import embedded
from deploy.verification import quiet
from shared.ports.store import Commit
from shared.ports.unavailable import Unavailable
from shared.ports.workbooks import MEDIA_TYPE
from shared.runtime.imports import Import
from shared.runtime.settings import Settings
from tests.system.caseload import made
from tests.system.city import HERE
from tests.system.inside import TODAY, client, installed, token
from tests.system.offices import office, township
from tests.system.people import identity_number
from tests.system.running import Running
from tests.system.workbooks import sent, table

HEADS = ("name", "id_number", "kind", "office_id", "since")
MANY = 600


def clerks(office_id: str, count: int) -> bytes:
    rows = [("测试某", identity_number(8000 + nth), "mediator", office_id, "2026-01-05") for nth in range(count)]
    return table({"workers": [HEADS, *rows]})


def counts(answer: httpx.Response) -> tuple[int, int]:
    """Created and unchanged."""
    assert answer.status_code == httpx.codes.OK, answer.text
    kind = answer.json()["kinds"]["workers"]
    return kind["created"], kind["unchanged"]


async def test_what_the_store_lost_in_the_middle_is_done_by_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with installed(tmp_path) as installation, client(installation, token(installation)) as city:
        await made(city, "/roster/townships", township(HERE))
        office_id = await made(city, "/roster/offices", office(HERE))
        store, content = installation.the("roster").ports.store, clerks(office_id, 40)
        append, appended = store.append, iter(range(51))

        async def failing(commit: Commit) -> None:
            if next(appended, None) is None:
                raise Unavailable("the store")
            await append(commit)

        monkeypatch.setattr(store, "append", failing)
        assert (await sent(city, "roster", content)).status_code == httpx.codes.SERVICE_UNAVAILABLE
        monkeypatch.setattr(store, "append", append)
        await quiet(installation)
        there = len((await city.get("/roster/workers?limit=500")).json()["items"])
        assert 0 < there < 40
        assert counts(await sent(city, "roster", content, dry_run=True)) == (40 - there, there)
        assert counts(await sent(city, "roster", content)) == (40 - there, there)
        assert counts(await sent(city, "roster", content)) == (0, 40)
        assert len((await city.get("/roster/workers?limit=500")).json()["items"]) == 40


async def test_what_others_took_between_rehearsal_and_import_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with installed(tmp_path) as installation, client(installation, token(installation)) as city:
        await made(city, "/roster/townships", township(HERE))
        office_id = await made(city, "/roster/offices", office(HERE))
        carry_out = Import.carry_out
        other = {"name": "别名", "id_number": identity_number(8003), "kind": "formal", "office_id": office_id}

        async def overtaken(work: Import) -> None:
            await made(city, "/roster/workers", {**other, "since": "2026-02-02"})
            await carry_out(work)

        monkeypatch.setattr(Import, "carry_out", overtaken)
        answer = await sent(city, "roster", clerks(office_id, 5))
        assert (answer.status_code, answer.json()["rule"]) == (httpx.codes.CONFLICT, "import-overtaken")
        assert [(each["row"], each["rule"]) for each in answer.json()["errors"]] == [(5, "post-match")]


async def test_a_release_is_unchanged_on_a_later_day(tmp_path: Path) -> None:
    """The day on which a notice is entered makes it no other release."""
    heads = ("name", "id_number", "office_id", "prison", "release_day")
    names = [f"{office(HERE)['name']}"]
    rows = [heads, ("测试某", identity_number(8700), names[0], "测试监狱", "2026-12-20")]
    found: list[dict[str, Any]] = []
    for later in range(2):
        settings = Settings(data=tmp_path, today=TODAY + timedelta(days=later), office_wait_s=2)
        async with embedded(settings) as installation, client(installation, token(installation)) as city:
            await city.post("/roster/townships", json=township(HERE))
            await city.post("/roster/offices", json=office(HERE))
            found.append((await sent(city, "corrections", table({"releases": rows}))).json()["kinds"]["releases"])
    assert found == [{"rows": 1, "created": 1, "unchanged": 0}, {"rows": 1, "created": 0, "unchanged": 1}]


def post(city: httpx.Client, content: bytes, answers: list[httpx.Response]) -> None:
    """Whatever becomes of it."""
    files = {"file": ("register.xlsx", content, MEDIA_TYPE)}
    with suppress(httpx.TransportError):
        answers.append(city.post("/roster/imports", files=files, timeout=120))


def workers(city: httpx.Client) -> Sequence[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None:
        page = city.get(f"/roster/workers?limit=500&after={after}").json()
        items, after = [*items, *page["items"]], page["next"]
    return items


@pytest.mark.slow
def test_a_killed_import_is_finished_by_the_same_file(tmp_path: Path) -> None:
    running = Running(tmp_path)
    with running, running.client() as city:
        city.post("/roster/townships", json=township(HERE)).raise_for_status()
        office_id = city.post("/roster/offices", json=office(HERE)).json()["id"]
        content, answers = clerks(office_id, MANY), list[httpx.Response]()
        sending = threading.Thread(target=post, args=(city, content, answers))
        sending.start()
        while not city.get("/roster/workers?limit=1").json()["items"]:
            time.sleep(0.01)
        running.kill()
        sending.join()
        assert answers == []
        running.start()
        there = len(workers(city))
        assert 0 < there < MANY
        post(city, content, answers)
        assert counts(answers[0]) == (MANY - there, there)
        assert len({one["id_number"] for one in workers(city)}) == len(workers(city)) == MANY
        assert "agrees" in running.verified()
