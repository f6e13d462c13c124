"""HTTP in, commands out: mediation, legal service in the villages, democracy and rule of law."""

from services.mediation.api import cases

ROUTERS = (cases.router,)
