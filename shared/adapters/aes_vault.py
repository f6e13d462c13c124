"""Personal data, encrypted field by field with AES-256-GCM, in any read-model store."""

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.ports.views import Put, Row, View, Views

VAULT = View("vault")
NONCE = 12


class AesVault:
    """Vault over any Views that keep VAULT. A text is bound to its reference and field: moved, it cannot be read."""

    def __init__(self, views: Views, *, vault_key: bytes, hash_key: bytes) -> None:
        """Both keys have 32 bytes."""
        self._views, self._cipher, self._hash_key = views, AESGCM(vault_key), hash_key

    async def put(self, ref: str, fields: Mapping[str, str]) -> None:
        encrypted = {field: self._encrypt(ref, field, text) for field, text in fields.items()}
        while not await self._merged(ref, encrypted):
            pass  # somebody else wrote in between: merge into what is there now

    async def get(self, ref: str) -> Mapping[str, str]:
        row = await self._views.get(VAULT, ref)
        return {} if row is None else self._read(row)

    async def get_many(self, refs: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
        return {row.id: self._read(row) for row in await self._views.get_many(VAULT, refs)}

    async def erase(self, ref: str) -> None:
        await self._views.delete(VAULT, ref)

    def keyed_hash(self, purpose: str, text: str) -> str:
        return hmac.new(self._hash_key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()

    async def _merged(self, ref: str, encrypted: Mapping[str, str]) -> bool:
        row = await self._views.get(VAULT, ref) or Row(ref, 0, {})
        return await self._views.swap(Put(VAULT, ref, row.version + 1, {**row.document, **encrypted}), row.version)

    def _read(self, row: Row) -> Mapping[str, str]:
        return {field: self._decrypt(row.id, field, text) for field, text in row.document.items()}

    def _encrypt(self, ref: str, field: str, text: str) -> str:
        nonce = token_bytes(NONCE)
        return b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), bound(ref, field))).decode()

    def _decrypt(self, ref: str, field: str, encrypted: str) -> str:
        """Raises InvalidTag where the text was changed or moved, or the key is another."""
        sealed = b64decode(encrypted)
        return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], bound(ref, field)).decode()


def bound(ref: str, field: str) -> bytes:
    return f"{ref}\0{field}".encode()
