"""Who can be asked to a joint mediation, as the register of offices and mediators has it."""

from datetime import date

from disputes.actions.invitations import Invitee
from disputes.models import Committee, CommitteeMember, JointTemplate, Mediator
from disputes.workflow.joint import PartnerKind
from households.actions.message_life import offices_for
from households.models import Office
from households.workflow.messages import OfficeKind
from station import phones
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
    return rows.select_related("user").order_by("name_sort", "pk")


def members(area: Area, *, on: date):
    """Who sits today on the committees of the place and of what it lies in."""
    committees = Committee.objects.serving(on=on)
    rows = CommitteeMember.objects.filter(
        committee__in=committees.filter(area__in=Area.objects.above(area)),
        until_on=None,
    )
    return rows.select_related("committee", "mediator__user").order_by("pk")


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
    line = phones.normalise(office.line)
    phone = line if phones.is_valid(line) else ""  # 12345 stands with the office
    return Invitee(kind=kind_of(office), office=office, phone=phone, user=user)


def of_mediator(mediator: Mediator) -> Invitee:
    """Somebody from the register of mediators."""
    return Invitee(
        kind=PartnerKind.MEDIATOR,
        name=mediator.name,
        phone=mediator.phone,
        user=mediator.user,
    )


def of_member(member: CommitteeMember) -> Invitee:
    """A member of the committee, by account where there is one."""
    mediator = member.mediator
    return Invitee(
        kind=PartnerKind.COMMITTEE,
        name=member.name,
        organisation=member.committee.name[:80],
        phone=mediator.phone if mediator else "",
        user=mediator.user if mediator else None,
    )
