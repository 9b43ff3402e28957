"""What screening confirms as fraud becomes a case at once, and can be taken back."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from antifraud import reading
from antifraud.actions import cases
from antifraud.actions.cases import CaseFacts
from antifraud.models import FraudCase, ScamType
from antifraud.workflow.cases import CaseSource, CaseStatus, Outcome
from households.models import Resident
from station import phones
from station.actions import reminders
from station.errors import RuleError
from station.models import CallRecord, User
from station.screening.codes import Scam

SCREENED = "fraud_case.screened"
OTHER = {"code": "other", "name_zh": "其他诈骗", "name_en": "Other fraud"}


def make(call: CallRecord, *, by: User, at: datetime) -> FraudCase:
    """The case of a call, with what its words tell; the officer corrects the rest."""
    facts = facts_of(call)
    case = cases.register(facts=facts, area=call.area, call=call, by=by, at=at)
    if case.owner_id not in {None, by.pk}:
        reminders.schedule(kind=SCREENED, subject=case, due_at=at)
    return case


def unmake(call: CallRecord, *, by: User, at: datetime) -> None:
    """It was no fraud after all, as long as nobody has gone on with it."""
    case = FraudCase.objects.select_for_update().filter(call=call).first()
    if case is None:
        return
    if case.status != CaseStatus.VOID:
        _refuse_if_taken_up(case)
        reason = _("Taken back in screening.")
        case = cases.void(case=case, reason=reason, version=case.version, by=by, at=at)
    # The call may be decided anew and make another case.
    case.call = None
    case.save(update_fields=["call", "updated_at"])


def facts_of(call: CallRecord) -> CaseFacts:
    """What is known of the caller, and what the words say, to be corrected."""
    text = call.summary
    outcome = reading.outcome_of(text)
    loss = reading.loss_of(text) if outcome == Outcome.LOST else None
    resident = _known_caller(call)
    phone = call.phone if phones.is_valid(call.phone) else ""
    return CaseFacts(
        scam_type=type_of(call.scam),
        channel=reading.way_of(text),
        outcome=outcome,
        loss=loss or Decimal(0),
        group=reading.group_of(text),
        place=call.place,
        happened_at=call.called_at,
        reported_at=call.called_at,
        source=CaseSource.CALL,
        victim=resident,
        victim_name="" if resident else call.caller_name,
        victim_phone=phone,
        facts=text,
    )


def type_of(scam: str) -> ScamType:
    """The type the screening's word stands for; what is none of them is other fraud."""
    types = ScamType.objects.active().in_order()
    found = types.filter(screening=scam).first()
    found = found or ScamType.objects.filter(screening=Scam.OTHER).in_order().first()
    if found is not None:
        return found
    made, _is_new = ScamType.objects.get_or_create(
        code=OTHER["code"],
        defaults={**OTHER, "screening": Scam.OTHER, "order": 900},
    )
    return made


def _refuse_if_taken_up(case: FraudCase) -> None:
    if case.version > 1 or case.contacts.done().exists():
        raise RuleError(
            _("The fraud case made of this call has been worked on."), code="taken_up"
        )


def _known_caller(call: CallRecord) -> Resident | None:
    """Who called, where the number is one person's in the register of this name."""
    if not call.phone_index:
        return None
    known = Resident.objects.present().filter(
        station=call.station, phone_index=call.phone_index
    )
    found = list(known[:2])
    is_one = len(found) == 1 and found[0].name == call.caller_name
    return found[0] if is_one else None
