"""Random histories of who comes from prison to an office, of who is helped there, and of volunteers."""

from datetime import date

from hypothesis import strategies as st

from tests.examples.offices import History
from tests.generative.days import busy_days


def since(start: date) -> st.SearchStrategy[date]:
    """Nothing is told of somebody of whom nothing was told yet."""
    return busy_days.map(lambda day: max(day, start))


AS_IT_BECAME_KNOWN = ("redated", "taken back", "planned")
PREPARATION = ("redated", "taken back", "planned", "pickup_confirmed", "verified", "returned", "assessed")


@st.composite
def a_release(draw: st.DrawFn, id: str) -> History:
    key_person = draw(st.booleans())
    minor, guarded = draw(st.booleans()), draw(st.booleans())
    notice = draw(busy_days)
    later = since(notice)
    told = History().notified(
        id, notice, draw(st.none() | busy_days), key_person=key_person, minor=minor, has_guardian=guarded
    )
    for step in draw(st.lists(st.sampled_from(PREPARATION), max_size=4)):
        day = draw(later)
        later = since(day) if step in AS_IT_BECAME_KNOWN else later
        if step == "taken back":
            told = told.notified(id, day, None, key_person=key_person, minor=minor, has_guardian=guarded)
        elif step == "redated":
            told = told.redated(id, day, draw(busy_days))
        elif step == "assessed":
            told = told.assessed(id, day, key_person=draw(st.booleans()), minor=minor, contradicted=draw(st.booleans()))
        elif step == "verified":
            told = told.verified(id, day, found=draw(st.booleans()))
        else:
            told = getattr(told, step)(id, day)
    if draw(st.booleans()):
        told = draw(some_help(told.handed_over(id, draw(later)), id, later))
    return told.help_ended(id, draw(later)) if not draw(st.integers(0, 4)) else told


@st.composite
def some_help(draw: st.DrawFn, told: History, id: str, later: st.SearchStrategy[date]) -> History:
    """Also to somebody who moves away and comes back."""
    for step in draw(st.lists(st.sampled_from(["visit", "agreement", "job", "lost", "away"]), max_size=5)):
        match step:
            case "lost":
                lost = draw(later)
                told = told.contact_lost(id, lost)
                told = told.contact_regained(id, draw(since(lost))) if draw(st.booleans()) else told
            case "away":
                sent = draw(later)
                back = draw(since(sent))
                told = told.sent_on(id, sent).handed_on(id, back)
                told = told.help_received(id, back, draw(busy_days), key_person=draw(st.booleans()))
                later = since(back)
            case _:
                told = told.helped(id, draw(later), step)
    return told


@st.composite
def a_volunteer(draw: st.DrawFn, id: str) -> History:
    told = History().volunteered(id, draw(busy_days))
    return told.volunteered_no_longer(id, draw(busy_days)) if draw(st.booleans()) else told


@st.composite
def who_is_helped(draw: st.DrawFn, id: str) -> History:
    """From a correction, or from elsewhere."""
    day = draw(busy_days)
    opened = History().help_opened(id, day, minor=draw(st.booleans()))
    came = History().help_received(id, day, draw(busy_days), key_person=draw(st.booleans()))
    told = draw(some_help(opened if draw(st.booleans()) else came, id, since(day)))
    return told.help_ended(id, draw(since(day))) if draw(st.booleans()) else told
