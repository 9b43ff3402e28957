"""The gate of questions and the clocks of the law."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import FormView

from disputes.actions import clocks, tracks
from disputes.forms.law import (
    AssessForm,
    ClockStartForm,
    ExtendForm,
    PauseForm,
    ResumeForm,
    StopForm,
)
from disputes.models import Clock, Dispute
from disputes.views.disputes import DisputeStepView
from disputes.workflow import gate
from station import policy
from station.registry import registry
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class WithinMixin:
    """The dispute, where the page's own permission reaches it."""

    @cached_property
    def dispute(self) -> Dispute:
        scope = policy.scope(self.request.user, self.permission_required)
        rows = Dispute.objects.all()
        rows = rows.filter(rows.scope_condition(scope, self.request.user)).for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class AssessView(WithinMixin, DisputeStepView):
    """Plain questions; the answer is explained while they are answered."""

    permission_required = "track.create"
    form_class = AssessForm
    template_name = "disputes/track_form.html"
    error_fields = {
        "no_words": "exclusion_words",
        "no_reason": "reason",
        "in_future": "appraised_on",
    }

    def get_initial(self):
        newest = tracks.newest(self.dispute)
        if newest is None:
            return {}
        answers = gate.Answers.of(newest.answers)
        found = {name: getattr(answers, name) for name in gate.Answers.__annotations__}
        for name, value in found.items():
            if isinstance(value, bool) and name in {
                "is_civil",
                "is_light",
                "is_willing",
            }:
                found[name] = "1" if value else "0"
        return found

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.get_form()
        kwargs["form"] = form
        newest = tracks.newest(self.dispute)
        answers = form.so_far() if form.is_bound else gate.Answers()
        if newest is not None and not form.is_bound:
            answers = gate.Answers.of(newest.answers)
        law = tracks.law_of(self.dispute)
        return super().get_context_data(
            answer=tracks.explained(self.dispute, answers, law=law),
            explain_url=reverse("disputes:track_explain", args=[self.dispute.pk]),
            **kwargs,
        )

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Which legal track?"),
            "submit": _("Set the track"),
            "done": _("The track is set; its clocks run."),
        }

    def act(self, form):
        data = form.cleaned_data
        tracks.assess(
            **self.common,
            answers=form.answers(),
            reason=data.get("reason", ""),
            version=data["version"],
        )
        return self.dispute


class ExplainView(WithinMixin, PolicyMixin, FormView):
    """What the answers so far lead to; nothing is kept."""

    permission_required = "track.create"
    form_class = AssessForm
    template_name = "disputes/_track_answer.html"
    http_method_names = ["post"]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "dispute": self.dispute}

    def form_valid(self, form):
        law = tracks.law_of(self.dispute)
        answer = tracks.explained(self.dispute, form.so_far(), law=law)
        return self.render_to_response({"answer": answer})

    form_invalid = form_valid


class ClockStartView(WithinMixin, DisputeStepView):
    """A case was filed, the court has it: its time runs."""

    permission_required = "clock.create"
    form_class = ClockStartForm
    error_fields = {"in_future": "started_on", "going": "code"}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Start a legal clock"),
            "submit": _("Start"),
            "done": _("The clock runs."),
        }

    def act(self, form):
        data = {k: v for k, v in form.cleaned_data.items() if k != "once"}
        clocks.start(**self.common, **data)
        return self.dispute


class ClockStepView(ActionFormView):
    """One step of a clock."""

    permission_required = "clock.edit"
    act_of = None
    names: tuple[str, ...] = ()
    error_fields = {
        "outside": "from_on",
        "in_future": "from_on",
        "no_approval": "approved_by",
    }

    @cached_property
    def clock(self) -> Clock:
        rows = Clock.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(
            rows.select_related("dispute__area"), pk=self.kwargs["pk"]
        )

    def form_extra(self):
        return {"clock": self.clock}

    def initial_of(self, current):
        return {"version": current.version}

    def get_initial(self):
        today = timezone.localdate()
        return {"from_on": today, "until_on": today, "ended_on": today}

    def texts(self):
        return {
            "back_url": self.clock.get_absolute_url(),
            "back_label": self.clock.dispute.number,
            "lead": registry.legal[self.clock.code][-1].title,
            "done": _("Noted; the last day is reckoned anew."),
        }

    def act(self, form):
        data = {k: v for k, v in form.cleaned_data.items() if k != "once"}
        return type(self).act_of(
            clock=self.clock, by=self.request.user, at=timezone.now(), **data
        )


class ClockPauseView(ClockStepView):
    """Time that does not count begins."""

    form_class = PauseForm
    act_of = staticmethod(clocks.pause)

    def texts(self):
        return {**super().texts(), "heading": _("Hold the clock"), "submit": _("Hold")}


class ClockResumeView(ClockStepView):
    """Time counts again."""

    form_class = ResumeForm
    act_of = staticmethod(clocks.resume)
    error_fields = {"outside": "until_on", "in_future": "until_on"}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Let the clock go on"),
            "submit": pgettext("clock", "Go on"),
        }


class ClockExtendView(ClockStepView):
    """More time was approved."""

    form_class = ExtendForm
    act_of = staticmethod(clocks.extend)

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Extend the time"),
            "submit": _("Extend"),
        }


class ClockStopView(ClockStepView):
    """What it gave time for is done."""

    form_class = StopForm
    act_of = staticmethod(clocks.stop)
    error_fields = {"outside": "ended_on", "in_future": "ended_on"}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Done in time?"),
            "submit": pgettext("clock", "It is done"),
        }
