"""HTTP in, commands out: offices against the plan, and alerts."""

from services.compliance.api import alerts, exports, offices

ROUTERS = (alerts.router, offices.router, exports.router)
