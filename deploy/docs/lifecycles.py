"""The pages that are made from the code: events, lifecycles, rules. `python -m deploy.docs [--check]`."""

import argparse
import inspect
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, get_type_hints

from shared.contract.catalogue import PUBLIC, SERVICES
from shared.contract.envelope import Public
from shared.kernel.lifecycle import Lifecycle

DOCS = Path(__file__).parents[1] / "docs"
PLANS = Path(__file__).parents[1] / "services" / "compliance" / "plans"
PLAN_TEXTS = ("text", "due_soon", "overdue")
RULES = "services.compliance.core.rules"

Table = Iterable[Sequence[str]]


def words(thing: object) -> str:
    """Its docstring in one line, without what dataclass makes up where there is none."""
    text = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
    made_up = text.startswith(f"{getattr(thing, '__name__', '')}(")
    return "" if made_up else " ".join(text.split())


def table(head: Sequence[str], rows: Table) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(title: str, intro: str, *parts: str) -> str:
    made = "<!-- Made from the code by `make docs`. Change the code, not this page. -->"
    return "\n\n".join((f"# {title}", made, intro, *(part for part in parts if part))) + "\n"


def type_name(hint: Any) -> str:
    """As it is written in the code: `date`, `str | None`, `tuple[str, ...]`."""
    return hint.__name__ if inspect.isclass(hint) and not getattr(hint, "__args__", ()) else bare(str(hint))


def bare(hint: str) -> str:
    for prefix in ("datetime.", "typing.", "collections.abc."):
        hint = hint.replace(prefix, "")
    return hint


def field_rows(shape: type, but: type = object) -> Table:
    hints, known = get_type_hints(shape), getattr(but, "__dataclass_fields__", {})
    return [
        (f"`{field.name}`", f"`{type_name(hints[field.name])}`") for field in fields(shape) if field.name not in known
    ]


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
    return page("Events", f"{words(Public)} Every event has these fields, and its own:\n\n{common}", *parts)


def core_modules() -> Iterator[ModuleType]:
    for service in SERVICES:
        core = import_module(f"services.{service}.core")
        for found in walk_packages(core.__path__, f"{core.__name__}."):
            yield import_module(found.name)


def lifecycle_parts() -> Iterator[str]:
    seen: set[int] = set()
    for module in core_modules():
        for lifecycle in vars(module).values():
            if isinstance(lifecycle, Lifecycle) and id(lifecycle) not in seen:
                seen.add(id(lifecycle))
                _, service, _, *thing = module.__name__.split(".")
                head = f"## {service}: {' '.join(thing).replace('_', ' ')}"
                yield f"{head}\n\n{words(module)}\n\n```mermaid\n{lifecycle.diagram()}\n```"


def lifecycles() -> str:
    intro = "Which event leads from which stage to which. What is not drawn cannot happen."
    return page("Lifecycles", intro, *lifecycle_parts())


def rule_row(rule: Any) -> Sequence[str]:
    """Its id, the figures that explain it, and what its function says of itself."""
    functions = (getattr(rule, field.name) for field in fields(rule))
    figures = ", ".join(f"`{figure}`" for figure in rule.figures)
    return f"`{rule.id}`", figures, " ".join(words(function) for function in functions if callable(function))


def rule_parts() -> Iterator[str]:
    """Article by article, as the modules are."""
    if find_spec(RULES) is None:
        return
    for found in walk_packages(import_module(RULES).__path__, f"{RULES}."):
        module = import_module(found.name)
        if hasattr(module, "RULES"):
            yield f"## {words(module)}\n\n{table(('rule', 'figures', 'how'), map(rule_row, module.RULES))}"


def rests_on(row: Mapping[str, Any]) -> str:
    return f"Art. {row['article']}" if "article" in row else str(row.get("law", ""))


def plan_row(name: str, row: Mapping[str, Any]) -> dict[str, str]:
    """One version of a number, a choice or a rule; the order of the keys is that of the columns."""
    says = "<br>".join(row[key][language] for key in PLAN_TEXTS if key in row for language in row[key])
    plain = {key.replace("_", " "): str(value) for key, value in row.items() if not isinstance(value, Mapping)}
    rest = {key: value for key, value in plain.items() if key not in ("from", "article", "law", "source")}
    ends = {"says": says} if says else {}
    return {
        "": f"`{name}`",
        "from": plain["from"],
        "rests on": rests_on(row),
        **rest,
        "source": plain["source"],
        **ends,
    }


def plan_section(name: str, section: Mapping[str, Any]) -> str:
    rows = [plan_row(key, row) for key, versions in section.items() for row in versions]
    head = list(dict.fromkeys(column for row in rows for column in row))
    return f"### {name.capitalize()}\n\n{table(head, ([row.get(column, '') for column in head] for row in rows))}"


def plan_part(file: Path) -> str:
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    title = " · ".join(content["plan"]["title"].values())
    sections = [plan_section(name, section) for name, section in content.items() if name != "plan"]
    return "\n\n".join((f"## {file.stem}", title, *sections))


def rules() -> str:
    intro = "What is checked, by which article or law, and the numbers that the plan sets."
    return page("Rules", intro, *rule_parts(), *(plan_part(file) for file in sorted(PLANS.glob("*.toml"))))


PAGES: Mapping[str, Callable[[], str]] = {"events.md": events, "lifecycles.md": lifecycles, "rules.md": rules}


def stale() -> list[str]:
    """The pages that no longer say what the code says."""
    return [
        name
        for name, write in PAGES.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != write()
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="write nothing; fail where a page is stale")
    if options.parse_args().check:
        names = stale()
        print("".join(f"docs/{name} is stale: make docs\n" for name in names), end="")
        return 1 if names else 0
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
