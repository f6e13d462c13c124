"""Callers by signed tokens (JWT): ours today, an identity provider's by another Issuer."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey
from joserfc.jws import extract_compact
from joserfc.jwt import JWTClaimsRegistry

from shared.contract.codec import Faulty, shaped
from shared.ports.clock import Clock
from shared.ports.identity import Caller, NotVerified

REMEMBERED = 4096


class Issuer(Protocol):
    """Whose tokens are believed: how they are signed, and what all of them say."""

    @property
    def algorithms(self) -> Collection[str]: ...

    @property
    def claims(self) -> Mapping[str, Any]:
        """Claims that must be there, as joserfc's registry takes them: `{"iss": {"essential": True, "value": …}}`."""
        ...

    async def keys(self, kid: str | None) -> KeySet:
        """Those by which a token that names this key may be signed."""
        ...


class OwnIssuer:
    """The installation itself, with its own key."""

    algorithms = ("Ed25519",)
    claims: Mapping[str, Any] = {}

    def __init__(self, key: OKPKey) -> None:
        self._key = key

    async def keys(self, kid: str | None) -> KeySet:  # noqa: ARG002 - there is only one
        return KeySet([self._key])

    def issue(self, caller: Caller, *, at: datetime, until: datetime) -> str:
        """A token that says who the caller is, from one instant to the other."""
        claims = {
            "sub": caller.sub,
            "name": caller.name,
            "scope": " ".join(sorted(caller.scopes)),
            "area": caller.area,
            "iat": int(at.timestamp()),
            "exp": int(until.timestamp()),
        }
        office = {} if caller.office is None else {"office": caller.office}
        [algorithm] = self.algorithms
        header = {"alg": algorithm, "kid": self._key.kid}
        return jwt.encode(header, claims | office, self._key, algorithms=self.algorithms)


@dataclass(frozen=True, kw_only=True)
class Claims:
    """What a token must say of its caller."""

    sub: str
    name: str
    scope: str
    area: str
    exp: float
    office: str | None = None

    def caller(self) -> Caller:
        scopes = frozenset(self.scope.split())
        return Caller(sub=self.sub, name=self.name, scopes=scopes, area=self.area, office=self.office)


class TokenIdentity:
    """Identity by token. A token that was verified is remembered until it expires, so a busy caller costs a look-up."""

    def __init__(self, issuer: Issuer, clock: Clock) -> None:
        self._issuer, self._clock = issuer, clock
        self._verified: OrderedDict[str, tuple[Caller, float]] = OrderedDict()

    async def caller(self, token: str) -> Caller:
        now = self._clock.now().timestamp()
        caller, expires = self._verified.get(token, (None, now))
        if caller is None or expires <= now:
            claims = await self._verify(token, now)
            caller = claims.caller()
            self._verified[token] = caller, claims.exp
        self._verified.move_to_end(token)
        if len(self._verified) > REMEMBERED:
            self._verified.popitem(last=False)
        return caller

    async def _verify(self, token: str, now: float) -> Claims:
        try:
            keys = await self._issuer.keys(extract_compact(token.encode()).headers().get("kid"))
            verified = jwt.decode(token, keys, algorithms=self._issuer.algorithms).claims
            JWTClaimsRegistry(int(now), exp={"essential": True}, **self._issuer.claims).validate(verified)
            claims = shaped(verified, Claims)
        except (JoseError, Faulty, ValueError) as fault:
            raise NotVerified(str(fault)) from None
        if not (claims.sub and claims.area):
            raise NotVerified("a caller has a name of its own and an area")
        return claims
