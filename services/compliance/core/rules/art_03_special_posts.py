"""Art. 3 政法专项编制: three formal staff, one of them on a special post; who leaves one is followed within a year."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.counting import at_least, at_least_while_there, none_of
from services.compliance.core.plan import Plan
from services.compliance.core.spans import Span, vacancies
from services.compliance.core.standing import Standing
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, add_months


def special_posts_filled(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Of each special post the last vacancy that has begun."""
    for id, post in office.facts.posts.items():
        if post.category == "special":
            begun = [vacancy for vacancy in vacancies(post) if vacancy[0].day <= office.day]
            for vacancy in begun[-1:]:
                yield filled(id, vacancy, plan, office.day)


def filled(post: str, vacancy: Span, plan: Plan, day: date) -> Obligation:
    """A year from the day on which it fell vacant, and no longer for holidays."""
    vacant, taken = vacancy
    due = add_months(vacant.day, plan.number("vacancy-term-months", day))
    return Obligation(
        post,
        begins=vacant.day,
        due=due,
        caused_by=vacant.event,
        soon_from=add_days(due, -plan.number("vacancy-lead-days", day)),
        met=taken.day if taken else None,
        in_time=taken is not None and taken.day <= due,
        overdue_from=plan.number_since("vacancy-term-months", day),
    )


RULES = (
    # 司法所应配备3名以上正式人员
    at_least("formal-staff", "formal_staff", "formal-staff-min"),
    # 人岗对应: on the roster they are enough, and too few of them are there
    at_least_while_there("on-duty-staff", "on_duty_staff", "formal_staff", "formal-staff-min"),
    # 其中至少配备1名政法专项编制人员
    at_least("special-staff", "special_staff", "special-staff-min"),
    # 专编专用，任何单位和个人不得挤占、挪用和混用
    none_of("special-diverted", "diverted_special_staff"),
    # 空编即补；原则上应在1年内及时补充到位
    none_overdue("vacancy", special_posts_filled),
)
