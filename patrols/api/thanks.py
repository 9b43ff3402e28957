"""Certificates, thanks and merit points over REST."""

from django.urls import reverse
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from patrols.actions import certificates, thanks
from patrols.lists.certificates import CertificateListFilterSet
from patrols.models import MeritRule, ServiceCertificate, Thanks, Volunteer
from patrols.papers import certificates as papers
from station import pdf_answers
from station.actions.access import record_access
from station.api.papers import BINARY, Pdf
from station.api.parts import Column, Part
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.shape import Shape
from station.api.shapes import AREA, person
from station.api.viewsets import ShapeViewSet
from station.models import AccessRecord, Area

BY_ID = {"updated_at": "updated_at", "id": "id"}
VOLUNTEER = Part("volunteer", "id", "name")


def _paper(certificate: ServiceCertificate) -> str:
    return reverse("api:service-certificates-paper", args=[certificate.pk])


CERTIFICATES = Shape(
    "ServiceCertificate",
    ServiceCertificate,
    "id",
    "number",
    VOLUNTEER,
    AREA,
    "name",
    "from_on",
    "until_on",
    "minutes",
    "patrols",
    "lines",
    "issued_at",
    person("issued_by"),
    "voided_at",
    "version",
    "created_at",
    "updated_at",
    orders={**BY_ID, "issued_at": "issued_at"},
    order="-issued_at",
    by_area=["issued_at"],
    detail=[
        Column("void_reason", needs="certificate.edit"),
        Pdf(_paper, needs="certificate.view"),
    ],
)
THANKS = Shape(
    "Thanks",
    Thanks,
    "id",
    VOLUNTEER,
    "text",
    "said_at",
    person("said_by"),
    "is_public",
    "version",
    "created_at",
    "updated_at",
    orders={**BY_ID, "said_at": "said_at"},
    order="-said_at",
)
MERIT_RULES = Shape(
    "MeritRule",
    MeritRule,
    "id",
    AREA,
    "is_on",
    "per_hour",
    "most_hours",
    "per_settled",
    "version",
    "created_at",
    "updated_at",
    orders=BY_ID,
    order="id",
)


class CertificateInput(Input):
    """Whose, and of which days; one's own, or that of somebody in one's charge."""

    volunteer = Visible(Volunteer, permission="certificate.create")
    from_on = serializers.DateField()
    until_on = serializers.DateField()


class CertificateVoidInput(VersionedInput):
    reason = Text(200)


class ServiceCertificateViewSet(ShapeViewSet):
    """What volunteers served, as it was counted."""

    shape = CERTIFICATES
    list_key = "patrols.servicecertificate"
    filterset_class = CertificateListFilterSet
    required_permissions = {
        "list": "certificate.view",
        "retrieve": "certificate.view",
        "create": "certificate.create",
        "void": "certificate.edit",
        "paper": "certificate.view",
    }
    inputs = {"create": CertificateInput, "void": CertificateVoidInput}
    answers = {"paper": BINARY}

    def create(self, request):
        """Issue one; asked again with nothing new, the same."""
        return self.make(certificates.issue, **self.asked())

    @action(detail=True, methods=["post"])
    def void(self, request, pk=None):
        """It said something wrong."""
        return self.act(certificates.void, on="certificate")

    @action(detail=True, methods=["get"])
    def paper(self, request, pk=None):
        """The paper as PDF."""
        rows = ServiceCertificate.objects.for_list()
        row = rows.get(pk=self.target().pk)
        body = papers.render(row)
        self.do(
            record_access,
            act=AccessRecord.Act.PRINT,
            subject=row,
            fields="certificate",
            purpose=AccessRecord.Purpose.SERVICE,
        )
        return pdf_answers.shown(body, f"{row.number}.pdf")


class ThanksInput(Input):
    """A few words for somebody in one's charge."""

    volunteer = Visible(Volunteer, permission="volunteer.edit")
    text = Text(300)
    is_public = serializers.BooleanField(required=False)


class ThanksViewSet(ShapeViewSet):
    """What was said to volunteers."""

    shape = THANKS
    required_permissions = {
        "list": "thanks.view",
        "retrieve": "thanks.view",
        "create": "thanks.create",
        "take_back": "thanks.edit",
    }
    inputs = {"create": ThanksInput, "take_back": Nothing}
    answers = {"take_back": {204: None}}

    def create(self, request):
        """Say thanks."""
        return self.make(thanks.say, **self.asked())

    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk=None):
        """Said to the wrong person."""
        self.do(thanks.take_back, thanks=self.target())
        return Response(status=204)


class MeritRuleInput(Input):
    """The rule of an area as it should stand; the version where there is one."""

    area = Visible(Area, permission="merit_rule.edit")
    is_on = serializers.BooleanField()
    per_hour = serializers.IntegerField(min_value=0, max_value=20)
    most_hours = serializers.IntegerField(min_value=1, max_value=60)
    per_settled = serializers.IntegerField(min_value=0, max_value=100)
    version = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, required=False, allow_null=True
    )


class MeritRuleViewSet(ShapeViewSet):
    """How merit points are counted; off where nothing is set."""

    shape = MERIT_RULES
    required_permissions = {
        "list": "merit_rule.view",
        "retrieve": "merit_rule.view",
        "create": "merit_rule.edit",
    }
    inputs = {"create": MeritRuleInput}

    def create(self, request):
        """Set the rule of an area."""
        data = self.asked()
        area, version = data.pop("area"), data.pop("version", None)
        merit = thanks.Merit(**data)
        return self.make(thanks.set_rule, area=area, merit=merit, version=version)
