"""The partner's side: what one is asked to come to, and what one undertook there."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from disputes.actions import invitations as actions
from disputes.actions import undertakings
from disputes.forms.invitations import AnswerForm
from disputes.forms.undertakings import FinishForm
from disputes.models import Invitation, ReceivedInvitation, Undertaking
from disputes.workflow.joint import Answer, JointStatus
from households.views.ledger import (
    Button,
    Item,
    RecordView,
    Section,
    StepView,
)
from station import phrasing
from station.paging import paginate
from station.timeline import timeline_of
from station.views.policy import PolicyMixin


class InvitedListView(PolicyMixin, TemplateView):
    """What one is asked to come to, the newest first."""

    permission_required = "invitation.view"
    template_name = "households/care_people.html"

    def get_context_data(self, **kwargs):
        rows = ReceivedInvitation.objects.visible_to(self.request.user).standing()
        rows = rows.select_related("joint__template").defer("phone", "words")
        page = paginate(rows, request=self.request, order=("-id",))
        people = [
            {
                "title": row.joint.template.title,
                "url": row.get_absolute_url(),
                "note": phrasing.in_full(row.joint.planned_at),
                "badges": [_state(row)],
                "hint": "",
            }
            for row in page.rows
        ]
        return super().get_context_data(
            heading=_("Invitations"),
            tabs=[],
            people=people,
            page=page,
            none_title=_("Nobody has invited you"),
            **kwargs,
        )


def _state(row: ReceivedInvitation) -> str:
    if row.joint.status == JointStatus.PLANNED:
        return row.get_answer_display()
    return row.joint.get_status_display()


class InvitedMixin:
    model = ReceivedInvitation

    def joined(self, rows):
        return rows.standing().select_related("joint__template", "joint__chair")


class InvitedView(InvitedMixin, RecordView):
    """One invitation: what is shared, and nothing of the dispute behind it."""

    permission_required = "invitation.view"

    def heading(self):
        return self.record.joint.template.title

    def back(self):
        return reverse("disputes:invited"), _("Invitations")

    def due(self):
        joint = self.record.joint
        return joint.planned_at if joint.is_planned else None

    def badge(self):
        tone = "green" if self.record.answer == Answer.ACCEPTED else "grey"
        return _state(self.record), tone

    def buttons(self):
        if not self.record.joint.is_planned:
            return []
        url = reverse("disputes:invited_answer", args=[self.record.pk])
        return [Button(_("Answer"), "send", url, "primary")]

    def facts(self):
        joint = self.record.joint
        return [
            (_("When"), phrasing.in_full(joint.held_at or joint.planned_at)),
            (_("Where"), joint.place),
            (_("What it is about"), joint.subject),
            (_("Please bring or think over"), joint.agenda),
            (_("Who invites"), joint.chair.name),
            (_("What you wrote"), self.record.words),
        ]

    def sections(self):
        rows = list(self.record.undertakings.order_by("due_on", "pk"))
        if not rows:
            return []
        return [
            Section(
                _("What you undertook"),
                "list-check",
                [_own(row, self.record) for row in rows],
            )
        ]

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        invitation = Invitation(pk=self.record.pk)
        found["timeline"] = timeline_of(invitation, user=self.request.user)
        return found


def _own(row: Undertaking, invitation: ReceivedInvitation) -> Item:
    url = reverse("disputes:invited_done", args=[invitation.pk, row.pk])
    done = [Button(_("Done"), "circle-check", url, "soft")] if row.is_open else []
    return Item(
        title=row.what,
        due=row.due_on if row.is_open else None,
        badge=str(row.get_status_display()),
        buttons=done,
    )


class InvitedStepView(InvitedMixin, StepView):
    permission_required = "invitation.answer"
    is_versioned = False

    def texts(self):
        return {**super().texts(), "back_label": self.record.joint.template.title}

    def next_url(self, made):
        return self.record.get_absolute_url()


class InvitedAnswerView(InvitedStepView):
    form_class = AnswerForm
    error_fields = {"no_words": "words"}
    heading = property(lambda self: _("Answer the invitation"))
    submit = property(lambda self: _("Send"))
    done = property(lambda self: _("The station has your answer."))

    def act(self, form):
        invitation = Invitation.objects.get(pk=self.record.pk)
        return actions.answer(
            invitation=invitation, **self.form_data(form), **self.common
        )


class InvitedDoneView(InvitedStepView):
    """“It is done”, in the partner's own words."""

    form_class = FinishForm
    heading = property(lambda self: _("It was done"))
    submit = property(lambda self: _("Done"))
    done = property(lambda self: _("The station knows that it is done."))

    @cached_property
    def undertaking(self) -> Undertaking:
        rows = self.record.undertakings.all()
        return get_object_or_404(rows, pk=self.kwargs["undertaking"])

    def lead(self):
        return self.undertaking.what

    def get_initial(self):
        return {"version": self.undertaking.version}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        del form.fields["photos"]
        return form

    def act(self, form):
        return undertakings.finish(
            undertaking=self.undertaking,
            result=form.cleaned_data["result"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
