"""What may be asked for in a mediation case."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

# As the national statistics of people's mediation count disputes: 婚姻家庭, 邻里, 房屋宅基地, 合同, 生产经营, 损害赔偿,
# 山林土地, 征地拆迁, 环境污染, 劳动, 消费, 医疗, 道路交通, 物业, 其他. A code, and no free text: it goes into the log.
# fmt: off
Category = Literal[
    "family", "neighbours", "housing", "contract", "production", "injury", "land", "expropriation",
    "pollution", "labour", "consumer", "medical", "traffic", "property-management", "other",
]
# As the ministry's forms of 2010 make up a dossier (卷宗): 申请书, 受理登记表, 权利义务告知书, 身份证明, 授权委托书,
# 调查记录, 证据, 调解记录, 协议书, 履行凭证, 回访记录, 司法确认材料, 情况说明, 封底. Which are needed, the plan says.
Document = Literal[
    "application", "registration", "notice-of-rights", "identity", "authorisation", "inquiry", "evidence",
    "record", "agreement", "performance", "revisit", "confirmation", "explanation", "back-cover",
]
# fmt: on
Source = Literal["application", "initiative", "referred"]
Form = Literal["written", "oral"]
Confirmation = Literal["applied", "granted", "rejected"]
Outcome = Literal["agreed", "failed", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """Who the parties are, and what about, stays in the vault."""

    county_code: str
    office_id: str
    category: str
    source: Source
    day: date


@dataclass(frozen=True, kw_only=True)
class AcceptCase:
    day: date


@dataclass(frozen=True, kw_only=True)
class AssignMediator:
    """Another mediator takes the place of the former. Parties may choose theirs (人民调解法 19)."""

    worker_id: str
    day: date
    chosen_by_parties: bool = False


@dataclass(frozen=True, kw_only=True)
class HoldSession:
    """The parties meet before the mediator, as often as need be."""

    day: date


@dataclass(frozen=True, kw_only=True)
class ExtendTerm:
    """`until` is the last day of the longer term, by consent of the parties on `day`."""

    until: date
    day: date


@dataclass(frozen=True, kw_only=True)
class NoteRisk:
    """The dispute may escalate (激化, 人民调解法 25)."""

    day: date


@dataclass(frozen=True, kw_only=True)
class ReportRisk:
    """To the police."""

    day: date


@dataclass(frozen=True, kw_only=True)
class ReachAgreement:
    """`effective_day` where it is later than `day`: when all had signed and the committee had sealed it.

    `performance_due` where a day was agreed on; `confirmation_wanted` where the parties want the court to confirm it.
    """

    form: Form
    day: date
    effective_day: date | None = None
    performance_due: date | None = None
    confirmation_wanted: bool = False


@dataclass(frozen=True, kw_only=True)
class FailMediation:
    day: date


@dataclass(frozen=True, kw_only=True)
class PerformAgreement:
    day: date


@dataclass(frozen=True, kw_only=True)
class RecordConfirmation:
    """司法确认: applied for at the court, then granted or rejected by it."""

    outcome: Confirmation
    day: date


@dataclass(frozen=True, kw_only=True)
class RevisitCase:
    """回访, as often as need be."""

    day: date


@dataclass(frozen=True, kw_only=True)
class CloseCase:
    outcome: Outcome
    day: date


@dataclass(frozen=True, kw_only=True)
class KeepDossier:
    """`documents`, in their order, are all that the dossier holds by `day`: what is in it stays there."""

    documents: tuple[Document, ...]
    day: date


@dataclass(frozen=True, kw_only=True)
class ArchiveCase:
    day: date


ToAgreement = AcceptCase | AssignMediator | HoldSession | ExtendTerm | ReachAgreement | FailMediation
ToClosure = PerformAgreement | RecordConfirmation | RevisitCase | CloseCase
AtAnyTime = NoteRisk | ReportRisk | KeepDossier | ArchiveCase
CaseCommand = OpenCase | ToAgreement | ToClosure | AtAnyTime
