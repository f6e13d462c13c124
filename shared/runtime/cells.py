"""One cell, as the API would have been sent it: a day is a day, a word its code, and no digit is lost unseen."""

import re
from collections.abc import Mapping
from typing import Literal

from shared.ports.workbooks import Cell
from shared.runtime import reasons
from shared.runtime.reasons import Reason

Wanted = Literal["text", "exact", "day", "truth", "choice", "choices", "number"]
"""`exact`: text in which each digit counts, such as an identity number. `choices`: several words in a row."""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BETWEEN = re.compile(r"\s*[、,，;；]\s*")
TRUTH: Mapping[str, bool] = {"是": True, "否": False, "true": True, "false": False, "yes": True, "no": False}
EXACT_MAX = 10**15


class Unfit(Exception):
    """The cell holds what cannot be meant."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.en)
        self.reason = reason


def fitted(cell: Cell, wanted: Wanted, words: Mapping[str, str]) -> str | bool | float | list[str]:
    """What the body's field is given; whether that is sensible is the body's to say. Raises Unfit."""
    match cell.kind:
        case "formula":
            raise Unfit(reasons.FORMULA)
        case "error" | "empty":
            raise Unfit(reasons.ERROR)
    match wanted:
        case "day":
            return day(cell)
        case "truth":
            return truth(cell)
        case "number":
            return number(cell)
        case "choice":
            return choice(cell, words)
        case "choices":
            return [choice(Cell(cell.kind, said), words) for said in BETWEEN.split(str(cell.value))]
        case _:
            return text(cell, exact=wanted == "exact")


def day(cell: Cell) -> str:
    """A number is refused: 20200102 would be an instant of 1970 to who reads it as seconds."""
    if cell.kind == "instant":
        raise Unfit(reasons.AN_INSTANT)
    if cell.kind == "day" or (cell.kind == "text" and DAY.fullmatch(str(cell.value))):
        return str(cell.value)
    raise Unfit(reasons.NO_DAY)


def truth(cell: Cell) -> bool:
    if cell.kind == "truth":
        return bool(cell.value)
    told = TRUTH.get(str(cell.value).lower()) if cell.kind == "text" else None
    if told is None:
        raise Unfit(reasons.NO_TRUTH)
    return told


def number(cell: Cell) -> str | float:
    """Text is given on: the body knows whether it is one."""
    if cell.kind == "number" and isinstance(cell.value, int | float):
        return cell.value
    if cell.kind == "text":
        return str(cell.value)
    raise Unfit(reasons.NO_NUMBER)


def choice(cell: Cell, words: Mapping[str, str]) -> str:
    """By its word, or by its code."""
    said = str(cell.value)
    if cell.kind != "text" or (said not in words and said not in words.values()):
        raise Unfit(reasons.unknown_word(words))
    return words.get(said, said)


def text(cell: Cell, *, exact: bool) -> str:
    match cell.kind, cell.value:
        case "text", str() as said:
            return said
        case "number", int() | float() as said:
            if exact or abs(said) >= EXACT_MAX:
                raise Unfit(reasons.A_NUMBER)
            if said != int(said):
                raise Unfit(reasons.A_FRACTION)
            return str(int(said))
        case "truth", _:
            raise Unfit(reasons.A_TRUTH)
        case _:
            raise Unfit(reasons.A_DATE)
