"""Visits and follow-ups over REST."""

from rest_framework.decorators import action

from households.actions import field_visits, follow_ups, visits
from households.api import serializers, shapes
from households.api.serializers import report_of
from households.filters.follow_ups import FollowUpFilterSet
from households.filters.visits import VisitFilterSet
from households.models import Outcome, Purpose
from station.actions import attachments
from station.api.bulk import BulkMixin
from station.api.content import UploadParser
from station.api.serializers import Nothing, VersionedInput
from station.api.viewsets import ShapeViewSet


class VisitViewSet(ShapeViewSet):
    """Calls at households."""

    shape = shapes.VISITS
    makes = frozenset({"field"})
    filterset_class = VisitFilterSet
    list_key = "households.visit"
    required_permissions = {
        "list": "visit.view",
        "retrieve": "visit.view",
        "create": "visit.create",
        "field": "visit.create",
        "partial_update": "visit.edit",
        "correct": "visit.edit",
        "confirm": "visit.confirm",
        "send_back": "visit.confirm",
        "photos": "visit.edit",
    }
    inputs = {
        "create": serializers.VisitInput,
        "field": serializers.FieldVisitInput,
        "partial_update": serializers.VisitEditInput,
        "correct": serializers.VisitCorrectInput,
        "confirm": VersionedInput,
        "send_back": serializers.VisitReturnInput,
        "photos": serializers.PhotosInput,
    }
    access_fields = "learned, asked_for"

    def create(self, request):
        """A call at a door; an auxiliary's is a draft until an officer confirms it."""
        data = self.asked()
        promise, card = data.get("promise"), data.get("card")
        visit = self.do(
            visits.record,
            household=data["household"],
            report=report_of(data),
            reason=data.get("reason", ""),
            promise=visits.Promise(**promise) if promise else None,
            card=visits.CardGiven(**card) if card else None,
            settles=data.get("settles"),
            household_version=data.get("household_version"),
        )
        return self.show(visit, status=201, as_it_is=True)

    @action(detail=False, methods=["post"])
    def field(self, request):
        """A visit in the fields: a place instead of a household."""
        data = self.asked()
        area, origin = data.pop("area"), data.pop("origin", None)
        reason = data.pop("reason", "")
        met = {"purpose": Purpose.FIELD, "outcome": Outcome.MET}
        return self.make(
            field_visits.record,
            area=area,
            report=report_of(data | met),
            reason=reason,
            origin=origin,
        )

    def partial_update(self, request, pk=None):
        """Change a draft, or a visit within a day; send the whole report."""
        visit, data = self.target(), self.asked()
        report = report_of(data)
        self.do(visits.edit, visit=visit, report=report, version=data["version"])
        return self.show(visit)

    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """Set an older visit right; what it said before is kept beside it."""
        visit, data = self.target(), self.asked()
        self.do(
            visits.correct,
            visit=visit,
            report=report_of(data),
            version=data["version"],
            reason=data["reason"],
        )
        return self.show(visit)

    @action(detail=True, methods=["post"])
    def confirm(self, request, pk=None):
        """The officer stands for what the auxiliary wrote."""
        return self.act(visits.confirm, on="visit")

    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request, pk=None):
        """Ask the auxiliary to complete a draft."""
        return self.act(visits.send_back, on="visit")

    @action(detail=True, methods=["post"], parser_classes=[UploadParser])
    def photos(self, request, pk=None):
        """Put photos to a visit while it may still be edited."""
        visit = self.target()
        with attachments.stored_pictures(self.asked()["photos"]) as stored:
            self.do(visits.add_photos, visit=visit, files=stored)
        return self.show(visit)


class FollowUpViewSet(BulkMixin, ShapeViewSet):
    """Promises to come back."""

    shape = shapes.FOLLOW_UPS
    filterset_class = FollowUpFilterSet
    list_key = "households.followup"
    required_permissions = {
        "list": "follow_up.view",
        "retrieve": "follow_up.view",
        "create": "follow_up.create",
        "move": "follow_up.edit",
        "done": "follow_up.edit",
        "cancel": "follow_up.edit",
        "reassign": "follow_up.reassign",
        "reopen": "follow_up.edit",
    }
    inputs = {
        "create": serializers.FollowUpInput,
        "move": serializers.FollowUpMoveInput,
        "done": serializers.FollowUpDoneInput,
        "cancel": serializers.VersionedReasonInput,
        "reassign": serializers.FollowUpReassignInput,
        "reopen": Nothing,
    }
    access_fields = "matter, result"

    def create(self, request):
        """Promise to come back to a household or a unit by a certain time."""
        return self.make(follow_ups.create, **self.asked())

    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """Put it off, or forward."""
        return self.act(follow_ups.move, on="follow_up")

    @action(detail=True, methods=["post"])
    def done(self, request, pk=None):
        """The promise was kept."""
        return self.act(follow_ups.mark_done, on="follow_up")

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """Nobody needs to go any more."""
        return self.act(follow_ups.cancel, on="follow_up")

    @action(detail=True, methods=["post"])
    def reassign(self, request, pk=None):
        """Somebody else goes."""
        return self.act(follow_ups.reassign, on="follow_up")

    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """Take back one's own tick within ten minutes."""
        return self.act(follow_ups.reopen_by_mistake, on="follow_up")
