"""What is done with whoever is enrolled: declared, grouped, planned for, put into a category, met, warned, helped."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

from services.corrections.core.offender.state import Offender, once
from shared.contract.corrections import (
    ContactMade,
    CorrectionPlanned,
    DeclarationHeld,
    DisciplineImposed,
    GroupFormed,
    OffenderCategorised,
    OffenderHelped,
)
from shared.contract.envelope import Public

Category = Literal["strict", "ordinary", "loose"]
ContactKind = Literal["report", "visit", "talk", "check"]
Discipline = Literal["admonition", "warning", "public-security", "revocation-proposal"]
Help = Literal["training", "livelihood", "hardship"]


@dataclass(frozen=True, kw_only=True)
class HoldDeclaration:
    """入矫宣告."""

    day: date


@dataclass(frozen=True, kw_only=True)
class FormGroup:
    """矫正小组. Another group takes the place of the former."""

    day: date
    has_woman: bool
    has_minors_specialist: bool


@dataclass(frozen=True, kw_only=True)
class PlanCorrection:
    """矫正方案. Another plan takes the place of the former."""

    day: date


@dataclass(frozen=True, kw_only=True)
class Categorise:
    """严管、普管、宽管, from `day` on."""

    day: date
    category: Category


@dataclass(frozen=True, kw_only=True)
class RecordContact:
    day: date
    kind: ContactKind


@dataclass(frozen=True, kw_only=True)
class ImposeDiscipline:
    day: date
    kind: Discipline


@dataclass(frozen=True, kw_only=True)
class HelpOffender:
    day: date
    kind: Help


RECORDED_AS: Mapping[type, type[Public]] = {
    HoldDeclaration: DeclarationHeld,
    FormGroup: GroupFormed,
    PlanCorrection: CorrectionPlanned,
    Categorise: OffenderCategorised,
    RecordContact: ContactMade,
    ImposeDiscipline: DisciplineImposed,
    HelpOffender: OffenderHelped,
}
SupervisionCommand = (
    HoldDeclaration | FormGroup | PlanCorrection | Categorise | RecordContact | ImposeDiscipline | HelpOffender
)


def supervise(offender: Offender, command: SupervisionCommand) -> Sequence[Public]:
    """Whatever was done is recorded as it is said, also late; the same only once."""
    said = {**asdict(command), **offender.at(command.day)}
    return once(offender, RECORDED_AS[type(command)](**said))
