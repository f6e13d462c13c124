"""The AsyncAPI document: valid by AsyncAPI's own parser, and its examples are records as we send them."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from deploy.docs.asyncapi import PARTITIONS, asyncapi
from deploy.docs.files import DOCS
from deploy.docs.headers import HEADERS, OPTIONAL
from deploy.docs.samples import samples
from shared.adapters.cloud_events import headers
from shared.adapters.kafka_bus import Cluster
from shared.contract.catalogue import PUBLIC
from shared.contract.codec import decode, encode
from tests.servers.cache import fingerprint, kept, patiently

DOCUMENT: Any = decode(encode(asyncapi()))
MESSAGES = DOCUMENT["components"]["messages"]
PARSER = Path(__file__).parent / "asyncapi"
INSTALL_S = 300


def fault(place: str, instance: object) -> str:
    """What a part of the document has against it; nothing where it is as the part says."""
    schema = {"$ref": f"#/components/{place}", "components": DOCUMENT["components"]}
    faults = jsonschema_rs.Draft7Validator(schema, validate_formats=True).iter_errors(instance)
    return "; ".join(each.message for each in faults)


def test_every_public_event_is_a_message_on_its_topic() -> None:
    listed = [name for channel in DOCUMENT["channels"].values() for name in channel["messages"]]
    assert sorted(listed) == sorted(PUBLIC) == sorted(MESSAGES)


@pytest.mark.parametrize("name", PUBLIC)
def test_an_example_is_as_its_message_says(name: str) -> None:
    (example,) = MESSAGES[name]["examples"]
    assert fault(f"messages/{name}/headers", example["headers"]) == ""
    assert fault(f"schemas/{name}", example["payload"]) == ""


def test_an_example_that_is_not_so_is_noticed() -> None:
    name = "sifasuo.roster.worker-hired.v1"
    (example,) = MESSAGES[name]["examples"]
    assert fault(f"messages/{name}/headers", {**example["headers"], "ce_type": "sifasuo.roster.worker-departed.v1"})
    assert fault(f"messages/{name}/headers", {**example["headers"], "ce_time": "noon"})
    assert fault(f"schemas/{name}", {**example["payload"], "day": "2026-02-30"})


def test_the_headers_that_are_sent_are_those_that_are_described() -> None:
    sent = [{name for name, _ in headers(sample)} for sample in samples().values()]
    assert set.union(*sent) == set(HEADERS)
    assert set.intersection(*sent) == set(HEADERS) - OPTIONAL


def test_the_partitions_are_those_that_an_installation_has_by_default() -> None:
    assert Cluster(servers="").partitions == PARTITIONS


def test_who_follows_whom() -> None:
    assert [name for name in DOCUMENT["operations"] if ".follows." in name] == [
        "corrections.follows.roster",
        "mediation.follows.roster",
        "compliance.follows.roster",
        "compliance.follows.corrections",
        "compliance.follows.mediation",
    ]


@pytest.mark.slow
def test_asyncapis_own_parser_finds_it_valid(tmp_path: Path) -> None:
    assert found_by_parser(DOCS / "asyncapi.json") == ""
    broken = {**DOCUMENT, "operations": {"roster.sends": {**DOCUMENT["operations"]["roster.sends"], "action": "shout"}}}
    (tmp_path / "asyncapi.json").write_bytes(encode(broken))
    assert "operations.roster.sends.action" in found_by_parser(tmp_path / "asyncapi.json")


def found_by_parser(document: Path) -> str:
    validate = [program("node"), str(installed() / "validate.js"), str(document)]
    return subprocess.run(validate, capture_output=True, check=True, text=True, timeout=60).stdout


def installed() -> Path:
    """Outside the tree, once for each set of versions. Skips where it cannot be installed here, and says why."""
    place = kept() / f"asyncapi-{fingerprint(PARSER.iterdir())}"
    if place.exists():
        return place
    npm, half = program("npm"), place.with_name(f"{place.name}.{os.getpid()}")
    shutil.copytree(PARSER, half)
    install = patiently([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    outcome = subprocess.run(install, cwd=half, capture_output=True, text=True, timeout=INSTALL_S, check=False)
    if outcome.returncode:
        shutil.rmtree(half)
        pytest.skip(f"AsyncAPI's parser cannot be installed: {outcome.stderr[-500:]}")
    return half.replace(place)


def program(name: str) -> str:
    return shutil.which(name) or pytest.skip(f"no {name}: AsyncAPI's parser is written for it")
