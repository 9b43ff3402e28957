"""What screening confirms becomes an intake in one step, and can be taken back."""

from datetime import datetime

from django.utils.translation import gettext as _

from disputes.actions import assignments, disputes, moves
from disputes.actions.disputes import Intake
from disputes.actions.parties import PartyFacts
from disputes.models import Dispute
from disputes.workflow import Outcome, Status
from disputes.workflow.intake import Danger, Field, Side, Source
from households.models import Resident
from station import phones, working_days
from station.actions import reminders
from station.errors import RuleError
from station.models import CallRecord, RecordLink, User, reference

SCREENED = "dispute.screened"


def make(call: CallRecord, *, by: User, at: datetime) -> Dispute:
    """The intake of a call; who answers for it and who could mediate are told at once."""
    dispute = disputes.report(
        area=call.area, intake=_intake(call), origin=call, by=by, at=at
    )
    reminders.schedule(kind=SCREENED, subject=dispute, due_at=at)
    assignments.propose_and_tell(dispute=dispute, by=by, at=at)
    return dispute


def unmake(call: CallRecord, *, by: User, at: datetime) -> None:
    """It was no dispute after all, as long as nobody has gone on with it.

    A slip of the key put right in minutes asks for no chief, however grave it looked.
    """
    for dispute in _made_of(call):
        if dispute.status == Status.ENDED:
            continue
        if dispute.status != Status.REPORTED:
            raise RuleError(
                _("The dispute made of this call has been taken up."), code="taken_up"
            )
        dispute = moves.lock_open(dispute, dispute.version)
        result = _("Taken back in screening.")
        disputes.close(dispute, Outcome.NO_DISPUTE, result, by=by, at=at)


def _made_of(call: CallRecord) -> list[Dispute]:
    """The disputes tied to a call."""
    links = RecordLink.objects.filter(
        origin=reference(call), made__startswith="disputes.dispute:"
    )
    keys = [int(made.rpartition(":")[2]) for made in links.values_list("made", flat=1)]
    return list(Dispute.objects.filter(pk__in=keys))


def _intake(call: CallRecord) -> Intake:
    dangers = tuple(code for code in call.dangers if code in Danger.values)
    is_at_home = call.field in {Field.FAMILY, Field.MARRIAGE}
    return Intake(
        source=Source.CALL,
        field=call.field,
        summary=call.summary,
        place=call.place,
        call_number=call.number,
        event_on=working_days.local_date(call.called_at),
        dangers=dangers,
        is_domestic_violence=is_at_home and Danger.VIOLENCE in dangers,
        parties=_caller(call),
    )


def known_of(call: CallRecord) -> dict:
    """What the form of a dispute need not ask again; the whole number stays sealed."""
    return {
        "source": Source.CALL,
        "field": call.field or call.proposed_field,
        "summary": call.summary,
        "place": call.place,
        "call_number": call.number,
        "event_on": working_days.local_date(call.called_at),
        "dangers": [code for code in call.dangers if code in Danger.values],
        "one_name": call.caller_name,
    }


def _caller(call: CallRecord) -> tuple[PartyFacts, ...]:
    """Who called, from the register where the number is one person's there."""
    phone = call.phone if phones.is_valid(call.phone) else ""
    known = Resident.objects.present().filter(
        station=call.station, phone_index=call.phone_index
    )
    found = list(known[:2]) if call.phone_index else []
    if len(found) == 1 and found[0].name == call.caller_name:
        return (PartyFacts(side=Side.ONE, resident=found[0], phone=phone),)
    if not call.caller_name:
        return ()
    return (PartyFacts(side=Side.ONE, name=call.caller_name, phone=phone),)
