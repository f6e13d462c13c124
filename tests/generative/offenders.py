"""Random histories of one offender."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.examples.offices import History
from tests.generative.days import FIRST, SPAN, busy_days

STEPS: Sequence[Callable[[History, str, date], History]] = (
    lambda told, who, day: told.contacted(who, day),
    lambda told, who, day: told.lost(who, day),
    lambda told, who, day: told.found_again(who, day),
    lambda told, who, day: told.on_leave(who, day, day + timedelta(days=8)),
    lambda told, who, day: told.back_from_leave(who, day),
    lambda told, who, day: told.restricted(who, day),
    lambda told, who, day: told.restored(who, day),
    lambda told, who, day: told.categorised(who, day, "strict"),
    lambda told, who, day: told.disciplined(who, day, "admonition"),
    lambda told, who, day: told.disciplined(who, day, "warning"),
    lambda told, who, day: told.positioned(who, day, "other"),
    lambda told, who, day: told.unpositioned(who, day),
    lambda told, who, day: told.grouped(who, day),
    lambda told, who, day: told.declared(who, day),
    lambda told, who, day: told.moving(who, day),
    lambda told, who, day: told.relocated(who, day).received(who, day, ends=FIRST + timedelta(days=SPAN)),
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
