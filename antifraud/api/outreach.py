"""Outreach events over REST: planned, held and written up with photos."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from antifraud.actions import event_materials, outreach_results
from antifraud.actions import outreach as actions
from antifraud.api import materials
from antifraud.api import shapes_outreach as shapes
from antifraud.filters.outreach import OutreachFilterSet
from antifraud.models import Audience, Material, ScamType
from antifraud.papers import outreach as papers
from antifraud.workflow.outreach import OutreachKind, Topic
from antifraud.workflow.people import Group
from households.api.facts import WORDS, photos
from station import pdf_answers
from station.actions import attachments
from station.api.bulk import BulkMixin
from station.api.papers import BINARY
from station.api.serializers import (
    Input,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.api.viewsets import ShapeViewSet
from station.feed import Followed
from station.models import Area, User

OPTIONAL = {"required": False, "allow_null": True}
PEOPLE = {"min_value": 0, "max_value": actions.MOST_PEOPLE}
MOST_MATERIALS = 60


class OutreachFields(serializers.Serializer):
    kind = serializers.ChoiceField(choices=OutreachKind.choices)
    topic = serializers.ChoiceField(choices=Topic.choices, default=Topic.FRAUD)
    title = Text(60)
    area = Visible(Area, permission="outreach.create")
    place = Text(120)
    online_url = serializers.URLField(max_length=300, **WORDS)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    led_by = Visible(User)
    staff = VisibleMany(User, required=False, max_length=actions.MOST_STAFF)
    scam_types = VisibleMany(ScamType, required=False, max_length=30)
    audiences = VisibleMany(Audience, required=False, max_length=200)
    groups = serializers.ListField(
        child=serializers.ChoiceField(choices=Group.choices),
        required=False,
        max_length=len(Group),
    )
    audience_words = Text(200, **WORDS)
    helpers = Text(200, **WORDS)
    expected = serializers.IntegerField(**PEOPLE, **OPTIONAL)


class OutreachInput(OutreachFields, Input):
    """A new event."""

    origin = Origin()


class OutreachEditInput(OutreachFields, VersionedInput):
    """The whole event as it should stand."""


class MaterialGivenInput(Input):
    """So many of a material in all."""

    material = Visible(Material)
    quantity = serializers.IntegerField(min_value=0, max_value=1_000_000)


class OutreachMaterialsInput(Input):
    given = MaterialGivenInput(many=True, allow_empty=False, max_length=MOST_MATERIALS)


class OutreachWriteUpInput(VersionedInput):
    """How it went; with photos as multipart form data."""

    reached = serializers.IntegerField(**PEOPLE)
    result = Text(2000, **WORDS)
    given = MaterialGivenInput(many=True, required=False, max_length=MOST_MATERIALS)
    photos = photos(required=False)


class OutreachHandOverInput(VersionedInput):
    to = Visible(User)


class OutreachCancelInput(VersionedInput):
    reason = Text(200)


class OutreachPhotosInput(Input):
    photos = photos()


def _facts(data: dict) -> actions.OutreachFacts:
    """What the action takes; what was not sent is empty."""
    many = {name: tuple(data.get(name) or ()) for name in (*actions.MANY, "groups")}
    plain = {name: data[name] for name in actions.PLAIN if name in data}
    return actions.OutreachFacts(**{**plain, **many})


def _given(data: dict) -> dict[Material, int]:
    return {row["material"]: row["quantity"] for row in data.pop("given", [])}


class OutreachViewSet(BulkMixin, ShapeViewSet):
    """Talks, stalls, rounds, lessons, performances and what goes on online."""

    shape = shapes.OUTREACH
    list_key = "antifraud.outreachevent"
    filterset_class = OutreachFilterSet
    required_permissions = {
        "list": "outreach.view",
        "retrieve": "outreach.view",
        "create": "outreach.create",
        "partial_update": "outreach.edit",
        "hand_over": "outreach.edit",
        "cancel": "outreach.edit",
        "resume": "outreach.edit",
        "write_up": "outreach.edit",
        "correct": "outreach.edit",
        "materials": "outreach.edit",
        "photos": "outreach.edit",
        "poster": "outreach.view",
    }
    takes_files = frozenset({"write_up", "correct", "photos"})
    answers = {"poster": BINARY}
    refusing_reads = frozenset({"poster"})
    inputs = {
        "create": OutreachInput,
        "partial_update": OutreachEditInput,
        "hand_over": OutreachHandOverInput,
        "cancel": OutreachCancelInput,
        "resume": VersionedInput,
        "write_up": OutreachWriteUpInput,
        "correct": OutreachWriteUpInput,
        "materials": OutreachMaterialsInput,
        "photos": OutreachPhotosInput,
    }

    def create(self, request):
        """Put an event into the calendar."""
        data = self.asked()
        origin = data.pop("origin", None)
        return self.make(actions.plan, facts=_facts(data), origin=origin)

    def partial_update(self, request, pk=None):
        """Another day, another place; send the whole event."""
        event, data = self.target(), self.asked()
        step = {"facts": _facts(data), "version": data["version"]}
        self.do(actions.edit, event=event, **step)
        return self.show(event)

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk=None):
        """Somebody else leads it."""
        return self.act(actions.hand_over, on="event")

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """It does not take place; its material goes back into stock."""
        return self.act(actions.cancel, on="event")

    @action(detail=True, methods=["post"])
    def resume(self, request, pk=None):
        """It takes place after all."""
        return self.act(actions.resume, on="event")

    @action(detail=True, methods=["post"], url_path="write-up")
    def write_up(self, request, pk=None):
        """It was held: people reached, material handed out, photos."""
        return self._results(outreach_results.write_up)

    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """The figures are set right; the stock follows."""
        return self._results(outreach_results.correct)

    @action(detail=True, methods=["post"])
    def materials(self, request, pk=None):
        """So many of each material are taken along, in all."""
        event, data = self.target(), self.asked()
        self.do(event_materials.set_aside, event=event, given=_given(data))
        return self.show(event)

    @action(detail=True, methods=["post"])
    def photos(self, request, pk=None):
        """More pictures of it."""
        event, data = self.target(), self.asked()
        with attachments.stored_pictures(data["photos"]) as stored:
            self.do(outreach_results.add_photos, event=event, photos=stored)
        return self.show(event)

    @action(detail=True)
    def poster(self, request, pk=None):
        """The poster to hang up, as PDF/A."""
        event = self.target()
        return pdf_answers.shown(papers.render(event), f"{event.title}.pdf")

    def _results(self, function) -> Response:
        event, data = self.target(), self.asked()
        given = _given(data)
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            self.do(function, event=event, given=given, photos=stored, **data)
        return self.show(event)


RESOURCES = {"outreach-events": OutreachViewSet, **materials.RESOURCES}
FOLLOWED = (
    Followed("outreach-events", shapes.OUTREACH),
    Followed("materials", shapes.MATERIALS),
)
