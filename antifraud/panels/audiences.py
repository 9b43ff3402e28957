"""What audiences and the alliance bring to the shared pages."""

from django.db.models import PositiveIntegerField
from django.utils.translation import gettext_lazy as _

from antifraud import search
from antifraud.actions.audience_members import follow_merge
from antifraud.demo import audiences as demo
from antifraud.lists import audience_bulk  # noqa: F401
from antifraud.lists.audiences import ALLIES, AUDIENCES
from antifraud.models import AudienceOverlap
from antifraud.notices import audiences as notices
from antifraud.sheets import allies as ally_sheet  # noqa: F401
from antifraud.sheets import audiences as sheet  # noqa: F401
from station.registry import NavItem, OriginFacts, Subject, registry


def describe(record) -> OriginFacts:
    """Where a group or a member of the alliance belongs to."""
    return OriginFacts(area=record.area)


def merged(_ids, event) -> None:
    """Two entries of the register were one person."""
    if event.kind == "resident.merged":
        follow_merge(*event.changes["merged"])


registry.add_list(AUDIENCES, ALLIES)
registry.add_demo("audiences", demo.make, order=66)
registry.add_search(search.AUDIENCES, search.ALLIES)
registry.add_worklist("audiences", notices.owed)
registry.add_listener("households.resident", merged)
registry.add_subject(
    "antifraud.audience", Subject(_("Audience"), "users-group", describe)
)
registry.add_subject(
    "antifraud.ally", Subject(_("Member of the alliance"), "heart-handshake", describe)
)
registry.add_nav(
    NavItem(
        key="audiences",
        label=_("Audiences and alliance"),
        icon="users-group",
        url_name="antifraud:audience_list",
        permission="audience.view",
        order=75,
        section="antifraud",
    ),
)
registry.add_event_fields(
    "antifraud.audience",
    people=AudienceOverlap._meta.get_field("people"),
    known_members=PositiveIntegerField(_("known members")),
)
registry.add_event_labels(
    audience__created=_("Group entered"),
    audience__edited=_("Group edited"),
    audience__retired=_("Group put out of use"),
    audience__brought_back=_("Group in use again"),
    audience__handed_on=_("Group handed to another officer"),
    audience__overlap_said=_("Overlap with another group estimated"),
    audience__member_added=_("A known member added"),
    audience__members_added=_("Known members of an area added"),
    audience__member_removed=_("A known member taken out"),
    audience__members_cleared=_("All known members taken out"),
    ally__taken_in=_("Joined the alliance"),
    ally__edited=_("Member of the alliance edited"),
    ally__left=_("Left the alliance"),
    ally__rejoined=_("In the alliance again"),
)
