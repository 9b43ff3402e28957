"""How far visits reach, by place and by officer; on screen, on paper, in Excel."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households import visit_coverage, visit_thresholds
from households.filters.coverage import CoverageForm
from households.models import Campaign
from households.visit_coverage import Line
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.sheets import download, workbook
from station.views.policy import PolicyMixin


class CoverageMixin(PolicyMixin):
    """The lines that were asked for, for the page and for its export."""

    @cached_property
    def asked(self) -> CoverageForm:
        rows = Campaign.objects.visible_to(self.request.user).for_list()
        return CoverageForm(self.request.GET, campaigns=rows)

    @cached_property
    def lines(self) -> list[Line]:
        return self.asked.lines(self.request.user, on=timezone.localdate())


class CoverageView(CoverageMixin, TemplateView):
    """Who is in time, who is late, who was never seen."""

    permission_required = "coverage.view"
    template_name = "households/coverage.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        lines = self.lines
        return super().get_context_data(
            form=self.asked,
            lines=lines,
            goal=self.asked.chosen_goal or visit_thresholds.goal_of(user),
            campaign=self.asked.chosen_campaign,
            by_officer=self.asked.is_by_officer,
            kind=self.asked.chosen_kind,
            whole=visit_coverage.whole(lines, is_by_officer=self.asked.is_by_officer),
            behind=sum(line.is_behind for line in lines),
            today=timezone.localdate(),
            query=self.request.GET.urlencode(),
            may_open=policy.can(user, "household.view"),
            may_export=policy.can(user, "coverage.export"),
            **kwargs,
        )


class CoverageExportView(CoverageMixin, View):
    """What the page shows, as a workbook."""

    permission_required = "coverage.export"

    def get(self, request, *args, **kwargs):
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="households.household",
            fields="coverage figures",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        head = [
            _("Area"),
            _("Who is in charge"),
            _("Households"),
            _("In time"),
            _("Per cent"),
            _("Overdue"),
            _("Never visited"),
            _("Due this week"),
        ]
        body = workbook(_("Coverage of visits"), head, map(_cells, self.lines))
        return download("coverage", body)


def _cells(line: Line) -> list:
    people = [line.officer] if line.officer else line.people
    tally = line.tally
    return [
        line.area.name if line.area else "",
        "、".join(person.name for person in people),
        tally.total,
        tally.reached,
        tally.percent,
        tally.overdue,
        tally.never,
        tally.soon,
    ]
