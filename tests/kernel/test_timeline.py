"""What is so from a day on, until something else is."""

from dataclasses import dataclass
from datetime import date
from functools import reduce

import pytest

from shared.kernel.timeline import change_after, last_words, state_on, told, unless_so


@dataclass(frozen=True)
class Colour:
    day: date
    name: str


RED, BLUE = Colour(date(2026, 3, 1), "red"), Colour(date(2026, 6, 1), "blue")
GREEN = Colour(date(2026, 6, 1), "green")


def timeline(*colours: Colour) -> tuple[Colour, ...]:
    return reduce(told, colours, ())


@pytest.mark.parametrize(
    ("day", "stands"),
    [(date(2026, 2, 28), None), (date(2026, 3, 1), RED), (date(2026, 5, 31), RED), (date(2026, 6, 1), BLUE)],
)
def test_a_state_stands_from_its_day_on_until_the_next(day: date, stands: Colour | None) -> None:
    assert state_on(timeline(RED, BLUE), day) == stands


def test_the_past_may_be_told_after_the_present() -> None:
    assert timeline(BLUE, RED) == timeline(RED, BLUE)


def test_of_one_day_the_last_word_counts() -> None:
    assert state_on(timeline(BLUE, GREEN), BLUE.day) == GREEN
    assert last_words(timeline(RED, BLUE, GREEN)) == [RED, GREEN]


def test_the_next_change_is_that_after_the_day() -> None:
    assert change_after(timeline(RED, BLUE), date(2026, 3, 1)) == BLUE.day
    assert change_after(timeline(RED, BLUE), date(2026, 6, 1)) is None


def test_there_is_nothing_to_tell_of_what_is_so_on_the_day_already() -> None:
    assert unless_so((), RED) == [RED]
    assert unless_so(timeline(RED, BLUE), Colour(date(2026, 5, 31), "red")) == []
    assert unless_so(timeline(RED, BLUE), GREEN) == [GREEN]
