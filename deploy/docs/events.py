"""The page on events: what each service tells the others, with its fields."""

from importlib import import_module

from deploy.docs.markdown import field_rows, page, table, words
from shared.contract.catalogue import PUBLIC, SERVICES
from shared.contract.envelope import Public

FOR_MACHINES = (
    "For machines: a [JSON Schema](schemas) of each type, and an [AsyncAPI document](asyncapi.json) of the topics."
    " A consumer passes over types and fields that it does not know;"
    " [what was published stays as it is](decisions/0012-what-was-published-stays.md)."
)


def event_part(name: str, event: type[Public]) -> str:
    rows = list(field_rows(event, but=Public))
    parts = (f"### {name}", words(event), table(("field", "type"), rows) if rows else "")
    return "\n\n".join(part for part in parts if part)


def events() -> str:
    own = {service: [item for item in PUBLIC.items() if f".{service}." in item[0]] for service in SERVICES}
    parts = [
        "\n\n".join(
            (f"## {service}", words(import_module(f"shared.contract.{service}")), *(event_part(*e) for e in items))
        )
        for service, items in own.items()
    ]
    common = table(("field", "type"), field_rows(Public))
    intro = f"{words(Public)} Every event has these fields, and its own:\n\n{common}\n\n{FOR_MACHINES}"
    return page("Events", intro, *parts)
