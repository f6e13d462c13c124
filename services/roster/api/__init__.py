"""HTTP in, commands out: townships, offices, posts, people."""

from services.roster.api import offices, posts, townships, workers

ROUTERS = (townships.router, offices.router, posts.router, workers.router)
