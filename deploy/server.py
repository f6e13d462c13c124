"""Serving the embedded installation: one process, one port, a clean stop."""

import asyncio
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import structlog
import uvicorn

from deploy.demo import fill, load
from deploy.embedded import Installation, embedded
from deploy.townships import Township, read_townships
from deploy.verification import differences
from shared.runtime.settings import Settings

REFERENCE = Path(__file__).parent / "reference"
STOP_S = 5
CONNECTIONS_WAITING = 2048


class Server(uvicorn.Server):
    """Says where it is, and leaves when it is told to, without raising the signal once more."""

    def __init__(self, config: uvicorn.Config, installation: Installation) -> None:
        super().__init__(config)
        self._installation = installation

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Open streams end by themselves before anything could cut them off."""
        for service in self._installation.services:
            service.hub.close()
        super().handle_exit(sig, frame)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            print(f"sifasuo is at http://{self.config.host}:{self.config.port}  (Ctrl-C stops it)", flush=True)


def quiet_logs() -> None:
    """One JSON line an event, warnings and worse; no access log, and no personal data in any."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(30),
    )


def run(settings: Settings, *, host: str, port: int, demo: bool) -> None:
    quiet_logs()
    uvicorn_loop().run(serve(settings, host, port, demo=demo))


def uvicorn_loop() -> asyncio.Runner:
    """uvloop where it is there: a third faster."""
    factory = uvicorn.Config("", loop="auto").get_loop_factory()
    return asyncio.Runner(loop_factory=factory)


async def serve(settings: Settings, host: str, port: int, *, demo: bool) -> None:
    async with embedded(settings) as installation:
        if demo:
            await fill(installation, zhengzhou())
        config = uvicorn.Config(
            installation.root,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            lifespan="off",
            backlog=CONNECTIONS_WAITING,
            timeout_graceful_shutdown=STOP_S,
        )
        server = Server(config, installation)
        await server.serve()
    if not server.started:
        raise SystemExit(1)
    print("sifasuo has stopped", flush=True)


def zhengzhou() -> Sequence[Township]:
    return read_townships(REFERENCE / "zhengzhou-townships.csv", REFERENCE / "zhengzhoudong_overlay.csv")


def load_townships(settings: Settings, file: Path, overlay: Path | None) -> None:
    """Raises FaultyTownships and what embedded and load raise."""
    rows = read_townships(file, overlay)

    async def loaded() -> None:
        async with embedded(settings) as installation:
            await load(installation, rows)

    quiet_logs()
    asyncio.run(loaded())


def load_demo(settings: Settings) -> None:
    async def filled() -> None:
        async with embedded(settings) as installation:
            await fill(installation, zhengzhou())

    quiet_logs()
    asyncio.run(filled())


def verify(settings: Settings) -> Sequence[str]:
    quiet_logs()
    found: Sequence[str] = asyncio.run(differences(settings))
    return found
