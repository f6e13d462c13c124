"""The page on rules: what is checked, by which article, and the numbers that a plan sets."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from deploy.docs.markdown import page, table, words

PLANS = Path(__file__).parents[2] / "services" / "compliance" / "plans"
PLAN_TEXTS = ("text", "unrecorded", "due_soon", "overdue")
RULES = "services.compliance.core.rules"


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
