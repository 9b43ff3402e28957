"""Liaison over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import liaisons
from households.api import shapes_care as shapes
from households.api.facts import WORDS, facts, photos
from households.api.reveal import LookInput, RevealOutput, revealed
from households.filters.care import (
    LiaisonContactFilterSet,
    LiaisonFilterSet,
)
from households.models import (
    LiaisonContact,
    LiaisonItem,
)
from households.workflow.care import ContactWay, Rhythm
from station.actions import attachments
from station.api.bulk import BulkMixin
from station.api.serializers import (
    Input,
    Origin,
    Text,
    VersionedInput,
    Visible,
)
from station.api.viewsets import ShapeViewSet
from station.models import Area, User


class ContactFields(serializers.Serializer):
    """With whom, how often, and who keeps in touch."""

    name = Text(60)
    role = serializers.ChoiceField(choices=LiaisonContact.Role.choices)
    organisation = Text(120, **WORDS)
    area = Visible(Area, permission="liaison.create")
    phone = Text(30, **WORDS)
    rhythm = serializers.ChoiceField(choices=Rhythm.choices)
    responsible = Visible(User)


CONTACT_FIELDS = list(ContactFields().fields)


class LiaisonContactInput(ContactFields, Input):
    """Somebody new."""


class ContactEditInput(ContactFields, VersionedInput):
    """The whole contact as it should stand."""


class LiaisonAssignInput(VersionedInput):
    responsible = Visible(User)


class LiaisonContactViewSet(BulkMixin, ShapeViewSet):
    """With whom the station keeps in touch."""

    shape = shapes.LIAISON_CONTACTS
    list_key = "households.liaisoncontact"
    filterset_class = LiaisonContactFilterSet
    required_permissions = {
        "list": "liaison.view",
        "retrieve": "liaison.view",
        "create": "liaison.create",
        "partial_update": "liaison.edit",
        "assign": "liaison.assign",
        "end": "liaison.edit",
        "reveal": "liaison.reveal",
    }
    inputs = {
        "create": LiaisonContactInput,
        "partial_update": ContactEditInput,
        "assign": LiaisonAssignInput,
        "end": VersionedInput,
        "reveal": LookInput,
    }
    answers = {"reveal": {200: RevealOutput}}

    def create(self, request):
        """Somebody new to keep in touch with."""
        data = self.asked()
        found = facts(liaisons.Facts, CONTACT_FIELDS, data)
        return self.make(liaisons.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole contact."""
        contact, data = self.target(), self.asked()
        found = facts(liaisons.Facts, CONTACT_FIELDS, data)
        version = data["version"]
        self.do(liaisons.edit, contact=contact, facts=found, version=version)
        return self.show(contact)

    @action(detail=True, methods=["post"])
    def assign(self, request, pk=None):
        """Somebody else keeps in touch."""
        return self.act(liaisons.assign, on="contact")

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """No longer kept up."""
        return self.act(liaisons.end, on="contact")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole phone number, for a purpose that is written down."""
        contact, look = self.target(), self.asked()
        return revealed(contact, by=request.user, field="phone", **look)


class AgreedInput(Input):
    what = Text(200)
    until_on = serializers.DateField()
    who = Text(60, **WORDS)
    responsible = Visible(User, required=False)


class TalkInput(Input):
    """With photos as multipart form data; what was agreed is JSON in its part."""

    contact = Visible(LiaisonContact, permission="liaison.edit")
    way = serializers.ChoiceField(choices=ContactWay.choices)
    about = Text(2000, **WORDS)
    others = Text(200, **WORDS)
    talked_at = serializers.DateTimeField(required=False, allow_null=True)
    agreed = AgreedInput(many=True, required=False, max_length=20)
    photos = photos(required=False)
    origin = Origin()


class ItemDoneInput(Input):
    item = Visible(LiaisonItem, permission="liaison.edit")
    result = Text(200, **WORDS)


class LiaisonItemInput(Input):
    item = Visible(LiaisonItem, permission="liaison.edit")


class LiaisonViewSet(ShapeViewSet):
    """Talks, and what was agreed."""

    shape = shapes.LIAISONS
    list_key = "households.liaison"
    filterset_class = LiaisonFilterSet
    required_permissions = {
        "list": "liaison.view",
        "retrieve": "liaison.view",
        "create": "liaison.create",
        "agree": "liaison.edit",
        "item_done": "liaison.edit",
        "item_reopen": "liaison.edit",
    }
    takes_files = frozenset({"create"})
    inputs = {
        "create": TalkInput,
        "agree": AgreedInput,
        "item_done": ItemDoneInput,
        "item_reopen": LiaisonItemInput,
    }
    access_fields = "about"

    def create(self, request):
        """One was in touch."""
        data = dict(self.asked())
        agreed = [liaisons.Agreed(**found) for found in data.pop("agreed", [])]
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            made = self.do(liaisons.talk, agreed=agreed, files=stored, **data)
        return self.show(made, status=201)

    @action(detail=True, methods=["post"])
    def agree(self, request, pk=None):
        """One more thing was agreed."""
        liaison = self.target()
        agreed = liaisons.Agreed(**self.asked())
        self.do(liaisons.agree, liaison=liaison, agreed=agreed)
        return self.show(liaison)

    @action(detail=True, methods=["post"], url_path="item-done")
    def item_done(self, request, pk=None):
        """What was agreed is done."""
        return self._item(liaisons.finish_item)

    @action(detail=True, methods=["post"], url_path="item-reopen")
    def item_reopen(self, request, pk=None):
        """It is still to be done."""
        return self._item(liaisons.reopen_item)

    def _item(self, function):
        liaison, data = self.target(), self.asked()
        if data["item"].liaison_id != liaison.pk:
            message = {"item": ["This belongs to another talk."]}
            raise serializers.ValidationError(message)
        self.do(function, **data)
        return self.show(liaison)
