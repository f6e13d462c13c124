"""Offices and what happened at them, as compliance hears of it. Places are named after real ones; nobody is real."""

from datetime import date
from functools import reduce

from tests.examples.told_of_corrections import ToldOfCorrections
from tests.examples.told_of_means import ToldOfMeans
from tests.examples.told_of_mediation import ToldOfMediation
from tests.examples.told_of_releases import ToldOfReleases
from tests.examples.told_of_roster import ESTABLISHED, ToldOfRoster
from tests.examples.told_of_service import ToldOfService
from tests.examples.told_of_supervision import ToldOfSupervision

LAST_YEAR = 2026


class History(
    ToldOfRoster,
    ToldOfMeans,
    ToldOfMediation,
    ToldOfService,
    ToldOfSupervision,
    ToldOfCorrections,
    ToldOfReleases,
):
    """What happened at one office, in the order of being told."""


def an_office() -> History:
    """Established, and nothing more."""
    return History().established()


def a_staffed_office() -> History:
    """Filed, and with everybody and everything that the plan demands while there is no offender."""
    return reduce(
        lambda office, year: office.budgeted(year, max(ESTABLISHED, date(year, 1, 1))),
        range(ESTABLISHED.year, LAST_YEAR + 1),
        an_office()
        .filed(ESTABLISHED)
        .hired("formal-a", "formal", ESTABLISHED, special=True)
        .hired("formal-b", "formal", ESTABLISHED)
        .hired("formal-c", "formal", ESTABLISHED)
        .hired("resettlement-a", "resettlement", ESTABLISHED)
        .hired("legal-a", "legal-service", ESTABLISHED)
        .hired("mediator-a", "mediator", ESTABLISHED)
        .hired("mediator-b", "mediator", ESTABLISHED)
        .appointed("formal-a", ESTABLISHED)
        .assigned("豫A0001警", ESTABLISHED)
        .connected(ESTABLISHED)
        .housed(ESTABLISHED)
        .provided("station", ESTABLISHED)
        .provided("township-adviser", ESTABLISHED)
        .worked_in(2024, 2025, 2026)
        .volunteered("volunteer-a", ESTABLISHED),
    )
