"""How far the briefings reach."""

from django.views.generic import TemplateView

from antifraud import reach
from station import policy
from station.paging import paginate
from station.views.policy import PolicyMixin


class ReachView(PolicyMixin, TemplateView):
    """How far the briefings reach, village by village, and who was never told."""

    permission_required = "briefing.view"
    template_name = "antifraud/reach.html"

    def get_context_data(self, **kwargs):
        rows = reach.never_briefed(self.request.user)
        area = self.request.GET.get("area", "")
        if area.isdecimal() and len(area) < 19:
            rows = rows.filter(address__community_id=area)
        return super().get_context_data(
            reached=reach.by_village(self.request.user),
            chosen=area,
            page=paginate(
                rows.for_list(), request=self.request, order=("head_sort", "pk")
            ),
            may_create=policy.can(self.request.user, "briefing.create"),
            **kwargs,
        )
