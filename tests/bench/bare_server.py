"""The ceilings over HTTP: a POST that keeps nothing and a stream that repeats itself, served as sifasuo is."""

import sys
from collections.abc import AsyncIterator
from datetime import date

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from deploy.server import CONNECTIONS_WAITING, uvicorn_loop

CHUNK = b"id: 0\nevent: alert\ndata: " + b"x" * 900 + b"\n\n"
app = FastAPI(openapi_url=None)


class OnDay(BaseModel):
    day: date


class Card(BaseModel):
    """As long an answer as an offender's."""

    id: str
    version: int
    office_id: str
    county_code: str
    stage: str
    sentence: str
    effective_day: date
    ends: date
    female: bool
    minor: bool
    enrolled_day: date
    name: str


@app.post("/offenders/{id}/enrolment")
async def enrol(id: str, body: OnDay) -> Card:
    """Validated, and answered."""
    return Card(
        id=id,
        version=2,
        office_id=id,
        county_code="410105",
        stage="enrolled",
        sentence="suspended",
        effective_day=body.day,
        ends=body.day,
        female=False,
        minor=False,
        enrolled_day=body.day,
        name="测*",
    )


@app.get("/stream/{events}")
async def stream(events: int) -> StreamingResponse:
    """So many events, each as long as an alert, one a chunk."""

    async def chunks() -> AsyncIterator[bytes]:
        yield b": begin\n\n"
        for _ in range(events):
            yield CHUNK

    return StreamingResponse(chunks(), media_type="text/event-stream")


async def serve(port: int) -> None:
    config = uvicorn.Config(
        app, port=port, log_level="warning", access_log=False, lifespan="off", backlog=CONNECTIONS_WAITING
    )
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    uvicorn_loop().run(serve(int(sys.argv[1])))
