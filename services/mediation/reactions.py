"""What mediation consists of; it reacts to nothing."""

from services.mediation.core import activity, case, service, villages, visits
from services.mediation.views import activity_log, dispute_board, duty_visits, legal_service, village_register
from shared.runtime.aggregate import Aggregate, Reading

CASE = Aggregate(case.DECIDER, Reading(dispute_board.VIEW, dispute_board.CaseCard, dispute_board.fold))
VILLAGES = Aggregate(
    villages.DECIDER, Reading(village_register.VIEW, village_register.VillagesCard, village_register.fold)
)
VISITS = Aggregate(visits.DECIDER, Reading(duty_visits.VIEW, duty_visits.VisitsCard, duty_visits.fold))
SERVICE = Aggregate(service.DECIDER, Reading(legal_service.VIEW, legal_service.ServiceCard, legal_service.fold))
ACTIVITY = Aggregate(activity.DECIDER, Reading(activity_log.VIEW, activity_log.ActivityCard, activity_log.fold))
