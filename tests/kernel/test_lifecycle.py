"""A lifecycle is a table: what is not in it cannot happen, and the picture is drawn from it."""

from enum import StrEnum

from shared.kernel.lifecycle import Lifecycle


class Lamp(StrEnum):
    DARK = "dark"
    HALF_LIT = "half-lit"


class Switched: ...


LIFECYCLE = Lifecycle({(Lamp.DARK, Switched): Lamp.HALF_LIT})


def test_only_what_is_in_the_table_is_allowed() -> None:
    assert LIFECYCLE.allows(Lamp.DARK, Switched)
    assert not LIFECYCLE.allows(Lamp.HALF_LIT, Switched)
    assert LIFECYCLE.after(Lamp.DARK, Switched) is Lamp.HALF_LIT
    assert LIFECYCLE.after(Lamp.HALF_LIT, Switched) is Lamp.HALF_LIT


def test_the_picture_has_every_arrow_of_the_table() -> None:
    assert LIFECYCLE.diagram().splitlines()[-1].endswith(": Switched")
