"""What the plan says of a history on a day, looked up by rule and subject."""

from datetime import date

from services.compliance.core.judge import judge
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Deadline, Finding
from tests.examples.offices import History
from tests.examples.plans import ZHENGZHOU


def finding(rule: str, history: History, day: date, plan: Plan = ZHENGZHOU) -> Finding:
    (found,) = (each for each in judge(history.facts, plan, day).findings if each.rule == rule)
    return found


def deadlines(rule: str, history: History, day: date, plan: Plan = ZHENGZHOU) -> dict[str, Deadline]:
    """Of the rule, by subject."""
    return {each.subject: each for each in judge(history.facts, plan, day).deadlines if each.rule == rule}
