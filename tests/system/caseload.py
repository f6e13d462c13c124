"""A small synthetic caseload, entered over HTTP: of everything one, in each of some offices."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from deploy.installation import Installation
from deploy.verification import quiet
from tests.system.offices import office, township
from tests.system.people import identity_number, offender, worker

DAY = "2026-11-02"
CREATED = 201


@dataclass
class Caseload:
    """The ids of what was entered, by the path of its kind."""

    office_id: str
    ids: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def one(self, things: str) -> str:
        return self.ids[things][0]


async def made(client: httpx.AsyncClient, path: str, body: Mapping[str, Any]) -> str:
    """The id of what was created."""
    answer = await client.post(path, json=body)
    assert answer.status_code == CREATED, answer.text
    return str(answer.json()["id"])


async def entered(
    installation: Installation, client: httpx.AsyncClient, county: str, nth: int, persons: int
) -> Caseload:
    """The nth office of a county, and who belongs to it; `persons` is where their numbers begin."""
    await made(client, "/roster/townships", township(county, nth))
    office_id = await made(client, "/roster/offices", office(county, nth))
    load = Caseload(office_id)
    load.ids["/roster/offices"].append(office_id)
    await quiet(installation)
    for things, body in bodies(office_id, persons).items():
        load.ids[things].append(await made(client, things, body))
    post = await made(client, f"/roster/offices/{office_id}/posts", {"category": "special", "approved_day": DAY})
    load.ids["/roster/posts"].append(post)
    enrolment = f"/corrections/offenders/{load.one('/corrections/offenders')}/enrolment"
    assert (await client.post(enrolment, json={"day": DAY})).is_success
    await quiet(installation)
    return load


def bodies(office_id: str, persons: int) -> Mapping[str, Mapping[str, Any]]:
    return {
        "/corrections/offenders": offender(office_id, persons, DAY),
        "/corrections/releases": {
            "name": f"测试某{persons + 1}",
            "id_number": identity_number(persons + 1),
            "office_id": office_id,
            "prison": "测试监狱",
            "release_day": "2026-11-30",
        },
        "/roster/workers": worker(office_id, persons, DAY, "mediator"),
        "/mediation/cases": {
            "office_id": office_id,
            "category": "neighbours",
            "parties": [{"name": f"测试某{persons + 2}"}, {"name": f"测试某{persons + 3}"}],
            "source": "application",
            "day": DAY,
        },
    }
