"""What a service has counted since it began: plain numbers, so that counting costs a command next to nothing."""

from bisect import bisect_left
from collections import Counter
from itertools import accumulate, chain

OUTCOMES = ("done", "unchanged", "refused", "failed")
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

AlertChange = tuple[str, str]


class Durations:
    """How many took how long; the last are those that took longer than any bound."""

    def __init__(self) -> None:
        self._numbers = [0] * (len(SECONDS) + 1)
        self.total_s = 0.0

    def add(self, seconds: float) -> None:
        self._numbers[bisect_left(SECONDS, seconds)] += 1
        self.total_s += seconds

    def up_to(self) -> list[tuple[str, int]]:
        """For each bound how many took no longer, as Prometheus wants them."""
        bounds = chain(map(str, SECONDS), ["+Inf"])
        return list(zip(bounds, accumulate(self._numbers), strict=True))


class Counts:
    """Of one service, whichever others are in the process.

    A rule of a refusal is one that the code names, and no text of anybody's, so there are not many.
    """

    def __init__(self) -> None:
        self.commands = dict.fromkeys(OUTCOMES, 0)
        self.refusals: Counter[str] = Counter()
        self.alerts: Counter[AlertChange] = Counter()
        self.durations = Durations()

    def command(self, outcome: str, seconds: float) -> None:
        self.commands[outcome] += 1
        self.durations.add(seconds)
