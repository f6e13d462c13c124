"""The installation's keys: three files in one directory, made at the first start, read by their owner alone."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes, token_hex

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

SECRET = 32
# A group may read: it is how a container gets a secret that is mounted for it.
OTHERS = 0o037


class KeysUnusable(Exception):
    """A key that others can read, that is no key, or that is missing from a set that was complete."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """`token` signs tokens (Ed25519), `vault` encrypts, `hash` makes keyed hashes; none of them is ever shown."""

    token: OKPKey = field(repr=False)
    vault: bytes = field(repr=False)
    hash: bytes = field(repr=False)


def open_keys(directory: Path) -> Keys:
    """The keys of the directory; whoever comes first makes them. Raises KeysUnusable."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone_in(directory):
        # The token key is made last: once it is there, another that is missing has been lost, and with it the data.
        make = _lost if (directory / "token.jwk").exists() else _made
        return Keys(
            vault=_secret(directory / "vault.key", make),
            hash=_secret(directory / "hash.key", make),
            token=_token(directory / "token.jwk"),
        )


@contextmanager
def _alone_in(directory: Path) -> Iterator[None]:
    handle = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _secret(path: Path, make: Callable[[Path, str], None]) -> bytes:
    if not path.exists():
        make(path, token_bytes(SECRET).hex())
    try:
        secret = bytes.fromhex(_text(path))
    except ValueError:
        secret = b""
    if len(secret) != SECRET:
        raise KeysUnusable(f"{path} does not hold {SECRET} bytes in hexadecimal digits")
    return secret


def _token(path: Path) -> OKPKey:
    if not path.exists():
        _made(path, json.dumps(OKPKey.generate_key("Ed25519", auto_kid=True).as_dict(private=True)))
    try:
        key = OKPKey.import_key(json.loads(_text(path)))
    except (JoseError, ValueError):
        raise KeysUnusable(f"{path} holds no Ed25519 JSON Web Key") from None
    if not key.is_private:
        raise KeysUnusable(f"{path} holds no private key")
    return key


def _made(path: Path, text: str) -> None:
    unfinished = path.with_name(f".{path.name}.{token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(handle)
    unfinished.rename(path)


def _lost(path: Path, _: str) -> None:
    raise KeysUnusable(f"{path} is missing; what was encrypted with it cannot be read without it")


def _text(path: Path) -> str:
    if path.stat().st_mode & OTHERS:
        raise KeysUnusable(f"{path} can be read by others than its owner: chmod 600 {path}")
    return path.read_text()
