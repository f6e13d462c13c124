"""HTTP in, commands out: offenders and released persons, also by the workbook."""

from services.corrections.api import imports, offenders, openings, releases, supervision, whereabouts

ROUTERS = (offenders.router, supervision.router, whereabouts.router, releases.router, openings.router, imports.router)
