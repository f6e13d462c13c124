"""Who comes from prison, who is helped and by whom, and from when until when: each under the name of its figure."""

from collections.abc import Iterator

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.spans import Span, Spans, first
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.release import Release


def of_releases(facts: OfficeFacts) -> Spans:
    """Who comes from prison, and who is helped here."""
    releases = facts.releases.values()
    stays = [(stay, first(stay.handed_on, release.ended)) for release in releases for stay in release.stays]
    return {
        "awaited_releases": [
            (each.dates[0].mark, first(each.handed_over, each.ended)) for each in releases if each.dates
        ],
        "unaccompanied_minors": [span for each in releases for span in unaccompanied(each)],
        "release_identities_contradicted": [
            (said.mark, first(then, each.ended)) for each in releases for said, then in each.told() if said.contradicted
        ],
        "helped_persons": [(stay.begun, end) for stay, end in stays],
        "lost_contacts": [
            (later(each.lost, stay.begun), first(each.found, end)) for stay, end in stays for each in stay.losses
        ],
        # Nobody is shown it: whatever is entered ahead, on its day all is looked at again.
        "acts_of_help": [(mark, None) for each in releases for mark in each.acts()],
    }


def unaccompanied(release: Release) -> Iterator[Span]:
    """A minor without guardian whose day is known, while nobody is to go."""
    over = first(release.handed_over, release.ended)
    redated = [*(dating.mark for dating in release.dates[1:]), None]
    for said, then in release.told():
        for dating, another in zip(release.dates, redated, strict=False):
            if dating.release_day and said.minor and not said.has_guardian:
                yield later(said.mark, dating.mark), first(first(then, another), first(dating.planned, over))


def of_volunteers(facts: OfficeFacts) -> Spans:
    return {"volunteers": [(each.joined, each.departed) for each in facts.volunteers.values()]}


def later(mark: Mark, other: Mark) -> Mark:
    """The later of the two; of the same day, the one named first."""
    return other if other.day > mark.day else mark
