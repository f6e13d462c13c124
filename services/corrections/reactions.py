"""What corrections makes of claims that were taken, and of the offices that roster tells of."""

from collections.abc import Mapping

from services.corrections.core import release
from services.corrections.core.offender import decider as offender
from services.corrections.core.offender.case import RegisterOffender
from services.corrections.core.release import NotifyRelease
from services.corrections.views import caseload, release_calendar
from shared.kernel.claim import Claimed
from shared.runtime.aggregate import Aggregate, Reading
from shared.runtime.claims import carrying_out, claim
from shared.runtime.handler import Reaction

OFFENDER = Aggregate(offender.DECIDER, Reading(caseload.VIEW, caseload.OffenderCard, caseload.fold))
RELEASE = Aggregate(
    release.DECIDER, Reading(release_calendar.VIEW, release_calendar.ReleaseCard, release_calendar.fold)
)

# One open case a person: whoever has the number has the claim, by the number's keyed hash.
OFFENDER_CLAIM = claim("offenderclaim")
RELEASE_CLAIM = claim("releaseclaim")

REACTIONS: Mapping[tuple[str, type], Reaction] = {
    ("offenderclaim", Claimed): carrying_out(OFFENDER_CLAIM, OFFENDER, RegisterOffender),
    ("releaseclaim", Claimed): carrying_out(RELEASE_CLAIM, RELEASE, NotifyRelease),
}
