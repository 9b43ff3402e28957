"""How often the score was right."""

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from disputes.forms.measures import RecordForm
from disputes.measures.asking import Asked
from disputes.models import Dispute
from disputes.views.warning_tabs import TabsMixin
from disputes.warnings import judging
from disputes.warnings.book import Book
from station import policy
from station.views.policy import PolicyMixin

MOST = 20


class WarningRecordView(TabsMixin, PolicyMixin, TemplateView):
    """By band how many turned criminal, what was missed, and how much that says."""

    permission_required = "warning.figures"
    template_name = "disputes/warning_record.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        form = RecordForm(self.request.GET, user=user)
        asked = form.asked(at=timezone.now())
        place = asked.area or user.home_area
        line = Book().line(place.path if place else "")
        found = judging.judge(asked, line)
        may_open = policy.can(user, "dispute.view")
        return super().get_context_data(
            form=form,
            asked=asked,
            found=found,
            line=line,
            missed=self._missed(asked, found) if may_open else [],
            base=f"{reverse('disputes:list')}?" if may_open else "",
            **kwargs,
        )

    def _missed(self, asked: Asked, found: judging.Judgement) -> list[Dispute]:
        """Those of which nobody was warned, as far as one may see them."""
        if not found.missed:
            return []
        rows = judging.missed(asked, found.line)
        seen = Dispute.objects.visible_to(asked.user).values("pk")
        rows = rows.filter(pk__in=seen).select_related("area", "criminal_turn")
        return list(rows.defer("summary", "result", "criminal_turn__note")[:MOST])
