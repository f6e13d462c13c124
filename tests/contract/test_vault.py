"""What the vault promises, over every Views. The persons are made up."""

import asyncio
import hashlib
import hmac

import pytest
from cryptography.exceptions import InvalidTag

from shared.adapters.aes_vault import VAULT, AesVault
from shared.ports.vault import Vault
from shared.ports.views import Put, Row, Views

KEY = bytes(range(32))
HASH_KEY = bytes(range(32, 64))
PERSON = {"name": "张三", "address": "合成路 1 号"}


@pytest.fixture
def vault(views: Views) -> Vault:
    return AesVault(views, vault_key=KEY, hash_key=HASH_KEY)


async def row(views: Views, ref: str) -> Row:
    found = await views.get(VAULT, ref)
    assert found is not None
    return found


async def test_what_was_put_comes_back(vault: Vault) -> None:
    await vault.put("worker-a", PERSON)
    assert await vault.get("worker-a") == PERSON
    assert await vault.get("worker-b") == {}


async def test_fields_are_added_and_overwritten(vault: Vault) -> None:
    await vault.put("worker-a", PERSON)
    await vault.put("worker-a", {"name": "李四", "phone": ""})
    assert await vault.get("worker-a") == {**PERSON, "name": "李四", "phone": ""}


async def test_fields_put_at_the_same_time_are_all_kept(vault: Vault) -> None:
    fields = {f"field-{number}": str(number) for number in range(20)}
    await asyncio.gather(*[vault.put("worker-a", {field: text}) for field, text in fields.items()])
    assert await vault.get("worker-a") == fields


async def test_many_are_got_at_once(vault: Vault) -> None:
    await vault.put("worker-a", PERSON)
    await vault.put("worker-b", {"name": "李四"})
    assert await vault.get_many(["worker-b", "worker-a", "worker-x"]) == {
        "worker-a": PERSON,
        "worker-b": {"name": "李四"},
    }


async def test_what_is_erased_is_gone(vault: Vault) -> None:
    await vault.put("worker-a", PERSON)
    await vault.erase("worker-a")
    await vault.erase("worker-a")
    assert await vault.get("worker-a") == {}
    await vault.put("worker-a", {"name": "李四"})
    assert await vault.get("worker-a") == {"name": "李四"}


async def test_the_store_sees_no_clear_text_and_no_two_alike(views: Views, vault: Vault) -> None:
    await vault.put("worker-a", {"name": "张三", "alias": "张三"})
    document = (await row(views, "worker-a")).document
    assert document["name"] != document["alias"]
    assert "张三" not in str(document)


@pytest.mark.parametrize(("ref", "field"), [("worker-b", "name"), ("worker-a", "phone"), ("worker", "a\0name")])
async def test_a_text_that_was_moved_cannot_be_read(views: Views, vault: Vault, ref: str, field: str) -> None:
    await vault.put("worker-a", {"name": "张三"})
    stolen = (await row(views, "worker-a")).document["name"]
    await views.put([Put(VAULT, ref, 9, {field: stolen})])
    with pytest.raises(InvalidTag):
        await vault.get(ref)


async def test_another_key_reads_nothing(views: Views, vault: Vault) -> None:
    await vault.put("worker-a", PERSON)
    with pytest.raises(InvalidTag):
        await AesVault(views, vault_key=HASH_KEY, hash_key=HASH_KEY).get("worker-a")


def test_a_person_is_found_by_a_hash_that_only_the_key_makes(vault: Vault) -> None:
    expected = hmac.new(HASH_KEY, b"identity\x00410105190001010017", hashlib.sha256).hexdigest()
    assert vault.keyed_hash("identity", "410105190001010017") == expected
    assert vault.keyed_hash("party", "410105190001010017") != expected
