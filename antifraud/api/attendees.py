"""Who was at the police school, and the certificates, over REST."""

from rest_framework.decorators import action
from rest_framework.response import Response

from antifraud.actions import attendance, course_certificates
from antifraud.api import shapes_school as shapes
from antifraud.filters.school import AttendeeFilterSet, CourseCertificateFilterSet
from antifraud.models import Attendee, CourseCertificate
from antifraud.papers import school as papers
from households.api.reveal import LookInput, RevealOutput, revealed
from station import pdf_answers
from station.actions.access import record_access
from station.api.papers import BINARY
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import AccessRecord


class CourseAttendeeViewSet(ShapeViewSet):
    """Names on the lists of sessions; put there by ``invite`` and ``came``."""

    shape = shapes.ATTENDEES
    list_key = "antifraud.attendee"
    filterset_class = AttendeeFilterSet
    required_permissions = {
        "list": "attendance.view",
        "retrieve": "attendance.view",
        "tick": "attendance.note",
        "untick": "attendance.note",
        "decline": "attendance.note",
        "strike": "attendance.note",
        "reveal": "attendance.reveal",
    }
    inputs = {
        "tick": VersionedInput,
        "untick": VersionedInput,
        "decline": VersionedInput,
        "strike": VersionedInput,
        "reveal": LookInput,
    }
    answers = {"strike": {204: None}, "reveal": {200: RevealOutput}}
    access_fields = "name, phone_masked"

    @action(detail=True, methods=["post"])
    def tick(self, request, pk=None):
        """This one is there."""
        return self.act(attendance.tick, on="attendee")

    @action(detail=True, methods=["post"])
    def untick(self, request, pk=None):
        """Was not there after all."""
        return self.act(attendance.untick, on="attendee")

    @action(detail=True, methods=["post"])
    def decline(self, request, pk=None):
        """Cannot come; the place is free again."""
        return self.act(attendance.decline, on="attendee")

    @action(detail=True, methods=["post"])
    def strike(self, request, pk=None):
        """Put down by mistake: nothing of it is kept."""
        self.do(attendance.strike, attendee=self.target(), **self.asked())
        return Response(status=204)

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The whole phone, for a purpose."""
        attendee = self.target()
        look = self.asked()
        return revealed(attendee, by=request.user, field="phone", **look)


class CourseCertificateInput(Input):
    """Whose: somebody who came to a session that was written up."""

    attendee = Visible(Attendee, permission="attendance.print")


class CourseCertificateVoidInput(VersionedInput):
    reason = Text(200)


class CourseCertificateViewSet(ShapeViewSet):
    """Certificates of the police school, as they were issued."""

    shape = shapes.CERTIFICATES
    list_key = "antifraud.coursecertificate"
    filterset_class = CourseCertificateFilterSet
    required_permissions = {
        "list": "attendance.view",
        "retrieve": "attendance.view",
        "create": "attendance.print",
        "void": "attendance.print",
        "paper": "attendance.view",
    }
    inputs = {"create": CourseCertificateInput, "void": CourseCertificateVoidInput}
    answers = {"paper": BINARY}

    def create(self, request):
        """Issue one; asked again, the same."""
        return self.make(course_certificates.issue, **self.asked())

    @action(detail=True, methods=["post"])
    def void(self, request, pk=None):
        """It said something wrong."""
        return self.act(course_certificates.void, on="certificate")

    @action(detail=True)
    def paper(self, request, pk=None):
        """The paper as PDF."""
        row = CourseCertificate.objects.for_list().get(pk=self.target().pk)
        body = papers.certificates([row])
        self.do(
            record_access,
            act=AccessRecord.Act.PRINT,
            subject=row,
            fields="certificate",
            purpose=AccessRecord.Purpose.SERVICE,
        )
        return pdf_answers.shown(body, f"{row.number}.pdf")
