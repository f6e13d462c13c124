"""The topics of an installation: made where they are missing, and never altered."""

from collections.abc import Collection, Sequence

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import NoError, TopicAlreadyExistsError, for_code

from shared.adapters.kafka_bus import Cluster
from shared.adapters.kafka_topics import reaching
from shared.ports.unavailable import Unavailable, Unusable

# Topics keep everything: whoever reads them from their beginning knows as much as who was there all the time.
CONFIG = {"retention.ms": "-1", "retention.bytes": "-1", "cleanup.policy": "delete"}

# Somebody else may have made it a moment ago, and it is not listed yet.
GOOD = (NoError.errno, TopicAlreadyExistsError.errno)


class NotMade(Unusable):
    """The brokers do not make such a topic."""


async def make_topics(
    cluster: Cluster, topics: Sequence[str], replication: int, in_use: Collection[str] = ()
) -> tuple[Sequence[str], Sequence[str]]:
    """Those that were missing, and in words what those that were there have otherwise. Raises Unavailable, NotMade.

    One `in_use` that is missing is not made: what was published to it would be missing in the new one.
    """
    named = [cluster.topics.named(topic) for topic in topics]
    used = {cluster.topics.named(topic) for topic in in_use}
    with reaching():
        admin = AIOKafkaAdminClient(**cluster.client())
        try:
            await started(admin)
            there = set(await admin.list_topics())
            lost = [f"{name} is lost, and was in use: take another epoch" for name in named if name in used - there]
            missing = [name for name in named if name not in there | used]
            partitions = cluster.partitions
            await make(admin, [NewTopic(name, partitions, replication, topic_configs=CONFIG) for name in missing])
            found = await differing(admin, [name for name in named if name in there], cluster.partitions)
            return missing, [*lost, *found]
        finally:
            await admin.close()


async def started(admin: AIOKafkaAdminClient) -> None:
    """Raises Unavailable too while a broker knows no controller, of which the client knows nothing to say."""
    try:
        await admin.start()
    except AttributeError as fault:
        raise Unavailable("Kafka: the brokers have no controller yet") from fault


async def make(admin: AIOKafkaAdminClient, topics: Sequence[NewTopic]) -> None:
    if topics:
        answer = await admin.create_topics(list(topics))
        wrong = [(name, code, reason) for name, code, reason in answer.topic_errors if code not in GOOD]
        refused = [f"{name}: {reason or for_code(code).__name__}" for name, code, reason in wrong]
        if refused:
            raise NotMade("; ".join(refused))


async def differing(admin: AIOKafkaAdminClient, names: Sequence[str], partitions: int) -> Sequence[str]:
    found = []
    for described in await admin.describe_topics(list(names)) if names else ():
        has = len(described["partitions"])
        if has != partitions:
            found.append(f"{described['topic']} has {has} partitions, not {partitions}: take another epoch")
    for name in names:
        found += [f"{name} has {key}={value}, not {CONFIG[key]}" for key, value in await otherwise(admin, name)]
    return found


async def otherwise(admin: AIOKafkaAdminClient, name: str) -> Sequence[tuple[str, str]]:
    [answer] = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
    settings = {entry[0]: entry[1] for resource in answer.resources for entry in resource[4]}
    return [(key, settings[key]) for key, value in CONFIG.items() if key in settings and settings[key] != value]
