"""Planning an outreach event."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from antifraud.actions import outreach as actions
from antifraud.forms import outreach as forms
from antifraud.models import Alert
from antifraud.views.outreach_detail import FIELD_OF
from antifraud.workflow.outreach import OutreachKind, Topic
from station.tasks import sweep
from station.views.action import ActionFormView
from station.views.origin import OriginMixin

HOUR_OF_TALKS = 10


class OutreachCreateView(OriginMixin, ActionFormView):
    """A new event, perhaps of a talk on patrol or of an alert."""

    permission_required = "outreach.create"
    form_class = forms.OutreachForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        facts = self.origin_facts
        begins = self._begins()
        known = {
            "kind": OutreachKind.TALK,
            "topic": Topic.FRAUD,
            "title": facts.what[:60],
            "place": facts.place,
            "area": facts.area.pk if facts.area else self._only_area(),
            "led_by": self.request.user.pk,
            "starts_at": begins,
            "ends_at": begins + timedelta(hours=1),
        }
        return known | self._of_alert()

    def _begins(self):
        """On the day tapped in the calendar, else tomorrow at ten."""
        day = _day(self.request.GET.get("on", ""))
        now = timezone.localtime()
        begins = now.replace(hour=HOUR_OF_TALKS, minute=0, second=0, microsecond=0)
        if day is None:
            return begins + timedelta(days=1)
        return begins.replace(year=day.year, month=day.month, day=day.day)

    def _only_area(self) -> int | None:
        areas = forms.areas_for(self.request.user, "outreach.create")
        first = list(areas.values_list("pk", flat=True)[:2])
        return first[0] if len(first) == 1 else None

    def _of_alert(self) -> dict:
        """The same scam, the same people, the same groups."""
        alert = self.origin
        if not isinstance(alert, Alert):
            return {}
        return {
            "title": alert.title[:60],
            "scam_types": [alert.scam_type_id] if alert.scam_type_id else [],
            "groups": alert.groups,
            "audiences": list(alert.audiences.values_list("pk", flat=True)),
        }

    def texts(self):
        origin = self.origin
        url = (
            origin.get_absolute_url() if origin else reverse("antifraud:outreach_list")
        )
        return {
            "heading": _("Plan an event"),
            "submit": _("Plan it"),
            "done": _("The event is in the calendar."),
            "back_url": url,
            "back_label": _("Back") if origin else _("Outreach events"),
            "lead": _("What was held already is planned first, then written up."),
            "draft": "outreach-new",
        }

    def act(self, form):
        made = actions.plan(
            facts=form.facts(),
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )
        sweep.delay_on_commit()
        return made


def _day(text: str):
    try:
        return parse_date(text)
    except ValueError:
        return None
