"""Commands per second over HTTP: registrations and enrolments, of one client and of many."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping

from tests.bench.client import Sent, post, send
from tests.bench.figures import Figure
from tests.bench.offices import ENROLMENT_DAY, City
from tests.bench.servers import Server, bare, sifasuo

MANY = 32
REST_S = 1  # until what was answered has been read and judged
Seen = Mapping[str, list[Sent]]


async def measured(rounds: int, commands: int, offices: int) -> list[Figure]:
    seen: defaultdict[str, list[Sent]] = defaultdict(list)
    with sifasuo() as server, bare() as bare_server:
        city = await City.built(server, offices)
        for _ in range(rounds):
            for name, sent in (await one_round(city, bare_server, commands)).items():
                seen[name].append(sent)
    return [
        figure("enrolments, 1 client", seen["enrolled alone"], seen["bare alone"], ">= 0.6"),
        figure(f"enrolments, {MANY} clients", seen["enrolled"], seen["bare"], ">= 0.6"),
        figure(f"registrations, {MANY} clients", seen["registered"], seen["bare"], ""),
    ]


async def one_round(city: City, bare_server: Server, commands: int) -> Mapping[str, Sent]:
    """Everybody who is registered enrols, a fifth of them one after the other; the bare POST is asked in between."""
    alone = commands // 5
    requests = [post(f"/offenders/{nth}/enrolment", {"day": ENROLMENT_DAY}) for nth in range(commands)]
    registered = await send(city.server, city.registrations(commands), MANY)
    enrolments = city.enrolments([body["id"] for body in registered.bodies])
    await asyncio.sleep(REST_S)
    bare_alone = await send(bare_server, requests[:alone], 1)
    enrolled_alone = await send(city.server, enrolments[:alone], 1)
    await asyncio.sleep(REST_S)
    bare_many = await send(bare_server, requests, MANY)
    enrolled = await send(city.server, enrolments[alone:], MANY)
    await asyncio.sleep(REST_S)
    return {
        "registered": registered,
        "enrolled alone": enrolled_alone,
        "enrolled": enrolled,
        "bare alone": bare_alone,
        "bare": bare_many,
    }


def figure(name: str, ours: list[Sent], ceiling: list[Sent], aim: str) -> Figure:
    return Figure(
        name=name,
        unit="1/s",
        ours=[sent.per_second for sent in ours],
        ceiling="bare POST",
        ceilings=[sent.per_second for sent in ceiling],
        cpu_us=[sent.cpu_us for sent in ours],
        ceiling_cpu_us=[sent.cpu_us for sent in ceiling],
        aim=aim,
    )
