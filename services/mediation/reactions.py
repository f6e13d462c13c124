"""What mediation is answered for: its cases. Of the others it hears only which offices there are."""

from services.mediation.core import case
from services.mediation.views import dispute_board
from shared.runtime.aggregate import Aggregate, Reading

CASE = Aggregate(case.DECIDER, Reading(dispute_board.VIEW, dispute_board.CaseCard, dispute_board.fold))
