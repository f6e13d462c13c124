"""What a reader may count on in every file."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from shared.contract.catalogue import SERVICES

ROOT = Path(__file__).parents[2]
TOPS = ("services", "shared", "deploy", "tests")

FUNCTION_LINES_MAX = 40
FILE_LINES_MAX = 300

ROOMS = {"core", "views", "api", "reactions", "main"}
MORE_ROOMS = {"compliance": {"plans"}}

TECHNOLOGIES = {
    "aes",
    "files",
    "fixed",
    "kafka",
    "local",
    "memory",
    "mongo",
    "otel",
    "random",
    "sqlite",
    "system",
    "token",
    "xlsx",
}
SHARED_BY_ADAPTERS = {"cloud_events", "deliveries", "log_subscription", "partitioner"}

EMPTY_WORDS = {"base", "common", "helper", "helpers", "impl", "manager", "misc", "util", "utils"}
NUMBERED = re.compile(r"^(?!(.*_)?m2$).*[a-z]_?\d$")  # but square metres are a unit
WORD = re.compile(r"[A-Z]?[a-z]+")

# Put together from pieces, so that this file does not hold what it forbids.
LATER = re.compile(rb"\b(TO" + rb"DO|FIX" + rb"ME)\b")
ELSEWHERE = re.compile(
    rb"/(work|tmp|root|home/\w+)" + rb"/|"
    rb"\b(pypi\.o" + rb"rg|pythonhosted\.o" + rb"rg|npmjs\.o" + rb"rg|crates\.i" + rb"o|"
    rb"(?<!google\.)golang\.o" + rb"rg(?!/x/)|"  # but its own modules are named so
    rb"maven\.(org|apache\.o" + rb"rg)|deb\.debian\.o" + rb"rg)\b"
)


@cache
def sources(*tops: str) -> tuple[Path, ...]:
    """Modules that say something, below the tops."""
    return tuple(
        path
        for top in tops
        for path in sorted((ROOT / top).rglob("*.py"))
        if path.stat().st_size and "__pycache__" not in path.parts
    )


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def at(path: Path, node: ast.AST | None = None) -> str:
    place = str(path.relative_to(ROOT))
    return f"{place}:{getattr(node, 'lineno', 0)}" if node else place


@cache
def kept_files() -> tuple[Path, ...]:
    """All that git keeps, or would with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return tuple(path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file())


def test_a_file_is_short() -> None:
    lengths = {at(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources(*TOPS)}
    assert {place: lines for place, lines in lengths.items() if lines > FILE_LINES_MAX} == {}


def test_a_file_says_first_what_it_is() -> None:
    assert [at(path) for path in sources(*TOPS) if not ast.get_docstring(tree_of(path))] == []


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes_of(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def test_a_function_is_short() -> None:
    long = [
        f"{at(path, function)} {function.name}: {lines_of(function)} lines"
        for path in sources(*TOPS)
        for function in functions(path)
        if lines_of(function) > FUNCTION_LINES_MAX
    ]
    assert long == []


def test_the_pure_wait_for_nothing() -> None:
    pure = [path for path in sources("services") if path.relative_to(ROOT).parts[2] == "core"]
    waiting = ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith
    assert [
        at(path, node)
        for path in (*pure, *sources("shared/kernel", "shared/contract"))
        for node in nodes_of(path)
        if isinstance(node, waiting)
    ] == []


def variables(path: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in nodes_of(path):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node, name


def test_variables_have_names_and_no_numbers() -> None:
    assert [
        f"{at(path, node)} {name}" for path in sources(*TOPS) for node, name in variables(path) if NUMBERED.match(name)
    ] == []


@pytest.mark.parametrize("name", ["office1", "office_2", "p9"])
def test_a_numbered_variable_is_recognised(name: str) -> None:
    assert NUMBERED.match(name)


@pytest.mark.parametrize("name", ["first_17", "area_m2", "m2", "p99", "office"])
def test_a_unit_and_a_length_are_no_numbering(name: str) -> None:
    assert not NUMBERED.match(name)


def words(name: str) -> set[str]:
    return {word.lower() for word in WORD.findall(name)}


def test_names_are_not_empty_words() -> None:
    modules = [at(path) for path in sources(*TOPS) if words(path.stem) & EMPTY_WORDS]
    classes = [
        at(path, node)
        for path in sources(*TOPS)
        for node in nodes_of(path)
        if isinstance(node, ast.ClassDef) and words(node.name) & EMPTY_WORDS
    ]
    assert modules + classes == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_its_five_rooms_and_nothing_else(service: str) -> None:
    inside = {path.stem for path in (ROOT / "services" / service).iterdir() if path.name != "README.md"}
    assert inside - {"__init__", "__pycache__"} == ROOMS | MORE_ROOMS.get(service, set())


def test_an_adapter_is_named_by_its_technology() -> None:
    unnamed = [path.stem for path in sources("shared/adapters") if not words(path.stem) & TECHNOLOGIES]
    assert set(unnamed) <= SHARED_BY_ADAPTERS


def test_nothing_is_left_for_later() -> None:
    assert [at(path) for path in kept_files() if LATER.search(path.read_bytes())] == []


def test_nothing_names_this_machine_or_a_registry() -> None:
    found = {at(path): ELSEWHERE.findall(path.read_bytes()) for path in kept_files()}
    assert {place: names for place, names in found.items() if names} == {}
