"""Synthetic persons: the names say so, the numbers are valid and belong to nobody."""

from shared.kernel.identity_number import check_digit


def identity_number(nth: int) -> str:
    """A valid number in a sequence; the 19th century's births are nobody's."""
    first = f"41010018900101{nth % 1000:03}" if nth < 1000 else f"4101{nth // 1000 % 100:02}18900102{nth % 1000:03}"
    return first + check_digit(first)


def offender(office_id: str, nth: int, day: str) -> dict[str, object]:
    return {
        "name": f"测试某{nth}",
        "id_number": identity_number(nth),
        "office_id": office_id,
        "sentence": "suspended",
        "effective_day": day,
        "ends": "2028-12-31",
    }


def worker(office_id: str, nth: int, since: str, kind: str = "correction") -> dict[str, object]:
    return {
        "name": f"测试某{nth}",
        "id_number": identity_number(900 + nth),
        "kind": kind,
        "office_id": office_id,
        "since": since,
    }
