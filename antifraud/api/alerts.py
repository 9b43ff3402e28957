"""Alerts over REST: written, looked at by somebody else, let go, read."""

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.decorators import action
from rest_framework.response import Response

from antifraud.actions import alerts as actions
from antifraud.alike import alike
from antifraud.api import inputs_alerts as sent
from antifraud.api import shapes_alerts as shapes
from antifraud.filters.alerts import AlertFilterSet, PublishedFilterSet
from antifraud.fitting import fitting
from antifraud.models import Alert, Audience
from antifraud.papers import posters
from station import pdf_answers
from station.actions.attachments import path_of
from station.api.bulk import BulkMixin
from station.api.papers import BINARY
from station.api.serializers import (
    VersionedInput,
)
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError
from station.feed import Followed

PNG, JPEG = "image/png", "image/jpeg"


class AlertViewSet(BulkMixin, ShapeViewSet):
    """Alerts and the office's other notices."""

    shape = shapes.ALERTS
    list_key = "antifraud.alert"
    filterset_class = AlertFilterSet
    required_permissions = {
        "list": "alert.view",
        "retrieve": "alert.view",
        "create": "alert.create",
        "partial_update": "alert.edit",
        "choose": "alert.edit",
        "submit": "alert.edit",
        "take_back": "alert.edit",
        "give_back": "alert.approve",
        "approve": "alert.approve",
        "withdraw": "alert.edit",
        "alike": "alert.view",
        "fitting": "audience.view",
        "picture": "alert.view",
        "poster": "alert.view",
        "poster_picture": "alert.view",
    }
    takes_files = frozenset({"create", "partial_update"})
    inputs = {
        "create": sent.AlertInput,
        "partial_update": sent.AlertEditInput,
        "choose": sent.AlertChooseInput,
        "submit": VersionedInput,
        "take_back": VersionedInput,
        "give_back": sent.AlertReasonInput,
        "approve": sent.AlertApproveInput,
        "withdraw": sent.AlertReasonInput,
    }
    refusing_reads = frozenset({"picture", "poster", "poster_picture"})
    query = {"fitting": sent.AlertFittingQuery}
    answers = {
        "fitting": {200: sent.AlertFitsOutput},
        "alike": {200: sent.AlertAlikesOutput},
        "picture": {(200, JPEG): OpenApiTypes.BINARY},
        "poster": BINARY,
        "poster_picture": {(200, PNG): OpenApiTypes.BINARY},
    }

    def create(self, request):
        """Write an alert; nobody but colleagues sees it yet."""
        data = self.asked()
        more = {n: data[n] for n in ("area", "audiences", "origin") if n in data}
        with sent.stored(data) as picture:
            made = self.do(
                actions.draft, words=sent.words_of(data), picture=picture, **more
            )
        return self.show(made, status=201)

    def partial_update(self, request, pk=None):
        """Other words, another picture; send all of the words."""
        alert, data = self.target(), self.asked()
        with sent.stored(data) as picture:
            self.do(
                actions.edit,
                alert=alert,
                words=sent.words_of(data),
                version=data["version"],
                area=data.get("area"),
                picture=picture,
                drop_picture=data.get("drop_picture", False),
            )
        return self.show(alert)

    @action(detail=True, methods=["post"])
    def choose(self, request, pk=None):
        """The groups it goes to; those you may not see stay as they are."""
        alert, data = self.target(), self.asked()
        mine = Audience.objects.visible_to(request.user)
        unseen = alert.audiences.active().exclude(pk__in=mine.values("pk"))
        audiences = [*data["audiences"], *unseen]
        self.do(
            actions.choose, alert=alert, audiences=audiences, version=data["version"]
        )
        return self.show(alert)

    @action(detail=True, methods=["post"])
    def submit(self, request, pk=None):
        """Hand it in; a second pair of eyes looks at it."""
        return self.act(actions.submit, on="alert")

    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk=None):
        """Its writer found something to change."""
        return self.act(actions.take_back, on="alert")

    @action(detail=True, methods=["post"], url_path="give-back")
    def give_back(self, request, pk=None):
        """It is not right yet, and why."""
        return self.act(actions.give_back, on="alert")

    @action(detail=True, methods=["post"])
    def approve(self, request, pk=None):
        """Let it go out; never one's own words."""
        return self.act(actions.approve, on="alert")

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """It goes no further, and why."""
        return self.act(actions.withdraw, on="alert")

    @action(detail=True)
    def alike(self, request, pk=None):
        """What went out in the last 30 days in nearly the same words."""
        alert = self.target()
        chosen = alert.audiences.values_list("pk", flat=True)
        near = alike(
            alert.words,
            user=request.user,
            at=timezone.now(),
            audiences=chosen,
            but=alert.pk,
        )
        rows = [
            {
                "alert": found.alert.pk,
                "number": found.alert.number,
                "title": found.alert.title,
                "approved_at": found.alert.approved_at,
                "percent": found.percent,
                "same_groups": found.same_groups,
            }
            for found in near
        ]
        return Response(sent.AlertAlikesOutput({"results": rows}).data)

    @action(detail=False)
    def fitting(self, request):
        """The groups an alert of this type fits, and why."""
        fits = fitting(request.user, **self.asked_query())
        rows = [
            {
                "audience": fit.audience.pk,
                "name": fit.audience.name,
                "people": fit.audience.size,
                "reason": fit.reason,
                "cases": fit.cases,
            }
            for fit in fits
        ]
        return Response(sent.AlertFitsOutput({"results": rows}).data)

    @action(detail=True)
    def picture(self, request, pk=None):
        """The picture that goes with it."""
        picture = self.target().picture
        if picture is None or not path_of(picture.file_name).is_file():
            raise RuleError(_("No picture goes with it."), code="no_picture")
        file = path_of(picture.file_name).open("rb")
        return FileResponse(file, content_type=picture.content_type)

    @action(detail=True)
    def poster(self, request, pk=None):
        """The poster as PDF/A, once it may go out."""
        alert = self._published()
        return pdf_answers.shown(posters.render(alert), f"{alert.number}.pdf")

    @action(detail=True, url_path="poster-picture")
    def poster_picture(self, request, pk=None):
        """The same as PNG, to be put into a group."""
        alert = self._published()
        response = HttpResponse(posters.picture(alert), content_type=PNG)
        name = content_disposition_header(False, f"{alert.number}.png")
        response["Content-Disposition"] = name
        return response

    def _published(self) -> Alert:
        alert = self.target()
        if not alert.is_public:
            raise RuleError(_("It has not gone out."), code="state")
        return alert


class PublishedAlertViewSet(ShapeViewSet):
    """What went out, for whoever passes it on."""

    shape = shapes.PUBLISHED_ALERTS
    filterset_class = PublishedFilterSet
    required_permissions = {"list": "alert.read", "retrieve": "alert.read"}

    def get_queryset(self):
        return Alert.objects.visible_to(self.request.user, "read").published()


RESOURCES = {"alerts": AlertViewSet, "published-alerts": PublishedAlertViewSet}
FOLLOWED = (Followed("alerts", shapes.ALERTS),)
