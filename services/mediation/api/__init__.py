"""HTTP in, commands out: mediation, legal service in the villages, democracy and rule of law."""

from services.mediation.api import activities, cases, services, villages

ROUTERS = (cases.router, villages.router, services.router, activities.router)
