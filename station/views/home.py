"""My day: what this person owes, late first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from station.registry import WorkItem, registry
from station.views.policy import PolicyMixin
from station.worklist.owing import owed_by

AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Group:
    """A part of the day with its heading."""

    key: str
    label: str
    items: list[WorkItem]


@dataclass(frozen=True)
class Figure:
    """A number at the side of the day."""

    label: str
    value: int
    url: str = ""
    tone: str = ""


class Worklist:
    """Everything one person owes, from every registered source."""

    def __init__(self, user, *, now: datetime) -> None:
        self.user = user
        self.now = now

    @cached_property
    def items(self) -> list[WorkItem]:
        """Soonest first; what has no hour stands at the end of its day."""
        found = owed_by(self.user, now=self.now)
        return sorted((item for _key, item in found), key=self._order)

    def _order(self, item: WorkItem):
        far = self.now + AHEAD
        return (item.due_at or far, item.sort_key, item.title)

    @cached_property
    def groups(self) -> list[Group]:
        """Late, today, the coming days."""
        late, today, coming = [], [], []
        turn = self._end_of_today()
        for item in self.items:
            if item.due_at is not None and item.due_at < self.now:
                late.append(item)
            elif item.due_at is not None and item.due_at < turn:
                today.append(item)
            else:
                coming.append(item)
        today.sort(key=lambda item: (item.sort_key, item.due_at))
        return [
            Group("late", _("Late"), late),
            Group("today", _("Due today"), today),
            Group("coming", _("Coming days"), coming),
        ]

    def _end_of_today(self) -> datetime:
        start = timezone.localtime(self.now).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        return start + timedelta(days=1)


class MyDayView(PolicyMixin, TemplateView):
    """The first page of every person."""

    permission_required = "worklist.view"
    template_name = "station/my_day.html"

    def get(self, request, *args, **kwargs):
        """Whose work has a page of its own begins there."""
        if url := registry.landing_of(request.user):
            return HttpResponseRedirect(url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        now = timezone.now()
        groups = Worklist(self.request.user, now=now).groups
        late, today, coming = (len(group.items) for group in groups)
        return super().get_context_data(
            now=now,
            greeting=greeting(self.request.user.name, now=now),
            summary=_summary(late, today),
            groups=[group for group in groups if group.items],
            figures=[
                Figure(_("Late"), late, tone="red" if late else ""),
                Figure(_("Due today"), today),
                Figure(_("Coming days"), coming),
            ],
            **kwargs,
        )


def greeting(name: str, *, now: datetime) -> str:
    hour = timezone.localtime(now).hour
    if 5 <= hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def _summary(late: int, today: int) -> str:
    """The day in one line."""
    if late and today:
        return _("%(late)s late, %(today)s due today") % {"late": late, "today": today}
    if late:
        return _("%(late)s late") % {"late": late}
    if today:
        return _("%(today)s due today") % {"today": today}
    return ""
