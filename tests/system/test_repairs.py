"""`verify` names what differs, and changes nothing; `rebuild` mends it while everything runs, and announces nothing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from tests.system.apart import Apart
from tests.system.operator import agrees, altered, busy, collection, found, rebuilt, told, until

pytestmark = pytest.mark.slow

Rows = Any


def events(apart: Apart, service: str) -> int:
    with collection(apart, service, "commits") as commits:
        return sum(len(commit["events"]) for commit in commits.find())


def first(rows: Rows) -> str:
    row = rows.find_one()
    assert row
    return str(row["_id"])


def renamed(rows: Rows) -> None:
    altered(rows, first(rows), lambda document: document.update(name="another"))


def gone(rows: Rows) -> None:
    assert rows.delete_one({"_id": first(rows)}).deleted_count == 1


def nobodys(rows: Rows) -> None:
    row = rows.find_one()
    assert row
    rows.insert_one({**row, "_id": "nobody"})


def forgetful(rows: Rows) -> None:
    altered(rows, first(rows), lambda document: document["facts"].update(offenders={}))


def boastful(rows: Rows) -> None:
    """As if it had read what no log tells."""
    altered(rows, first(rows), lambda document: document["facts"]["versions"].update({"offender-nobody": 7}))


def newer(rows: Rows) -> None:
    rows.update_one({"_id": first(rows)}, {"$set": {"version": 2**52}})


def unreadable(rows: Rows) -> None:
    altered(rows, first(rows), lambda document: document.update(facts={"versions": {}, "office": 7}))


Spoil = tuple[str, str, Callable[[Rows], None], str]
ANOTHER: Spoil = ("roster", "view_offices", renamed, "roster: the document of office-")
NEWER: Spoil = ("corrections", "view_offenders", newer, "corrections: the document of offender-")
MISSING: Spoil = ("roster", "view_workers", gone, "roster: the document of worker-")
UNSHOWN: Spoil = ("compliance", "view_alerts", gone, "compliance: the document of alert-")
NOBODYS: Spoil = ("roster", "view_offices", nobodys, "roster: the document of office-nobody has no stream")
COPY: Spoil = ("corrections", "view_offices", renamed, "corrections: its copy of ")
NO_COPY: Spoil = ("mediation", "view_offices", gone, "mediation: its copy of ")
NO_FACTS: Spoil = ("compliance", "view_facts", gone, "compliance: the facts of office ")
LESS: Spoil = ("compliance", "view_facts", forgetful, "compliance: the facts of office ")
MORE: Spoil = ("compliance", "view_facts", boastful, "compliance: the facts of office ")
UNREADABLE: Spoil = ("compliance", "view_facts", unreadable, "compliance: the facts of office ")
BOARD: Spoil = ("compliance", "view_board", renamed, "compliance: the board does not show office ")
NO_BOARD: Spoil = ("compliance", "view_board", gone, "compliance: the board does not show office ")

SPOILED: Mapping[str, Sequence[Spoil]] = {
    "documents are others, or missing": (ANOTHER, NEWER, MISSING, UNSHOWN, NO_FACTS),
    "copies are others, or missing; facts know less": (COPY, NO_COPY, LESS, NOBODYS),
    "facts know more than the logs; the board shows another": (MORE, BOARD),
    "facts cannot be read; the board lacks one": (UNREADABLE, NO_BOARD),
}


@pytest.mark.parametrize("case", SPOILED)
def test_what_was_spoiled_is_named_and_mended_silently(four: Apart, case: str) -> None:
    alerts = events(four, "compliance")
    for service, name, spoil, _ in SPOILED[case]:
        with collection(four, service, name) as rows:
            spoil(rows)
    before = stored(four, case)
    named = found(four)
    for *_, said in SPOILED[case]:
        assert any(line.startswith(said) for line in named), named
    assert len(named) == len(SPOILED[case]), named
    assert stored(four, case) == before, "verify wrote"
    rebuilt(four)
    assert found(four) == []
    assert events(four, "compliance") == alerts


def stored(apart: Apart, case: str) -> Sequence[Any]:
    told = []
    for service, name, *_ in SPOILED[case]:
        with collection(apart, service, name) as rows:
            told += list(rows.find())
    return told


def test_the_command_ends_with_1_where_something_differs(four: Apart) -> None:
    with collection(four, "mediation", "view_offices") as rows:
        renamed(rows)
    code, said = told(four, "verify")
    assert code == 1
    assert said.startswith("mediation: its copy of ")
    code, said = told(four, "rebuild")
    assert code == 0
    assert "1 written" in said
    assert agrees(four)


def test_a_log_without_one_of_its_versions_is_named_alone(four: Apart) -> None:
    with collection(four, "corrections", "commits") as commits:
        second = commits.find_one({"version": 2})
        assert second
        stream = second["stream"]
        first_commit = commits.find_one_and_delete({"stream": stream, "version": 1})
        assert first_commit
        assert found(four) == [f"corrections: in the log, {stream} has version 2 where 1 should be"]
        commits.insert_one(first_commit)
    assert found(four) == []


def test_an_alert_that_was_never_said_is_named(four: Apart) -> None:
    with collection(four, "compliance", "commits") as commits:
        stream = until(lambda: commits.find_one({"stream": {"$regex": "^alert-"}}))["stream"]
        said = list(commits.find({"stream": stream}))
        commits.delete_many({"stream": stream})
        named = found(four)
        commits.insert_many(said)
    assert any(line.startswith(f"compliance: alert {stream.removeprefix('alert-')} stands as None") for line in named)
    assert found(four) == []


def test_a_rebuild_under_commands_loses_none_of_them(four: Apart) -> None:
    with four.client() as client:
        office_id = client.get("/roster/offices").json()["items"][0]["id"]
        with busy(client, office_id, 100) as came:
            until(lambda: len(came) > 2)
            with collection(four, "compliance", "view_facts") as rows:
                forgetful(rows)
            with collection(four, "corrections", "view_offenders") as rows:
                gone(rows)
            assert told(four, "rebuild")[0] == 0
            reached = len(came)
            until(lambda: len(came) > reached + 2)
    assert agrees(four)
