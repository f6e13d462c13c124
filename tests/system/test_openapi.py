"""Thousands of random requests, made from the documents that the services give of themselves, and held against them."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from deploy.installation import Installation
from shared.kernel.identity_number import check_digit
from tests.system.caseload import Caseload, entered
from tests.system.inside import client, installed, token

pytestmark = pytest.mark.slow

REQUESTS = 10_000
SEED = 20191101
COMMANDS, READS, ODD = 150, 60, 60
SERVICES = ("roster", "corrections", "mediation", "compliance")
ENDLESS = "/compliance/alerts/stream"  # an answer that never ends cannot be held against a document
BASE = "http://sifasuo"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
ROLES: Mapping[str, tuple[str, str] | None] = {
    "city": ("city", "4101"),
    "county": ("county", "410102"),
    "elsewhere": ("county", "4199"),
    "operator": ("operator", "4101"),
    "auditor": ("auditor", "4101"),
    "nobody": None,
}
Result = TypeVar("Result")
AnyCase = schemathesis.Case[Any]
# Most come from who may do it, and are about what is there: the others are turned away at the door.
OFTEN = 7
KNOWN = st.sampled_from([True, True, True, False])
WHICH = st.integers(0, 999)
DAYS = st.dates(date(2026, 10, 1), date(2026, 11, 24)).map(date.isoformat)
# What a document says little about: keys, versions, and tokens that are none.
HEADERS = st.sampled_from(
    [
        *({} for _ in range(OFTEN)),
        {"if-match": '"1"'},
        {"if-match": "*"},
        {"if-match": "W/²"},
        {"idempotency-key": "key"},
        {"idempotency-key": "é"},
        {"idempotency-key": "k" * 300},
        {"authorization": "Bearer é.é.é"},
    ]
)


def text_of(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")


@dataclass
class Trial:
    """An installation, those who call it, and what was found: each kind of failure with its first request."""

    loop: asyncio.AbstractEventLoop
    client: httpx.AsyncClient
    tokens: Mapping[str, str | None]
    load: Sequence[Caseload]
    persons: int = 5000
    sent: Counter[int] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    how_often: Counter[str] = field(default_factory=Counter)

    def run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(coroutine)

    def document(self, service: str) -> Any:
        return self.run(self.client.get(f"/{service}/openapi.json")).json()

    def id_of(self, path: str, which: int) -> str | None:
        """Of something that is there, whose path this is."""
        kinds = (load.ids[things] for load in self.load for things in load.ids if path.startswith(f"{things}/"))
        ids = [id for kind in kinds for id in kind]
        return ids[which % len(ids)] if ids else None

    def try_out(self, case: AnyCase, data: st.DataObject) -> None:
        if data.draw(KNOWN):
            self.steer(case, data)
        request = requests.Request(**case.as_transport_kwargs(base_url=BASE)).prepare()
        usual = "operator" if "/operations/" in case.path else "city"
        bearer = self.tokens[data.draw(st.sampled_from([usual] * OFTEN + list(ROLES)))]
        answer = self.run(self.sent_as(request, bearer, data.draw(HEADERS)))
        self.sent[answer.status_code] += 1
        things, _, id = answer.headers.get("location", "").rpartition("/")
        if id:
            self.load[0].ids[things].append(id)
        try:
            case.validate_response(answer, checks=CHECKS)
        except (Failure, FailureGroup) as fault:
            faults = fault.exceptions if isinstance(fault, FailureGroup) else [fault]
            for each in faults:
                self.note(case, answer, each)

    def steer(self, case: AnyCase, data: st.DataObject) -> None:
        """Towards what is there: without it nearly every request would be about nothing."""
        which = data.draw(WHICH)
        id = self.id_of(case.path, which)
        if id and "id" in case.path_parameters:
            case.path_parameters["id"] = id
        known = {
            "office_id": self.load[which % len(self.load)].office_id,
            "id_number": self.fresh_number(),
            "day": data.draw(DAYS),
            "release_day": data.draw(DAYS),
        }
        if isinstance(case.body, dict):
            case.body |= {name: value for name, value in known.items() if name in case.body}

    def fresh_number(self) -> str:
        self.persons += 1
        first = f"4101{self.persons // 1000 % 100:02}18900103{self.persons % 1000:03}"
        return first + check_digit(first)

    async def sent_as(
        self, request: requests.PreparedRequest, bearer: str | None, odd: Mapping[str, str]
    ) -> httpx.Response:
        headers = {name.lower(): text_of(value) for name, value in request.headers.items()} | dict(odd)
        if bearer and "authorization" not in odd:
            headers["authorization"] = f"Bearer {bearer}"
        raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        body = request.body if isinstance(request.body, str | bytes) else None
        return await self.client.request(str(request.method), str(request.url), headers=raw, content=body)

    def note(self, case: AnyCase, answer: httpx.Response, fault: Exception) -> None:
        kind = f"{case.operation.label}: {type(fault).__name__} at {answer.status_code}"
        self.how_often[kind] += 1
        asked = f"{answer.request.method} {answer.request.url} {answer.request.content!r:.300}"
        self.failures.setdefault(kind, f"{kind}\n    {asked}\n    {answer.text[:300]}\n    {fault}"[:1500])


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        trial = runner.run(opened(stack, tmp_path_factory.mktemp("openapi"), runner.get_loop()))
        yield trial
        runner.run(stack.aclose())


async def opened(stack: AsyncExitStack, data: Path, loop: asyncio.AbstractEventLoop) -> Trial:
    installation = await stack.enter_async_context(installed(data))
    city = await stack.enter_async_context(client(installation, token(installation)))
    load = [await entered(installation, city, county, nth, 10 * nth) for nth, county in enumerate(("410105", "410102"))]
    await with_alerts(city, load)
    nobody = await stack.enter_async_context(client(installation, None))
    return Trial(loop, nobody, tokens(installation), load)


async def with_alerts(city: httpx.AsyncClient, load: Sequence[Caseload]) -> None:
    items = (await city.get("/compliance/alerts")).json()["items"]
    assert items
    load[0].ids["/compliance/alerts"] = [item["id"] for item in items]
    load[0].ids["/compliance/offices"] = load[0].ids["/roster/offices"]


def tokens(installation: Installation) -> Mapping[str, str | None]:
    return {name: token(installation, *chosen) if chosen else None for name, chosen in ROLES.items()}


def budgets(operation: Any) -> Iterator[tuple[GenerationMode, int]]:
    """How many requests as the document says, and how many that it does not allow."""
    varied = operation.method == "post"
    yield GenerationMode.POSITIVE, COMMANDS if varied else READS
    if operation.body or operation.query:
        yield GenerationMode.NEGATIVE, ODD


def tried(trial: Trial, operation: Any, mode: GenerationMode, examples: int) -> Callable[[], None]:
    @seed(SEED)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def one(case: AnyCase, data: st.DataObject) -> None:
        trial.try_out(case, data)

    return one


@pytest.mark.parametrize("service", SERVICES)
def test_every_answer_is_one_that_the_document_describes(trial: Trial, service: str) -> None:
    document = json.loads(json.dumps(trial.document(service)))
    document["paths"].pop(ENDLESS, None)
    for result in schemathesis.openapi.from_dict(document).get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        for mode, examples in budgets(operation):
            tried(trial, operation, mode, examples)()
    faults, trial.failures = trial.failures, {}
    assert not faults, "\n".join(f"{trial.how_often[kind]} x {text}" for kind, text in faults.items())


def test_there_were_as_many_as_promised(trial: Trial, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{trial.sent.total()} random requests: {dict(sorted(trial.sent.items()))}")
    assert trial.sent.total() >= REQUESTS
