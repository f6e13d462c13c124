"""Workbooks as a bureau sends them: a template that was filled in, or a table of one's own."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import httpx
from openpyxl import Workbook, load_workbook

from shared.ports.workbooks import MEDIA_TYPE

Rows = Sequence[Mapping[str, Any]]


async def template(client: httpx.AsyncClient, service: str, kind: str = "all") -> bytes:
    answer = await client.get(f"/{service}/imports/templates/{kind}.xlsx")
    assert answer.status_code == httpx.codes.OK, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    return answer.content


def filled(content: bytes, sheets: Mapping[str, Rows]) -> bytes:
    """The template with rows beneath its example; the cells of a row are named by the API's fields."""
    workbook = load_workbook(BytesIO(content))
    for kind, rows in sheets.items():
        sheet = next(each for each in workbook if each.title.endswith(kind))
        fields = [str(cell.value) for cell in sheet[2]]
        for row in rows:
            sheet.append([row.get(field) for field in fields])
    return saved(workbook)


def table(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Just these rows, heads first."""
    workbook = Workbook()
    del workbook["Sheet"]
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return saved(workbook)


def saved(workbook: Any) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


async def sent(client: httpx.AsyncClient, service: str, content: bytes, **more: Any) -> httpx.Response:
    """`dry_run`, or `headers`."""
    headers = more.pop("headers", None)
    files = {"file": ("register.xlsx", content, MEDIA_TYPE)}
    return await client.post(f"/{service}/imports", files=files, params=more, headers=headers, timeout=60)


def faults(answer: httpx.Response) -> list[tuple[int, str | None]]:
    """Row and column of each fault."""
    assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY, answer.text
    return [(error["row"], error["column"]) for error in answer.json()["errors"]]
