"""What volunteers and teams bring to the shared pages."""

from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from patrols import search
from patrols.demo import volunteers as demo
from patrols.lists import volunteer_bulk  # noqa: F401
from patrols.lists.teams import TEAMS
from patrols.lists.volunteers import VOLUNTEERS
from patrols.models import Membership
from patrols.notices import volunteers as notices
from patrols.sheets import volunteers as sheet  # noqa: F401
from station.registry import LegalDefault, NavItem, OriginFacts, Subject, registry


def describe(record) -> OriginFacts:
    """The place somebody or a team serves in."""
    return OriginFacts(area=record.area)


def face_link(token: str) -> tuple[str, str, str]:
    """On the page behind the code."""
    return (
        reverse("patrol_public:apply", args=[token]),
        gettext("Join the volunteer patrols"),
        gettext("A few hours a month, with training and insurance."),
    )


registry.add_demo("volunteers", demo.make, order=60)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("volunteers", notices.owed)
registry.add_search(*search.KINDS)
registry.add_subject(
    "patrols.volunteer", Subject(pgettext_lazy("patrol", "Volunteer"), "walk", describe)
)
registry.add_subject("patrols.team", Subject(_("Patrol team"), "users-group", describe))
registry.add_face_link(face_link)
registry.add_list(VOLUNTEERS, TEAMS)
registry.add_nav(
    NavItem(
        key="teams",
        label=_("Teams and volunteers"),
        icon="users-group",
        url_name="patrols:team_list",
        permission="team.view",
        order=60,
        section="patrols",
    ),
)
registry.add_legal(
    LegalDefault(
        code=notices.VET_WITHIN,
        title_zh="义警报名审核期限",
        title_en="Time to vet a volunteer's application",
        value=7,
        unit="calendar_day",
        article="—",
        source="本所",
        mark="O",
    ),
)
registry.add_event_fields("patrols.team", role=Membership._meta.get_field("role"))
registry.add_event_labels(
    volunteer__applied=_("Application of a volunteer"),
    volunteer__edited=_("Volunteer edited"),
    volunteer__accepted=_("Vetted and taken on"),
    volunteer__guardian_noted=_("Guardian's consent noted"),
    volunteer__refused=_("Not taken on"),
    volunteer__resting=_("Rests from patrols"),
    volunteer__returned=_("Back from the rest"),
    volunteer__left=_("Left the volunteers"),
    volunteer__reapplied=_("Applied again"),
    volunteer__account_given=_("Account handed over"),
    volunteer__trained=_("Training attended"),
    volunteer__insured=_("Insurance noted"),
    volunteer__equipped=_("Equipment handed out"),
    volunteer__gave_back=_("Equipment given back"),
    volunteer__struck=_("Struck out as a mistake"),
    volunteer__wished=_("Wish put down"),
    volunteer__wish_off=_("Wish taken off"),
    volunteer__kept=_("Kept up to date in person"),
    team__created=_("Team founded"),
    team__edited=_("Team edited"),
    team__dissolved=_("Team dissolved"),
    team__joined=pgettext_lazy("team", "Member joined"),
    team__role_set=_("Role in the team set"),
    team__left=pgettext_lazy("team", "Member left"),
)
