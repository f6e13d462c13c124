"""Kafka's own partitioner: the vectors are those of its Java client."""

import pytest

from shared.adapters.partitioner import murmur2, partition_of


@pytest.mark.parametrize(
    ("key", "hashed"),
    [
        (b"21", -973932308),
        (b"foobar", -790332482),
        (b"a-little-bit-long-string", -985981536),
        (b"a-little-bit-longer-string", -1486304829),
        (b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971),
        (b"abc", 479470107),
    ],
)
def test_a_key_hashes_as_it_does_in_kafka(key: bytes, hashed: int) -> None:
    assert murmur2(key) == hashed


def test_a_partition_is_the_positive_hash_modulo_their_number() -> None:
    assert partition_of("21", 12) == (-973932308 & 0x7FFFFFFF) % 12
    assert {partition_of(f"4101{number:02}", 12) for number in range(100)} == set(range(12))
