"""A service's application: its routes under its name, health, its OpenAPI document, and a limit on bodies."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.runtime import operations
from shared.runtime.desk import Desk
from shared.runtime.problems import install, problem
from shared.runtime.service import Service, trouble
from shared.runtime.watch import Watch

CHANGING = {"post", "put"}
ON_COMMAND = [
    {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "The same key and body give the same answer and no second effect",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    },
    {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The version that was seen, as in ETag; 412 where the thing has moved on",
        "schema": {"type": "string"},
    },
]
BEARER = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}


def application(service: Service) -> ASGIApp:
    """Pure ASGI around it: a middleware class of the framework would cost more than all the rest."""
    name = service.name
    app = FastAPI(
        title=f"sifasuo {name}",
        version="1",
        description=service.blueprint.title,
        openapi_url=f"/{name}/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.service, app.state.desk = service, Desk(service)
    # Not included but taken over: a router within a router is matched again for every request.
    for router in (health(service), *service.blueprint.routers):
        app.router.routes.extend(router.routes)
    app.include_router(operations.router, prefix=f"/{name}")
    install(app)
    secure(app)
    settings = service.settings
    limits = {f"/{name}/imports": settings.import_bytes_max}
    return Watch(BodyLimit(app, settings.body_bytes_max, limits), service.counts, service.ports.tracer)


def health(service: Service) -> APIRouter:
    router = APIRouter(prefix=f"/{service.name}/health", tags=["health"])

    @router.get("/live")
    async def live() -> JSONResponse:
        """The process answers."""
        return JSONResponse({"live": True})

    @router.get("/accepting", responses={503: {"description": "The store does not answer"}})
    async def accepting() -> JSONResponse:
        """The store answers, so commands and questions do: what is committed while the bus is away goes out later."""
        fault = await trouble(service.ports.store.backlog())
        return JSONResponse({"accepting": not fault, "store": fault or "ok"}, 503 if fault else 200)

    @router.get("/ready", responses={503: {"description": "Not ready"}})
    async def ready() -> JSONResponse:
        """Store, bus and loops are up, and what others published before the start has been read; else what is not."""
        troubles = await service.troubles()
        return JSONResponse({"ready": not troubles, "troubles": troubles}, 503 if troubles else 200)

    return router


def secure(app: FastAPI) -> None:
    """Says in the document that all but health needs a bearer token, and which headers every command honours."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema:
            return app.openapi_schema
        document = made()
        document.setdefault("components", {})["securitySchemes"] = BEARER
        document["security"] = [{"bearer": []}]
        for path, methods in document["paths"].items():
            for method in CHANGING & methods.keys():
                methods[method].setdefault("parameters", []).extend(ON_COMMAND)
            if "/health/" in path:
                for operation in methods.values():
                    operation["security"] = []
        return document

    app.openapi = openapi  # type: ignore[method-assign]


class BodyLimit:
    """413 for a body over the limit, also where its length was not said. Some paths have a limit of their own."""

    def __init__(self, app: ASGIApp, bytes_max: int, of_paths: Mapping[str, int] = {}) -> None:
        self._app, self._bytes_max, self._of_paths = app, bytes_max, of_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        bytes_max = self._of_paths.get(scope["path"], self._bytes_max)
        body = await read(receive, bytes_max)
        if body is None:
            await problem(413, f"a body has at most {bytes_max} bytes")(scope, receive, send)
            return
        told = False

        async def again() -> Message:
            nonlocal told
            if told:
                return await receive()
            told = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)


async def read(receive: Receive, bytes_max: int) -> bytes | None:
    """The whole body, or nothing where it is too long."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > bytes_max:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return bytes(body)
