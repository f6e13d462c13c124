"""A plate is the same however it is written."""

import pytest

from shared.kernel.plate import plate_of


@pytest.mark.parametrize("written", ["豫A12345", "豫A·12345", "豫a-12345", " 豫A 12345"])
def test_what_only_parts_it_does_not_count(written: str) -> None:
    assert plate_of(written) == "豫A12345"
