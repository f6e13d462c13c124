"""The installation's keys on disk."""

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from shared.adapters.key_files import Keys, KeysUnusable, open_keys


def comparable(keys: Keys) -> tuple[object, ...]:
    return keys.vault, keys.hash, keys.token.as_dict(private=True)


def opened(directory: Path) -> tuple[object, ...]:
    return comparable(open_keys(directory))


def test_keys_are_made_once_and_kept(tmp_path: Path) -> None:
    keys = open_keys(tmp_path / "var" / "keys")
    assert opened(tmp_path / "var" / "keys") == comparable(keys)
    assert (len(keys.vault), len(keys.hash)) == (32, 32)
    assert keys.vault != keys.hash
    assert opened(tmp_path / "others") != comparable(keys)


def test_only_their_owner_reads_them(tmp_path: Path) -> None:
    open_keys(tmp_path / "keys")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    files = sorted((tmp_path / "keys").iterdir())
    assert [(file.name, file.stat().st_mode & 0o777) for file in files] == [
        ("hash.key", 0o600),
        ("token.jwk", 0o600),
        ("vault.key", 0o600),
    ]


def test_processes_that_start_at_once_have_the_same_keys(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("forkserver")) as processes:
        first, *others = processes.map(opened, [tmp_path / "keys"] * 8)
    assert others == [first] * 7


@pytest.mark.parametrize("name", ["vault.key", "hash.key", "token.jwk"])
@pytest.mark.parametrize("mode", [0o620, 0o604])
def test_a_key_that_others_can_read_or_write_is_refused(tmp_path: Path, name: str, mode: int) -> None:
    open_keys(tmp_path)
    (tmp_path / name).chmod(mode)
    with pytest.raises(KeysUnusable, match="chmod 600"):
        open_keys(tmp_path)


def test_a_group_may_read_as_it_is_with_a_mounted_secret(tmp_path: Path) -> None:
    keys = opened(tmp_path)
    for name in ("vault.key", "hash.key", "token.jwk"):
        (tmp_path / name).chmod(0o440)
    assert opened(tmp_path) == keys


@pytest.mark.parametrize("name", ["vault.key", "hash.key"])
def test_a_lost_key_is_not_replaced(tmp_path: Path, name: str) -> None:
    open_keys(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(KeysUnusable, match=f"{name} is missing"):
        open_keys(tmp_path)
    assert not (tmp_path / name).exists()


def test_a_first_start_that_was_cut_short_is_completed(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    (tmp_path / "token.jwk").unlink()
    assert open_keys(tmp_path).vault == keys.vault


PUBLIC = json.dumps({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vault.key", ""),
        ("vault.key", "00" * 31),
        ("hash.key", "no digits"),
        ("token.jwk", ""),
        ("token.jwk", "{}"),
        ("token.jwk", "[]"),
        ("token.jwk", '{"kty": "oct", "k": "AAAA"}'),
        ("token.jwk", PUBLIC),
    ],
)
def test_what_is_no_key_is_refused(tmp_path: Path, name: str, text: str) -> None:
    open_keys(tmp_path)
    (tmp_path / name).write_text(text)
    with pytest.raises(KeysUnusable, match=name):
        open_keys(tmp_path)


def test_keys_are_not_shown(tmp_path: Path) -> None:
    keys = open_keys(tmp_path)
    shown = f"{keys!r} {keys}"
    assert shown == "Keys() Keys()"
