"""The pages that are written by hand name what there is: files, headings, tests, words, paths."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from deploy.docs.lifecycles import core_modules
from deploy.installation import blueprints
from services.compliance.core.rules import RULES
from services.compliance.core.vocabulary import CHOICES
from shared.contract.catalogue import PUBLIC
from shared.runtime import operations

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
MARKED = re.compile(r"`([^`]+)`")
SHELL = re.compile(r"^```(?:sh|text)\n.*?^```$", re.DOTALL | re.MULTILINE)
CALL = re.compile(r"`((?:GET|POST|PUT) [^`]+)`")
ELSEWHERE = ("https://", "http://")


def pages() -> Sequence[Path]:
    inside = [page for folder in ("docs", "services") for page in (ROOT / folder).rglob("*.md")]
    return sorted([*ROOT.glob("*.md"), *inside])


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def headings(page: Path) -> frozenset[str]:
    """As they are named in a link."""
    titles = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(text_of(page)))
    return frozenset(title.replace(" ", "-") for title in titles)


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for path, heading in LINK.findall(text_of(page)):
        if not path.startswith(ELSEWHERE):
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), path
            assert not heading or heading in headings(target), f"{path}#{heading}"


def test_both_readmes_have_the_same_session() -> None:
    assert SHELL.findall(text_of(ROOT / "README.md")) == SHELL.findall(text_of(ROOT / "README.zh-CN.md"))


def words_of_the_core() -> Iterator[str]:
    """What may stand in a field, and what a thing may come to."""
    for module in core_modules():
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, StrEnum):
                yield from (str(stage.value) for stage in thing)
            elif get_origin(thing) is Literal:
                yield from get_args(thing)


def commands() -> Iterator[str]:
    """Every class that begins with its verb, as far as the core's modules say what a command is."""
    for module in core_modules():
        for name, thing in vars(module).items():
            if name.endswith("Command"):
                yield from (command.__name__ for command in get_args(thing) or (thing,))


def test_every_word_of_the_domain_is_in_the_glossary() -> None:
    known = set(MARKED.findall(text_of(ROOT / "GLOSSARY.md")))
    events = {event.__name__ for event in PUBLIC.values()}
    rules = {word for rule in RULES for word in (rule.id, *rule.figures)}
    assert sorted((events | rules | {*CHOICES, *words_of_the_core(), *commands()}) - known) == []


def routes(router: Any, prefix: str = "") -> Iterator[str]:
    for route in router.routes:
        yield from (f"{method} {prefix}{route.path}" for method in route.methods)


def test_the_page_on_the_api_names_every_path_and_no_other() -> None:
    own = {call for blueprint in blueprints() for router in blueprint.routers for call in routes(router)}
    everywhere = {*routes(operations.router, "/SERVICE")}
    health = {"GET /SERVICE/health/live", "GET /SERVICE/health/ready"}
    assert set(CALL.findall(text_of(ROOT / "docs" / "api.md"))) == own | everywhere | health


def test_a_services_page_names_its_streams_and_its_events() -> None:
    for blueprint in blueprints():
        page = text_of(ROOT / "services" / blueprint.name / "README.md")
        streams = [aggregate.decider.category for aggregate in blueprint.aggregates]
        events = [name.split(".")[2] for name in PUBLIC if f".{blueprint.name}." in name]
        assert [stream for stream in streams if f"`{stream}-" not in page] == []
        assert [event for event in events if f"`{event}`" not in page] == []


def test_every_mechanism_is_in_the_list_of_them() -> None:
    folder = ROOT / "docs" / "mechanisms"
    listed = text_of(folder / "README.md")
    assert [page.name for page in folder.glob("*.md") if f"({page.name})" not in listed] == ["README.md"]
