"""The number of GB 11643: its form, its day of birth, its check digit."""

from datetime import date

import pytest

from shared.kernel.identity_number import born, check_digit, contradicts, fault

# The standard's own example, and one that ends in X.
VALID = ("11010519491231002X", "440524188001010014")


@pytest.mark.parametrize("number", VALID)
def test_the_standards_examples_are_valid(number: str) -> None:
    assert check_digit(number[:17]) == number[17]
    assert fault(number) is None


@pytest.mark.parametrize(
    ("number", "because"),
    [
        ("110105194912310021", "check digit"),
        ("11010519490231002X", "day of birth"),
        ("1101051949123100", "17 digits"),
        ("11010519491231002x", "17 digits"),
        ("１１010519491231002X", "17 digits"),
    ],
)
def test_a_faulty_number_says_what_is_wrong(number: str, because: str) -> None:
    assert because in str(fault(number))


@pytest.mark.parametrize("place", range(17))
def test_one_wrong_digit_is_always_noticed(place: int) -> None:
    number = VALID[1]
    other = str((int(number[place]) + 1) % 10)
    assert fault(f"{number[:place]}{other}{number[place + 1 :]}") is not None


def test_a_number_says_when_its_bearer_was_born() -> None:
    assert born(VALID[1]) == date(1880, 1, 1)


@pytest.mark.parametrize(
    ("on", "minor", "female", "contradicted"),
    [
        (date(1898, 1, 1), False, False, False),  # 18 that day
        (date(1898, 1, 1), True, False, True),
        (date(1897, 12, 31), True, False, False),
        (date(1897, 12, 31), False, None, True),
        (date(1898, 1, 1), False, True, True),  # 001 is a man's
        (date(1898, 1, 1), False, None, False),
    ],
)
def test_who_says_otherwise_than_the_number_contradicts_it(
    on: date, minor: bool, female: bool | None, contradicted: bool
) -> None:
    assert contradicts(VALID[1], on, minor=minor, female=female) is contradicted
