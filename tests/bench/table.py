"""The figures as a table: ours, the ceiling of the same rounds, and how much of it we reach."""

from collections.abc import Iterable, Sequence
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.bench.figures import Figure

COLUMNS = ("figure", "ours", "ceiling", "of the ceiling", "CPU µs each, and the ceiling's", "aim")


def show(figures: Iterable[Figure]) -> None:
    table = Table(*COLUMNS, title="medians, and between which bounds the rounds lay")
    for figure in figures:
        table.add_row(*cells(figure))
    Console(width=200).print(table)


def cells(figure: Figure) -> Sequence[str]:
    ceiling = f"{figure.ceiling}: {spread(figure.ceilings)}" if figure.ceiling else ""
    cpu = f"{number(median(figure.cpu_us))}, {number(median(figure.ceiling_cpu_us))}" if figure.cpu_us else ""
    return figure.name, f"{spread(figure.ours)} {figure.unit}", ceiling, spread(figure.ratios), cpu, figure.aim


def spread(values: Sequence[float]) -> str:
    """The median, and the bounds where there was more than one round."""
    if not values:
        return ""
    bounds = f" ({number(min(values))} to {number(max(values))})" if len(values) > 1 else ""
    return f"{number(median(values))}{bounds}"


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
