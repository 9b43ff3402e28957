"""The chief's page: what is late and where, and every figure with its list behind it."""

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from station import policy
from station.dashboard import board, drawing, late, tasks
from station.forms.figures import FiguresForm
from station.metrics.declared import Metric, book
from station.metrics.reading import (
    Asked,
    below,
    may_read,
    read,
    read_by_area,
    read_months,
    read_splits,
)
from station.models import Area
from station.reports import ways
from station.views.live import LiveMixin
from station.views.policy import PolicyMixin


class FiguresView(PolicyMixin, TemplateView):
    """A page of figures: the place and the days are read from its address."""

    permission_required = "dashboard.view"

    @cached_property
    def now(self):
        return timezone.now()

    @cached_property
    def form(self) -> FiguresForm:
        return FiguresForm(
            self.request.GET,
            user=self.request.user,
            at=self.now,
            permission=self.permission_required,
        )

    @property
    def asked(self) -> Asked:
        return self.form.asked()

    @property
    def area(self) -> Area:
        if self.form.place is None:  # serves nowhere today
            raise Http404
        return self.form.place

    @property
    def query(self) -> str:
        """What was chosen, to go along to other pages."""
        params = self.request.GET.copy()
        params.pop("live", None)
        return params.urlencode()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            form=self.form,
            asked=self.asked,
            area=self.area,
            query=self.query,
            now=self.now,
            **kwargs,
        )


class DashboardView(LiveMixin, FiguresView):
    """What is late and where; then the first figures of every group."""

    template_name = "station/dashboard.html"
    live_template = "station/_dashboard.html"

    def get_context_data(self, **kwargs):
        asked, area = self.asked, self.area
        page = board.first_page(asked, area)
        return super().get_context_data(
            late=page.late,
            blocks=page.blocks,
            places=page.places,
            has_workload=late.may_see_workload(asked, area),
            may_wall=policy.can(self.request.user, "wall_screen.view"),
            report=self._report,
            **kwargs,
        )

    def _report(self) -> ways.Way | None:
        """Asked by the page, not by what follows it every minute."""
        asked = self.asked
        return ways.way_to(
            self.request.user, asked.period, self.area, today=asked.today
        )


class GroupView(FiguresView):
    """One group of figures whole: the months, and what each is parted by."""

    template_name = "station/figure_group.html"

    def get_context_data(self, **kwargs):
        cards = board.cards(self.asked, self.area, self.kwargs["key"])
        if not cards:
            raise Http404
        return super().get_context_data(
            group=book.groups[self.kwargs["key"]],
            groups=board.groups(self.asked, self.area),
            cards=cards,
            **kwargs,
        )


class WorkloadView(FiguresView):
    """Who has how much to do, to share it fairly."""

    template_name = "station/workload.html"

    def get_context_data(self, **kwargs):
        if not late.may_see_workload(self.asked, self.area):
            raise Http404
        return super().get_context_data(
            loads=late.workload(self.asked, self.area), **kwargs
        )


class MetricView(FiguresView):
    """One figure whole: what it counts, months, parts and places."""

    template_name = "station/metric.html"

    @cached_property
    def metric(self) -> Metric:
        found = book.metrics.get(self.kwargs["key"])
        if found is None or not may_read(self.request.user, found, self.area):
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        asked, area, metric = self.asked, self.area, self.metric
        splits = metric.part.counted.splits
        parts = read_splits(asked, [(metric, split) for split in splits], area)
        months = read_months(asked, [metric], area, 12).get(metric.key, [])
        children = list(below(self.request.user, area))
        lines = read_by_area(asked, [metric], children)
        bars = drawing.bars(months)
        return super().get_context_data(
            metric=metric,
            figure=read(asked, [metric], area)[metric.key],
            parts=[
                board.Parts(split, rows)
                for split, rows in zip(splits, parts, strict=True)
                if rows
            ],
            bars=bars,
            width=drawing.width_of(bars),
            places=[line[metric.key] for line in lines.values() if metric.key in line],
            **kwargs,
        )


class TasksView(FiguresView):
    """The five joint tasks and the four small ones of a community on one board."""

    template_name = "station/tasks.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            tasks=tasks.board(self.asked, self.area), **kwargs
        )
