"""Volunteers over REST: the register, the vetting, what protects them."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households.api.facts import facts
from households.api.reveal import RevealOutput, revealed
from patrols.actions import accounts, guardians, own, volunteers
from patrols.actions import volunteer_facts as noted
from patrols.api import inputs_volunteers as sent
from patrols.api import shapes_people as shapes
from patrols.filters.volunteers import VolunteerFilterSet
from patrols.models import Volunteer
from station.api.bulk import BulkMixin
from station.api.viewsets import ShapeViewSet


class VolunteerViewSet(BulkMixin, ShapeViewSet):
    """Who patrols, and who wants to."""

    shape = shapes.VOLUNTEERS
    list_key = "patrols.volunteer"
    filterset_class = VolunteerFilterSet
    access_fields = "name, phone_masked, born_on"
    required_permissions = {
        "list": "volunteer.view",
        "retrieve": "volunteer.view",
        "create": "volunteer.create",
        "partial_update": "volunteer.edit",
        "accept": "volunteer.vet",
        "refuse": "volunteer.vet",
        "guardian": "volunteer.edit",
        "account": "volunteer.vet",
        "reapply": "volunteer.vet",
        "rest": "volunteer.edit",
        "resume": "volunteer.edit",
        "leave": "volunteer.edit",
        "train": "volunteer.edit",
        "insure": "volunteer.edit",
        "hand_out": "volunteer.edit",
        "take_back": "volunteer.edit",
        "strike": "volunteer.edit",
        "keep": "volunteer.keep",
        "wish": "volunteer.keep",
        "take_off_wish": "volunteer.keep",
        "reveal": "volunteer.reveal",
    }
    inputs = {
        "create": sent.VolunteerInput,
        "partial_update": sent.VolunteerEditInput,
        "accept": sent.VettingInput,
        "refuse": sent.VolunteerReasonInput,
        "guardian": sent.VolunteerGuardianInput,
        "account": sent.VersionedInput,
        "reapply": sent.VersionedInput,
        "rest": sent.RestInput,
        "resume": sent.VersionedInput,
        "leave": sent.VolunteerReasonInput,
        "train": sent.PatrolTrainingInput,
        "insure": sent.InsuranceInput,
        "hand_out": sent.PatrolEquipmentInput,
        "take_back": sent.GiveBackInput,
        "strike": sent.StrikeInput,
        "keep": sent.OwnInput,
        "wish": sent.WishInput,
        "take_off_wish": sent.WishOffInput,
        "reveal": sent.VolunteerLookInput,
    }
    answers = {
        "reveal": {200: RevealOutput},
        "accept": {200: sent.PasswordOutput},
        "account": {200: sent.PasswordOutput},
    }
    needs_fresh_sign_in = frozenset({"accept", "account"})
    never_kept = frozenset({"reveal", "accept", "account"})

    def create(self, request):
        """Enter an application."""
        found = facts(volunteers.Facts, sent.VOLUNTEER_FIELDS, self.asked())
        return self.make(volunteers.apply, facts=found)

    def partial_update(self, request, pk=None):
        """Set right; send the whole volunteer."""
        volunteer, data = self.target(), self.asked()
        data["phone"] = data.get("phone") or volunteer.phone
        found = facts(volunteers.Facts, sent.VOLUNTEER_FIELDS, data)
        version = data["version"]
        self.do(volunteers.edit, volunteer=volunteer, facts=found, version=version)
        return self.show(volunteer)

    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """Vetted and taken on; the password of the account is told this once."""
        volunteer, data = self.target(), self.asked()
        version, guardian = data.pop("version"), guardians.said_in(data)
        made = self.do(
            volunteers.accept,
            volunteer=volunteer,
            vetting=volunteers.Vetting(**data, guardian=guardian),
            version=version,
        )
        return _told(*made)

    @action(detail=True, methods=["post"])
    def guardian(self, request, pk=None):
        """The guardian of a minor: who consented in writing, and when."""
        volunteer, data = self.target(), self.asked()
        said = guardians.said_in(data)
        self.do(guardians.note, volunteer=volunteer, guardian=said, **data)
        return self.show(volunteer)

    @action(detail=True, methods=["post"])
    def account(self, request, pk=None):
        """An account for who has none, else a new one-time password."""
        volunteer = self.target()
        made = self.do(accounts.give, volunteer=volunteer, **self.asked())
        return _told(*made)

    @action(detail=True, methods=["post"])
    def refuse(self, request, pk=None):
        """Not taken on."""
        return self.act(volunteers.refuse, on="volunteer")

    @action(detail=True, methods=["post"])
    def reapply(self, request, pk=None):
        """Wants to join again."""
        return self.act(volunteers.reapply, on="volunteer")

    @action(detail=True, methods=["post"])
    def rest(self, request, pk=None):
        """Pauses."""
        return self.act(volunteers.rest, on="volunteer")

    @action(detail=True, methods=["post"])
    def resume(self, request, pk=None):
        """Back from a rest."""
        return self.act(volunteers.resume, on="volunteer")

    @action(detail=True, methods=["post"])
    def leave(self, request, pk=None):
        """Leaves for good."""
        return self.act(volunteers.leave, on="volunteer")

    @action(detail=True, methods=["post"])
    def train(self, request, pk=None):
        """A course was attended."""
        return self.act(noted.train, on="volunteer")

    @action(detail=True, methods=["post"])
    def insure(self, request, pk=None):
        """Insured against accidents."""
        return self.act(noted.insure, on="volunteer")

    @action(detail=True, methods=["post"], url_path="hand-out")
    def hand_out(self, request, pk=None):
        """A thing is lent."""
        return self.act(noted.hand_out, on="volunteer")

    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk=None):
        """A thing is given back."""
        volunteer, data = self.target(), self.asked()
        equipment = of(data["equipment"], volunteer, "equipment")
        condition = data.get("condition", "")
        self.do(noted.take_back, equipment=equipment, condition=condition)
        return self.show(volunteer)

    @action(detail=True, methods=["post"])
    def strike(self, request, pk=None):
        """A training or an insurance was noted by mistake."""
        volunteer, data = self.target(), self.asked()
        name = "training" if data.get("training") else "insurance"
        self.do(noted.strike, fact=of(data[name], volunteer, name))
        return self.show(volunteer)

    @action(detail=True, methods=["post"])
    def keep(self, request, pk=None):
        """One's own phone, hours and consents."""
        volunteer, data = self.target(), self.asked()
        version = data.pop("version")
        self.do(own.keep, volunteer=volunteer, own=own.Own(**data), version=version)
        return self.show(volunteer)

    @action(detail=True, methods=["post"])
    def wish(self, request, pk=None):
        """When one likes to come, or cannot."""
        return self.act(noted.wish, on="volunteer")

    @action(detail=True, methods=["post"], url_path="take-off-wish")
    def take_off_wish(self, request, pk=None):
        """A wish no longer holds."""
        volunteer = self.target()
        self.do(noted.take_off_wish, wish=of(self.asked()["wish"], volunteer, "wish"))
        return self.show(volunteer)

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole phone number, or the remark on the vetting, for a purpose."""
        volunteer, look = self.target(), self.asked()
        field = look.pop("field", "phone")
        return revealed(volunteer, by=request.user, field=field, **look)


def of(row, volunteer: Volunteer, name: str):
    """A row of this volunteer, else as if it were not there."""
    if row.volunteer_id != volunteer.pk:
        message = serializers.PrimaryKeyRelatedField.default_error_messages
        text = message["does_not_exist"].format(pk_value=row.pk)
        raise serializers.ValidationError({name: [text]})
    return row


def _told(volunteer: Volunteer, password: str) -> Response:
    badge = volunteer.user.badge_number if volunteer.user else ""
    answer = {"id": volunteer.pk, "badge_number": badge}
    response = Response(answer | {"one_time_password": password})
    response["Cache-Control"] = "no-store"
    return response
