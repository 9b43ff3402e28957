"""Scam types and the published lists over REST."""

from rest_framework import serializers

from antifraud.actions import scam_lists as list_actions
from antifraud.actions import scam_types as actions
from antifraud.api.shapes_scam_types import SCAM_LISTS, SCAM_TYPES
from antifraud.filters.scam_types import ScamTypeFilterSet
from antifraud.models import ScamType
from antifraud.workflow.people import Group, Scene
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.feed import Followed
from station.models.legal import Mark
from station.screening.codes import Scam

OPTIONAL = {"required": False}
WORDS = {"required": False, "allow_blank": True}


def _codes(choices) -> serializers.ListField:
    child = serializers.ChoiceField(choices=choices.choices)
    return serializers.ListField(child=child, max_length=len(choices), **OPTIONAL)


class ScamTypeFacts(Input):
    """How a fraud is known; what is left out keeps what it has."""

    name_zh = Text(60, **OPTIONAL)
    name_en = Text(80, **OPTIONAL)
    signs = Text(1000, **WORDS)
    phrases = Text(1000, help_text="One saying a line.", **WORDS)
    advice = Text(1000, **WORDS)
    hotline = Text(20, **OPTIONAL)
    groups = _codes(Group)
    scenes = _codes(Scene)
    screening = serializers.ChoiceField(
        choices=Scam.choices, allow_blank=True, **OPTIONAL
    )
    source = Text(120, **WORDS)
    mark = serializers.ChoiceField(choices=Mark.choices, **OPTIONAL)
    valid_from = serializers.DateField(**OPTIONAL)
    valid_until = serializers.DateField(allow_null=True, **OPTIONAL)
    order = serializers.IntegerField(min_value=0, max_value=9999, **OPTIONAL)
    is_active = serializers.BooleanField(**OPTIONAL)


class ScamTypeInput(ScamTypeFacts):
    """A way of fraud that is new here."""

    code = serializers.SlugField(max_length=30)
    name_zh = Text(60)
    name_en = Text(80)


class ScamTypeEditInput(VersionedInput, ScamTypeFacts):
    """Other signs, other advice."""


class ScamTypeViewSet(ShapeViewSet):
    """The ways people are defrauded, with signs, sayings and advice."""

    shape = SCAM_TYPES
    list_key = "antifraud.scamtype"
    filterset_class = ScamTypeFilterSet
    required_permissions = {
        "list": "scam_type.view",
        "retrieve": "scam_type.view",
        "create": "scam_type.edit",
        "partial_update": "scam_type.edit",
    }
    inputs = {"create": ScamTypeInput, "partial_update": ScamTypeEditInput}

    def create(self, request):
        """A way of fraud that is new here."""
        facts = self.asked()
        return self.make(actions.add, code=facts.pop("code"), facts=facts)

    def partial_update(self, request, pk=None):
        """Other signs, other advice, or no longer told of."""
        scam_type, facts = self.target(), self.asked()
        version = facts.pop("version")
        self.do(actions.edit, scam_type=scam_type, facts=facts, version=version)
        return self.show(scam_type)


class ListPlaceInput(Input):
    """A place in the words of the list; without a rank where that was not seen."""

    rank = serializers.IntegerField(
        min_value=1, max_value=999, allow_null=True, **OPTIONAL
    )
    scam_type = Visible(ScamType)
    words = Text(80)


class ScamListFacts(Input):
    """What was published, and how much of it was seen."""

    title_zh = Text(80, **OPTIONAL)
    title_en = Text(120, **OPTIONAL)
    published_on = serializers.DateField(**OPTIONAL)
    is_day_known = serializers.BooleanField(**OPTIONAL)
    publisher = Text(60, **OPTIONAL)
    source = Text(200, **OPTIONAL)
    mark = serializers.ChoiceField(choices=Mark.choices, **OPTIONAL)
    note = Text(300, **WORDS)
    is_whole = serializers.BooleanField(**OPTIONAL)
    entries = ListPlaceInput(many=True, max_length=list_actions.MOST, **OPTIONAL)


class ScamListInput(ScamListFacts):
    """A list of another year."""

    code = serializers.SlugField(max_length=30)
    title_zh = Text(80)
    title_en = Text(120)
    published_on = serializers.DateField()
    publisher = Text(60)
    source = Text(200)
    mark = serializers.ChoiceField(choices=Mark.choices)
    is_whole = serializers.BooleanField()
    entries = ListPlaceInput(many=True, max_length=list_actions.MOST)


class ScamListEditInput(VersionedInput, ScamListFacts):
    """More of it was seen; ``entries`` replaces the places."""


def _places(rows) -> tuple[list_actions.Place, ...]:
    return tuple(list_actions.Place(**row) for row in rows)


class ScamListViewSet(ShapeViewSet):
    """The lists as authorities published them, as far as they were seen."""

    shape = SCAM_LISTS
    required_permissions = {
        "list": "scam_type.view",
        "retrieve": "scam_type.view",
        "create": "scam_type.edit",
        "partial_update": "scam_type.edit",
    }
    inputs = {"create": ScamListInput, "partial_update": ScamListEditInput}

    def create(self, request):
        """A list of another year."""
        facts = self.asked()
        said = {"code": facts.pop("code"), "places": _places(facts.pop("entries"))}
        return self.make(list_actions.add, facts=facts, **said)

    def partial_update(self, request, pk=None):
        """More of it was seen, or something stood wrong."""
        scam_list, facts = self.target(), self.asked()
        rows = facts.pop("entries", None)
        self.do(
            list_actions.edit,
            scam_list=scam_list,
            version=facts.pop("version"),
            places=None if rows is None else _places(rows),
            facts=facts,
        )
        return self.show(scam_list)


RESOURCES = {"scam-types": ScamTypeViewSet, "scam-lists": ScamListViewSet}
FOLLOWED = (Followed("scam-types", SCAM_TYPES), Followed("scam-lists", SCAM_LISTS))
