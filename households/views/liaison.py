"""Liaison: with whom one keeps in touch, the ledger, what was agreed."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.models import LiaisonContact, LiaisonItem
from households.views.ledger import (
    Button,
    LedgerView,
    to,
)
from station import policy
from station.paging import paginate
from station.views.list import ListMixin
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin

FIELD_OF = {
    "not_serving": "responsible",
    "phone_invalid": "phone",
    "no_name": "name",
    "future": "talked_at",
    "past": "until_on",
    "no_what": "what",
}
PRINTED = 500


def liaison_tabs(user, current: str) -> list:
    """The parts of liaison."""
    return [
        (_("Contacts"), to("liaison_list"), current == "contacts"),
        (_("Ledger"), to("liaison_ledger"), current == "ledger"),
        (_("Agreed"), to("liaison_items"), current == "items"),
    ]


class LiaisonListView(LedgerView):
    """With whom one keeps in touch; who waits longest first."""

    permission_required = "liaison.view"
    list_key = "households.liaisoncontact"
    empty_icon = "messages"
    due_keys = frozenset({"due"})

    def note(self, row):
        return row.organisation

    def is_owed(self, row):
        return row.is_kept

    def tabs(self):
        return liaison_tabs(self.request.user, "contacts")

    def buttons(self):
        if not policy.can(self.request.user, "liaison.create"):
            return []
        url = to("liaison_create")
        return [Button(_("New contact"), "user-plus", url, "primary")]

    def empty(self):
        return (
            _("Nobody to keep in touch with yet"),
            _("Secretaries daily, property managers weekly: add them here."),
        )


class LiaisonLedgerView(LedgerView):
    """Every talk, newest first."""

    permission_required = "liaison.view"
    list_key = "households.liaison"
    empty_icon = "notes"

    def tabs(self):
        return liaison_tabs(self.request.user, "ledger")

    def buttons(self):
        query = self.request.GET.urlencode()
        url = to("liaison_print")
        return [Button(_("Print"), "printer", f"{url}?{query}" if query else url)]

    def empty(self):
        return _("No talk is written down yet"), ""


class LiaisonPrintView(ListMixin, TemplateView):
    """The ledger on paper, with lines to sign."""

    permission_required = "liaison.view"
    list_key = "households.liaison"
    template_name = "households/liaison_print.html"

    def get_context_data(self, **kwargs):
        rows = self.listing.rows.order_by(*self.listing.order)
        rows = rows.prefetch_related("items")[:PRINTED]
        return super().get_context_data(
            rows=rows, now=timezone.now(), station=self.request.user.home_area, **kwargs
        )


class LiaisonItemListView(PolicyMixin, TemplateView):
    """What was agreed and is not done yet."""

    permission_required = "liaison.view"
    template_name = "households/care_people.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = LiaisonItem.objects.visible_to(user).open().for_list()
        page = paginate(rows, request=self.request, order=("until_on", "id"))
        people = [
            {
                "title": row.what,
                "url": row.get_absolute_url(),
                "note": f"{row.who or row.liaison.contact.name} · {row.responsible.name}",
                "due": row.until_on,
            }
            for row in page.rows
        ]
        return super().get_context_data(
            heading=_("Agreed and open"),
            tabs=liaison_tabs(user, "items"),
            people=people,
            page=page,
            none_title=_("Nothing is open"),
            **kwargs,
        )


class LiaisonPickView(OriginMixin, PolicyMixin, TemplateView):
    """With whom one talked: pick the contact, then write it down."""

    permission_required = "liaison.create"
    template_name = "households/care_people.html"

    def get_context_data(self, **kwargs):
        rows = LiaisonContact.objects.visible_to(self.request.user, "edit").kept()
        origin = self.request.GET.get("from", "") if self.origin else ""
        query = f"?from={origin}" if origin else ""
        people = [
            {
                "title": row.name,
                "url": to("liaison_talk", row.pk) + query,
                "note": row.organisation,
                "badges": [row.get_role_display()],
                "hint": "",
            }
            for row in rows.for_list().order_by("due_at", "pk")[:100]
        ]
        return super().get_context_data(
            heading=_("Write down a liaison"),
            people=people,
            none_title=_("Nobody to keep in touch with yet"),
            **kwargs,
        )
