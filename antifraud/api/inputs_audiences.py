"""What clients send about audiences and the alliance."""

from rest_framework import serializers

from antifraud.actions.audiences import LARGEST
from antifraud.keepers import keepers
from antifraud.models import Audience
from antifraud.workflow.people import AgeBand, Group
from antifraud.workflow.sendings import Channel
from households.api.facts import WORDS
from households.models import Resident
from households.models.resident import ResidenceKind
from station.api.serializers import Input, Text, VersionedInput, Visible, VisibleMany
from station.models import Area, User

MOST_GROUPS = 200
PAGE = 200
LARGEST_ID = 2**63 - 1


class Keeper(Visible):
    """An officer who can keep a group, among those this person may give it to."""

    def __init__(self, **options):
        super().__init__(User, **options)

    def get_queryset(self):
        return keepers(self.context["request"].user)


class AudienceFields(serializers.Serializer):
    """Who they are, how many, and how the group is reached."""

    name = Text(80)
    kind = serializers.ChoiceField(choices=Group.choices)
    area = Visible(Area, permission="audience.edit")
    size = serializers.IntegerField(min_value=1, max_value=LARGEST)
    channel = serializers.ChoiceField(choices=Channel.choices)
    address = Text(400, **WORDS)
    led_by = Text(60, **WORDS)
    note = Text(300, **WORDS)


class AudienceInput(AudienceFields, Input):
    """A new group; without a keeper whoever enters it."""

    owner = Keeper(required=False)


class AudienceEditInput(AudienceFields, VersionedInput):
    """The whole group as it should stand; keeper and address stay where not sent."""

    owner = Keeper(required=False)


class AudienceHandInput(Input):
    owner = Keeper()


class OverlapInput(Input):
    """How many are in both; 0 takes the estimate off."""

    other = Visible(Audience)
    people = serializers.IntegerField(min_value=0, max_value=LARGEST)


class AudienceMemberInput(Input):
    resident = Visible(Resident)


class MembersOfAreaInput(Input):
    """All residents of a place; what is left out narrows nothing."""

    area = Visible(Area, permission="resident.view")
    age_band = serializers.ChoiceField(
        choices=AgeBand.choices, required=False, allow_blank=True
    )
    residence_kind = serializers.ChoiceField(
        choices=ResidenceKind.choices, required=False, allow_blank=True
    )
    care_kind = Text(20, **WORDS)


class MembersQuery(Input):
    """The next known members, by id."""

    after = serializers.IntegerField(
        min_value=0, max_value=LARGEST_ID, required=False, default=0
    )


class PeopleQuery(Input):
    """Ids with commas between them."""

    ids = serializers.RegexField(r"^[0-9]{1,18}(,[0-9]{1,18}){0,199}$")


class NamedOutput(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class KnownMemberOutput(serializers.Serializer):
    """A resident known to be in the group."""

    id = serializers.IntegerField()
    resident = NamedOutput()


class KnownMembersOutput(serializers.Serializer):
    """Those in the reader's charge; ``next`` is the ``after`` of the next page."""

    known = serializers.IntegerField(help_text="All of them, seen or not.")
    results = KnownMemberOutput(many=True)
    next = serializers.IntegerField(allow_null=True)


class PeopleOutput(serializers.Serializer):
    """The people of several groups; each once is a lower bound."""

    audiences = serializers.IntegerField()
    people = serializers.IntegerField()
    people_once = serializers.IntegerField()


class AllyFields(serializers.Serializer):
    """Who helps, from where, and in which groups they speak."""

    name = Text(60)
    kind = serializers.ChoiceField(choices=Group.choices)
    area = Visible(Area, permission="ally.edit")
    joined_on = serializers.DateField()
    organisation = Text(80, **WORDS)
    phone = Text(30, **WORDS)
    resident = Visible(Resident, required=False, allow_null=True)
    audiences = VisibleMany(Audience, required=False, max_length=MOST_GROUPS)


class AllyInput(AllyFields, Input):
    """A new member."""


class AllyEditInput(AllyFields, VersionedInput):
    """The whole member as it should stand; a phone or groups not sent stay."""
