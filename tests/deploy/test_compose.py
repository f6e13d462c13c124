"""docker-compose.yml and the image keep what they promise: contained, pinned, in order, and only one way in."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from shared.contract.catalogue import SERVICES
from tests.deploy.files import DEPLOY, ROOT, checked, document, tool

COMPOSE = document(ROOT / "docker-compose.yml")
CONTAINERS: Mapping[str, Any] = COMPOSE["services"]
ONCE = {"keys", "topics", "demo"}
STORES = {"kafka", "mongo"}
OURS = "sifasuo:local"
PINNED = re.compile(r"^[\w./-]+:v?\d+\.\d[\w.-]*$")
LOOPBACK = re.compile(r"^127\.0\.0\.1:\$\{[A-Z_]+:-\d+\}:\d+$")

each = pytest.mark.parametrize("name", CONTAINERS)


@each
def test_a_container_has_no_privilege_and_writes_only_where_it_must(name: str) -> None:
    container = CONTAINERS[name]
    assert container["read_only"] is True
    assert container["cap_drop"] == ["ALL"]
    assert container["security_opt"] == ["no-new-privileges:true"]
    assert not container.keys() & {"privileged", "cap_add", "container_name"}


@each
def test_a_container_cannot_take_the_machine(name: str) -> None:
    container = CONTAINERS[name]
    assert container["mem_limit"]
    assert container["pids_limit"]
    assert {"max-size", "max-file"} <= container["logging"]["options"].keys()


@each
def test_an_image_is_pinned_or_built_here(name: str) -> None:
    image = CONTAINERS[name]["image"]
    assert image == OURS or PINNED.match(image), image


@each
def test_what_runs_on_comes_back_and_says_how_it_is(name: str) -> None:
    container = CONTAINERS[name]
    if name in ONCE:
        assert container["restart"] == "no"
    else:
        assert container["restart"] == "unless-stopped"
        assert container["healthcheck"]["test"][0] == "CMD"


@each
def test_a_file_that_is_mounted_is_there_and_is_not_written_to(name: str) -> None:
    for volume in CONTAINERS[name].get("volumes", ()):
        source, _, *mode = volume.split(":")
        if source.startswith("."):
            assert (ROOT / source).is_file(), source
            assert mode == ["ro"], volume
        else:
            assert source in COMPOSE["volumes"], source


def test_the_way_in_is_the_gateway_from_this_machine_alone() -> None:
    ports = {name: container["ports"] for name, container in CONTAINERS.items() if "ports" in container}
    assert ports.keys() == {"gateway", "prometheus", "grafana"}
    assert all(LOOPBACK.match(port) for published in ports.values() for port in published), ports


def test_nobody_but_the_services_reaches_the_stores() -> None:
    assert COMPOSE["networks"]["stores"]["internal"] is True
    assert all(CONTAINERS[name]["networks"] == ["stores"] for name in STORES)
    inside = {name for name, container in CONTAINERS.items() if "stores" in container.get("networks", ())}
    assert inside == {*SERVICES, *STORES, "topics"}


def test_the_keys_are_made_by_one_and_read_by_the_others() -> None:
    mounts = {name: container["volumes"] for name, container in CONTAINERS.items() if container["image"] == OURS}
    assert mounts.pop("keys") == ["keys:/keys"]
    assert mounts.keys() == {*SERVICES, "topics", "demo"}
    assert all(mount == ["keys:/keys:ro"] for mount in mounts.values())


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_begins_when_what_it_stands_on_is_there(name: str) -> None:
    service = CONTAINERS[name]
    assert " ".join(service["command"]) == f"serve {name} --host 0.0.0.0 --port 8000"
    assert service["healthcheck"]["test"][-1] == name
    assert {on: how["condition"] for on, how in service["depends_on"].items()} == {
        "keys": "service_completed_successfully",
        "topics": "service_completed_successfully",
        "kafka": "service_healthy",
        "mongo": "service_healthy",
    }


def test_what_up_starts_is_what_is_needed() -> None:
    apart = {name: container["profiles"] for name, container in CONTAINERS.items() if "profiles" in container}
    assert apart == {"demo": ["demo"], "prometheus": ["metrics"], "grafana": ["metrics"]}


def test_compose_itself_takes_it() -> None:
    checked(*tool("docker compose"), "--profile", "*", "config", "--quiet")


def test_the_image_runs_as_nobody_of_this_machine() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]
    assert [line for line in lines if line.startswith("ENTRYPOINT")] == ['ENTRYPOINT ["sifasuo"]']
    base = next(line for line in lines if line.startswith("ARG BASE="))
    assert PINNED.match(base.removeprefix("ARG BASE=")), base
    assert [line for line in lines if line.startswith("FROM")] == ["FROM ${BASE} AS build", "FROM ${BASE}"]
