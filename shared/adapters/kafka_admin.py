"""The topics of an installation: made where they are missing, and never altered."""

from collections.abc import Sequence

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from shared.adapters.kafka_bus import Cluster
from shared.adapters.kafka_topics import reaching

# Topics keep everything: whoever reads them from their beginning knows as much as who was there all the time.
CONFIG = {"retention.ms": "-1", "retention.bytes": "-1", "cleanup.policy": "delete"}


async def make_topics(cluster: Cluster, topics: Sequence[str], replication: int) -> tuple[Sequence[str], Sequence[str]]:
    """Those that were missing, and in words what those that were there have otherwise. Raises Unavailable."""
    named = [cluster.topics.named(topic) for topic in topics]
    with reaching():
        admin = AIOKafkaAdminClient(**cluster.client())
        await admin.start()
        try:
            there = set(await admin.list_topics())
            missing = [name for name in named if name not in there]
            if missing:
                partitions = cluster.partitions
                await admin.create_topics(
                    [NewTopic(name, partitions, replication, topic_configs=CONFIG) for name in missing]
                )
            return missing, await differing(admin, [name for name in named if name in there], cluster.partitions)
        finally:
            await admin.close()


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
