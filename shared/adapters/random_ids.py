"""Public ids: they say nothing of what they name, and those made later sort later."""

from uuid_utils import uuid7


def new_id() -> str:
    """32 hexadecimal digits."""
    return uuid7().hex
