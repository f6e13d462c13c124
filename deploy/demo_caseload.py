"""The demo city's offenders, releases and mediation cases. All persons are synthetic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, repeat, takewhile

from deploy.demo_people import ADULTS, MINORS, Chance, People
from deploy.demo_steps import Body, Ref, Step, story
from deploy.demo_supervision import supervision
from shared.kernel.periods import add_months

# Shares and spans are assumptions, made so that the city looks as such cities are reported to look: nine in ten
# sentences are suspended, one in ten offenders is a woman, one release in eleven is a key person's.
SENTENCES = {"suspended": 95, "outside-prison": 2, "parole": 2, "surveillance": 1}
TERM_MONTHS = {12: 24, 18: 18, 24: 20, 36: 24, 48: 8, 60: 6}
FEMALE, MINOR, AWAITED, DISCHARGED = 0.11, 0.015, 0.013, 0.075
REASONS = {"served": 90, "revoked": 4, "imprisoned": 3, "deceased": 3}

THIS_WEEK, LATER, LATE, MISSED = 25, 110, 8, 2
KEY_PERSON = 0.09
PRISONS = ("演示第一监狱", "演示第二监狱", "演示第三监狱", "演示女子监狱")

CATEGORIES = ("family", "neighbours", "housing", "contract", "labour", "injury", "property-management", "land")
SOURCES = {"application": 70, "initiative": 18, "referred": 12}
WITHDRAWN, FAILED, STUCK, CONFIRMED, ORAL = 0.03, 0.04, 0.02, 0.15, 0.3
CHOSEN, THIN = 0.2, 0.01


@dataclass(frozen=True)
class Hired:
    """Somebody who works at an office, under the name by which steps refer to him or her."""

    name: str
    office: str
    kind: str
    since: date


@dataclass(frozen=True)
class Offender:
    """`happens` are the steps after the registration: enrolment, supervision, discharge."""

    office: str
    registered: Body
    happens: tuple[tuple[str, Body], ...]

    @property
    def active(self) -> bool:
        done = [what for what, _ in self.happens]
        return "enrolment" in done and "discharge" not in done


@dataclass(frozen=True)
class Caseload:
    """What it takes to make one up."""

    chance: Chance
    people: People
    today: date

    def among(self, shares: Mapping[str, int]) -> str:
        return self.chance.choices(list(shares), list(shares.values()))[0]

    def offenders(self, offices: Sequence[str], number: int) -> list[Offender]:
        """More at some offices, fewer at others."""
        sizes = [self.chance.gammavariate(3, 1) for _ in offices]
        return [self.offender(office) for office in self.chance.choices(offices, sizes, k=number)]

    def offender(self, office: str) -> Offender:
        if self.chance.likely(DISCHARGED):
            return self.discharged(office)
        if self.chance.likely(AWAITED):
            return Offender(office, self.sentenced(office, self.chance.ago(self.today, 0, 9), self.term()), ())
        term, minor = self.term(), self.chance.likely(MINOR)
        effective = self.chance.ago(self.today, 15, 300 if minor else 30 * term - 20)
        sentenced, enrolment = self.sentenced(office, effective, term, minor=minor), self.enrolment(effective)
        enrolled = date.fromisoformat(enrolment[1]["day"])
        return Offender(office, sentenced, (enrolment, *supervision(self.chance, enrolled, self.today)))

    def discharged(self, office: str) -> Offender:
        """Last year. Who has not served the term to its end was to serve it longer."""
        term, reason, day = self.term(), self.among(REASONS), self.chance.ago(self.today, 1, 330)
        ends = day if reason == "served" else day + timedelta(days=self.chance.randint(10, 300))
        effective = add_months(ends, -term)
        discharge = {"day": str(day), "reason": reason}
        return Offender(
            office, self.sentenced(office, effective, term), (self.enrolment(effective), ("discharge", discharge))
        )

    def term(self) -> int:
        return self.chance.choices(list(TERM_MONTHS), list(TERM_MONTHS.values()))[0]

    def sentenced(self, office: str, effective: date, term: int, *, minor: bool = False) -> Body:
        female = self.chance.likely(FEMALE)
        return {
            **self.people.person(MINORS if minor else ADULTS, effective, female=female),
            "office_id": Ref(office),
            "sentence": self.among(SENTENCES),
            "effective_day": str(effective),
            "ends": str(add_months(effective, term)),
            "female": female,
            "minor": minor,
        }

    def enrolment(self, effective: date) -> tuple[str, Body]:
        """Within the ten days that the law gives, but for a few."""
        last = 14 if self.chance.likely(0.02) else 10
        return "enrolment", {"day": str(effective + timedelta(days=self.chance.randint(1, last)))}

    def releases(self, staff: Mapping[str, Sequence[Hired]], number: int, scale: float) -> Iterator[Iterator[Step]]:
        """Over the last year, this week and the next two months. `staff` is who may go, by office."""
        late, missed = round(LATE * scale), max(1, round(MISSED * scale))
        week, later = round(THIS_WEEK * scale), round(LATER * scale)
        met = max(0, number - late - missed - week - later)
        booked: set[tuple[date, str]] = set()
        fates = [*repeat("met", met), *repeat("late", late), *repeat("missed", missed)]
        for order, fate in enumerate([*fates, *repeat("week", week), *repeat("later", later)]):
            office = self.chance.choice(list(staff))
            day = self.chance.ago(self.today, *SPANS[fate])
            free = [hired for hired in staff[office] if (day, hired.name) not in booked]
            happens = [*self.plan(free, PLANNED[fate], day, booked), *self.handover(fate, day)]
            yield story("Releases", f"release-{order}", "/corrections/releases", self.notice(office, day), *happens)

    def notice(self, office: str, day: date) -> Body:
        minor = self.chance.likely(0.01)
        female = self.chance.likely(0.07)
        person = self.people.person(MINORS if minor else ADULTS, day, female=female)
        return {
            **person,
            "office_id": Ref(office),
            "prison": self.chance.choice(PRISONS),
            "release_day": str(day),
            "key_person": self.chance.likely(KEY_PERSON),
            "minor": minor,
            "has_guardian": not minor or self.chance.likely(0.7),
        }

    def plan(
        self, staff: Sequence[Hired], share: float, day: date, booked: set[tuple[date, str]]
    ) -> Iterator[tuple[str, Body]]:
        """One or two of the office go, and nobody and no vehicle twice on one day."""
        if staff and self.chance.likely(share):
            going = self.chance.sample(staff, min(len(staff), self.chance.randint(1, 2)))
            plate = f"DEMO-{self.chance.randint(1, 999):03}"
            vehicle = plate if self.chance.likely(0.8) and (day, plate) not in booked else None
            booked.update((day, what) for what in (*(hired.name for hired in going), plate))
            yield "plan", {"escort": [Ref(hired.name) for hired in going], "vehicle": vehicle}

    def handover(self, fate: str, day: date) -> Iterator[tuple[str, Body]]:
        if fate in ("met", "late"):
            met = day + timedelta(days=self.chance.randint(1, 3) if fate == "late" else 0)
            yield "handover", {"day": str(met), "received_by": self.people.name()}

    def cases(self, mediators: Sequence[Hired], number: int) -> Iterator[Iterator[Step]]:
        """Each at the office of somebody who was a mediator there by then."""
        for order in range(number):
            opened = self.chance.ago(self.today, 0, 360)
            there = [hired for hired in mediators if hired.since <= opened]
            if there:
                mediator = self.chance.choice(there)
                happened = takewhile(self.is_past, self.mediated(mediator, opened))
                yield story(
                    "Mediation cases", f"case-{order}", "/mediation/cases", self.dispute(mediator, opened), *happened
                )

    def is_past(self, step: tuple[str, Body]) -> bool:
        return bool(step[1]["day"] <= str(self.today))

    def dispute(self, mediator: Hired, day: date) -> Body:
        return {
            "office_id": Ref(mediator.office),
            "category": self.chance.choice(CATEGORIES),
            "parties": [{"name": self.people.name()} for _ in range(self.chance.choice((2, 2, 2, 3)))],
            "source": self.among(SOURCES),
            "day": str(day),
        }

    def mediated(self, mediator: Hired, opened: date) -> Iterator[tuple[str, Body]]:
        """All that would happen to the case in time, from the acceptance to the closure."""
        day = opened
        for days, what, body in self.course(mediator):
            day += timedelta(days=self.chance.randint(*days))
            yield what, {"day": str(day), **body}

    def course(self, mediator: Hired) -> Iterator[tuple[tuple[int, int], str, Body]]:
        """How many days after the one before, what, and what is said of it besides the day."""
        if self.chance.likely(WITHDRAWN):
            yield (1, 5), "closure", {"outcome": "withdrawn"}
            return
        yield (0, 3), "acceptance", {}
        yield (0, 2), "mediator", {"worker_id": Ref(mediator.name), "chosen_by_parties": self.chance.likely(CHOSEN)}
        if self.chance.likely(STUCK):
            return
        yield (0, 3), "sessions", {}
        if self.chance.likely(FAILED):
            yield (5, 28), "failure", {"reason": "演示：双方未能达成一致"}
            yield (0, 3), "closure", {"outcome": "failed"}
        else:
            yield from chain(self.agreement(), AFTER_AGREEMENT)
        yield from self.archived()

    def archived(self) -> Iterator[tuple[tuple[int, int], str, Body]]:
        """Now and then a paper is missing."""
        papers = PAPERS[:-1] if self.chance.likely(THIN) else PAPERS
        yield (0, 5), "dossier", {"documents": papers}
        yield (0, 10), "archive", {}

    def agreement(self) -> Iterator[tuple[tuple[int, int], str, Body]]:
        oral = self.chance.likely(ORAL)
        yield (1, 25), "agreement", {"form": "oral" if oral else "written"}
        if not oral and self.chance.likely(CONFIRMED):
            yield (1, 20), "confirmation", {"outcome": "applied"}
            yield (3, 15), "confirmation", {"outcome": "granted" if self.chance.likely(0.95) else "rejected"}


# How many days ago such a release was, nearest and farthest; and how many of them were planned, or are by now.
SPANS = {"met": (1, 365), "late": (5, 330), "missed": (1, 9), "week": (-6, 0), "later": (-60, -7)}
PLANNED = {"met": 0.7, "late": 0.2, "missed": 0.0, "week": 0.7, "later": 0.1}
AFTER_AGREEMENT: tuple[tuple[tuple[int, int], str, Body], ...] = (
    ((1, 20), "performance", {}),
    ((7, 30), "revisit", {}),
    ((0, 5), "closure", {"outcome": "agreed"}),
)
PAPERS = ("application", "notice-of-rights", "identity", "record", "agreement", "revisit", "back-cover")
