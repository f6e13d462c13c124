"""The pages made from the code say what the code says, and a stale one is noticed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from deploy.docs.events import events
from deploy.docs.files import stale
from deploy.docs.markdown import field_rows, words
from deploy.docs.rules import plan_part
from shared.contract.catalogue import PUBLIC


@dataclass(frozen=True)
class Silent:
    """Fields of the kinds that events have."""

    day: date | None
    names: tuple[str, ...]
    figures: Mapping[str, int]


def test_every_public_event_is_on_the_page() -> None:
    page = events()
    assert [name for name in PUBLIC if f"### {name}\n" not in page] == []


def test_types_read_as_in_the_code() -> None:
    assert [type_ for _, type_ in field_rows(Silent)] == [
        "`date | None`",
        "`tuple[str, ...]`",
        "`Mapping[str, int]`",
    ]


def test_what_dataclass_makes_up_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Silent, "__doc__", "Silent(day: date)")
    assert words(Silent) == ""


def test_a_file_that_is_missing_or_differs_is_stale(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("as it should be", encoding="utf-8")
    (tmp_path / "b.md").write_text("as it was", encoding="utf-8")
    assert stale(dict.fromkeys(("a.md", "b.md", "c/d.json"), "as it should be"), tmp_path) == ["b.md", "c/d.json"]


def test_a_plan_is_shown_version_by_version(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.toml"
    file.write_text(
        """
        [plan]
        title.en = "A plan"
        [[numbers.mediators-min]]
        from = 2019-10-01
        value = 2
        article = 4
        source = "two"
        [[numbers.mediators-min]]
        from = 2027-01-01
        value = 3
        law = "a law"
        source = "three"
        """,
        encoding="utf-8",
    )
    part = plan_part(file)
    assert "| `mediators-min` | 2019-10-01 | Art. 4 | 2 | two |" in part
    assert "| `mediators-min` | 2027-01-01 | a law | 3 | three |" in part
