"""What an agreement form knows before anybody types."""

from datetime import date

from django.utils import timezone

from disputes import committees
from disputes.models import Dispute, Mediation
from disputes.workflow.intake import Track
from disputes.workflow.mediation import AgreementForm, MediationKind, MediationOutcome
from station import working_days
from station.models import Area, User

FORM_OF = {
    Track.PEOPLE: AgreementForm.PEOPLE,
    Track.PUBLIC_SECURITY: AgreementForm.PUBLIC_SECURITY,
    "": AgreementForm.PEOPLE,
}


def sitting_of(dispute: Dispute, *, asked: str = "") -> Mediation | None:
    """The sitting that was asked for, else the last one in which they agreed."""
    rows = dispute.mediations.filter(outcome=MediationOutcome.AGREED)
    if asked.isdecimal() and len(asked) <= 18:
        rows = rows.filter(pk=int(asked))
    return rows.select_related("mediator").order_by("-ordinal").first()


def of(dispute: Dispute, mediation: Mediation | None, *, by: User) -> dict:
    """Facts, place, body and chair, as dispute and sitting have them."""
    form = FORM_OF.get(dispute.track, "")
    found = {
        "form": form,
        "facts": dispute.summary,
        "place": dispute.place,
        "body": body_of(dispute, on=timezone.localdate()),
        "chair": dispute.mediator.name if dispute.mediator else by.name,
    }
    if mediation is None:
        return found
    if mediation.kind == MediationKind.ON_THE_SPOT and form != AgreementForm.PEOPLE:
        found["form"] = AgreementForm.ON_THE_SPOT
        found["is_performed_at_once"] = True
    found["facts"] = mediation.facts or dispute.summary
    found["others_present"] = mediation.others_present
    found["reached_on"] = working_days.local_date(mediation.held_at)
    if mediation.mediator is not None:
        found["chair"] = mediation.mediator.name
    return found


def body_of(dispute: Dispute, *, on: date) -> str:
    """The station where the police mediate, else the committee whose seal stands on it."""
    above = {area.kind: area.name for area in Area.objects.above(dispute.area)}
    if dispute.track == Track.PUBLIC_SECURITY:
        return above.get(Area.Kind.STATION, "")
    committee = committees.of(dispute.area, on=on)
    if committee is not None:
        return committee.seal_name or committee.name
    place = above.get(Area.Kind.TOWNSHIP) or above.get(Area.Kind.COMMUNITY, "")
    return f"{place}人民调解委员会" if place else ""


def court_of(dispute: Dispute) -> str:
    """The court of the county the committee sits in (民事诉讼法 art. 205)."""
    counties = Area.objects.above(dispute.area).filter(kind=Area.Kind.COUNTY)
    county = counties.values_list("name", flat=True).first()
    return f"{county}人民法院" if county else ""
