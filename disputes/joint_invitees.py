"""Who can be asked to a joint mediation, as the register of offices and mediators has it."""

from datetime import date

from disputes.actions.invitations import Invitee
from disputes.models import JointTemplate, Mediator
from disputes.workflow.joint import PartnerKind
from households.actions.message_life import offices_for
from households.models import Office
from households.workflow.messages import OfficeKind
from station.models import Area

KIND_OF_OFFICE = {
    OfficeKind.VILLAGE: PartnerKind.VILLAGE,
    OfficeKind.JUSTICE: PartnerKind.JUSTICE,
}


def kind_of(office: Office) -> str:
    """As which partner an office comes."""
    return KIND_OF_OFFICE.get(OfficeKind(office.kind), PartnerKind.DEPARTMENT)


def offices(area: Area):
    """The offices the station works with."""
    return offices_for(area).prefetch_related("people")


def mediators(area: Area, *, on: date):
    """The mediators of the place and of what it lies in."""
    rows = Mediator.objects.serving(on=on).filter(area__in=Area.objects.above(area))
    return rows.defer("phone").order_by("name", "pk")


def suggested(template: JointTemplate, area: Area) -> list[Office]:
    """Whom the template asks for; of many villages only the one it is about."""
    found = [row for row in offices(area) if kind_of(row) in template.invites]
    villages = [row for row in found if row.kind == OfficeKind.VILLAGE]
    own = [row for row in villages if area.short_name in row.title]
    if len(villages) > 1:
        found = [row for row in found if row not in villages or row in own]
    return found


def of_office(office: Office) -> Invitee:
    """The office as it is asked to come; where one person sits there, by account too."""
    people = list(office.people.all())
    user = people[0] if len(people) == 1 else None
    return Invitee(kind=kind_of(office), office=office, phone=office.line, user=user)


def of_mediator(mediator: Mediator, *, is_committee: bool) -> Invitee:
    """A mediator as member of the committee, or as such."""
    kind = PartnerKind.COMMITTEE if is_committee else PartnerKind.MEDIATOR
    return Invitee(
        kind=kind, name=mediator.name, phone=mediator.phone, user=mediator.user
    )
