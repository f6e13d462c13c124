"""Serving an installation, or a part of it: one process, one port, a clean stop."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from pathlib import Path
from types import FrameType

import structlog
import uvicorn

from deploy.demo import fill, inside
from deploy.embedded import embedded
from deploy.installation import Installation
from deploy.root import Root
from deploy.telemetry import Tracers, traced, untraced
from deploy.townships import Township, read_townships
from deploy.villages import Villages, read_villages
from shared.contract.catalogue import SERVICES
from shared.runtime.settings import Settings

REFERENCE = Path(__file__).parent / "reference"
STOP_S = 5
GC_THRESHOLDS = (100_000, 50, 1000)
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


def quiet_logs(level: str = "warning") -> None:
    """One JSON line an event, whoever says it; no access log, and no personal data in any.

    What Kafka's client has to say, it raises as well, and it says it as often as it tries.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    told = (
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
    )
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(processors=[*told, as_json], wrapper_class=structlog.make_filtering_bound_logger(level))
    others = logging.StreamHandler(sys.stdout)
    without = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    others.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[without, as_json], foreign_pre_chain=told))
    logging.basicConfig(handlers=[others], level=level.upper(), force=True)


def run(settings: Settings, names: Sequence[str] = SERVICES, *, host: str, port: int, demo: bool) -> None:
    """Raises what installed and fill raise."""
    quiet_logs(settings.log)
    uvicorn_loop().run(serve(settings, names, host, port, demo=demo))


def installed(
    settings: Settings, names: Sequence[str] = SERVICES, tracers: Tracers = untraced
) -> AbstractAsyncContextManager[Installation]:
    """Raises HalfDistributed, and what embedded and distributed raise."""
    if not settings.distributed:
        return embedded(settings, tracers)
    from deploy.distributed import distributed  # noqa: PLC0415 - an extra, which embedded does not need

    return distributed(settings, names, tracers)


def looked_at(settings: Settings) -> AbstractAsyncContextManager[Installation]:
    """To look at what is stored, and to mend it. Embedded it runs meanwhile; distributed others may run it."""
    if not settings.distributed:
        return embedded(settings)
    from deploy import distributed  # noqa: PLC0415

    return distributed.looked_at(settings)


def uvicorn_loop() -> asyncio.Runner:
    """uvloop where it is there: a third faster."""
    factory = uvicorn.Config("", loop="auto", log_config=None).get_loop_factory()
    return asyncio.Runner(loop_factory=factory)


async def serve(settings: Settings, names: Sequence[str], host: str, port: int, *, demo: bool) -> None:
    async with traced(settings) as tracers, installed(settings, names, tracers) as installation:
        if demo:
            await fill(inside(installation), installation.clock.today(), *zhengzhou())
        lasting()
        server = Server(configured(installation.root, host, port), installation)
        await server.serve()
    if not server.started:
        raise SystemExit(1)
    print("sifasuo has stopped", flush=True)


def configured(root: Root, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        root,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        backlog=CONNECTIONS_WAITING,
        timeout_graceful_shutdown=STOP_S,
    )


def zhengzhou() -> tuple[Sequence[Township], Villages]:
    townships = read_townships(REFERENCE / "zhengzhou-townships.csv", REFERENCE / "zhengzhoudong_overlay.csv")
    return townships, read_villages(REFERENCE / "zhengzhou-villages.csv.gz")


def lasting() -> None:
    """What is there by now stays; the collector would only look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
