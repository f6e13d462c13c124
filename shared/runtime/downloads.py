"""Workbooks as answers."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import Response
from fastapi.responses import StreamingResponse

from shared.ports.workbooks import MEDIA_TYPE, Writer

CHUNK = 256 * 1024
WORKBOOK: dict[int | str, dict[str, Any]] = {
    200: {"description": "A workbook", "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}


@contextmanager
def writing(writer: Writer) -> Iterator[Writer]:
    """Whoever breaks off in the middle leaves nothing behind."""
    try:
        yield writer
    except BaseException:
        writer.abandon()
        raise


async def download(writer: Writer, name: str) -> Response:
    """What was written, a piece at a time."""
    file = await asyncio.to_thread(writer.end)

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(CHUNK):
                yield piece

    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return StreamingResponse(pieces(), headers=headers, media_type=MEDIA_TYPE)
