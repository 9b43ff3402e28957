"""Outreach as files: for a calendar, and the poster."""

from django.http import HttpResponse
from django.views.generic import View

from antifraud import outreach_ical
from antifraud.models import OutreachEvent
from antifraud.papers import outreach as papers
from households.views.ledger import (
    RecordMixin,
)
from station import ical, pdf_answers
from station.lists import Listing
from station.registry import registry
from station.views.policy import PolicyMixin

MOST_IN_FILE = 1000


class OutreachFileView(PolicyMixin, View):
    """What the list shows, as a file for a calendar."""

    permission_required = "outreach.view"
    http_method_names = ["get"]

    def get(self, request):
        kind = registry.lists["antifraud.outreachevent"]
        listing = Listing(kind, user=request.user, params=request.GET)
        rows = listing.rows.order_by(*listing.order)[:MOST_IN_FILE]
        text = outreach_ical.text_of(rows, host=request.get_host())
        return calendar_file(text, "outreach.ics")


class OutreachRecordMixin(RecordMixin):
    """One event in scope."""

    permission_required = "outreach.view"
    model = OutreachEvent


class OutreachEventFileView(OutreachRecordMixin, View):
    """One event for a calendar."""

    http_method_names = ["get"]

    def get(self, request, *args, **kwargs):
        text = outreach_ical.text_of([self.record], host=request.get_host())
        return calendar_file(text, f"{self.record.number}.ics")


class OutreachPosterView(OutreachRecordMixin, View):
    """The poster to hang up, as PDF."""

    http_method_names = ["get"]

    def get(self, request, *args, **kwargs):
        body = papers.render(self.record)
        return pdf_answers.shown(body, f"{self.record.title}.pdf")


def calendar_file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=ical.TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
