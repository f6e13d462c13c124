"""What roster tells of townships and streets (Art. 1)."""

from dataclasses import dataclass

from shared.contract.envelope import Public


@dataclass(frozen=True, kw_only=True, slots=True)
class TownshipCreated(Public):
    """A township or street; `county_code` is the managing unit, not the prefix of its code."""

    name: str
    county: str
    statutory: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TownshipRenamed(Public):
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TownshipRecoded(Public):
    """Another code for the same township; it goes on under the id that it has had from the first."""

    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TownshipAbolished(Public):
    """It is there no longer from `day` on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TownshipMerged(Public):
    """It is part of another township from `day` on, and there by itself no longer."""

    into_township: str


EVENTS = (TownshipCreated, TownshipRenamed, TownshipRecoded, TownshipAbolished, TownshipMerged)
