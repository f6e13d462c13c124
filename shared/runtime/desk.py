"""What every route does: find the thing, let the caller act on it once, and show it as far as the caller may see."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from shared.contract.codec import encode, plain
from shared.kernel.claim import Taken
from shared.kernel.refusal import Refused, conflict
from shared.ports.identity import Caller
from shared.ports.store import Commit, KeyUsed
from shared.ports.views import Row, View
from shared.runtime.access import must_see, within
from shared.runtime.aggregate import Standing, advanced, unwritten
from shared.runtime.answers import agrees, answer, if_match, next_of, sees
from shared.runtime.asked_again import is_so, made_before
from shared.runtime.bodies import Body, Page, too_far
from shared.runtime.claims import ClaimAggregate, take_for
from shared.runtime.copies import county_of_office
from shared.runtime.handler import Contended, Sender, VersionMoved
from shared.runtime.kinds import Kind, Made, Unique
from shared.runtime.problems import NotFound, WrongInput
from shared.runtime.senders import became, sender_of
from shared.runtime.service import Service
from shared.runtime.showing import Showing

ID_LENGTH = 32
LOOKS, LOOK_AGAIN_S = 100, 0.02


class Desk:
    """One service's desk, for all its routes."""

    def __init__(self, service: Service) -> None:
        self._service, self._handler = service, service.handler
        self._store, self._views, self._vault = service.ports.store, service.ports.views, service.ports.vault
        self._showing = Showing(service.ports)

    async def command(
        self, request: Request, caller: Caller, kind: Kind, id: str, command: object, secrets: Mapping[str, str] = {}
    ) -> Response:
        """A command to a thing that is there; `secrets` go to its vault first. Raises NotFound, and as handle."""
        await self._visible(caller, kind, id)

        async def carry_out(sender: Sender) -> Response:
            if secrets:
                await self._keep(kind, id, command, secrets)
            outcome = await self._handler.handle(kind.aggregate, id, command, sender, if_match(request))
            became(request, outcome.commit is not None)
            return await self._answer(kind, outcome.version, outcome.document)

        return await self._once(request, caller, kind, carry_out)

    async def create(
        self,
        request: Request,
        caller: Caller,
        kind: Kind,
        id: str | None,
        command: object,
        secrets: Mapping[str, str] = {},
    ) -> Response:
        """A new thing. `id` is its own name where it has one, a township's code; `command` may be made from the id."""

        async def carry_out(sender: Sender) -> Response:
            own = id or self.new_id(sender)
            if secrets:
                await self._vault.put(own, secrets)
            asked = command(own) if callable(command) else command
            outcome = await self._handler.handle(kind.aggregate, own, asked, sender)
            became(request, outcome.commit is not None)
            if outcome.commit is None and (answered := await self._answered(kind, sender)):
                return answered
            return await self._answer(kind, outcome.version, outcome.document, created=outcome.commit is not None)

        return await self._once(request, caller, kind, carry_out)

    async def create_unique(self, request: Request, caller: Caller, kind: Kind, unique: Unique, made: Made) -> Response:
        """A new thing that must be the only one of its kind: claimed first, then made, by whoever gets to it."""

        async def carry_out(sender: Sender) -> Response:
            id = made.id or self.new_id(sender)
            if made.secrets:
                await self._vault.put(id, made.secrets)
            try:
                claimed = await self._claim(kind, unique, made, id, sender)
            except Taken as taken:
                await self._vault.erase(id)
                return await self._same(caller, kind, unique, taken, made)
            created = claimed or made.id is None
            became(request, created)
            standing = await self._made(kind, id)
            return await self._answer(kind, standing.version, standing.document, created=created)

        return await self._once(request, caller, kind, carry_out)

    async def claimed(  # noqa: PLR0913, PLR0917 - a request, who asks, for what, and by which claim
        self, request: Request, caller: Caller, kind: Kind, id: str, command: object, claims: ClaimAggregate, of: str
    ) -> Response:
        """A command that something scarce must be taken for first: the claim carries it, and drives it on."""
        await self._visible(caller, kind, id)

        async def carry_out(sender: Sender) -> Response:
            before, expected = await self._handler.current(kind.aggregate, id), if_match(request)
            if expected not in {None, before.version}:
                raise VersionMoved(before.version)
            outcome = await self._handler.handle(claims, of, take_for(id, command, sender), sender.without_key())
            became(request, outcome.commit is not None)
            standing = await self._handler.current(kind.aggregate, id)
            return await self._answer(kind, standing.version, standing.document)

        return await self._once(request, caller, kind, carry_out)

    async def put(self, request: Request, caller: Caller, kind: Kind, id: str, command: object) -> Response:
        """Lets it be so, whether anything was so before or not. `id` is its own name; its place was looked at."""

        async def carry_out(sender: Sender) -> Response:
            outcome = await self._handler.handle(kind.aggregate, id, command, sender, if_match(request))
            became(request, outcome.commit is not None)
            return await self._answer(kind, outcome.version, outcome.document)

        return await self._once(request, caller, kind, carry_out)

    async def one(self, request: Request, caller: Caller, kind: Kind, id: str) -> Response:
        """Raises NotFound, also where it lies outside the caller's area."""
        shown, version = await self.read(request, caller, kind, id)
        return answer(shown, etag=version)

    async def read(self, request: Request, caller: Caller, kind: Kind, id: str) -> tuple[Mapping[str, Any], int]:
        """One thing and its version. Raises NotFound."""
        row = await self._views.get(kind.view, id)
        if row is None or not caller.sees(str(row.document["county_code"]), row.document.get("office_id")):
            raise NotFound(f"there is no {kind.path}/{id}")
        [shown] = await self._shown(request, caller, kind, [row.document])
        return shown, row.version

    async def many(self, request: Request, caller: Caller, kind: Kind, page: Page) -> Response:
        """What the caller may see of what the filters name."""
        items, after = await self.found(request, caller, kind, page)
        return answer({"items": items, "next": after})

    async def found(
        self, request: Request, caller: Caller, kind: Kind, page: Page
    ) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        """A page of things, and where the next one begins."""
        rows, after = await self.rows(caller, kind.view, page)
        return await self._shown(request, caller, kind, [row.document for row in rows]), after

    async def rows(self, caller: Caller, view: View, page: Page) -> tuple[Sequence[Row], str | None]:
        """A page of a view, within the caller's area."""
        seen, wanted = within(caller), page.filters()
        if any(field in seen and not agrees(seen[field], value) for field, value in wanted.items()):
            return [], None
        rows = await self._views.find(view, {**seen, **wanted}, after=page.after, limit=page.limit)
        return rows, next_of(rows, page)

    def today(self) -> date:
        return self._service.ports.clock.today()

    def checked(self, body: Body) -> None:
        """Raises WrongInput for a day in the far future."""
        for field in too_far(body, self.today()):
            raise WrongInput(f"body.{field}", "a day over 30 years ahead")

    async def county_of(self, caller: Caller, office_id: str) -> str:
        """The managing unit of the office at which something is entered. Raises Refused, Forbidden."""
        county = await county_of_office(self._views, office_id, self._service.settings.office_wait_s)
        must_see(caller, county, office_id)
        return county

    def id_of(self, *told: str) -> str:
        """The id of a thing that is known by what is told of it; not for persons, whom nothing may lead back to."""
        return self._vault.keyed_hash("thing", encode(told).decode())[:ID_LENGTH]

    def new_id(self, sender: Sender) -> str:
        """Asked for again with the same key, a thing gets the same id."""
        return self._vault.keyed_hash("id", sender.key)[:ID_LENGTH] if sender.key else self._service.ports.new_id()

    async def _made(self, kind: Kind, id: str) -> Standing[Any, Any]:
        """The thing, which somebody who asks with the same key may be making just now. Raises Contended."""
        for _ in range(LOOKS):
            standing = await self._handler.current(kind.aggregate, id)
            if standing.document is not None:
                return standing
            await asyncio.sleep(LOOK_AGAIN_S)
        raise Contended(id)

    async def _keep(self, kind: Kind, id: str, command: object, secrets: Mapping[str, str]) -> None:
        """Into the vault before the commit, but not for a command that will be refused, or that changes nothing."""
        standing = await self._handler.current(kind.aggregate, id)
        if kind.aggregate.decider.decide(standing.state, command):
            await self._vault.put(id, secrets)
        elif not secrets.items() <= (await self._vault.get(id)).items():
            raise conflict(f"it is so already, with other content: {', '.join(secrets)}")

    async def _claim(self, kind: Kind, unique: Unique, made: Made, id: str, sender: Sender) -> bool:
        """Whether it was not this holder's already. Raises Taken."""
        take, actor, handle = take_for(id, made.command(id), sender), sender.without_key(), self._handler.handle
        try:
            outcome = await handle(unique.claims, unique.of, take, actor)
        except Taken as taken:
            if former := await made_before(self._store, self._vault, unique, made):
                raise former from None
            if not unique.closed((await self._handler.current(kind.aggregate, taken.holder)).state):
                raise
            outcome = await handle(unique.claims, unique.of, replace(take, closed=taken.holder), actor)
        return outcome.commit is not None

    async def _same(self, caller: Caller, kind: Kind, unique: Unique, taken: Taken, made: Made) -> Response:
        """Asking again for what is already so is no error; anything else is. Whose it is elsewhere, nobody learns."""
        standing = await self._handler.current(kind.aggregate, taken.holder)
        if standing.document is None:
            raise Contended(taken.holder)
        if await is_so(self._vault, taken, unique, made) and sees(caller, standing.document):
            return await self._answer(kind, standing.version, standing.document)
        raise Refused(unique.rule, None, unique.because)

    async def _visible(self, caller: Caller, kind: Kind, id: str) -> Standing[Any, Any]:
        standing = await self._handler.seen(kind.aggregate, id)
        if standing.document is None or not kind.open_to(caller, standing.document):
            raise NotFound(f"there is no {kind.path}/{id}")
        return standing

    async def _once(
        self, request: Request, caller: Caller, kind: Kind, carry_out: Callable[[Sender], Awaitable[Response]]
    ) -> Response:
        """Carried out, unless it was asked for with the same key before: then what was answered is answered again."""
        sender = await sender_of(request, caller, self._vault)
        became(request, False)
        try:
            return await self._answered(kind, sender) or await carry_out(sender)
        except KeyUsed as used:
            return await self._repeated(kind, used.commit, sender)

    async def _answered(self, kind: Kind, sender: Sender) -> Response | None:
        """What was answered to the same key before."""
        commit = await self._store.with_key(sender.key) if sender.key else None
        return await self._repeated(kind, commit, sender) if commit else None

    async def _repeated(self, kind: Kind, commit: Commit, sender: Sender) -> Response:
        """The answer of then is computed again: the thing as of the version that the commit led to.

        Whoever was to do then what follows from it may not have come to that: what is answered has happened whole.
        """
        if commit.fingerprint != sender.fingerprint:
            raise WrongInput("header.idempotency-key", "the key was used with another request")
        with suppress(Refused):  # the refusal of a reaction is an answer to nobody
            await self._handler.repair(commit)
        past = [one for one in await self._store.load(commit.stream) if one.version <= commit.version]
        standing = advanced(kind.aggregate, unwritten(kind.aggregate), past)
        return await self._answer(
            kind, standing.version, standing.document, created=commit.version == 1 and not kind.by_put
        )

    async def _answer(self, kind: Kind, version: int, document: object, *, created: bool = False) -> Response:
        shown = await self._showing.after_command(kind, plain(document))
        location = f"{kind.path}/{quote(shown['id'])}" if created else None
        return answer(shown, etag=version, location=location)

    async def _shown(
        self, request: Request, caller: Caller, kind: Kind, documents: Sequence[Mapping[str, Any]]
    ) -> list[Mapping[str, Any]]:
        return await self._showing.to(caller, f"{request.method} {request.url.path}", kind, documents)


async def act(  # noqa: PLR0913, PLR0917 - a request, who asks, and what for
    request: Request,
    caller: Caller,
    kind: Kind,
    id: str,
    body: Body,
    command: object,
    secrets: Mapping[str, str] = {},
) -> Response:
    """A route that commands a thing: what was sent is sensible, and then it is the desk's."""
    desk = desk_of(request)
    desk.checked(body)
    return await desk.command(request, caller, kind, id, command, secrets)


def desk_of(request: Request) -> Desk:
    """The desk of the service whose application took the request."""
    desk: Desk = request.app.state.desk
    return desk
