"""What roster makes of claims that were taken, and of a worker who leaves a post, and an office to lead, behind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.roster.core import (
    budget,
    informatisation,
    leadership,
    office,
    post,
    premises,
    recruitment,
    township,
    vehicle,
    worker,
)
from services.roster.core.leadership import LoseWorker
from services.roster.core.office_commands import EstablishOffice, RenamePlace
from services.roster.core.post import TakePost, VacatePost
from services.roster.core.postings import ReassignWorker, left
from services.roster.core.worker import HireWorker
from services.roster.views import (
    budget_book,
    establishment,
    fleet,
    leaders,
    networks,
    office_card,
    people,
    premises_register,
    recruitments,
    township_register,
)
from shared.contract.envelope import Public
from shared.contract.personnel import LeaderAppointed, WorkerLeft
from shared.contract.roster import WorkerDeparted
from shared.contract.townships import TownshipRenamed
from shared.kernel.claim import Claimed
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.runtime.aggregate import Aggregate, Reading
from shared.runtime.claims import carrying_out, claim
from shared.runtime.handler import Handler, Reaction, Sender

TOWNSHIP = Aggregate(
    township.DECIDER, Reading(township_register.VIEW, township_register.TownshipCard, township_register.fold)
)
OFFICE = Aggregate(office.DECIDER, Reading(office_card.VIEW, office_card.OfficeCard, office_card.fold))
POST = Aggregate(post.DECIDER, Reading(establishment.VIEW, establishment.PostCard, establishment.fold))
WORKER = Aggregate(worker.DECIDER, Reading(people.VIEW, people.WorkerCard, people.fold))
RECRUITMENT = Aggregate(
    recruitment.DECIDER, Reading(recruitments.VIEW, recruitments.RecruitmentCard, recruitments.fold)
)
LEADERSHIP = Aggregate(leadership.DECIDER, Reading(leaders.VIEW, leaders.LeadershipCard, leaders.fold))
BUDGET = Aggregate(budget.DECIDER, Reading(budget_book.VIEW, budget_book.BudgetCard, budget_book.fold))
VEHICLE = Aggregate(vehicle.DECIDER, Reading(fleet.VIEW, fleet.VehicleCard, fleet.fold))
INFORMATISATION = Aggregate(
    informatisation.DECIDER, Reading(networks.VIEW, networks.InformatisationCard, networks.fold)
)
PREMISES = Aggregate(
    premises.DECIDER, Reading(premises_register.VIEW, premises_register.PremisesCard, premises_register.fold)
)

# One township a code, where it was created with another; one active ordinary office a township; one employment a
# person, by the number's keyed hash.
CODE_CLAIM = claim("codeclaim")
SEAT_CLAIM = claim("seatclaim")
WORKER_CLAIM = claim("workerclaim")
# One reassignment of a worker to an office on a day: it carries on what takes a post before the worker moves.
MOVE_CLAIM = claim("moveclaim")


async def take_post(handler: Handler, worker_id: str, command: Any, sender: Sender) -> None:
    """The scarce thing first: the post takes its holder, then the worker is hired, so nothing is given twice.

    Whether the hiring will be refused is asked before: then it takes nothing.
    """
    if command.post_id:
        WORKER.decider.decide((await handler.current(WORKER, worker_id)).state, command)
        taking = TakePost(worker_id=worker_id, day=command.since)
        await handler.handle(POST, command.post_id, taking, sender.without_key())


async def leave_post(handler: Handler, worker_id: str, command: Any, sender: Sender) -> None:
    """Who was not hired after all never held the post."""
    if command.post_id:
        leaving = VacatePost(worker_id=worker_id, day=command.since)
        await handler.handle(POST, command.post_id, leaving, sender.without_key())


async def leave_new_post(handler: Handler, worker_id: str, command: Any, sender: Sender) -> None:
    """Who was not reassigned after all never held the other post; unless it is the one that the worker holds."""
    card = (await handler.current(WORKER, worker_id)).document
    if card is None or card.post_id != command.post_id:
        await leave_post(handler, worker_id, command, sender)


async def on_township_renamed(recorded: Recorded, handler: Handler) -> None:
    """Its office hears what the place is called now."""
    renamed, township_id = recorded.event, subject_of(recorded.commit.stream)
    card = (await handler.current(TOWNSHIP, township_id)).document
    if not isinstance(renamed, TownshipRenamed) or card is None:
        raise TypeError(renamed)
    command = RenamePlace(place=renamed.name.removeprefix(card.county), day=renamed.day)
    where = {"county_code": card.county_code, "township_code": township_id}
    for row in await handler.views.find(office_card.VIEW, where):
        await handler.handle(OFFICE, row.id, command, caused(recorded))


def caused(recorded: Recorded) -> Sender:
    """Who sends what follows from an event."""
    commit = recorded.commit
    return Sender(actor=commit.actor, caused_by=recorded.id, traceparent=commit.traceparent)


async def on_worker_departed(recorded: Recorded, handler: Handler) -> None:
    """The post falls vacant on the day of departure, and its year begins; who led the office leads it no longer."""
    departed = recorded.event
    if not isinstance(departed, WorkerDeparted):
        raise TypeError(departed)
    worker_id = subject_of(recorded.commit.stream)
    card = (await handler.current(WORKER, worker_id)).document
    if card and card.post_id:
        vacating = VacatePost(worker_id=worker_id, day=departed.day)
        await handler.handle(POST, card.post_id, vacating, caused(recorded))
    await lose_leader(recorded, handler, worker_id, departed.day)


async def on_worker_left(recorded: Recorded, handler: Handler) -> None:
    """So do the post and the office that a worker leaves for others."""
    gone = recorded.event
    if not isinstance(gone, WorkerLeft):
        raise TypeError(gone)
    worker_id = subject_of(recorded.commit.stream)
    if gone.post_id:
        vacating = VacatePost(worker_id=worker_id, day=gone.day)
        await handler.handle(POST, gone.post_id, vacating, caused(recorded))
    if gone.office_id != gone.to_office_id:
        await lose_leader(recorded, handler, worker_id, gone.day)


async def on_leader_appointed(recorded: Recorded, handler: Handler) -> None:
    """Whose departure is on record already leads no longer than that."""
    appointed = recorded.event
    if not isinstance(appointed, LeaderAppointed):
        raise TypeError(appointed)
    until = left((await handler.current(WORKER, appointed.worker_id)).state.postings, appointed.office_id)
    if until and until < date.max:
        await lose_leader(recorded, handler, appointed.worker_id, until)


async def lose_leader(recorded: Recorded, handler: Handler, worker_id: str, day: date) -> None:
    told = recorded.event
    if isinstance(told, Public) and told.office_id:
        losing = LoseWorker(county_code=told.county_code, office_id=told.office_id, worker_id=worker_id, day=day)
        await handler.handle(LEADERSHIP, told.office_id, losing, caused(recorded))


REACTIONS: Mapping[tuple[str, type], Reaction] = {
    ("seatclaim", Claimed): carrying_out(SEAT_CLAIM, OFFICE, EstablishOffice),
    ("workerclaim", Claimed): carrying_out(WORKER_CLAIM, WORKER, HireWorker, take_post, leave_post),
    ("township", TownshipRenamed): on_township_renamed,
    ("moveclaim", Claimed): carrying_out(MOVE_CLAIM, WORKER, ReassignWorker, take_post, leave_new_post),
    ("worker", WorkerDeparted): on_worker_departed,
    ("worker", WorkerLeft): on_worker_left,
    ("leadership", LeaderAppointed): on_leader_appointed,
}
