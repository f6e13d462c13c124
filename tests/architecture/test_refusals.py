"""A refusal's rule is one of a few that the code names: metrics have a series for each, and nobody's words in any."""

import ast
from collections.abc import Iterator

from tests.architecture.test_tidy import at, nodes_of, sources

NAMES = {"Refused", "Unique"}


def rules() -> Iterator[tuple[str, ast.expr]]:
    """The expression that says which rule, wherever one is said."""
    for path in sources("services", "shared"):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
                named = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
                yield at(path, node), (named or node.args)[0]


def test_every_rule_is_written_down_where_it_is_said() -> None:
    said = list(rules())
    passed_on = [place for place, rule in said if isinstance(rule, ast.Attribute) and rule.attr == "rule"]
    written = [place for place, rule in said if isinstance(rule, ast.Constant)]
    assert len(passed_on) == 1  # a claim's, which says its own
    assert sorted(place for place, _ in said) == sorted([*written, *passed_on])
