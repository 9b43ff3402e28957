"""The other office's side: what was handed to it, taken on, answered, sent back."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import referrals as actions
from households.forms.messages import ReasonForm
from households.forms.referrals import OfficeAnswerForm
from households.models import HandedReferral
from households.views.ledger import Button, RecordView, StepView, tap
from households.workflow.messages import ReferralStatus
from station import phrasing
from station.paging import paginate
from station.views.policy import PolicyMixin


class HandedListView(PolicyMixin, TemplateView):
    """What the office was asked, the next answer first."""

    permission_required = "office_referral.view"
    template_name = "households/care_people.html"

    def get_context_data(self, **kwargs):
        now = timezone.now()
        rows = HandedReferral.objects.visible_to(self.request.user).for_list()
        rows = rows.defer("asked", "answer")
        if not self.request.GET.get("all"):
            rows = rows.waiting()
        page = paginate(rows, request=self.request, order=("due_at", "id"))
        people = [
            {
                "title": str(row),
                "url": row.get_absolute_url(),
                "note": f"{row.office} · {row.area.name} · {phrasing.in_full(row.due_at)}",
                "badges": [_state(row)],
                "hint": _("late") if row.is_waiting and row.due_at < now else "",
            }
            for row in page.rows
        ]
        here, shows_all = reverse("inbox:handed"), bool(self.request.GET.get("all"))
        return super().get_context_data(
            heading=_("Handed to our office"),
            tabs=[
                (_("Open"), here, not shows_all),
                (_("All"), f"{here}?all=1", shows_all),
            ],
            people=people,
            page=page,
            none_title=_("Nothing waits for your office"),
            **kwargs,
        )


def _state(row: HandedReferral) -> str:
    if row.is_waiting and row.accepted_at:
        return _("Taken on")
    return row.get_status_display()


class HandedView(RecordView):
    """One matter: what is asked, until when; nothing of the person behind it."""

    permission_required = "office_referral.view"
    model = HandedReferral
    access_fields = "asked, answer"

    def back(self):
        return reverse("inbox:handed"), _("Handed to our office")

    def lead(self):
        return f"{self.record.office} · {self.record.area.name}"

    def due(self):
        return self.record.due_at if self.record.is_waiting else None

    def badge(self):
        tone = "green" if self.record.status == ReferralStatus.ANSWERED else "grey"
        return _state(self.record), tone

    def buttons(self):
        row, pk = self.record, self.record.pk
        if not row.is_waiting:
            return []
        answer = reverse("inbox:handed_answer", args=[pk])
        found = [
            Button(
                _("Not for us"),
                "arrow-back-up",
                reverse("inbox:handed_back", args=[pk]),
            )
        ]
        if row.accepted_at is None:
            url = reverse("inbox:handed_accept", args=[pk])
            found.append(Button(_("Take it on"), "check", url, is_post=True))
        return [*found, Button(_("Answer"), "send", answer, "primary")]

    def facts(self):
        row = self.record
        return [
            (_("What you are asked"), row.asked),
            (_("Handed over"), phrasing.in_full(row.handed_at)),
            (_("Taken on by"), row.accepted_by and row.accepted_by.name),
            (_("Your answer"), row.answer),
        ]


class HandedStepView(StepView):
    permission_required = "office_referral.answer"
    model = HandedReferral

    def next_url(self, made):
        return self.record.get_absolute_url()


class HandedAnswerView(HandedStepView):
    form_class = OfficeAnswerForm
    heading = property(lambda self: _("Answer the station"))
    submit = property(lambda self: _("Send the answer"))
    done = property(lambda self: _("The station has your answer."))

    def lead(self):
        return self.record.asked

    def act(self, form):
        return actions.record_answer(
            referral=self.record, **self.form_data(form), **self.common
        )


class HandedBackView(HandedStepView):
    form_class = ReasonForm
    heading = property(lambda self: _("Send it back to the station"))
    submit = property(lambda self: _("Send back"))
    done = property(lambda self: _("It went back to the station."))

    def act(self, form):
        return actions.give_back(
            referral=self.record, **self.form_data(form), **self.common
        )


class HandedAcceptView(PolicyMixin, View):
    """“It is ours”, with one tap."""

    permission_required = "office_referral.answer"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = HandedReferral.objects.visible_to(request.user, "answer")
        row = get_object_or_404(rows.for_list(), pk=pk)
        return tap(
            request,
            lambda: actions.accept(referral=row, by=request.user, at=timezone.now()),
            row.get_absolute_url(),
            _("Taken on; the station sees it."),
        )
