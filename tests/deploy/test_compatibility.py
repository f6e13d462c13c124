"""What was published stays: each change of an event, on both sides of what its readers can take."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from deploy.docs.__main__ import main
from deploy.docs.compatibility import breaches
from deploy.docs.files import SCHEMAS, made, published, write
from deploy.docs.schemas import payload
from shared.contract.codec import encode
from shared.contract.envelope import Public

NAME = "sifasuo.roster.vehicle-bought.v1"
LATER = "sifasuo.roster.vehicle-bought.v2"


@dataclass(frozen=True, kw_only=True)
class VehicleBought(Public):
    """As it was published."""

    plate: str
    price: int
    kind: Literal["car", "van"]
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class WithAnOptionalField(VehicleBought):
    seats: int = 5


@dataclass(frozen=True, kw_only=True)
class WithARequiredField(VehicleBought):
    seats: int


@dataclass(frozen=True, kw_only=True)
class WithoutItsPlate(Public):
    price: int
    kind: Literal["car", "van"]
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class WithItsPlateRenamed(WithoutItsPlate):
    number_plate: str


@dataclass(frozen=True, kw_only=True)
class WithAnotherType(VehicleBought):
    price: str  # type: ignore[assignment]


@dataclass(frozen=True, kw_only=True)
class WithNone(VehicleBought):
    plate: str | None  # type: ignore[assignment]


@dataclass(frozen=True, kw_only=True)
class WithFewerKinds(VehicleBought):
    kind: Literal["car"]


@dataclass(frozen=True, kw_only=True)
class WithMoreKinds(VehicleBought):
    kind: Literal["car", "van", "bus"]  # type: ignore[assignment]


@dataclass(frozen=True, kw_only=True)
class WithAFieldThatMustBeThere(Public):
    plate: str
    price: int
    kind: Literal["car", "van"]
    note: str | None


@dataclass(frozen=True, kw_only=True)
class WithAFieldThatMayBeMissing(VehicleBought):
    plate: str = ""


@dataclass(frozen=True, kw_only=True)
class WithAnotherDefault(VehicleBought):
    note: str | None = "none"


WAS: Mapping[str, Any] = {NAME: payload(VehicleBought)}


def now(event: type[Public]) -> list[str]:
    return breaches(WAS, {NAME: payload(event)})


def test_an_event_that_is_as_it_was_breaks_nothing() -> None:
    assert breaches(WAS, WAS) == []


def test_a_field_with_a_default_may_be_added() -> None:
    assert now(WithAnOptionalField) == []


def test_words_about_an_event_may_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VehicleBought, "__doc__", "Other words.")
    assert now(VehicleBought) == []


def test_an_event_may_be_added() -> None:
    assert breaches(WAS, {**WAS, LATER: payload(WithARequiredField)}) == []


def test_an_event_that_is_gone_is_named() -> None:
    assert breaches(WAS, {}) == [f"{NAME}: the event is gone; leave it as it was, and put {LATER} beside it"]


@pytest.mark.parametrize(
    ("event", "change"),
    [
        (WithARequiredField, "`seats` is new and has no default, and older events lack it"),
        (WithoutItsPlate, "`plate` is gone, or has another name"),
        (WithAnotherType, '`price` was {"type":"integer"} and is {"type":"string"}'),
        (WithNone, '`plate` was {"type":"string"} and is {"anyOf":[{"type":"string"},{"type":"null"}]}'),
        (WithFewerKinds, '`kind` no longer takes ["van"]'),
        (WithMoreKinds, '`kind` takes ["bus"] too'),
        (WithAFieldThatMayBeMissing, "`plate` may be missing now, and its readers count on it"),
    ],
)
def test_a_change_that_breaks_somebody_is_one_sentence(event: type[Public], change: str) -> None:
    assert f"{NAME}: {change}; leave it as it was, and put {LATER} beside it" in now(event)


@pytest.mark.parametrize("event", [WithItsPlateRenamed, WithAFieldThatMustBeThere, WithAnotherDefault])
def test_other_changes_break_somebody_too(event: type[Public]) -> None:
    assert now(event)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    write(made(), tmp_path)
    return tmp_path


def republished(docs: Path, name: str, **properties: object) -> Path:
    """As if this had been published: the fields that are named with what they were, or not at all."""
    schema: Any = published(docs)[name]
    fields = {field: said for field, said in {**schema["properties"], **properties}.items() if said}
    required = [field for field in schema["required"] if field in fields]
    path = docs / SCHEMAS / f"{name}.json"
    path.write_bytes(encode({**schema, "properties": fields, "required": required}))
    return path


HIRED = "sifasuo.roster.worker-hired.v1"


def test_files_that_are_fresh_pass(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"], docs) == 0
    assert capsys.readouterr().out == ""


def test_it_is_refused_before_anything_is_made(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    republished(docs, HIRED, nickname={"type": "string"})
    monkeypatch.setattr("deploy.docs.__main__.made", lambda: pytest.fail("a sample may not even fit any more"))
    assert main([], docs) == 1


@pytest.mark.parametrize("arguments", [["--check"], []])
def test_what_breaks_a_reader_is_refused_and_nothing_is_written(
    arguments: list[str], docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = republished(docs, HIRED, nickname={"type": "string"})
    (docs / "events.md").write_text("stale", encoding="utf-8")
    before = path.read_bytes()
    assert main(arguments, docs) == 1
    assert capsys.readouterr().out == (
        f"{HIRED}: `nickname` is gone, or has another name; "
        "leave it as it was, and put sifasuo.roster.worker-hired.v2 beside it\n"
    )
    assert path.read_bytes() == before
    assert (docs / "events.md").read_text(encoding="utf-8") == "stale"


def test_an_event_that_is_no_longer_made_is_refused(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / SCHEMAS / f"{NAME}.json").write_bytes(encode(WAS[NAME]))
    assert main([], docs) == 1
    assert capsys.readouterr().out.startswith(f"{NAME}: the event is gone")


def test_an_addition_is_stale_until_it_is_written(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alert = "sifasuo.compliance.alert-opened.v1"
    path = docs / SCHEMAS / f"{alert}.json"
    path.unlink()
    assert main(["--check"], docs) == 1
    assert capsys.readouterr().out == f"docs/{SCHEMAS}/{alert}.json is stale: make docs\n"
    assert main([], docs) == 0
    assert main(["--check"], docs) == 0
