"""Where personal data lives, encrypted field by field, apart from log and bus."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Vault(Protocol):
    """One service's secrets about people. Everything else only refers to them."""

    async def put(self, ref: str, fields: Mapping[str, str]) -> None:
        """Adds the fields to what is there under that reference; the same field is overwritten."""
        ...

    async def get(self, ref: str) -> Mapping[str, str]:
        """Everything under the reference; empty where there is nothing."""
        ...

    async def get_many(self, refs: Sequence[str]) -> Mapping[str, Mapping[str, str]]: ...

    async def erase(self, ref: str) -> None: ...

    def keyed_hash(self, purpose: str, text: str) -> str:
        """HMAC-SHA-256 under the installation's key, in hex: finds a person by number without keeping it."""
        ...
