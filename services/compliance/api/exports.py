"""The board, a county's report and the alerts as workbooks. There is no person in any of them."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from services.compliance.api.alerts import KIND, OfAlerts
from services.compliance.api.offices import FALLING_DUE, OfBoard, Offices, Reading, must_see_whole, offices_of
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.judge import Judgement, judge, pooled
from services.compliance.core.subjects.office import Office
from services.compliance.views import alerts, board
from shared.contract.codec import shaped
from shared.ports.identity import Caller
from shared.ports.views import View
from shared.ports.workbooks import Heading, Value, Writer
from shared.runtime.access import service_of
from shared.runtime.bodies import Filter, Page
from shared.runtime.desk import desk_of
from shared.runtime.downloads import WORKBOOK, download, writing
from shared.runtime.problems import ON_READING, NotFound

Rows = Callable[[Office, Judgement], Sequence[Sequence[Value]]]

PAGE = 500
YES_NO = {True: "是", False: "否"}
STAGES = {
    "open": "未签收", "acknowledged": "已签收", "resolved": "已解除",
    "pending": "未到期", "due-soon": "即将到期", "overdue": "逾期", "not-computable": "无法计算",
}  # fmt: skip
WHO_ACTS = {"office": "司法所", "county-bureau": "县（市、区）司法局", "city-bureau": "市司法局"}
FIGURES = {
    "active_offenders": "在册社区矫正对象", "awaiting_report": "待报到", "correction_workers": "社区矫正社会工作者",
    "correction_workers_required": "应配社区矫正社会工作者", "formal_staff": "正式人员",
    "special_staff": "政法专项编制人员", "resettlement_workers": "安置帮教社会工作者",
    "legal_service_workers": "公共法律服务工作人员", "mediators": "专职人民调解员",
    "vacant_special_posts": "空缺的政法专项编制", "cases_in_hand": "在办调解案件", "releases_overdue": "逾期未接回",
    "offenders": "1:15 社区矫正对象", "workers": "1:15 社会工作者", "required_by_office": "1:15 按所应配",
    "required_pooled": "1:15 按县应配", "short_by_office": "1:15 按所缺额", "short_pooled": "1:15 按县缺额",
}  # fmt: skip

router = APIRouter(prefix="/compliance/exports", tags=["exports"], responses=ON_READING | WORKBOOK)


class WantedOffices(BaseModel):
    """The board's filters."""

    model_config = ConfigDict(extra="forbid")

    county_code: Filter = None
    rule: Filter = None
    compliant: bool | None = None


class WantedAlerts(BaseModel):
    """The list's filters."""

    model_config = ConfigDict(extra="forbid")

    county_code: Filter = None
    office_id: Filter = None
    stage: Filter = None
    severity: Filter = None
    rule: Filter = None


def text(zh: str, en: str, width: int = 16) -> Heading:
    return Heading(zh=zh, en=en, width=width)


def number(name: str) -> Heading:
    return Heading(zh=FIGURES.get(name, name), en=name, form="number")


def a_day(zh: str, en: str) -> Heading:
    return Heading(zh=zh, en=en, form="day", width=20)


ARTICLE = Heading(zh="条", en="article", form="number")
OFFICE = (text("司法所", "office", 32), text("编号", "office_id", 34))
RULE = (text("规则", "rule", 22), ARTICLE, text("法律", "law"), text("等级", "severity"))
WORDS = (text("责任主体", "who_acts", 20), text("内容", "text.zh", 60), text("英文", "text.en", 60))
BOARD = (*OFFICE, text("县（市、区）", "county_code"), text("符合", "compliant"), text("最高等级", "worst"))
BROKEN = text("不符合的规则", "breaches", 60)
NAMED_FIGURES = (text("指标", "figure", 28), text("英文", "name", 28), Heading(zh="数值", en="value", form="number"))
FINDINGS = (
    *OFFICE,
    *RULE,
    text("符合", "compliant"),
    Heading(zh="现有", en="figure", form="number"),
    Heading(zh="应有", en="required", form="number"),
    a_day("自", "since"),
    *WORDS,
)
DEADLINES = (
    *OFFICE,
    text("规则", "rule", 22),
    text("对象", "subject", 34),
    a_day("到期日", "due"),
    text("状态", "stage"),
    text("等级", "severity"),
    text("内容", "text.zh", 60),
)
ALERTS = (
    *RULE,
    text("状态", "stage"),
    text("县（市、区）", "county_code"),
    text("编号", "office_id", 34),
    text("对象", "subject", 34),
    a_day("自", "since"),
    text("发出", "opened_at", 20),
    text("解除", "resolved_at", 20),
    *WORDS,
)


async def pages(request: Request, caller: Caller, view: View, page: Page) -> AsyncIterator[Sequence[Mapping[str, Any]]]:
    """All that the caller may see of what the filters name, as lists show it, page by page."""
    after: str | None = ""
    while after is not None:
        rows, after = await desk_of(request).rows(caller, view, page.model_copy(update={"after": after}))
        yield [row.document for row in rows]


@router.get("/board.xlsx", response_class=Response)
async def export_board(request: Request, caller: Reading, query: Annotated[WantedOffices, Query()]) -> Response:
    """The board as a workbook, with the board's filters."""
    offices = offices_of(request)
    figures = tuple(judge(OfficeFacts(), offices.plan, offices.today()).figures)
    wanted = OfBoard(limit=PAGE, **query.model_dump())
    with writing(service_of(request).ports.workbooks.writer()) as writer:
        writer.begin("看板 board", (*BOARD, *map(number, figures), BROKEN))
        async for documents in pages(request, caller, board.VIEW, wanted):
            await asyncio.to_thread(writer.write, [board_row(document, figures) for document in documents])
    return await download(writer, "board")


def board_row(document: Mapping[str, Any], figures: Iterable[str]) -> Sequence[Value]:
    return [
        document["name"],
        document["office_id"],
        document["county_code"],
        YES_NO[document["compliant"]],
        document["worst"],
        *(document["figures"].get(name) for name in figures),
        "、".join(document["breaches"]),
    ]


@router.get("/alerts.xlsx", response_class=Response)
async def export_alerts(request: Request, caller: Reading, query: Annotated[WantedAlerts, Query()]) -> Response:
    """The alerts as a workbook, with the list's filters; who took one on, and what was noted, is not in it."""
    wanted = OfAlerts(limit=PAGE, **query.model_dump())
    with writing(service_of(request).ports.workbooks.writer()) as writer:
        writer.begin("预警 alerts", ALERTS)
        async for documents in pages(request, caller, KIND.view, wanted):
            cards = [shaped(document, alerts.AlertCard) for document in documents]
            await asyncio.to_thread(writer.write, [alert_row(card) for card in cards])
    return await download(writer, "alerts")


def alert_row(card: alerts.AlertCard) -> Sequence[Value]:
    return [
        card.rule,
        card.article,
        card.law,
        card.severity,
        STAGES.get(card.stage, card.stage),
        card.county_code,
        card.office_id,
        card.subject,
        card.since,
        card.opened_at,
        card.resolved_at,
        WHO_ACTS.get(card.who_acts, card.who_acts),
        card.text.get("zh"),
        card.text.get("en"),
    ]


@router.get("/counties/{code}.xlsx", response_class=Response)
async def export_county(request: Request, code: str, caller: Reading, on: date | None = None) -> Response:
    """A county's report on any day: its figures, what each rule found at each office, and what falls due."""
    offices = offices_of(request)
    must_see_whole(caller, code)
    with writing(service_of(request).ports.workbooks.writer()) as writer:
        await Report(offices, code, on or offices.today(), writer).write()
    return await download(writer, f"county-{code}")


class Report:
    """Office by office, once for each sheet: so a report of many offices takes no more memory than that of one."""

    def __init__(self, offices: Offices, area: str, on: date, writer: Writer) -> None:
        self._offices, self._area, self._on, self._writer = offices, area, on, writer

    async def write(self) -> None:
        """Raises NotFound where there is no office on the day."""
        figures = await self._figures()
        if not figures:
            raise NotFound(f"no office is known in {self._area} on {self._on}")
        self._writer.begin("指标 figures", NAMED_FIGURES)
        self._writer.write(figures)
        await self._sheet("核查结果 findings", FINDINGS, finding_rows)
        await self._sheet("期限 deadlines", DEADLINES, deadline_rows)

    async def _sheet(self, title: str, headings: Sequence[Heading], rows: Rows) -> None:
        self._writer.begin(title, headings)
        async for office, judgement in self._offices.judged(self._area, self._on):
            await asyncio.to_thread(self._writer.write, rows(office, judgement))

    async def _figures(self) -> Sequence[Sequence[Value]]:
        sums: Counter[str] = Counter()
        each, compliant = [], 0
        async for _, judgement in self._offices.judged(self._area, self._on):
            sums.update(judgement.figures)
            each.append(judgement.figures)
            compliant += all(finding.compliant for finding in judgement.findings)
        if not each:
            return []
        ratio = pooled(each, self._offices.plan, self._on)
        named = [(FIGURES.get(name, name), name, value) for name, value in {**sums, **ratio}.items()]
        return [
            ("日期", "on", self._on.isoformat()),
            ("司法所", "offices", len(each)),
            ("符合的司法所", "compliant_offices", compliant),
            *named,
        ]


def finding_rows(office: Office, judgement: Judgement) -> Sequence[Sequence[Value]]:
    return [
        (
            office.name,
            office.id,
            finding.rule,
            finding.article,
            finding.law,
            finding.severity,
            YES_NO[finding.compliant],
            finding.figure,
            finding.required,
            finding.since,
            WHO_ACTS.get(finding.who_acts, finding.who_acts),
            finding.text.get("zh"),
            finding.text.get("en"),
        )
        for finding in judgement.findings
    ]


def deadline_rows(office: Office, judgement: Judgement) -> Sequence[Sequence[Value]]:
    return [
        (
            office.name,
            office.id,
            deadline.rule,
            deadline.subject,
            deadline.due,
            STAGES.get(deadline.stage, deadline.stage),
            deadline.severity,
            deadline.text.get("zh"),
        )
        for deadline in judgement.deadlines
        if deadline.stage in FALLING_DUE
    ]
