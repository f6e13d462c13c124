"""Counties have rows and alerts of their own, beside those of their offices, and hear the same events."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.compliance.reactions import ALERT, COUNTY_FACTS, county_policy, policy
from services.compliance.views import alerts, board
from shared.adapters.memory_views import MemoryViews
from shared.contract import codec
from shared.runtime.consumer import Consumer
from shared.runtime.dead_letters import DEAD_LETTERS, DeadLetters
from shared.runtime.handler import Handler
from shared.runtime.keeper import FACTS, Keeper
from shared.runtime.keepers import Keepers
from shared.runtime.positions import POSITIONS
from tests.examples.offices import History
from tests.examples.told import COUNTY
from tests.runtime.lives import PLAN, World, an_audience

CREATED, NEXT_DAY = date(2026, 11, 23), date(2026, 11, 24)
CODES = ("410105001", "410105002")
TOWNSHIPS = History().township(CODES[0], CREATED).township(CODES[1], CREATED)


class Counties:
    """One process of compliance, as main puts it together."""

    def __init__(self, today: date) -> None:
        self.world = World(today)
        self.world.views = MemoryViews((FACTS, COUNTY_FACTS, POSITIONS, DEAD_LETTERS, alerts.VIEW, board.VIEW))
        world = self.world
        self.handler = Handler(world.store, world.views, world.clock, (ALERT,), {})
        policies = (policy(PLAN, self.handler), county_policy(PLAN, self.handler))
        self.keepers = Keepers(*(Keeper[Any](world.views, world.clock, each) for each in policies))
        letters = DeadLetters(world.views, world.clock)
        self.consumer = Consumer(world.bus, an_audience(), self.keepers, world.views, letters, world.clock)

    async def hears(self, *histories: History) -> None:
        for history in histories:
            await self.world.hears(history.envelopes)
        if not self.consumer.caught_up:
            await self.consumer.start()
        while await self.consumer.step() or not self.consumer.caught_up or await self.keepers.tend():
            pass

    async def open(self) -> Sequence[tuple[str, str, str | None, str]]:
        """By rule, subject, office and county."""
        rows = await self.world.views.find(alerts.VIEW, {"stage": "open", "office_id": None}, limit=500)
        cards = [codec.shaped(row.document, alerts.AlertCard) for row in rows]
        return sorted((card.rule, card.subject, card.office_id, card.county_code) for card in cards)


async def test_what_was_loaded_before_its_office_is_judged_when_all_is_read() -> None:
    counties = Counties(NEXT_DAY)
    await counties.hears(TOWNSHIPS, History().established(CREATED, township_code=CODES[0]))
    assert await counties.open() == [("coverage", CODES[1], None, COUNTY)]
    said = [event for commit in await counties.world.commits() for event in commit.events]
    assert not [event for event in said if getattr(event, "subject", "") == CODES[0]]


async def test_a_townships_alert_ends_with_its_office() -> None:
    counties = Counties(NEXT_DAY)
    await counties.hears(TOWNSHIPS)
    assert [subject for _, subject, _, _ in await counties.open()] == list(CODES)
    await counties.hears(History().established(CREATED, township_code=CODES[0]))
    assert [subject for _, subject, _, _ in await counties.open()] == [CODES[1]]


async def test_the_day_alone_raises_it() -> None:
    counties = Counties(CREATED)
    await counties.hears(TOWNSHIPS)
    assert await counties.open() == []
    counties.world.clock.set_today(NEXT_DAY)
    await counties.hears()
    assert len(await counties.open()) == len(CODES)
    assert counties.keepers.reviewed
    assert counties.keepers.rules_judged > 0
