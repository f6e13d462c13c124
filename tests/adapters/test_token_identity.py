"""Who is let in by a token, and who is not."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, OKPKey

from shared.adapters.fixed_clock import FixedClock
from shared.adapters.token_identity import REMEMBERED, OwnIssuer, TokenIdentity
from shared.ports.identity import ROLES, Caller, NotVerified

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEY = OKPKey.generate_key("Ed25519", auto_kid=True)
CLERK = Caller(sub="u1", name="张三", scopes=ROLES["office"], area="410105", office="o1")
CLAIMS = {
    "sub": "u1",
    "name": "张三",
    "scope": "roster:read",
    "area": "410105",
    "exp": int((NOON + HOUR).timestamp()),
}


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def identity(clock: FixedClock) -> TokenIdentity:
    return TokenIdentity(OwnIssuer(KEY), clock)


def issued(caller: Caller = CLERK) -> str:
    return OwnIssuer(KEY).issue(caller, at=NOON, until=NOON + HOUR)


def signed(claims: Mapping[str, Any], key: OKPKey = KEY) -> str:
    return jwt.encode({"alg": "Ed25519", "kid": KEY.kid}, dict(claims), key, algorithms=["Ed25519"])


@pytest.mark.parametrize("caller", [CLERK, Caller(sub="u2", name="", scopes=frozenset(), area="4101")])
async def test_who_was_issued_a_token_is_known_by_it(identity: TokenIdentity, caller: Caller) -> None:
    assert await identity.caller(issued(caller)) == caller
    assert await identity.caller(issued(caller)) == caller


async def test_a_token_ends_on_the_second_also_when_it_is_remembered(
    identity: TokenIdentity, clock: FixedClock
) -> None:
    token = issued()
    clock.advance(HOUR - timedelta(seconds=1))
    assert await identity.caller(token) == CLERK
    clock.advance(timedelta(seconds=1))
    with pytest.raises(NotVerified):
        await identity.caller(token)


async def test_the_legal_day_moves_no_token(identity: TokenIdentity, clock: FixedClock) -> None:
    clock.set_today(NOON.date() + timedelta(days=3650))
    assert await identity.caller(issued()) == CLERK


async def test_a_token_of_later_is_not_yet_good(identity: TokenIdentity) -> None:
    with pytest.raises(NotVerified):
        await identity.caller(signed({**CLAIMS, "nbf": CLAIMS["exp"]}))


@pytest.mark.parametrize("missing", ["sub", "name", "scope", "area", "exp"])
async def test_a_token_that_leaves_something_out_is_refused(identity: TokenIdentity, missing: str) -> None:
    with pytest.raises(NotVerified):
        await identity.caller(signed({claim: said for claim, said in CLAIMS.items() if claim != missing}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sub": 1},
        {"sub": ""},
        {"name": None},
        {"scope": ["roster:read"]},
        {"area": ""},
        {"area": 4101},
        {"office": 5},
        {"exp": "tomorrow"},
        {"exp": None},
    ],
)
async def test_a_token_that_says_it_in_another_way_is_refused(
    identity: TokenIdentity, wrong: Mapping[str, object]
) -> None:
    with pytest.raises(NotVerified):
        await identity.caller(signed({**CLAIMS, **wrong}))


async def test_a_signature_by_another_key_is_refused(identity: TokenIdentity) -> None:
    with pytest.raises(NotVerified):
        await identity.caller(signed(CLAIMS, OKPKey.generate_key("Ed25519")))


async def test_only_our_own_algorithm_is_accepted(identity: TokenIdentity) -> None:
    public = OctKey.import_key({"kty": "oct", "k": KEY.as_dict(private=False)["x"]})
    confused = jwt.encode({"alg": "HS256", "kid": KEY.kid}, CLAIMS, public, algorithms=["HS256"])
    nobody = urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    unsigned = f"{nobody}.{issued().split('.')[1]}."
    for token in (confused, unsigned):
        with pytest.raises(NotVerified):
            await identity.caller(token)


@given(text=some.one_of(some.text(), some.from_regex(r"[\w-]*\.[\w-]*\.[\w-]*", fullmatch=True)))
async def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(NotVerified):
        await TokenIdentity(OwnIssuer(KEY), FixedClock(NOON)).caller(text)


async def test_a_token_that_was_changed_is_refused(identity: TokenIdentity) -> None:
    token = issued()
    await identity.caller(token)
    header, claims, signature = token.split(".")
    for changed in (f"{header}.{claims[:-4]}AAAA.{signature}", f"{header}.{claims}.", f"{token}.x", f"{token} "):
        with pytest.raises(NotVerified):
            await identity.caller(changed)


class CountingIssuer(OwnIssuer):
    """Counts how often somebody asks for keys."""

    asked = 0

    async def keys(self, kid: str | None) -> KeySet:
        self.asked += 1
        return await super().keys(kid)


async def test_a_verified_token_is_not_verified_again(clock: FixedClock) -> None:
    issuer = CountingIssuer(KEY)
    identity = TokenIdentity(issuer, clock)
    token = issued()
    for _ in range(5):
        await identity.caller(token)
    assert issuer.asked == 1


async def test_the_memory_of_tokens_is_bounded(clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    assert REMEMBERED > 1000
    monkeypatch.setattr("shared.adapters.token_identity.REMEMBERED", 2)
    issuer = CountingIssuer(KEY)
    identity = TokenIdentity(issuer, clock)
    one, two, three = (signed({**CLAIMS, "sub": sub}) for sub in ("a", "b", "c"))
    for token in (one, two, one, three, one):
        await identity.caller(token)
    assert issuer.asked == 3
    await identity.caller(two)
    assert issuer.asked == 4


def test_roles_are_those_of_the_contract() -> None:
    everything = frozenset().union(*ROLES.values())
    assert ROLES["city"] == ROLES["county"] == everything - {"operations", "operations:read"}
    assert ROLES["operator"] == {"operations", "operations:read", "compliance:read"}
    assert ROLES["auditor"] == {scope for scope in everything if scope.endswith(":read")} - {"personal:read"}
    assert ROLES["city"] - ROLES["office"] == {"roster:write"}
