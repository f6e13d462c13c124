"""HTTP in, commands out: offenders, released persons and volunteers, also by the workbook."""

from services.corrections.api import imports, in_help, offenders, releases, supervision, volunteers, whereabouts

ROUTERS = (
    offenders.router,
    supervision.router,
    whereabouts.router,
    releases.router,
    in_help.router,
    volunteers.router,
    imports.router,
)
