"""Art. 3 招录计划: drawn up in time for the vacancy's year, approved level by level, and filed."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.plan import Plan
from services.compliance.core.spans import Span, vacancies
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.recruitment import STEPS, Recruitment
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import ONE_DAY, add_days, add_months

TERMS = ("vacancy-term-months", "recruitment-days")


def recruitment_kept(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Each vacant special post has its plan in time, and each plan its steps in their order."""
    for id, post in office.facts.posts.items():
        if post.category == "special":
            begun = [vacancy for vacancy in vacancies(post) if vacancy[0].day <= office.day]
            for vacancy in begun[-1:]:
                yield drawn_up(id, vacancy, office, plan)
    for id, recruitment in office.facts.recruitments.items():
        yield from in_order(id, recruitment, office)


def drawn_up(post_id: str, vacancy: Span, office: Standing, plan: Plan) -> Obligation:
    """So early that the post can be filled within its year; who fills it earlier needs no more."""
    vacant, taken = vacancy
    year_ends = add_months(vacant.day, plan.number("vacancy-term-months", office.day))
    due = add_days(year_ends, -plan.number("recruitment-days", office.day))
    met = min((*drawn_up_for(post_id, vacant, office), *([taken.day] if taken else ())), default=None)
    return Obligation(
        post_id,
        begins=vacant.day,
        due=due,
        caused_by=vacant.event,
        soon_from=add_days(due, -plan.number("recruitment-lead-days", office.day)),
        met=met,
        in_time=met is not None and met <= due,
        overdue_from=max(plan.number_since(number, office.day) for number in TERMS),
    )


def drawn_up_for(post_id: str, vacant: Mark, office: Standing) -> Iterator[date]:
    """A plan that was drawn up since the post was taken last, so that it was known who would go."""
    taken = [each.taken.day for each in office.facts.posts[post_id].holdings if each.taken.day < vacant.day]
    for recruitment in office.facts.recruitments.values():
        if post_id in recruitment.post_ids and recruitment.drawn_up.day > max(taken, default=date.min):
            yield recruitment.drawn_up.day


def in_order(id: str, recruitment: Recruitment, office: Standing) -> Iterator[Obligation]:
    """The first step that was taken before one that comes before it; the filling of a post is the last of them."""
    steps = [*(recruitment.steps.get(name) for name in STEPS), filling(recruitment, office)]
    early = [
        (mark, before)
        for at, mark in enumerate(steps)
        if mark and (before := [each for each in steps[:at] if each is None or each.day > mark.day])
    ]
    for mark, before in sorted(early, key=lambda each: each[0].day)[:1]:
        met = max(each.day for each in before if each) if all(before) else None
        due = mark.day - ONE_DAY
        yield Obligation(id, begins=date.min, due=due, caused_by=mark.event, soon_from=due, met=met, in_time=False)


def filling(recruitment: Recruitment, office: Standing) -> Mark | None:
    """When the first of its posts was taken, after the plan was drawn up."""
    posts = (office.facts.posts[id] for id in recruitment.post_ids if id in office.facts.posts)
    taken = [each.taken for post in posts for each in post.holdings if each.taken.day >= recruitment.drawn_up.day]
    return min(taken, key=lambda mark: mark.day, default=None)


# 及时制定招录计划，逐级上报市、省公务员主管部门审定并报省司法厅备案
RULES = (none_overdue("recruitment-plan", recruitment_kept),)
