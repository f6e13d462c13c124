"""Offenders and released persons from workbooks: each row becomes a body of the routes next door."""

from datetime import date

from fastapi import Request, Response

from services.corrections.api.offenders import NewOffender, register
from services.corrections.api.releases import NewRelease, notify
from shared.ports.identity import Caller
from shared.runtime.copies import OFFICES
from shared.runtime.import_routes import import_routes
from shared.runtime.templates import Column, Template

NAME = Column(field="name", zh="姓名", example="示例某")
NUMBER = Column(field="id_number", zh="居民身份证号码", example="41010018900101001X", exact=True)
OFFICE = Column(field="office_id", zh="司法所", example="金水区司法局示例司法所")
MINOR = Column(field="minor", zh="未成年人", example="否")


async def enter_offender(request: Request, caller: Caller, body: NewOffender) -> Response:
    return await register(request, body, caller)


async def enter_release(request: Request, caller: Caller, body: NewRelease) -> Response:
    return await notify(request, body, caller)


TEMPLATES = (
    Template(
        kind="offenders",
        zh="社区矫正对象",
        body=NewOffender,
        key=("id_number",),
        enter=enter_offender,
        columns=(
            NAME,
            NUMBER,
            OFFICE,
            Column(
                field="sentence",
                zh="矫正类别",
                example="缓刑",
                words={
                    "管制": "surveillance",
                    "缓刑": "suspended",
                    "假释": "parole",
                    "暂予监外执行": "outside-prison",
                },
            ),
            Column(field="effective_day", zh="生效日期", example=date(2026, 3, 1)),
            Column(field="ends", zh="矫正期限届满之日", example=date(2028, 2, 29)),
            Column(field="female", zh="女性", example="否"),
            MINOR,
        ),
        said={"a term ends on its first day or later": "矫正期限届满之日不得早于生效日期"},
        refusals={"open-case": "此人有未结案", "office-unknown": "司法所尚未登记"},
    ),
    Template(
        kind="releases",
        zh="刑满释放人员",
        body=NewRelease,
        key=("id_number",),
        enter=enter_release,
        columns=(
            NAME,
            NUMBER,
            OFFICE,
            Column(field="prison", zh="监狱", example="示例监狱"),
            Column(field="release_day", zh="刑满释放日期", example=date(2026, 12, 1)),
            Column(field="key_person", zh="重点帮教对象", example="否"),
            MINOR,
            Column(field="has_guardian", zh="有监护人", example="是"),
        ),
        refusals={"open-case": "此人的释放通知已登记，内容不同", "office-unknown": "司法所尚未登记"},
    ),
)
router = import_routes("corrections", TEMPLATES, OFFICES)
