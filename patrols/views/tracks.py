"""Tracks: drawn or as GPX for a purpose, in as GPX by oneself, and no more of them."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from households.views.ledger import RecordMixin, StepView, tap
from patrols import gpx, maps
from patrols.actions import tracks as actions
from patrols.forms.duty import PurposeForm, TrackForm
from patrols.models import Patrol, PatrolPoint
from station.errors import RuleError

MOST_POINTS = 500


class TrackMixin(RecordMixin):
    """A patrol one may do this to."""

    model = Patrol

    def joined(self, rows):
        rows = rows.for_list()
        return rows.defer("volunteer__phone", "volunteer__vetting_note")


class TrackLookView(TrackMixin, FormView):
    """Where somebody walked: one's own at once, another's for a purpose."""

    permission_required = "patrol.reveal"
    form_class = PurposeForm
    template_name = "station/action_form.html"
    submit = ""

    def get(self, request, *args, **kwargs):
        if self.record.volunteer.user_id != request.user.pk:
            return super().get(request, *args, **kwargs)
        try:
            return self._answer()
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.record.get_absolute_url())

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            return self._answer(purpose=data["purpose"], reason=data["reason"])
        except RuleError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)

    def _answer(self, **look):
        who = {"by": self.request.user, "at": timezone.now()}
        track = actions.looked_at(patrol=self.record, **who, **look)
        response = self.shown(track)
        response["Cache-Control"] = "no-store"
        return response

    def shown(self, track: list[gpx.Position]) -> HttpResponse:
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        texts = {
            "heading": _("Track of the patrol"),
            "lead": _("Where somebody walked: this look is written down."),
            "submit": self.submit,
            "back_url": self.record.get_absolute_url(),
            "back_label": str(self.record),
            "danger": False,
            "draft": "",
        }
        shown = {"texts": texts, "stale": None, "closing": None}
        return super().get_context_data(**{**shown, **kwargs})


class TrackOutView(TrackLookView):
    """The track as GPX, for maps of one's own."""

    submit = property(lambda self: _("Download as GPX"))

    def shown(self, track):
        body = gpx.written(track, since=self.record.started_at)
        response = HttpResponse(body, content_type=gpx.TYPE)
        name = f"patrol-{self.record.pk}.gpx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class TrackMapView(TrackLookView):
    """The track drawn, with a table that says the same."""

    submit = property(lambda self: _("Show the track"))

    def shown(self, track):
        patrol = self.record
        points = PatrolPoint.objects.visible_to(self.request.user).in_use()
        points = list(points.defer("token", "screen_seed").order_by("pk")[:MOST_POINTS])
        passed = PatrolPoint.objects.filter(
            check_ins__patrol=patrol, check_ins__struck_at=None
        )
        seen = list(passed.defer("token", "screen_seed").distinct())
        context = {
            "patrol": patrol,
            "map": maps.of_patrol(seen, patrol.area, track=track),
            "stretches": maps.stretches(track, points),
        }
        return render(self.request, "patrols/track.html", context)


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
        ("too_large", "not_gpx", "nowhere", "outside", "too_long", "has_track"), "file"
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
