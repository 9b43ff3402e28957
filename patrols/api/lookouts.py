"""Who and what is looked for over REST: for officers, and volunteers on duty."""

from django.shortcuts import get_object_or_404
from rest_framework.decorators import action

from households.api.facts import photos
from patrols.actions import lookouts as actions
from patrols.api import shapes_findings as shapes
from patrols.lookouts import open_for
from station.actions import attachments
from station.api.serializers import Input, Text
from station.api.viewsets import ShapeViewSet


class LookoutSightInput(Input):
    """Where and when it was seen; with photos as multipart form data."""

    where = Text(200)
    photos = photos(required=False)


class LookoutViewSet(ShapeViewSet):
    """Lost people and things until they are found; nothing for who is off duty."""

    shape = shapes.LOOKOUTS
    required_permissions = {
        "list": "finding.look_out",
        "retrieve": "finding.look_out",
        "sight": "finding.look_out",
    }
    takes_files = frozenset({"sight"})
    inputs = {"sight": LookoutSightInput}
    access_fields = "details"

    def get_queryset(self):
        return open_for(self.request.user)

    def target(self):
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    @action(detail=True, methods=["post"])
    def sight(self, request, pk=None):
        """Tell whoever sees to it where it was seen."""
        finding, data = self.target(), self.asked()
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            self.do(actions.sight, finding=finding, photos=stored, **data)
        return self.show(finding)
