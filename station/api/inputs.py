"""What the writes on territory and people take."""

from rest_framework import serializers

from station.api.serializers import Input, Text, VersionedInput, Visible
from station.models import Area, User
from station.roles import Duty, Role

WORDS = {"required": False, "allow_blank": True}


class AreaInput(Input):
    parent = Visible(Area, permission="area.create")
    kind = serializers.ChoiceField(choices=Area.Kind.choices)
    name = Text(80)
    short_name = Text(40, **WORDS)
    profile = serializers.DictField(required=False)


class AreaEditInput(VersionedInput):
    name = Text(80, required=False)
    short_name = Text(40, required=False)
    profile = serializers.DictField(required=False)


class ReasonInput(Input):
    reason = Text(300)


class UserInput(Input):
    badge_number = Text(24)
    name = Text(40)
    phone = Text(24, **WORDS)
    email = serializers.EmailField(**WORDS)
    is_service = serializers.BooleanField(default=False)


class UserEditInput(VersionedInput):
    name = Text(40, required=False)
    phone = Text(24, **WORDS)
    email = serializers.EmailField(**WORDS)


class DisableInput(Input):
    reason = Text(300, **WORDS)


class PostInput(Input):
    user = Visible(User)
    role = serializers.ChoiceField(choices=Role.choices)
    area = Visible(Area, permission="post.create")
    from_on = serializers.DateField()
    until_on = serializers.DateField(required=False, allow_null=True)
    duty = serializers.ChoiceField(choices=Duty.choices, **WORDS)
    is_acting = serializers.BooleanField(default=False)


class PostEndInput(VersionedInput):
    last_on = serializers.DateField()


class PostProlongInput(VersionedInput):
    until_on = serializers.DateField(allow_null=True)
