"""The topics and what is on them as AsyncAPI 3: channels, messages with their headers, who sends and who receives."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from deploy.docs.headers import CONTENT_TYPE, headers_schema
from deploy.docs.markdown import words
from deploy.docs.samples import samples
from deploy.docs.schemas import payload
from services.compliance.core.facts import FOLDS
from services.compliance.core.subjects.seat import SEATS
from services.roster.views.open_matters import OF_OTHERS
from shared.adapters.cloud_events import headers, value
from shared.contract.catalogue import PUBLIC, SERVICES, topic, wire_name
from shared.contract.codec import Raw
from shared.contract.envelope import Envelope
from shared.runtime.copies import OF_ROSTER

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
PARTITIONS = 12
BINDING = {"bindingVersion": "0.5.0"}
READ_BY: Mapping[str, Iterable[type]] = {
    "roster": OF_OTHERS,
    "corrections": OF_ROSTER,
    "mediation": OF_ROSTER,
    "compliance": (*FOLDS, *SEATS.folds),
}
CAUSE = "The event that this one follows from: from one to the next it leads back to the first."
ABOUT = """\
What the services of a city's judicial offices (司法所) tell each other, and whoever else listens. CloudEvents 1.0 in \
Kafka's binary mode. No personal data.

- The key is the managing county's code: all that concerns a county is in one partition, and all topics have the same \
number of them. Within a stream (`ce_id` without its last number) the order is kept; between streams there is none.
- An event may come twice, always under the same `ce_id`.
- A consumer passes over types, fields and headers that it does not know. What was published stays as it is; another \
meaning is another version of the type, beside the first.
- An installation may put another name in place of `sifasuo`, and another epoch of the topics has its number at the end.
"""


def asyncapi() -> Mapping[str, Any]:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return {
        "asyncapi": "3.0.0",
        "id": "urn:sifasuo:events",
        "info": {
            "title": "sifasuo: events",
            "version": project["version"],
            "description": ABOUT,
            "license": {"name": project["license"]},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"kafka": server()},
        "channels": {service: channel(service) for service in SERVICES},
        "operations": dict(operations()),
        "components": {
            "schemas": {"headers": headers_schema(), **{name: payload(event) for name, event in PUBLIC.items()}},
            "messages": dict(messages()),
        },
    }


def server() -> Mapping[str, Any]:
    bootstrap = {"default": "localhost:9092", "description": "The installation's brokers."}
    return {"host": "{bootstrap}", "protocol": "kafka", "variables": {"bootstrap": bootstrap}}


def channel(service: str) -> Mapping[str, Any]:
    kafka = {"topic": topic(service), "partitions": PARTITIONS, "topicConfiguration": {"retention.ms": -1}}
    return {
        "address": topic(service),
        "title": service,
        "description": words(import_module(f"shared.contract.{service}")),
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in of(service)},
        "bindings": {"kafka": kafka | BINDING},
    }


def operations() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each service sends its own; and who receives, takes these and passes over the rest of the topic."""
    for service in SERVICES:
        yield f"{service}.sends", operation("send", service, of(service), f"{service} tells what happened there.")
    for reader, events in READ_BY.items():
        taken = {wire_name(event) for event in events}
        for service in SERVICES:
            if names := [name for name in of(service) if name in taken]:
                takes = f"{reader} follows {service}."
                yield f"{reader}.follows.{service}", operation("receive", service, names, takes)


def operation(action: str, service: str, names: Iterable[str], summary: str) -> Mapping[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{service}"},
        "summary": summary,
        "messages": [{"$ref": f"#/channels/{service}/messages/{name}"} for name in names],
    }


def of(service: str) -> list[str]:
    return [name for name in PUBLIC if name.startswith(f"{topic(service)}.")]


def messages() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Raises KeyError for an event of which there is no sample."""
    sampled = samples()
    for name in PUBLIC:
        yield name, message(sampled[name])


def message(sample: Envelope[Any]) -> Mapping[str, Any]:
    says = words(type(sample.data))
    own = {"ce_type": {"const": sample.type}, "ce_source": {"const": sample.source}}
    sent = {name: text.decode() for name, text in headers(sample)}
    return {
        "name": sample.type,
        "title": type(sample.data).__name__,
        **({"description": says} if says else {}),
        "contentType": CONTENT_TYPE,
        "headers": {"allOf": [{"$ref": "#/components/schemas/headers"}, {"type": "object", "properties": own}]},
        "payload": {"$ref": f"#/components/schemas/{sample.type}"},
        "correlationId": {"location": "$message.header#/ce_causationid", "description": CAUSE},
        "bindings": {"kafka": {"key": {"type": "string", "description": "The managing county's code."}} | BINDING},
        "examples": [{"headers": sent, "payload": Raw(value(sample))}],
    }
