"""Served notices: what they said, and the paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from households.models import Hazard, HazardNotice
from households.papers import notices as notice_paper
from station import policy
from station.actions import attachments
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.policy import PolicyMixin


class NoticePageView(PolicyMixin):
    """A served notice in scope."""

    permission_required = "hazard.view"

    @cached_property
    def notice(self) -> HazardNotice:
        action = self.permission_required.partition(".")[2]
        rows = HazardNotice.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related("area", "issued_by"), pk=self.kwargs["pk"]
        )


class NoticeView(NoticePageView, TemplateView):
    """What was served, to whom, when; and the paper."""

    template_name = "households/hazard_notice.html"

    def get_context_data(self, **kwargs):
        notice, user = self.notice, self.request.user
        return super().get_context_data(
            notice=notice,
            hazards=Hazard.objects.visible_to(user).filter(notice=notice).for_list(),
            signature=attachments.attached_to(notice).first(),
            may_print=policy.can(user, "hazard.print", notice),
            timeline=timeline_of(notice, user=user),
            **kwargs,
        )


class NoticePaperView(NoticePageView, View):
    """The notice in the official layout, as PDF; the print is written down."""

    permission_required = "hazard.print"
    http_method_names = ["get"]

    def get(self, request, pk):
        notice = self.notice
        try:
            body = notice_paper.render(notice)
        except RuleError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain")
        record_access(
            by=request.user, act=AccessRecord.Act.PRINT, subject=notice,
            at=timezone.now(), fields="received_by",
        )  # fmt: skip
        response = HttpResponse(body, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{notice.number}.pdf"'
        response["Cache-Control"] = "no-store"
        return response
