"""Invitations and undertakings over REST, and the partner's own side of them."""

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from disputes.actions import invitations as actions
from disputes.actions import undertakings
from disputes.actions.undertakings import Promise
from disputes.api import shapes_joint as shapes
from disputes.api.joint import BIG, EDIT, WORDS, InviteeInput
from disputes.filters.joint import (
    InvitationFilterSet,
    ReceivedInvitationFilterSet,
    UndertakingFilterSet,
)
from disputes.models import Invitation, JointMediation
from disputes.workflow.joint import Answer, Attendance
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import User

SAID = [pair for pair in Answer.choices if pair[0] != Answer.PENDING]


class InvitationInput(InviteeInput):
    joint = Visible(JointMediation, permission=EDIT)


class InvitationAnswerInput(Input):
    answer = serializers.ChoiceField(choices=SAID)
    words = Text(500, **WORDS)


class InvitationAttendInput(VersionedInput):
    attendance = serializers.ChoiceField(choices=Attendance.choices)


class InvitationLinkOutput(serializers.Serializer):
    """The link, told this once."""

    link = serializers.URLField()
    expires_at = serializers.DateTimeField()


class UndertakingInput(Input):
    """Who promised what by when: one of invitation, party and officer."""

    joint = Visible(JointMediation, permission=EDIT)
    what = Text(500)
    due_on = serializers.DateField()
    invitation = serializers.IntegerField(
        min_value=1, max_value=BIG, required=False, allow_null=True
    )
    party = serializers.IntegerField(
        min_value=1, max_value=BIG, required=False, allow_null=True
    )
    officer = Visible(User, required=False, allow_null=True)


class UndertakingDoneInput(VersionedInput):
    result = Text(1000, **WORDS)


class UndertakingFailInput(VersionedInput):
    result = Text(1000)


class ReceivedDoneInput(Input):
    undertaking = serializers.IntegerField(min_value=1, max_value=BIG)
    result = Text(300, **WORDS)


def within(rows, pk: int | None, *, name: str):
    """A record of the same joint mediation, or the word that there is none."""
    if pk is None:
        return None
    found = rows.filter(pk=pk).first()
    if found is None:
        message = serializers.PrimaryKeyRelatedField.default_error_messages[
            "does_not_exist"
        ]
        raise serializers.ValidationError({name: [message.format(pk_value=pk)]})
    return found


class InvitationViewSet(ShapeViewSet):
    """Who is asked to which joint mediation, what they said, and whether they came."""

    shape = shapes.INVITATIONS
    filterset_class = InvitationFilterSet
    required_permissions = {
        "list": "joint_mediation.view",
        "retrieve": "joint_mediation.view",
        "create": EDIT,
        "resend": EDIT,
        "answer": EDIT,
        "attend": EDIT,
        "revoke": EDIT,
    }
    inputs = {
        "create": InvitationInput,
        "resend": Nothing,
        "answer": InvitationAnswerInput,
        "attend": InvitationAttendInput,
        "revoke": VersionedInput,
    }
    answers = {"resend": {200: InvitationLinkOutput}}
    never_kept = ShapeViewSet.never_kept | {"resend"}
    access_fields = "words"

    def create(self, request):
        """One more is asked to come."""
        data = self.asked()
        joint = data.pop("joint")
        invitee = actions.Invitee(**data)
        return self.make(actions.invite, joint=joint, invitee=invitee)

    @action(detail=True, methods=["post"])
    def resend(self, request, pk=None):
        """A link to give to the partner, told this once; ends the one before."""
        sent, code = self.do(actions.send, invitation=self.target())
        path = reverse("partner:invitation", args=[code])
        link = f"{settings.PUBLIC_URL}{path}"
        answer = {"link": link, "expires_at": sent.expires_at}
        return Response(
            InvitationLinkOutput(answer).data, headers={"Cache-Control": "no-store"}
        )

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """What they said on the telephone."""
        return self.act(actions.answer, on="invitation")

    @action(detail=True, methods=["post"])
    def attend(self, request, pk=None):
        """Whether they came."""
        return self.act(actions.attend, on="invitation")

    @action(detail=True, methods=["post"])
    def revoke(self, request, pk=None):
        """Not needed any more; the link is dead."""
        return self.act(actions.revoke, on="invitation")


class ReceivedInvitationViewSet(ShapeViewSet):
    """What the partner who asks is invited to; nothing of the dispute behind it."""

    shape = shapes.RECEIVED
    filterset_class = ReceivedInvitationFilterSet
    required_permissions = {
        "list": "invitation.view",
        "retrieve": "invitation.view",
        "answer": "invitation.answer",
        "finish": "invitation.answer",
    }
    inputs = {"answer": InvitationAnswerInput, "finish": ReceivedDoneInput}

    def get_queryset(self):
        return super().get_queryset().standing()

    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        """Comes, cannot come, or proposes another time."""
        received, data = self.target(), self.asked()
        invitation = Invitation.objects.get(pk=received.pk)
        self.do(actions.answer, invitation=invitation, **data)
        return self.show(received)

    @action(detail=True, methods=["post"])
    def finish(self, request, pk=None):
        """What one undertook is done."""
        received, data = self.target(), self.asked()
        rows = received.undertakings
        row = within(rows, data["undertaking"], name="undertaking")
        result = data.get("result", "")
        self.do(undertakings.finish, undertaking=row, result=result)
        return self.show(received)


class UndertakingViewSet(ShapeViewSet):
    """What was promised at joint mediations."""

    shape = shapes.UNDERTAKINGS
    filterset_class = UndertakingFilterSet
    required_permissions = {
        "list": "undertaking.view",
        "retrieve": "undertaking.view",
        "create": EDIT,
        "done": "undertaking.edit",
        "fail": "undertaking.edit",
    }
    inputs = {
        "create": UndertakingInput,
        "done": UndertakingDoneInput,
        "fail": UndertakingFailInput,
    }
    access_fields = "what, result"

    def create(self, request):
        """Somebody took something upon themselves."""
        data = self.asked()
        joint = data.pop("joint")
        invited = joint.invitations.standing().defer("phone", "words")
        invitation = within(invited, data.pop("invitation", None), name="invitation")
        parties = joint.dispute.parties.defer("phone")
        party = within(parties, data.pop("party", None), name="party")
        promise = Promise(**data, invitation=invitation, party=party)
        return self.make(undertakings.undertake, joint=joint, promise=promise)

    @action(detail=True, methods=["post"])
    def done(self, request, pk=None):
        """It was done."""
        undertaking, data = self.target(), self.asked()
        data.setdefault("result", "")
        self.do(undertakings.finish, undertaking=undertaking, **data)
        return self.show(undertaking)

    @action(detail=True, methods=["post"])
    def fail(self, request, pk=None):
        """It was not kept, and why."""
        return self.act(undertakings.fail, on="undertaking")
