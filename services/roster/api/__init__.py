"""HTTP in, commands out: townships, offices, posts, people, and what offices work with."""

from services.roster.api import (
    absences,
    imports,
    leadership,
    office_changes,
    offices,
    posts,
    premises,
    secondments,
    townships,
    workers,
)

ROUTERS = (
    townships.router,
    offices.router,
    office_changes.router,
    posts.router,
    workers.router,
    leadership.router,
    absences.router,
    secondments.router,
    premises.router,
    imports.router,
)
