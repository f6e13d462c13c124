"""What the headers of a record say, as JSON Schema: CloudEvents' attributes and our extensions, all of them text."""

from collections.abc import Mapping
from typing import Any

CONTENT_TYPE = "application/json"
OPTIONAL = {"ce_officeid", "ce_causationid", "ce_traceparent"}


def text(description: str, **more: str) -> Mapping[str, Any]:
    return {"type": "string", "description": description, **more}


HEADERS: Mapping[str, Mapping[str, Any]] = {
    "ce_specversion": text("Of CloudEvents.", const="1.0"),
    "ce_id": text("Stream and version: the same however often it is published.", pattern=r"\.[1-9][0-9]*$"),
    "ce_type": text("Which event it is, and which version of its meaning."),
    "ce_source": text("The service that sends it.", pattern="^/[a-z]+$"),
    "ce_subject": text("The id of the thing that it happened to."),
    "ce_time": text("When it was recorded.", format="date-time"),
    "ce_countycode": text("The county's managing unit; the record's key as well."),
    "ce_officeid": text("The office that it concerns, where it concerns one."),
    "ce_effectiveday": text("The day from which it is true.", format="date"),
    "ce_streamversion": text("Its place in its stream.", pattern="^[1-9][0-9]*$"),
    "ce_causationid": text("The `ce_id` of the event that it follows from, where it follows from one."),
    "ce_traceparent": text("The trace of what it follows from, where that is followed: W3C Trace Context."),
    "ce_actor": text("Who caused it: the subject of a token, or a service."),
    "content-type": text("Of the value.", const=CONTENT_TYPE),
}


def headers_schema() -> Mapping[str, Any]:
    """More of them may be there, and are passed over."""
    return {
        "type": "object",
        "properties": HEADERS,
        "required": [name for name in HEADERS if name not in OPTIONAL],
        "additionalProperties": True,
    }
