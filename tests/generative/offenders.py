"""Random histories of one offender."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.examples.offices import History
from tests.generative.days import FIRST, SPAN, busy_days

STEPS: Sequence[Callable[[History, str, date], History]] = (
    lambda told, id, day: told.contacted(id, day),
    lambda told, id, day: told.lost(id, day),
    lambda told, id, day: told.found_again(id, day),
    lambda told, id, day: told.on_leave(id, day, day + timedelta(days=8)),
    lambda told, id, day: told.back_from_leave(id, day),
    lambda told, id, day: told.restricted(id, day),
    lambda told, id, day: told.restored(id, day),
    lambda told, id, day: told.categorised(id, day, "strict"),
    lambda told, id, day: told.disciplined(id, day, "admonition"),
    lambda told, id, day: told.disciplined(id, day, "warning"),
    lambda told, id, day: told.positioned(id, day, "other"),
    lambda told, id, day: told.unpositioned(id, day),
    lambda told, id, day: told.grouped(id, day),
    lambda told, id, day: told.declared(id, day),
    lambda told, id, day: told.moving(id, day),
    lambda told, id, day: told.relocated(id, day).received(id, day, ends=FIRST + timedelta(days=SPAN)),
)


@st.composite
def supervised(draw: st.DrawFn, told: History, id: str) -> History:
    """What happens to an offender, day after day, from his first."""
    last = max((each.data.day for each in told.envelopes), default=date.min)
    for day in sorted(draw(st.lists(busy_days, max_size=6))):
        last = max(last, day)
        told = draw(st.sampled_from(STEPS))(told, id, last)
    return told.discharged(id, max(last, draw(busy_days))) if draw(st.booleans()) else told


@st.composite
def an_offender(draw: st.DrawFn, id: str) -> History:
    told = History()
    if draw(st.booleans()):
        told = told.registered(id, draw(busy_days))
    if draw(st.integers(0, 9)):
        told = told.enrolled(id, draw(busy_days))
    if not draw(st.integers(0, 3)):
        return draw(supervised(told, id))
    return told.discharged(id, draw(busy_days)) if draw(st.booleans()) else told
