"""An alert to take along: texts for the groups, the poster, and what went out."""

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, View

from antifraud import handover
from antifraud.filters.alerts import PublishedFilterSet
from antifraud.models import Alert, AlertSending
from antifraud.papers import posters
from antifraud.sending_words import tone_of
from households.views.ledger import RecordMixin
from station import pdf_answers
from station.actions.attachments import path_of
from station.paging import paginate
from station.views.policy import PolicyMixin

PNG = "image/png"
PER_PAGE = 20


class PublishedMixin(RecordMixin):
    """Of what went out only: a draft leaves the house in no form."""

    permission_required = "alert.view"
    model = Alert

    def joined(self, rows):
        return rows.published().select_related("area", "scam_type", "picture")


class AlertTextsView(PublishedMixin, TemplateView):
    """The message of each group with its own link, to be copied."""

    template_name = "antifraud/alert_texts.html"

    def get_context_data(self, **kwargs):
        alert = self.record
        rows = AlertSending.objects.visible_to(self.request.user).filter(alert=alert)
        page = paginate(
            rows.for_list(), request=self.request, order=("pk",), size=PER_PAGE
        )
        texts = [
            (row, handover.text_of(alert, row.link), tone_of(row)) for row in page.rows
        ]
        return super().get_context_data(
            alert=alert,
            page=page,
            texts=texts,
            own=handover.text_of(alert, alert.link),
            **kwargs,
        )


class AlertPosterView(PublishedMixin, View):
    """The poster of A4 with the code that leads to the public page."""

    http_method_names = ["get"]

    def get(self, request, pk):
        body = posters.render(self.record)
        return pdf_answers.shown(body, f"{self.record.number}.pdf")


class PosterPictureView(PublishedMixin, View):
    """The same as a picture, to be put into a group."""

    http_method_names = ["get"]

    def get(self, request, pk):
        response = HttpResponse(posters.picture(self.record), content_type=PNG)
        name = content_disposition_header(False, f"{self.record.number}.png")
        response["Content-Disposition"] = name
        response["Cache-Control"] = "no-store"
        return response


class AlertPictureView(RecordMixin, View):
    """The picture that goes with it, of a draft too."""

    permission_required = "alert.view"
    model = Alert
    http_method_names = ["get"]

    def joined(self, rows):
        return rows.select_related("picture")

    def get(self, request, pk):
        picture = self.record.picture
        if picture is None or not path_of(picture.file_name).is_file():
            raise Http404
        file = path_of(picture.file_name).open("rb")
        response = FileResponse(file, content_type=picture.content_type)
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


class AlertReadView(PolicyMixin, TemplateView):
    """What went out, for whoever passes it on by word of mouth."""

    permission_required = "alert.read"
    template_name = "antifraud/alert_read.html"

    @cached_property
    def filterset(self):
        rows = Alert.objects.visible_to(self.request.user, "read").published()
        return PublishedFilterSet(self.request.GET, queryset=rows, request=self.request)

    def get_context_data(self, **kwargs):
        if not self.filterset.is_valid():
            raise Http404
        rows = self.filterset.qs.select_related("area", "scam_type", "picture")
        page = paginate(
            rows, request=self.request, order=("-approved_at", "-pk"), size=PER_PAGE
        )
        return super().get_context_data(
            filterset=self.filterset,
            page=page,
            rows=[
                (
                    row,
                    handover.text_of(row, row.link),
                    handover.address(row.link),
                    reverse("alert_page:picture", args=[row.link]),
                )
                for row in page.rows
            ],
            is_filtered=bool(self.request.GET),
            now=timezone.now(),
            **kwargs,
        )
