"""On-the-spot mediation: one short page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from disputes.actions import on_the_spot
from disputes.forms.on_the_spot import SpotForm
from station.views.action import ActionFormView
from station.views.origin import OriginMixin


class SpotView(OriginMixin, ActionFormView):
    """It is over and kept; this is all that is written."""

    permission_required = "dispute.create"
    form_class = SpotForm
    error_fields = {
        "condition": "conditions",
        "not_impartial": "conditions",
        "no_recording": "recording",
        "one_officer": "colleague",
        "no_terms": "agreed",
        "no_summary": "summary",
        "no_name": "one_name",
        "no_mediation": "act",
        "incomplete": "agreed",
        "not_serving": "area",
    }

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        facts = self.origin_facts
        found = {"summary": facts.text}
        if facts.area is not None:
            found["area"] = facts.area.pk
        return found

    def texts(self):
        return {
            "heading": _("On-the-spot mediation"),
            "lead": _("Written down once, settled at once."),
            "submit": _("Settle it"),
            "done": _("Settled on the spot; the next-day follow-up is planned."),
            "back_url": reverse("disputes:list"),
            "back_label": _("Disputes"),
        }

    def act(self, form):
        return on_the_spot.settle(
            area=form.cleaned_data["area"],
            intake=form.intake(),
            spot=form.spot(),
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )
