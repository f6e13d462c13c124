"""The number of GB 11643: its form, its day of birth, its check digit."""

import pytest

from shared.kernel.identity_number import check_digit, fault

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
