"""居民身份证号码: the citizen's identity number and its check digit (GB 11643-1999)."""

import re
from datetime import date

from shared.kernel.periods import add_years

FORM = re.compile(r"[1-9]\d{16}[\dX]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
MAJORITY_YEARS = 18  # 民法典 17


def check_digit(first_17: str) -> str:
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True)) % 11]


def fault(number: str) -> str | None:
    """What is wrong with the number, or nothing."""
    if not number.isascii() or not FORM.fullmatch(number):
        return "an identity number is 17 digits and a check digit or X"
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "its digits 7 to 14 are no day of birth"
    if check_digit(number[:17]) != number[17]:
        return "its check digit does not fit (GB 11643)"
    return None


def born(number: str) -> date:
    """Digits 7 to 14 of a number without fault."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def contradicts(number: str, on: date, *, minor: bool, female: bool | None = None) -> bool:
    """Whether the number says of its bearer another sex than is said, or another age on the day: under 18, or not."""
    of_age = add_years(born(number), MAJORITY_YEARS) <= on
    return minor is of_age or (female is not None and female is not (int(number[16]) % 2 == 0))
