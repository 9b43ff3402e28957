"""Tracks: out as GPX for a purpose, in as GPX by oneself, and no more of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from households.views.ledger import RecordMixin, StepView, tap
from patrols import gpx
from patrols.actions import tracks as actions
from patrols.forms.duty import PurposeForm, TrackForm
from patrols.models import Patrol
from station.errors import RuleError


class TrackMixin(RecordMixin):
    """A patrol one may do this to."""

    model = Patrol

    def joined(self, rows):
        rows = rows.for_list()
        return rows.defer("volunteer__phone", "volunteer__vetting_note")


class TrackOutView(TrackMixin, FormView):
    """The track as GPX: one's own at once, another's for a purpose."""

    permission_required = "patrol.reveal"
    form_class = PurposeForm
    template_name = "station/action_form.html"

    def get(self, request, *args, **kwargs):
        if self.record.volunteer.user_id == request.user.pk:
            return self._answer()
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        data = form.cleaned_data
        return self._answer(form, purpose=data["purpose"], reason=data["reason"])

    def _answer(self, form=None, **look):
        try:
            body = actions.opened(
                patrol=self.record, by=self.request.user, at=timezone.now(), **look
            )
        except RuleError as error:
            if form is None:
                return HttpResponse(str(error), status=409, content_type="text/plain")
            form.add_error(None, str(error))
            return self.form_invalid(form)
        response = HttpResponse(body, content_type=gpx.TYPE)
        name = f"patrol-{self.record.pk}.gpx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs):
        texts = {
            "heading": _("Track of the patrol"),
            "lead": _("Where somebody walked: this look is written down."),
            "submit": _("Download as GPX"),
            "back_url": self.record.get_absolute_url(),
            "back_label": str(self.record),
            "danger": False,
            "draft": "",
        }
        shown = {"texts": texts, "stale": None, "closing": None}
        return super().get_context_data(**{**shown, **kwargs})


class OwnTrackMixin(TrackMixin):
    """One's own patrol, nobody else's."""

    permission_required = "patrol.edit"

    @cached_property
    def record(self):
        rows = self.joined(Patrol.objects.visible_to(self.request.user, "edit"))
        mine = rows.filter(volunteer__user=self.request.user)
        return get_object_or_404(mine, pk=self.kwargs["pk"])


class TrackInView(OwnTrackMixin, StepView):
    """One's own track from a watch or another app."""

    form_class = TrackForm
    is_versioned = False
    error_fields = dict.fromkeys(
        ("too_large", "not_gpx", "outside", "too_long", "has_track"), "file"
    )
    heading = property(lambda self: _("Take in a track"))
    submit = property(lambda self: _("Take in"))
    done = property(lambda self: _("The track is taken in."))

    def act(self, form):
        content = form.cleaned_data["file"].read(gpx.MOST_BYTES + 1)
        return actions.take_in(patrol=self.record, content=content, **self.common)


class TrackStopView(OwnTrackMixin, View):
    """From now on nothing more is recorded."""

    http_method_names = ["post"]

    def post(self, request, pk):
        patrol = self.record

        def act():
            actions.stop(patrol=patrol, by=request.user, at=timezone.now())

        done = _("Nothing more is recorded of this patrol.")
        return tap(request, act, patrol.get_absolute_url(), done)
