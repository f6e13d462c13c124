"""Random histories of one offender's supervision."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.examples.offices import History

ENDS = date(2026, 2, 14)

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
    lambda told, id, day: told.relocated(id, day).received(id, day, ends=ENDS),
)


@st.composite
def supervised(draw: st.DrawFn, told: History, id: str, days: st.SearchStrategy[date]) -> History:
    """What happens to an offender, day after day, from his first."""
    last = max((each.data.day for each in told.envelopes), default=date.min)
    for day in sorted(draw(st.lists(days, max_size=6))):
        last = max(last, day)
        told = draw(st.sampled_from(STEPS))(told, id, last)
    return told.discharged(id, max(last, draw(days))) if draw(st.booleans()) else told
