"""HTTP in, commands out: townships, offices, posts, people, and what offices work with."""

from services.roster.api import imports, leadership, office_changes, offices, posts, premises, townships, workers

ROUTERS = (
    townships.router,
    offices.router,
    office_changes.router,
    posts.router,
    workers.router,
    leadership.router,
    premises.router,
    imports.router,
)
