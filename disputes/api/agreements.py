"""Agreements over REST: written, signed, put into effect, broken, set aside."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.decorators import action

from disputes.actions import agreement_duties, agreement_signing, breaches
from disputes.actions import agreements as actions
from disputes.actions.obligations import MOST, Duty
from disputes.api import shapes_agreements as shapes
from disputes.filters.agreements import AgreementFilterSet
from disputes.models import Dispute, DisputeParty, Mediation
from disputes.workflow.agreements import ObligationKind, SignedHow, Signer
from disputes.workflow.mediation import AgreementForm
from households.api.facts import scans
from station.actions import attachments
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet

WORDS = {"required": False, "allow_blank": True}
PLACES = {"max_digits": 12, "decimal_places": 2}


class DutyInput(Input):
    """Who owes what by when."""

    party = Visible(DisputeParty)
    kind = serializers.ChoiceField(choices=ObligationKind.choices)
    what = Text(500)
    amount = serializers.DecimalField(
        required=False, allow_null=True, min_value=0, **PLACES
    )
    due_on = serializers.DateField()


class ContentInput(Input):
    """What the agreement says."""

    form = serializers.ChoiceField(choices=AgreementForm.choices)
    terms = Text(4000)
    facts = Text(4000, **WORDS)
    responsibility = Text(2000, **WORDS)
    performance = Text(1000, **WORDS)
    body = Text(120, **WORDS)
    chair = Text(60, **WORDS)
    others_present = Text(300, **WORDS)
    place = Text(120, **WORDS)
    reached_on = serializers.DateField(required=False, allow_null=True)
    is_performed_at_once = serializers.BooleanField(default=False)


class AgreementInput(ContentInput):
    dispute = Visible(Dispute, permission="agreement.create")
    mediation = Visible(Mediation, required=False, allow_null=True)
    obligations = DutyInput(many=True, required=False, max_length=MOST)


class AgreementEditInput(VersionedInput, ContentInput):
    """The whole content again; signatures under another text are void."""


class DutyAddInput(VersionedInput, DutyInput):
    """One obligation more."""


class DutyRemoveInput(VersionedInput):
    obligation = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class SignInput(Input):
    """As a party, the mediator, an officer, or the seal of the committee.

    With the drawn signature, or photos or the PDF of the paper as multipart form data.
    """

    signer = serializers.ChoiceField(choices=Signer.choices)
    way = serializers.ChoiceField(choices=SignedHow.choices)
    party = Visible(DisputeParty, required=False, allow_null=True)
    name = Text(60, **WORDS)
    signature = serializers.ImageField(required=False)
    photos = scans(required=False)


class SetAsideInput(VersionedInput):
    reason = Text(300)


class TakeUpAgainInput(VersionedInput):
    reason = Text(300)
    told_on = serializers.DateField(required=False, allow_null=True)


class TellOfCourtInput(VersionedInput):
    told_on = serializers.DateField()


class AgreementViewSet(ShapeViewSet):
    """Agreements, from the first draft to the day they are kept or broken."""

    shape = shapes.AGREEMENTS
    list_key = "disputes.agreement"
    filterset_class = AgreementFilterSet
    required_permissions = {
        "list": "agreement.view",
        "retrieve": "agreement.view",
        "create": "agreement.create",
        "edit": "agreement.edit",
        "add_obligation": "agreement.edit",
        "remove_obligation": "agreement.edit",
        "sign": "agreement.edit",
        "make_effective": "agreement.edit",
        "set_aside": "agreement.decide",
        "take_up_again": "agreement.decide",
        "tell_of_court": "agreement.decide",
    }
    takes_files = frozenset({"sign"})
    inputs = {
        "create": AgreementInput,
        "edit": AgreementEditInput,
        "add_obligation": DutyAddInput,
        "remove_obligation": DutyRemoveInput,
        "sign": SignInput,
        "make_effective": VersionedInput,
        "set_aside": SetAsideInput,
        "take_up_again": TakeUpAgainInput,
        "tell_of_court": TellOfCourtInput,
    }
    access_fields = "facts, responsibility, terms, performance"

    def create(self, request):
        """Write down what the parties agreed on; it holds nobody yet."""
        data = self.asked()
        about = {name: data.pop(name, None) for name in ("dispute", "mediation")}
        duties = tuple(Duty(**row) for row in data.pop("obligations", ()))
        content = actions.Content(**data, obligations=duties)
        return self.make(actions.draft, content=content, **about)

    @action(detail=True, methods=["post"])
    def edit(self, request, pk=None):
        """Change the text; what was signed before no longer counts."""
        agreement, data = self.target(), self.asked()
        version = data.pop("version")
        content = actions.Content(**data)
        self.do(actions.edit, agreement=agreement, content=content, version=version)
        return self.show(agreement)

    @action(detail=True, methods=["post"], url_path="add-obligation")
    def add_obligation(self, request, pk=None):
        """Somebody owes one thing more."""
        agreement, data = self.target(), self.asked()
        version = data.pop("version")
        duty = Duty(**data)
        self.do(agreement_duties.add, agreement=agreement, duty=duty, version=version)
        return self.show(agreement)

    @action(detail=True, methods=["post"], url_path="remove-obligation")
    def remove_obligation(self, request, pk=None):
        """Written down by mistake, before the agreement holds."""
        agreement, data = self.target(), self.asked()
        obligation = get_object_or_404(agreement.obligations, pk=data["obligation"])
        self.do(
            agreement_duties.remove,
            agreement=agreement,
            obligation=obligation,
            version=data["version"],
        )
        return self.show(agreement)

    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        """Put a signature, seal or fingerprint under the text as it stands."""
        agreement, data = self.target(), self.asked()
        pictures = [*data.pop("photos", [])]
        if "signature" in data:
            pictures.append(data.pop("signature"))
        signing = agreement_signing.Signing(**data)
        with attachments.stored_scans(pictures) as stored:
            self.do(
                agreement_signing.sign,
                agreement=agreement,
                signing=signing,
                files=stored,
            )
        return self.show(agreement)

    @action(detail=True, methods=["post"], url_path="make-effective")
    def make_effective(self, request, pk=None):
        """It holds from now on, and the dispute is settled."""
        return self.act(actions.make_effective, on="agreement")

    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request, pk=None):
        """It holds no longer; the dispute is taken up again."""
        return self.act(actions.set_aside, on="agreement")

    @action(detail=True, methods=["post"], url_path="take-up-again")
    def take_up_again(self, request, pk=None):
        """It was broken: the dispute goes on."""
        return self.act(breaches.take_up_again, on="agreement")

    @action(detail=True, methods=["post"], url_path="tell-of-court")
    def tell_of_court(self, request, pk=None):
        """It was broken: the parties were told that they may sue."""
        return self.act(breaches.tell_of_court, on="agreement")
