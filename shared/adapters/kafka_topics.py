"""Which topics of a cluster are ours: how they are named there, and what goes wrong with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aiokafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError

from shared.contract.catalogue import PREFIX
from shared.ports.unavailable import Unavailable

FIRST_EPOCH = "1"


class TopicsDisagree(Unavailable):
    """A topic is missing, or its partitions are not those that the settings name: counties would be found in the wrong
    ones. It passes when an operator mends it, so whoever waits for brokers waits for that, too."""


@dataclass(frozen=True, kw_only=True)
class Topics:
    """One installation's topics of one epoch. Those of the first are named as the contract says; later ones add
    the epoch's name, so that a set can be filled while the one before is still in use."""

    namespace: str = PREFIX
    epoch: str = FIRST_EPOCH
    partitions: int = 12

    def named(self, topic: str) -> str:
        """What the cluster calls it."""
        name = self.namespace + topic.removeprefix(PREFIX)
        return name if self.epoch == FIRST_EPOCH else f"{name}.{self.epoch}"

    def meant(self, name: str) -> str:
        """The topic that the cluster calls so."""
        return PREFIX + name.removeprefix(self.namespace).removesuffix(f".{self.epoch}")


@contextmanager
def reaching() -> Iterator[None]:
    """Raises Unavailable for what passes by itself when brokers answer again; all else as it is."""
    try:
        yield
    except (KafkaTimeoutError, KafkaConnectionError, TimeoutError, OSError) as fault:
        raise Unavailable(f"Kafka: {fault!r}") from fault
    except KafkaError as fault:
        if not fault.retriable:
            raise
        raise Unavailable(f"Kafka: {fault!r}") from fault
