"""Served notices: what they said, and the paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from households.models import Hazard, HazardNotice
from households.papers import printing
from station import pdf_answers, policy
from station.actions import attachments
from station.errors import RuleError
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
            body = printing.notice(notice, by=request.user, at=timezone.now())
        except RuleError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain")
        return pdf_answers.shown(body, f"{notice.number}.pdf")
