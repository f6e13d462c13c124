"""One origin for all services in one process: who answers is told by the first part of the path."""

from collections.abc import Mapping, Sequence

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.runtime.metrics import metrics
from shared.runtime.problems import problem
from shared.runtime.service import Service

WELCOME = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>sifasuo 司法所</title>
<style>body{{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1d2733}}
code{{background:#eef1f5;padding:.1em .35em;border-radius:.2em}}</style>
<h1>sifasuo 司法所</h1><p>The city's judicial offices against the plan, live. 全市司法所对照方案，实时核查。</p>
<ul>{services}</ul>
<p>Alerts, live: <code>GET /compliance/alerts/stream</code> · metrics: <a href="/metrics">/metrics</a></p>
<p>Every call but health, documents and metrics takes a token: <code>sifasuo token --role city --area 4101</code></p>
</html>"""
LINE = (
    '<li><b>/{name}</b>: {title} · <a href="/{name}/openapi.json">OpenAPI</a>'
    ' · <a href="/{name}/health/ready">ready</a>'
)


class Root:
    """Pure ASGI: a look-up, and nothing else on the way."""

    def __init__(self, applications: Mapping[str, ASGIApp], services: Sequence[Service]) -> None:
        self._applications, self._services = applications, services
        lines = "".join(LINE.format(name=service.name, title=service.blueprint.title) for service in services)
        self._welcome = HTMLResponse(WELCOME.format(services=lines))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path: str = scope["path"]
        application = self._applications.get(path.split("/", 2)[1])
        if application:
            await application(scope, receive, send)
        elif path == "/":
            await self._welcome(scope, receive, send)
        elif path == "/metrics":
            await (await metrics(self._services))(scope, receive, send)
        else:
            await problem(404, "no service has this path")(scope, receive, send)
