"""given(decider, *events).when(command).then(*events): the whole vocabulary of a core's test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from shared.kernel.decider import Decider
from shared.kernel.refusal import Refused


@dataclass(frozen=True)
class Decision:
    """What a command leads to, on top of what has happened."""

    decider: Decider[Any, Any, Any]
    past: tuple[object, ...]
    command: object

    def then(self, *expected: object) -> None:
        """Just these events; and the decider knows them and can go on from them."""
        decided = self._decide()
        assert tuple(decided) == expected
        assert {type(event) for event in decided} <= set(self.decider.events)
        self.decider.replay((*self.past, *decided))

    def then_nothing(self) -> None:
        """It is so already: asking again is no error."""
        assert tuple(self._decide()) == ()

    def then_refused(self, rule: str) -> Refused:
        """The refusal comes back, for who wants to look at its article or its words."""
        with pytest.raises(Refused) as refusal:
            self._decide()
        assert refusal.value.rule == rule
        return refusal.value

    def _decide(self) -> Sequence[object]:
        return self.decider.decide(self.decider.replay(self.past), self.command)


@dataclass(frozen=True)
class Past:
    """What has happened."""

    decider: Decider[Any, Any, Any]
    events: tuple[object, ...]

    def when(self, command: object) -> Decision:
        return Decision(self.decider, self.events, command)


def given(decider: Decider[Any, Any, Any], *events: object) -> Past:
    return Past(decider, events)
