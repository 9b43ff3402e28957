"""What the API takes of an alert, and what it tells beside its row."""

from contextlib import contextmanager

from rest_framework import serializers

from antifraud.actions import alerts as actions
from antifraud.actions.alert_words import LONGEST, LONGEST_TITLE
from antifraud.models import Audience, ScamType
from antifraud.workflow.alerts import Form, NoticeKind
from antifraud.workflow.people import Group, Scene
from station.actions import attachments
from station.api.serializers import (
    Input,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.models import Area

OPTIONAL = {"required": False, "allow_null": True}
WORDS = {"required": False, "allow_blank": True}
MOST_AUDIENCES = 1000
SAID = (
    "kind", "form", "title", "body", "scam_type", "scenes", "groups", "source",
    "video_url",
)  # fmt: skip


def codes(choices) -> serializers.ListField:
    """Several of these codes."""
    child = serializers.ChoiceField(choices=choices)
    return serializers.ListField(child=child, required=False, max_length=len(choices))


class AlertFields(serializers.Serializer):
    kind = serializers.ChoiceField(choices=NoticeKind.choices)
    form = serializers.ChoiceField(choices=Form.choices)
    title = Text(LONGEST_TITLE)
    body = Text(LONGEST)
    scam_type = Visible(ScamType, **OPTIONAL)
    scenes = codes(Scene.choices)
    groups = codes(Group.choices)
    source = Text(120, **WORDS)
    video_url = serializers.URLField(max_length=300, **WORDS)
    picture = serializers.ImageField(required=False)


class AlertInput(AlertFields, Input):
    """A draft; with its picture as multipart form data."""

    area = Visible(Area, permission="alert.create")
    audiences = VisibleMany(Audience, required=False, max_length=MOST_AUDIENCES)
    origin = Origin()


class AlertEditInput(AlertFields, VersionedInput):
    """The words as a whole; the groups only where they are named."""

    area = Visible(Area, permission="alert.edit", required=False)
    drop_picture = serializers.BooleanField(required=False)


class AlertChooseInput(VersionedInput):
    audiences = VisibleMany(Audience, max_length=MOST_AUDIENCES)


class AlertReasonInput(VersionedInput):
    reason = Text(300)


class AlertApproveInput(VersionedInput):
    """When it goes out; a reason makes it go past caps and quiet hours."""

    send_at = serializers.DateTimeField(**OPTIONAL)
    urgent_reason = Text(200, **WORDS)


class AlertFittingQuery(Input):
    scam_type = Visible(ScamType, required=False)
    groups = serializers.CharField(
        required=False, help_text="Codes of groups, with commas between them."
    )
    area = Visible(Area, required=False)

    def validate_groups(self, value):
        asked = [code for code in value.split(",") if code]
        if not set(asked) <= set(Group.values):
            raise serializers.ValidationError([value])
        return asked


class AlertFitOutput(serializers.Serializer):
    audience = serializers.IntegerField()
    name = serializers.CharField()
    people = serializers.IntegerField()
    reason = serializers.CharField()
    cases = serializers.IntegerField()


class AlertFitsOutput(serializers.Serializer):
    results = AlertFitOutput(many=True)


class AlertAlikeOutput(serializers.Serializer):
    alert = serializers.IntegerField()
    number = serializers.CharField()
    title = serializers.CharField()
    approved_at = serializers.DateTimeField()
    percent = serializers.IntegerField()
    same_groups = serializers.IntegerField()


class AlertAlikesOutput(serializers.Serializer):
    results = AlertAlikeOutput(many=True)


def words_of(data: dict) -> actions.Words:
    """What is said, of what was sent."""
    said = {name: data[name] for name in SAID if name in data}
    return actions.Words(
        **said | {name: tuple(said.get(name, ())) for name in ("scenes", "groups")}
    )


@contextmanager
def stored(data: dict):
    """The picture that came along, taken back where the alert is refused."""
    file = data.get("picture")
    with attachments.stored_pictures([file] if file else []) as pictures:
        yield pictures[0] if pictures else None
