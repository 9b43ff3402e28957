"""Invitations to joint mediations: added, sent as a letter, answered, taken back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.generic import View

from disputes.actions import invitations as actions
from disputes.forms.invitations import AnswerForm, AttendForm, InviteForm, RevokeForm
from disputes.models import Invitation
from disputes.views.joint_steps import JointStepView
from disputes.workflow.joint import Answer, PartnerKind
from households.papers.cards import qr_svg
from households.views.ledger import StepView
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord, Area
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "phone_invalid": "phone",
    "no_words": "words",
    "not_serving": "user",
    "office_elsewhere": "office",
    "disputes_invitation_account_once": "user",
}


class InvitationCreateView(JointStepView):
    """One more is asked to come."""

    form_class = InviteForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("Invite somebody"))
    submit = property(lambda self: _("Invite"))
    done = property(lambda self: _("Invited. Now print the letter or give the link."))

    def form_extra(self):
        return {"area": self.record.dispute.area}

    def initial_of(self, current):
        kind = self.request.GET.get("kind", "")
        return {"kind": kind} if kind in PartnerKind.values else {}

    def act(self, form):
        return actions.invite(joint=self.record, invitee=form.invitee(), **self.common)


class InvitationMixin:
    """An invitation as the officer has it."""

    permission_required = "joint_mediation.edit"
    model = Invitation

    def joined(self, rows):
        return rows.select_related("joint__dispute__area", "joint__template")


class InvitationSendView(PolicyMixin, View):
    """The letter with code and link, shown this once and kept nowhere."""

    permission_required = "joint_mediation.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = Invitation.objects.visible_to(request.user, "edit")
        rows = rows.select_related("joint__dispute__area", "joint__chair")
        found = get_object_or_404(rows, pk=pk)
        now = timezone.now()
        try:
            sent, code = actions.send(invitation=found, by=request.user, at=now)
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(found.get_absolute_url())
        record_access(
            by=request.user, act=AccessRecord.Act.PRINT, subject=sent, at=now,
            fields="name, link",
        )  # fmt: skip
        return self._letter(sent, code, now)

    def _letter(self, invitation: Invitation, code: str, now):
        path = reverse("partner:invitation", args=[code])
        link = f"{settings.PUBLIC_URL}{path}"
        joint = invitation.joint
        above = Area.objects.above(joint.dispute.area)
        station = above.filter(kind=Area.Kind.STATION).first()
        facts = {
            "invitation": invitation,
            "joint": joint,
            "station": station,
            "profile": (station.profile or {}) if station else {},
            "link": link,
            "code": mark_safe(qr_svg(link)),  # noqa: S308
            "today": timezone.localdate(now),
        }
        response = render(self.request, "disputes/invitation_letter.html", facts)
        response["Cache-Control"] = "no-store"
        return response


class InvitationStepView(InvitationMixin, StepView):
    """One step of an invitation; back to the joint mediation."""

    error_fields = FIELD_OF

    def lead(self):
        return self.record.who

    def texts(self):
        return {**super().texts(), "back_label": self.record.joint.template.title}


class InvitationAnswerView(InvitationStepView):
    """What they said on the telephone."""

    form_class = AnswerForm
    is_versioned = False
    heading = property(lambda self: _("Note their answer"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def initial_of(self, current):
        if current.answer == Answer.PENDING:
            return {}
        return {"answer": current.answer, "words": current.words}

    def act(self, form):
        return actions.answer(
            invitation=self.record, **self.form_data(form), **self.common
        )


class InvitationAttendView(InvitationStepView):
    form_class = AttendForm
    heading = property(lambda self: _("Attendance"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def initial_of(self, current):
        return {"attendance": current.attendance}

    def act(self, form):
        return actions.attend(
            invitation=self.record, **self.form_data(form), **self.common
        )


class InvitationRevokeView(InvitationStepView):
    form_class = RevokeForm
    danger = True
    heading = property(lambda self: _("Take the invitation back"))
    submit = property(lambda self: _("Take back"))
    done = property(lambda self: _("Taken back; the link is dead."))

    def lead(self):
        return _(
            "%(who)s: the link stops working at once, and nobody is reminded of it any "
            "more. They are not told: ring them up. The sitting takes place without them."
        ) % {"who": self.record.who}

    def act(self, form):
        return actions.revoke(
            invitation=self.record, **self.form_data(form), **self.common
        )
