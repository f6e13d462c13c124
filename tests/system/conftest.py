"""What the tests of this directory share."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.system.city import City, founded


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def city(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[City]:
    """One for all tests of a module: they enter what they need, and touch nothing of each other's."""
    async with founded(tmp_path_factory.mktemp("city")) as city:
        yield city
