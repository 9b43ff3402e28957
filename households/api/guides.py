"""Matters of a station and the guides to them, over REST."""

from rest_framework.decorators import action
from rest_framework.response import Response

from households.actions import guides
from households.api import services_inputs as inputs
from households.api import shapes_services as shapes
from households.api.services_inputs import GuidesAdoptedOutput, GuidesAdoptInput
from households.filters.services import GuideFilterSet, MatterFilterSet
from station.api.serializers import VersionedInput
from station.api.viewsets import ShapeViewSet


class ServiceMatterViewSet(ShapeViewSet):
    """What residents may come for; their guides are read at ``service-guides``."""

    shape = shapes.MATTERS
    filterset_class = MatterFilterSet
    required_permissions = {
        "list": "service_guide.view",
        "retrieve": "service_guide.view",
        "create": "service_guide.edit",
        "partial_update": "service_guide.edit",
        "adopt": "service_guide.edit",
    }
    inputs = {
        "create": inputs.MatterInput,
        "partial_update": inputs.MatterRulesInput,
        "adopt": GuidesAdoptInput,
    }
    answers = {"adopt": {200: GuidesAdoptedOutput}}

    def create(self, request):
        """A new matter of the station, with the draft of its first guide."""
        data = self.asked()
        texts = {n: data.pop(n) for n in guides.TEXTS if n in data}
        return self.make(guides.add_matter, texts=texts, **data)

    def partial_update(self, request, pk=None):
        """How it can be done and within which time."""
        return self.act(guides.set_rules, on="matter")

    @action(detail=False, methods=["post"])
    def adopt(self, request):
        """Take over the common guides as drafts; what is there stays as it is."""
        return Response({"added": self.do(guides.adopt_starters, **self.asked())})


class ServiceGuideViewSet(ShapeViewSet):
    """Guides of the station's matters, every edition of them."""

    shape = shapes.GUIDES
    filterset_class = GuideFilterSet
    required_permissions = {
        "list": "service_guide.view",
        "retrieve": "service_guide.view",
        "partial_update": "service_guide.edit",
        "edition": "service_guide.edit",
        "publish": "service_guide.edit",
    }
    inputs = {
        "partial_update": inputs.GuideEditInput,
        "edition": VersionedInput,
        "publish": VersionedInput,
    }
    makes = frozenset({"edition"})

    def partial_update(self, request, pk=None):
        """Change a draft; what is published is never altered."""
        guide, data = self.target(), self.asked()
        version = data.pop("version")
        self.do(guides.write, guide=guide, texts=data, version=version)
        return self.show(guide)

    @action(detail=True, methods=["post"])
    def edition(self, request, pk=None):
        """Begin the next edition of this matter's guide from the last one's text."""
        guide = self.target()
        self.asked()
        return self.make(guides.begin_edition, matter=guide.matter)

    @action(detail=True, methods=["post"])
    def publish(self, request, pk=None):
        """From now on residents read this edition."""
        return self.act(guides.publish, on="guide")
