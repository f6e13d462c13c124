"""HTTP in, commands out: offenders and released persons."""

from services.corrections.api import imports, offenders, releases

ROUTERS = (offenders.router, releases.router, imports.router)
