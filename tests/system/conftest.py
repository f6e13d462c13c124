"""What the tests of this directory share."""

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio

from tests.system.apart import Apart, apart
from tests.system.city import City, founded
from tests.system.operator import enrolled, opened_office, registered


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def city(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[City]:
    """One for all tests of a module: they enter what they need, and touch nothing of each other's."""
    async with founded(tmp_path_factory.mktemp("city")) as city:
        yield city


@pytest.fixture(scope="session")
def four(
    tmp_path_factory: pytest.TempPathFactory, mongo_address: str, kafka_address: str, kafka_name: Callable[[], str]
) -> Iterator[Apart]:
    """Four processes that run, with an office and its people; whoever spoils something mends it."""
    with apart(tmp_path_factory.mktemp("four"), mongo_address, kafka_address, kafka_name()) as running:
        with running.client() as client:
            office_id = opened_office(client)
            for nth in range(3):
                enrolled(client, registered(client, office_id, nth))
        yield running
