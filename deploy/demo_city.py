"""The demo city: what a city like Zhengzhou might enter in its first year, as public HTTP commands.

Everybody in it is synthetic: chance makes the persons, their names (张某0123) and documents (演示) say so, and no
number of anybody was taken. Only the townships are real. The same seed, townships and day give the same city.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import count, repeat
from types import MappingProxyType

from deploy.demo_caseload import Caseload, Hired, Offender
from deploy.demo_means import Means
from deploy.demo_people import AT_WORK, YEAR_DAYS, Chance, People
from deploy.demo_service import SERVICES, PublicService
from deploy.demo_steps import Body, Ref, Step, side_by_side, story
from deploy.townships import Township
from deploy.villages import Villages

# For Zhengzhou's 204 townships; a smaller city has so much less.
OFFICES, OFFENDERS, RELEASES, CASES = 204, 4000, 900, 600

SUFFIXES = ("街道", "镇", "乡")
VENDORS = ("演示社会工作服务中心", "演示人力资源服务有限公司")

# Offices are to have three formal staff, and have two and a half: most begin in breach, as they do in Henan.
POSTS = {2: 25, 3: 50, 4: 25}
FILLED, SECOND_SPECIAL = 0.83, 0.4
# How many of each hired kind an office has, in a hundred offices.
HIRED = {
    "resettlement": {0: 7, 1: 93},
    "legal-service": {0: 6, 1: 91, 2: 3},
    "mediator": {0: 3, 1: 15, 2: 70, 3: 12},
}
FILED, ENOUGH_CORRECTION_WORKERS, ONE_MORE = 0.93, 0.82, 0.15
LEAVES, CONTRACT, ENDS_SOON, ENDS_NOW = 0.03, 0.98, 0.06, 0.015
OFFENDERS_PER_WORKER = 15
FEMALE_STAFF = 0.45


def demo_city(
    townships: Sequence[Township], today: date, villages: Villages = MappingProxyType({}), seed: int = 2019
) -> Iterator[Step]:
    """Every step comes after those that it refers to. Nothing that has happened lies after `today`."""
    chance = Chance(seed)
    people = People(chance)
    caseload = Caseload(chance, people, today)
    city = City(chance, people, today)
    seats = [township for township in townships if township.statutory]
    offenders = caseload.offenders([office_of(seat) for seat in seats], scaled(OFFENDERS, seats))
    yield from (create(township) for township in townships)
    yield from side_by_side(city.office(seat, number) for number, seat in enumerate(seats, 1))
    yield from city.staff(seats, offenders)
    yield from equipped(Means(Chance(seed), today), city.established)
    yield from side_by_side(sentence_of(offender, order) for order, offender in enumerate(offenders))
    yield from side_by_side(caseload.releases(city.escorts(seats), scaled(RELEASES, seats), len(seats) / OFFICES))
    mediators = [hired for hired in city.hired if hired.kind == "mediator"]
    yield from side_by_side(caseload.cases(mediators, scaled(CASES, seats)))
    yield from served(PublicService(Chance(seed), People(Chance(seed)), today), seats, villages)


def equipped(means: Means, established: Mapping[str, date]) -> Iterator[Step]:
    """What each office works with since it is there."""
    plates = count(1)
    yield from side_by_side(means.of(office, day, plates) for office, day in established.items())


def served(service: PublicService, seats: Sequence[Township], villages: Villages) -> Iterator[Step]:
    """Where people get legal service, what they got, and what was done for the rule of law."""
    offices = [office_of(seat) for seat in seats]
    yield from side_by_side(service.villages(seat, office_of(seat), villages.get(seat.code, ())) for seat in seats)
    yield from side_by_side(service.stations(seat, office_of(seat)) for seat in seats)
    yield from side_by_side(service.services(offices, scaled(SERVICES, seats)))
    yield from service.activities(offices)


def scaled(number: int, seats: Sequence[Township]) -> int:
    return round(number * len(seats) / OFFICES)


def office_of(township: Township) -> str:
    return f"office-{township.code}"


def create(township: Township) -> Step:
    name = f"township-{township.code}"
    return Step(stage="Townships", method="POST", path=("/roster/townships",), body=asdict(township), saves=name)


def sentence_of(offender: Offender, order: int) -> Iterator[Step]:
    return story("Offenders", f"offender-{order}", "/corrections/offenders", offender.registered, *offender.happens)


def office_name(township: Township) -> str:
    """××县(市、区)司法局××司法所 (Art. 2)."""
    place = township.name.removeprefix(township.county)
    suffix = next((suffix for suffix in SUFFIXES if place.endswith(suffix)), "")
    return f"{township.county}司法局{place.removesuffix(suffix)}司法所"


@dataclass(frozen=True)
class Post:
    """`held_until` is the day on which its holder left; none where it was never held, or still is."""

    name: str
    office: str
    category: str
    approved: date
    taken: date | None = None
    held_until: date | None = None


class City:
    """Offices, posts and people. `hired` are those who still work there, in the order of their coming."""

    def __init__(self, chance: Chance, people: People, today: date) -> None:
        self._chance, self._people, self._today = chance, people, today
        self._numbers = count()
        self.established: dict[str, date] = {}
        self.hired: list[Hired] = []

    def office(self, township: Township, number: int) -> Iterator[Step]:
        """Set up long ago; of most the filing is on record, of some it came late, of some there is none."""
        day = self._chance.ago(self._today, 6 * YEAR_DAYS, 14 * YEAR_DAYS)
        self.established[office_of(township)] = day
        filed = day + timedelta(days=self._chance.choice((5, 12, 20, 28, 28, 250)))
        filing = [("filing", {"day": str(filed)})] if self._chance.likely(FILED) else []
        body = {
            "name": office_name(township),
            "county_code": township.county_code,
            "township_code": Ref(f"township-{township.code}"),
            "kind": "township",
            "approval": {
                "authority": f"{township.county}机构编制委员会办公室",
                "document": f"演示编办〔{day.year}〕{number}号",
                "day": str(day),
            },
        }
        yield from story("Offices", office_of(township), "/roster/offices", body, *filing)

    def staff(self, seats: Sequence[Township], offenders: Sequence[Offender]) -> Iterator[Step]:
        active = Counter(offender.office for offender in offenders if offender.active)
        posts = [post for seat in seats for post in self.posts(office_of(seat))]
        yield from (self.approve(post) for post in posts)
        yield from side_by_side(self.formal(post, post.taken) for post in posts if post.taken)
        kinds = [(office_of(seat), kind) for seat in seats for kind in self.kinds(active[office_of(seat)])]
        yield from side_by_side(self.support(office, kind) for office, kind in kinds)

    def posts(self, office: str) -> Iterator[Post]:
        """Two to four, one or two of them special; some are vacant, since they were approved or since somebody left."""
        number = self._chance.choices(list(POSTS), list(POSTS.values()))[0]
        special = 2 if number > 2 and self._chance.likely(SECOND_SPECIAL) else 1
        categories = [*repeat("special", special), *repeat("formal", number - special)]
        always = self._chance.randrange(number)
        for order, category in enumerate(categories):
            name = f"post-{office}-{order}"
            filled = order == always or self._chance.likely(FILLED)
            yield self.held(name, office, category) if filled else self.vacant(name, office, category)

    def held(self, name: str, office: str, category: str) -> Post:
        approved = self.established[office]
        taken = self._chance.day(approved, self._chance.ago(self._today, 60, 5 * YEAR_DAYS))
        return Post(name, office, category, approved, taken)

    def vacant(self, name: str, office: str, category: str) -> Post:
        if self._chance.likely(0.4):
            return Post(name, office, category, self._chance.ago(self._today, 20, 500))
        approved, left = self.established[office], self._chance.ago(self._today, 5, 700)
        return Post(name, office, category, approved, self._chance.day(approved, left - timedelta(YEAR_DAYS)), left)

    def approve(self, post: Post) -> Step:
        body = {"category": post.category, "approved_day": str(post.approved)}
        path = ("/roster/offices/", Ref(post.office), "/posts")
        return Step(stage="Posts", method="POST", path=path, body=body, saves=post.name)

    def formal(self, post: Post, since: date) -> Iterator[Step]:
        return self.worker(post.office, "formal", since, {"post_id": Ref(post.name)}, post.held_until)

    def kinds(self, offenders: int) -> Iterator[str]:
        """Whom an office with so many offenders has hired."""
        for kind, shares in HIRED.items():
            yield from repeat(kind, self._chance.choices(list(shares), list(shares.values()))[0])
        required = -(-offenders // OFFENDERS_PER_WORKER)
        more = int(self._chance.likely(ONE_MORE)) if self._chance.likely(ENOUGH_CORRECTION_WORKERS) else -1
        yield from repeat("correction", required + more)

    def support(self, office: str, kind: str) -> Iterator[Step]:
        """On a contract, which for some ends soon. Now and then somebody has left, and this one came later."""
        since = self._chance.ago(self._today, 60, 3 * YEAR_DAYS)
        if self._chance.likely(LEAVES):
            before = since - timedelta(days=self._chance.randint(200, 700))
            yield from self.worker(office, kind, before, {"contract": self.contract(since)}, since)
        contract = self.contract(self.contract_end()) if self._chance.likely(CONTRACT) else None
        yield from self.worker(office, kind, since, {"contract": contract})

    def contract_end(self) -> date:
        if self._chance.likely(ENDS_NOW):
            return self._chance.ago(self._today, -7, -1)
        if self._chance.likely(ENDS_SOON):
            return self._chance.ago(self._today, -60, -8)
        return self._chance.ago(self._today, -2 * YEAR_DAYS, -90)

    def contract(self, until: date) -> Body:
        return {"vendor": self._chance.choice(VENDORS), "until": str(until)}

    def worker(self, office: str, kind: str, since: date, terms: Body, left: date | None = None) -> Iterator[Step]:
        name = f"worker-{next(self._numbers)}"
        female = self._chance.likely(FEMALE_STAFF)
        body = {
            **self._people.person(AT_WORK, since, female=female),
            "kind": kind,
            "office_id": Ref(office),
            "since": str(since),
            **terms,
        }
        if left is None:
            self.hired.append(Hired(name, office, kind, since))
        reason = self._chance.choice(("resigned", "retired") if kind == "formal" else ("resigned", "contract-ended"))
        departure = [("departure", {"day": str(left), "reason": reason})] if left else []
        return story("People", name, "/roster/workers", body, *departure)

    def escorts(self, seats: Sequence[Township]) -> Mapping[str, Sequence[Hired]]:
        """Who may go and meet a released person, by office; somewhere perhaps nobody."""
        going: dict[str, list[Hired]] = defaultdict(list, {office_of(seat): [] for seat in seats})
        for hired in self.hired:
            if hired.kind in ("formal", "resettlement"):
                going[hired.office].append(hired)
        return going
