"""A command that cannot be carried out, and why."""

from collections.abc import Mapping


class Refused(Exception):
    """Policy, or what is already so, says no: 409 with the rule, and the article where it is the plan that says it."""

    def __init__(self, rule: str, article: int | None, because: str, **more: object) -> None:
        super().__init__(f"{rule}: {because}")
        self.rule, self.article, self.because = rule, article, because
        self.more: Mapping[str, object] = more


def conflict(because: str) -> Refused:
    """The thing is already so, with other content; or it is not at the stage that the command needs."""
    return Refused("conflict", None, because)
