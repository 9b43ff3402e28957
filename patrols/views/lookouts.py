"""Who and what is looked for: a list, a page, and “I have seen it”."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.views.pictures import PhotoMixin
from patrols import lookouts
from patrols.actions import lookouts as actions
from patrols.forms.lookouts import SightForm
from patrols.models import Finding
from patrols.views.findings import FIELD_OF
from station import policy
from station.actions.access import record_access
from station.actions.attachments import attached_to
from station.models import AccessRecord
from station.tasks import sweep
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

MOST = 50


class LookoutListView(PolicyMixin, TemplateView):
    """All that is looked for now, the newest first."""

    permission_required = "finding.look_out"
    template_name = "patrols/lookout_list.html"

    def get_context_data(self, **kwargs):
        rows = lookouts.open_for(self.request.user).for_list()
        return super().get_context_data(
            rows=list(rows.order_by("-found_at", "-pk")[:MOST]),
            now=timezone.now(),
            **kwargs,
        )


class LookoutMixin(PolicyMixin):
    """A page about one of them; not there for who is off duty."""

    permission_required = "finding.look_out"

    @cached_property
    def record(self) -> Finding:
        rows = lookouts.open_for(self.request.user).select_related("area", "point")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class LookoutView(LookoutMixin, TemplateView):
    """Who or what, how it looks, where last seen; the look is written down."""

    template_name = "patrols/lookout_detail.html"

    def get_context_data(self, **kwargs):
        record_access(
            by=self.request.user,
            act=AccessRecord.Act.VIEW,
            subject=self.record,
            fields="details",
            at=timezone.now(),
        )
        return super().get_context_data(
            record=self.record,
            photos=list(attached_to(self.record)),
            may_settle=policy.can(self.request.user, "finding.edit", self.record),
            now=timezone.now(),
            **kwargs,
        )


class LookoutSightView(LookoutMixin, PhotoMixin, ActionFormView):
    """Where it was seen goes to the officer at once."""

    form_class = SightForm
    error_fields = {**FIELD_OF, "no_place": "where"}

    def texts(self):
        return {
            "heading": _("I have seen it"),
            "submit": _("Tell the station"),
            "done": _("Told at once. Stay where you can see them, if it is safe."),
            "lead": self.record.what,
            "back_url": self.record.lookout_url,
            "back_label": _("Back"),
        }

    def next_url(self, made):
        return reverse("patrols:lookout_detail", args=[made.pk])

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            sweep.delay_on_commit()
        return response

    def act_with(self, form, stored):
        return actions.sight(
            finding=self.record,
            where=form.cleaned_data["where"],
            photos=stored,
            by=self.request.user,
            at=timezone.now(),
        )
