"""Offices, posts and people from workbooks: each row becomes a body of the routes next door."""

from datetime import date

from fastapi import Request, Response

from services.roster.api.offices import OFFICES, NewOffice, established
from services.roster.api.posts import POSTS, NewPost, approved
from services.roster.api.workers import NewWorker, hire
from shared.ports.identity import Caller
from shared.runtime.access import service_of
from shared.runtime.bodies import Id
from shared.runtime.desk import Desk, desk_of
from shared.runtime.import_routes import import_routes
from shared.runtime.templates import Column, Template

OFFICE = Column(field="office_id", zh="司法所", example="金水区司法局示例司法所")
DAY = date(2020, 1, 2)


class NumberedPost(NewPost):
    """A post as a register has it: under a number, by which it is known when the register comes again."""

    office_id: Id
    number: Id


def id_of_post(desk: Desk, office_id: str, number: str) -> str:
    return desk.id_of("post", office_id, number)


async def enter_office(request: Request, caller: Caller, body: NewOffice) -> Response:
    """An office of an area has no township that could be taken: it is known by its name."""
    told = body.model_dump_json(exclude_defaults=True)
    return await established(request, caller, body, desk_of(request).id_of("office", told))


async def enter_post(request: Request, caller: Caller, body: NumberedPost) -> Response:
    post = NewPost.model_validate(body.model_dump(exclude={"office_id", "number"}))
    id = id_of_post(desk_of(request), body.office_id, body.number)
    return await approved(request, caller, body.office_id, post, id)


async def enter_worker(request: Request, caller: Caller, body: NewWorker) -> Response:
    """The post by the number that it has in the office's register, or by its id."""
    if body.post_id:
        numbered = id_of_post(desk_of(request), body.office_id, body.post_id)
        if await service_of(request).ports.views.get(POSTS.view, numbered):
            body = body.model_copy(update={"post_id": numbered})
    return await hire(request, body, caller)


TEMPLATES = (
    Template(
        kind="offices",
        zh="司法所",
        body=NewOffice,
        key=("county_code", "name"),
        named="name",
        enter=enter_office,
        columns=(
            Column(field="name", zh="司法所名称", example="金水区司法局示例司法所"),
            Column(field="county_code", zh="主管单位代码", example="410105"),
            Column(field="township_code", zh="乡镇（街道）代码", example="410105001"),
            Column(
                field="kind",
                zh="类型",
                example="乡镇司法所",
                words={"乡镇司法所": "township", "乡镇": "township", "街道": "township", "区域司法所": "area"},
            ),
            Column(field="approval.authority", zh="批准机关", example="金水区委编办"),
            Column(field="approval.document", zh="批准文号", example="金编〔2020〕1号"),
            Column(field="approval.day", zh="批准日期", example=DAY),
            Column(
                field="rank",
                zh="规格",
                example="股级",
                words={"正科级": "section", "副科级": "deputy-section", "股级": "subsection"},
            ),
            Column(
                field="managed_by",
                zh="管理机构",
                example="县局、乡镇",
                words={"县局": "county-bureau", "乡镇": "township", "街道": "township", "区域管理机构": "area"},
            ),
        ),
        said={
            "an office of a township names its township, another one does not": "乡镇司法所填乡镇代码，区域司法所不填"
        },
        refusals={
            "office-exists": "该乡镇（街道）已有司法所，或已有内容不同的同一司法所",
            "township-unknown": "没有登记这个乡镇（街道）",
        },
    ),
    Template(
        kind="posts",
        zh="编制",
        body=NumberedPost,
        key=("office_id", "number"),
        enter=enter_post,
        columns=(
            OFFICE,
            Column(field="number", zh="编制编号", example="ZB-001"),
            Column(
                field="category",
                zh="编制类别",
                example="政法专项编制",
                words={"政法专项编制": "special", "专编": "special", "其他正式编制": "formal", "正式编制": "formal"},
            ),
            Column(field="approved_day", zh="核定日期", example=DAY),
        ),
        refusals={"conflict": "该编号的编制已登记，内容不同"},
    ),
    Template(
        kind="workers",
        zh="工作人员",
        body=NewWorker,
        key=("id_number",),
        enter=enter_worker,
        columns=(
            Column(field="name", zh="姓名", example="示例某"),
            Column(field="id_number", zh="居民身份证号码", example="41010018900101001X", exact=True),
            Column(
                field="kind",
                zh="人员类别",
                example="正式人员",
                words={
                    "正式人员": "formal",
                    "社区矫正社会工作者": "correction",
                    "社区矫正专职社会工作者": "correction",
                    "安置帮教社会工作者": "resettlement",
                    "公共法律服务工作人员": "legal-service",
                    "公共法律服务专职工作人员": "legal-service",
                    "专职人民调解员": "mediator",
                },
            ),
            OFFICE,
            Column(field="post_id", zh="编制编号", example="ZB-001"),
            Column(field="since", zh="到岗日期", example=DAY),
            Column(field="contract.vendor", zh="承接主体"),
            Column(field="contract.until", zh="合同截止日"),
        ),
        said={"a contract ends on its first day or later": "合同截止日不得早于到岗日期"},
        refusals={"post-match": "此人已在岗且内容不同，或该编制已有人占用"},
    ),
)
router = import_routes("roster", TEMPLATES, OFFICES.view)
