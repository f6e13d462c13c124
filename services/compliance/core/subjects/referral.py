"""Whom the office referred to legal aid, lawyers, notaries and others. Advice is over when it is given."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.mediation import PersonReferred, ReferralEnded


@dataclass(frozen=True, slots=True)
class Referral:
    made: Mark
    ended: Mark | None = None


def made(_: Referral | None, __: PersonReferred, mark: Mark) -> Referral:
    return Referral(mark)


def ended(was: Referral | None, _: ReferralEnded, mark: Mark) -> Referral | None:
    return was and replace(was, ended=mark)


def referral_by(referral: Referral, instant: datetime) -> Referral | None:
    if mark_by(referral.made, instant) is None:
        return None
    return replace(referral, ended=mark_by(referral.ended, instant))


REFERRALS = Subjects({PersonReferred: made, ReferralEnded: ended}, referral_by)
