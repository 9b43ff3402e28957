"""Behind the code of an event's poster: when, where, what about; no sign-in."""

from antifraud import outreach_ical
from antifraud.models import HOTLINE, OutreachEvent
from antifraud.papers import outreach as papers
from antifraud.views.outreach_files import calendar_file
from antifraud.workflow.outreach import Topic
from households.views.public import Limited, PublicView


class OutreachLinkView(PublicView):
    """A page behind the link of an event."""

    http_method_names = ["get", "head"]

    def get(self, request, *args, link: str, **kwargs):
        rows = OutreachEvent.objects.select_related("area").defer("result", "helpers")
        event = rows.filter(link=link).first()
        return self._unknown() if event is None else self.show(event)

    def show(self, event: OutreachEvent):
        raise NotImplementedError

    def _unknown(self):
        try:
            self.take_lookup()
        except Limited as limited:
            return self.limited("outreach_gone", limited.seconds)
        return self.page("outreach_gone", status=404)


class OutreachFaceView(OutreachLinkView):
    """What the poster says, and how one sees such a fraud."""

    def show(self, event):
        station = papers.station_of(event)
        return self.page(
            "outreach",
            event=event,
            station=station,
            station_phone=str((station.profile or {}).get("phone", "")),
            when=papers.times_of(event),
            invited=papers.invited(event),
            types=list(event.scam_types.active().in_order()[: papers.MOST_TYPES]),
            hotline=HOTLINE if event.topic == Topic.FRAUD else "",
        )


class OutreachPublicFileView(OutreachLinkView):
    """For the calendar of a phone."""

    def show(self, event):
        text = outreach_ical.text_of([event], host=self.request.get_host())
        return calendar_file(text, "event.ics")
