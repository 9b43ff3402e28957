"""The lists of audiences and of the members of the alliance."""

from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.filters.audiences import AllyListFilterSet, AudienceListFilterSet
from antifraud.models import AlertSending, Ally, Audience, AudienceMember
from station.lists import ListColumn, ListKind
from station.places import name_of

IN_USE = pgettext_lazy("audience", "In use")
RETIRED = pgettext_lazy("audience", "Not in use")


def prepared(rows):
    """With when something was sent last, and how many are known to be in it."""
    sent = AlertSending.objects.sent().filter(audience=OuterRef("pk")).order_by()
    last = sent.values("audience").annotate(found=Max("sent_at")).values("found")
    known = AudienceMember.objects.filter(audience=OuterRef("pk")).order_by()
    count = known.values("audience").annotate(found=Count("pk")).values("found")
    return rows.for_list().annotate(
        sent_last=Subquery(last),
        known=Coalesce(Subquery(count), 0),
    )


def state_of(row: Audience):
    """In use, or not any more."""
    return IN_USE if row.is_active else RETIRED


AUDIENCES = ListKind(
    key="antifraud.audience",
    label=_("Audiences"),
    icon="users-group",
    model=Audience,
    permission="audience.view",
    url_name="antifraud:audience_list",
    filterset=AudienceListFilterSet,
    defaults={"state": "used"},
    only_bare=True,
    prepare=prepared,
    orders={
        "area": ("area__path", "name", "pk"),
        "-area": ("-area__path", "-name", "-pk"),
        "name": ("name", "pk"),
        "-name": ("-name", "-pk"),
        "-size": ("-size", "-pk"),
        "size": ("size", "pk"),
    },
    columns=(
        ListColumn("name", _("Name of the group"), lambda row: row.name, is_fixed=True),
        ListColumn("kind", _("Kind of people"), lambda row: row.get_kind_display()),
        ListColumn("size", pgettext_lazy("audience", "People"), lambda row: row.size),
        ListColumn("channel", _("Channel"), lambda row: row.get_channel_display()),
        ListColumn("owner", _("Kept by"), lambda row: row.owner.name),
        ListColumn("area", _("Area"), lambda row: name_of(row.area)),
        ListColumn("last", _("Sent last"), lambda row: row.sent_last),
        ListColumn("state", _("State"), state_of, is_default=False),
        ListColumn(
            "known", _("Known members"), lambda row: row.known, is_default=False
        ),
        ListColumn("note", _("Remark"), lambda row: row.note, is_default=False),
    ),
    export_permission="audience.export",
    export_name="antifraud:audience_export",
    bulk_name="antifraud:audience_bulk",
    file_name="audiences",
)  # fmt: skip


def takes_part(row: Ally):
    return _("Takes part") if row.takes_part else _("Left")


ALLIES = ListKind(
    key="antifraud.ally",
    label=_("Members of the alliance"),
    icon="heart-handshake",
    model=Ally,
    permission="ally.view",
    url_name="antifraud:ally_list",
    filterset=AllyListFilterSet,
    defaults={"state": "member"},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={
        "name": ("name_sort", "pk"),
        "-name": ("-name_sort", "-pk"),
        "-joined": ("-joined_on", "-pk"),
        "joined": ("joined_on", "pk"),
    },
    columns=(
        ListColumn("name", _("Full name"), lambda row: row.name, is_fixed=True),
        ListColumn("kind", _("Who it is"), lambda row: row.get_kind_display()),
        ListColumn(
            "unit", _("School, shop or unit"), lambda row: row.organisation
        ),
        ListColumn("phone", _("Phone"), lambda row: row.phone_masked, whole="phone"),
        ListColumn("area", _("Area"), lambda row: name_of(row.area)),
        ListColumn(
            "joined", _("Member since"), lambda row: row.joined_on, is_default=False
        ),
        ListColumn("state", _("State"), takes_part, is_default=False),
        ListColumn("left", _("Left on"), lambda row: row.left_on, is_default=False),
    ),
    export_permission="ally.export",
    export_name="antifraud:ally_export",
    file_name="alliance",
)  # fmt: skip
