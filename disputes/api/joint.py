"""Joint mediations and their templates over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from disputes.actions import invitations, joint_consents, joint_templates
from disputes.actions import joint as actions
from disputes.actions.invitations import Invitee
from disputes.actions.joint_sittings import Sitting
from disputes.api import shapes_joint as shapes
from disputes.filters.joint import JointFilterSet, JointTemplateFilterSet
from disputes.models import Dispute, JointTemplate
from disputes.workflow.joint import PartnerKind
from disputes.workflow.law import SecondBecause
from disputes.workflow.mediation import MediationOutcome, MediationPlace
from households.models import Office
from station.api.serializers import Input, Text, VersionedInput, Visible, VisibleMany
from station.api.viewsets import ShapeViewSet
from station.models import Area, User

WORDS = {"required": False, "allow_blank": True}
EDIT = "joint_mediation.edit"
BIG = 2**63 - 1


class InviteeInput(Input):
    """An office, a person, or an account."""

    kind = serializers.ChoiceField(choices=PartnerKind.choices)
    organisation = Text(80, **WORDS)
    name = Text(60, **WORDS)
    phone = Text(30, **WORDS)
    office = Visible(Office, required=False, allow_null=True)
    user = Visible(User, required=False, allow_null=True)


class JointPlanInput(Input):
    """When, where, and the words that partners read."""

    planned_at = serializers.DateTimeField()
    place_kind = serializers.ChoiceField(choices=MediationPlace.choices)
    place = Text(120)
    subject = Text(300)
    agenda = Text(1000, **WORDS)
    chair = Visible(User, required=False, allow_null=True)


class JointMediationInput(JointPlanInput):
    dispute = Visible(Dispute, permission="dispute.edit")
    template = Visible(JointTemplate)
    invitees = InviteeInput(many=True, required=False, max_length=invitations.MOST)


class JointMoveInput(VersionedInput, JointPlanInput):
    """All of it anew."""


class JointCallOffInput(VersionedInput):
    reason = Text(300)


class JointHoldInput(VersionedInput):
    """Who came and what came of it; the rest as the law of the track asks."""

    held_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(choices=MediationOutcome.choices)
    record = Text(20_000)
    came = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIG),
        max_length=invitations.MOST,
        help_text="Ids of the invitations.",
    )
    officers = VisibleMany(User, required=False, max_length=20)
    facts = Text(8000, **WORDS)
    recording = Text(80, **WORDS)
    is_fully_recorded = serializers.BooleanField(required=False)
    is_impartial = serializers.BooleanField(required=False)
    rights_told = serializers.BooleanField(required=False)
    second_because = serializers.ChoiceField(
        choices=SecondBecause.choices, required=False, allow_blank=True
    )
    guardian_told_on = serializers.DateField(required=False, allow_null=True)
    guardian_present = Text(120, **WORDS)
    told_on = serializers.DateField(required=False, allow_null=True)


class JointConsentInput(Input):
    party = serializers.IntegerField(min_value=1, max_value=BIG)
    is_given = serializers.BooleanField()


class JointTemplateInput(VersionedInput):
    title_zh = Text(40)
    title_en = Text(80, **WORDS)
    purpose_zh = Text(200, **WORDS)
    purpose_en = Text(200, **WORDS)
    invites = serializers.ListField(
        child=serializers.ChoiceField(choices=PartnerKind.choices),
        required=False,
        max_length=len(PartnerKind),
    )
    is_active = serializers.BooleanField(required=False)
    station = Visible(Area, permission="joint_template.edit")


class JointMediationViewSet(ShapeViewSet):
    """Sittings with partners, from the plan to who came."""

    shape = shapes.JOINTS
    filterset_class = JointFilterSet
    list_key = "disputes.jointmediation"
    required_permissions = {
        "list": "joint_mediation.view",
        "retrieve": "joint_mediation.view",
        "create": "joint_mediation.create",
        "move": EDIT,
        "call_off": EDIT,
        "hold": EDIT,
        "consent": EDIT,
    }
    inputs = {
        "create": JointMediationInput,
        "move": JointMoveInput,
        "call_off": JointCallOffInput,
        "hold": JointHoldInput,
        "consent": JointConsentInput,
    }
    access_fields = "subject, agenda, invitations"

    def create(self, request):
        """Ask others to sit down with the parties."""
        data = self.asked()
        invitees = tuple(Invitee(**row) for row in data.pop("invitees", ()))
        dispute, template = data.pop("dispute"), data.pop("template")
        return self.make(
            actions.plan,
            dispute=dispute,
            template=template,
            plan=actions.Plan(**data),
            invitees=invitees,
        )

    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """Another time, another place, other words; answers are asked for anew."""
        joint, data = self.target(), self.asked()
        version = data.pop("version")
        data["chair"] = data.get("chair") or joint.chair
        plan = actions.Plan(**data)
        self.do(actions.move, joint=joint, plan=plan, version=version)
        return self.show(joint)

    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request, pk=None):
        """It does not take place."""
        return self.act(actions.call_off, on="joint")

    @action(detail=True, methods=["post"])
    def hold(self, request, pk=None):
        """It took place: who came, and what came of it."""
        joint, data = self.target(), self.asked()
        version, wanted = data.pop("version"), set(data.pop("came"))
        came = tuple(joint.invitations.filter(pk__in=wanted).defer("phone"))
        if len(came) != len(wanted):
            message = serializers.PrimaryKeyRelatedField.default_error_messages[
                "does_not_exist"
            ]
            missing = min(wanted - {row.pk for row in came})
            raise serializers.ValidationError(
                {"came": [message.format(pk_value=missing)]}
            )
        data["officers"] = tuple(data.get("officers", ()))
        sitting = Sitting(**data)
        self.do(actions.hold, joint=joint, sitting=sitting, came=came, version=version)
        return self.show(joint)

    @action(detail=True, methods=["post"])
    def consent(self, request, pk=None):
        """What a party says to the others sitting in."""
        joint, data = self.target(), self.asked()
        party = joint.dispute.parties.filter(pk=data["party"]).first()
        if party is None:
            message = serializers.PrimaryKeyRelatedField.default_error_messages[
                "does_not_exist"
            ]
            raise serializers.ValidationError(
                {"party": [message.format(pk_value=data["party"])]}
            )
        self.do(
            joint_consents.record_consents,
            joint=joint,
            said=((party, data["is_given"]),),
        )
        return self.show(joint)


class JointTemplateViewSet(ShapeViewSet):
    """Kinds of joint mediations: those that ship, and a station's own."""

    shape = shapes.TEMPLATES
    filterset_class = JointTemplateFilterSet
    required_permissions = {
        "list": "joint_template.view",
        "retrieve": "joint_template.view",
        "partial_update": "joint_template.edit",
    }
    inputs = {"partial_update": JointTemplateInput}

    def partial_update(self, request, pk=None):
        """Say it in the station's own way; answers the station's row."""
        template, data = self.target(), self.asked()
        version, station = data.pop("version"), data.pop("station")
        data["invites"] = tuple(data.get("invites", template.invites))
        own = self.do(
            joint_templates.adapt,
            template=template,
            station=station,
            words=joint_templates.Words(**data),
            version=version,
        )
        return self.show(own)
