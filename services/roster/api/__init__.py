"""HTTP in, commands out: townships, offices, posts, people, and what offices work with."""

from services.roster.api import offices, posts, premises, townships, workers

ROUTERS = (townships.router, offices.router, posts.router, workers.router, premises.router)
