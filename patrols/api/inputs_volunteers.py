"""What clients send about volunteers, and what they are told once."""

from rest_framework import serializers

from households.api.facts import WORDS
from households.api.reveal import LookInput
from households.models import Resident
from patrols.actions import volunteers
from patrols.models import Equipment, Insurance, Training, Wish
from patrols.workflow.people import Item, Skill, Topic, Trade
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.models import Area

OPTIONAL = {"required": False, "allow_null": True}
LOOKS = ("phone", "vetting_note", "guardian_phone")


class VolunteerFields(serializers.Serializer):
    """Who wants to patrol, or does."""

    name = Text(60)
    area = Visible(Area, permission="volunteer.edit")
    born_on = serializers.DateField()
    trade = serializers.ChoiceField(choices=Trade.choices)
    employer = Text(80, **WORDS)
    skills = serializers.ListField(
        child=serializers.ChoiceField(choices=Skill.choices),
        required=False,
        max_length=len(Skill),
    )
    motive = Text(300, **WORDS)
    hours_a_week = serializers.IntegerField(
        min_value=1, max_value=volunteers.MOST_HOURS, required=False
    )
    resident = Visible(Resident, **OPTIONAL)


class VolunteerInput(VolunteerFields, Input):
    """Somebody who wants to join."""

    phone = Text(30)


class VolunteerEditInput(VolunteerFields, VersionedInput):
    """The whole volunteer as it should stand; without a phone that stays."""

    phone = Text(30, **WORDS)


VOLUNTEER_FIELDS = list(VolunteerInput().fields)


class GuardianFields(serializers.Serializer):
    """Who consented that somebody under eighteen patrols; without a phone it stays."""

    guardian_name = Text(60, **WORDS)
    guardian_phone = Text(30, **WORDS)
    guardian_agreed_on = serializers.DateField(**OPTIONAL)


class VolunteerGuardianInput(GuardianFields, VersionedInput):
    """The guardian's consent as it should stand."""


class VettingInput(GuardianFields, VersionedInput):
    """What the officer found; of a minor also who consented."""

    is_fit = serializers.BooleanField(required=False)
    note = Text(500, **WORDS)
    with_account = serializers.BooleanField(required=False)


class VolunteerReasonInput(VersionedInput):
    reason = Text(200)


class RestInput(VersionedInput):
    until_on = serializers.DateField(**OPTIONAL)


class PatrolTrainingInput(Input):
    topic = serializers.ChoiceField(choices=Topic.choices)
    title = Text(120, **WORDS)
    held_on = serializers.DateField()
    hours = serializers.DecimalField(max_digits=4, decimal_places=1, min_value=0)
    expires_on = serializers.DateField(**OPTIONAL)


class InsuranceInput(Input):
    insurer = Text(60)
    policy_number = Text(60, **WORDS)
    from_on = serializers.DateField()
    until_on = serializers.DateField()


class PatrolEquipmentInput(Input):
    item = serializers.ChoiceField(choices=Item.choices)
    mark = Text(40, **WORDS)
    condition = Text(120, **WORDS)


class GiveBackInput(Input):
    equipment = Visible(Equipment, permission="volunteer.edit")
    condition = Text(120, **WORDS)


class StrikeInput(Input):
    """One of the two."""

    training = Visible(Training, permission="volunteer.edit", **OPTIONAL)
    insurance = Visible(Insurance, permission="volunteer.edit", **OPTIONAL)

    def validate(self, attrs):
        if (attrs.get("training") is None) == (attrs.get("insurance") is None):
            raise serializers.ValidationError("One of training and insurance.")
        return attrs


class OwnInput(VersionedInput):
    """What a volunteer keeps in person."""

    hours_a_week = serializers.IntegerField(
        min_value=1, max_value=volunteers.MOST_HOURS
    )
    may_be_tracked = serializers.BooleanField()
    may_be_published = serializers.BooleanField()
    phone = Text(30, **WORDS)


class WishInput(Input):
    """Monday is 0."""

    weekday = serializers.IntegerField(min_value=0, max_value=6)
    from_time = serializers.TimeField()
    until_time = serializers.TimeField()
    is_possible = serializers.BooleanField(required=False)


class WishOffInput(Input):
    wish = Visible(Wish, permission="volunteer.keep")


class VolunteerLookInput(LookInput):
    field = serializers.ChoiceField(choices=LOOKS, required=False)


class PasswordOutput(serializers.Serializer):
    """The account and the password to hand over; empty where none was opened."""

    id = serializers.IntegerField()
    badge_number = serializers.CharField(allow_blank=True)
    one_time_password = serializers.CharField(allow_blank=True)
