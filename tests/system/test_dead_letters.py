"""An event that cannot be taken is parked with its reason, and its stream waits, until an operator decides."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from aiokafka import AIOKafkaProducer

from shared.adapters.partitioner import partition_of
from tests.system.apart import Apart
from tests.system.operator import COUNTY, agrees, enrolled, found, registered, told, until

pytestmark = pytest.mark.slow

HEADERS = {
    "ce_specversion": "1.0",
    "ce_type": "sifasuo.corrections.offender-registered.v1",
    "ce_source": "/corrections",
    "ce_time": "2026-11-24T12:00:00+08:00",
    "ce_actor": "somebody",
}


def sent(apart: Apart, stream: str) -> None:
    """By a producer that is none of ours: the first event of a stream once more, without what belongs in it."""
    name = f"{apart.environment['SIFASUO_NAMESPACE']}.corrections"
    said = {**HEADERS, "ce_id": f"{stream}.1", "ce_subject": stream.partition("-")[2]}
    headers = [(key, value.encode()) for key, value in said.items()]

    async def send() -> None:
        async with AIOKafkaProducer(bootstrap_servers=apart.environment["SIFASUO_KAFKA"]) as producer:
            body, partition = b'{"county_code": 7}', partition_of(COUNTY, 12)
            await producer.send_and_wait(name, body, key=COUNTY.encode(), partition=partition, headers=headers)

    asyncio.run(send())


def offenders_known(client: httpx.Client, office_id: str) -> int:
    shown: Mapping[str, Any] = client.get(f"/compliance/offices/{office_id}").json()
    figures = shown["figures"]
    return int(figures["active_offenders"])


def test_an_operator_looks_tries_and_gives_up(four: Apart) -> None:
    at = ("--at", four.of("compliance").address)
    with four.client() as client, four.client("operator") as operator:
        office_id = client.get("/roster/offices").json()["items"][0]["id"]
        before = offenders_known(client, office_id)
        waits, flows = registered(client, office_id, 801), registered(client, office_id, 802)
        assert found(four) == []
        letter, behind = f"offender-{waits}.000000001", f"offender-{waits}.000000002"
        sent(four, f"offender-{waits}")
        until(lambda: letter in letters(operator))
        enrolled(client, waits)
        enrolled(client, flows)
        until(lambda: behind in letters(operator) and offenders_known(client, office_id) == before + 1)

        code, said = told(four, "dead-letters", "list", "compliance", *at)
        assert code == 0
        [parked, waiting] = said.splitlines()
        assert parked.startswith(f"{letter}  parked  ")
        assert "county_code" in parked
        assert waiting == f"{behind}  waiting  an earlier event of its stream is parked"
        code, said = told(four, "verify")
        assert code == 1
        assert f"compliance: {letter} is parked" in said

        assert told(four, "dead-letters", "retry", "compliance", letter, *at) == (0, "retry: asked for")
        until(lambda: letters(operator)[letter]["request"] is None)
        assert letters(operator)[letter]["stage"] == "parked"
        assert told(four, "dead-letters", "drop", "compliance", letter, *at) == (0, "drop: asked for")
        until(lambda: letters(operator)[letter]["stage"] == "dropped")
        assert letters(operator)[letter]["requested_by"] == "operator@command"
        until(lambda: offenders_known(client, office_id) == before + 2)
        assert behind not in letters(operator)
    assert agrees(four)


def letters(operator: httpx.Client) -> Mapping[str, Mapping[str, Any]]:
    return {letter["id"]: letter for letter in operator.get("/compliance/operations/dead-letters").json()["items"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("drop", "compliance", "nobody.000000001"), "sifasuo: 404: no dead letter nobody.000000001"),
        (("retry", "compliance", "../../x"), "sifasuo: 404: "),
        (("list", "roster"), "sifasuo: 404: "),
    ],
)
def test_what_is_not_there_is_one_line(four: Apart, arguments: tuple[str, ...], said: str) -> None:
    code, line = told(four, "dead-letters", *arguments, "--at", four.of("compliance").address)
    assert code == 1
    assert line.startswith(said)
    assert "\n" not in line
