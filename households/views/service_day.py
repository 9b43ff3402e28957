"""The day at the counter and on the way, and its paper."""

from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.generic import TemplateView, View

from households import service_slots
from households.models import ServiceRequest
from households.papers import services as papers
from households.workflow.services import OPEN_SERVICES, ServiceStatus
from station import pdf_answers, policy
from station.actions.access import record_access_to_each
from station.errors import RuleError
from station.models import AccessRecord
from station.views.policy import PolicyMixin


class ServiceDayView(PolicyMixin, TemplateView):
    """One day as the counter looks at it: each time, who comes, what is free."""

    permission_required = "service.view"
    template_name = "households/service_day.html"

    def get_context_data(self, **kwargs):
        user, day = self.request.user, self._day()
        every = of_day(ServiceRequest.objects.visible_to(user), day)
        officer = number_in(self.request.GET.get("officer", ""))
        rows = every.filter(assigned_to=officer) if officer else every
        home = user.home_area
        slots = service_slots.slots(home, day, day, after=_BEFORE) if home else []
        return super().get_context_data(
            day=day,
            before=day - timedelta(days=1),
            after=day + timedelta(days=1),
            today=timezone.localdate(),
            lines=_day_lines(
                [] if officer else slots,
                rows.filter(begins_at__isnull=False).order_by("begins_at", "pk")[:300],
            ),
            waiting=rows.filter(begins_at__isnull=True).order_by("due_at", "pk")[:300],
            people=_people(every, officer),
            officer=officer,
            may_print=policy.can(user, "service.print"),
            free=sum(slot.free for slot in slots),
            may_create=policy.can(user, "service.create"),
            **kwargs,
        )

    def _day(self) -> date:
        return day_in(self.request.GET.get("day", "")) or timezone.localdate()


class ServiceSheetView(PolicyMixin, View):
    """The services chosen in the list, or those of a day and person, as one paper."""

    permission_required = "service.print"
    http_method_names = ["get"]

    def get(self, request):
        rows, day = self._rows(), day_in(request.GET.get("day", ""))
        if not rows:
            raise Http404
        try:
            body = papers.render(rows, area=rows[0].area, day=day)
        except RuleError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain")
        record_access_to_each(
            by=request.user,
            act=AccessRecord.Act.PRINT,
            subjects=rows,
            fields="resident_name,place,note",
            at=timezone.now(),
        )
        return pdf_answers.shown(body, "services.pdf")

    def _rows(self) -> list[ServiceRequest]:
        """Those asked for that one may print, with the remark of who booked."""
        asked = self.request.GET
        rows = ServiceRequest.objects.visible_to(self.request.user, "print")
        if "services" in asked:
            chosen = map(number_in, asked["services"].split(",")[: papers.MOST])
            rows = rows.filter(pk__in=[pk for pk in chosen if pk])
        else:
            rows = of_day(rows, day_in(asked.get("day", "")) or timezone.localdate())
            officer = number_in(asked.get("officer", ""))
            rows = rows.filter(assigned_to=officer) if officer else rows
        rows = rows.select_related("area", "assigned_to", "guide")
        rows = rows.defer("contact_phone", "outcome", "rating_note", "reopen_reason")
        return list(rows.order_by("due_at", "pk")[: papers.MOST])


def of_day(rows, day: date):
    """What has its time on the day, and what is due on it without one."""
    is_today = Q(begins_at__date=day) | Q(
        begins_at__isnull=True, due_at__date=day, status__in=OPEN_SERVICES
    )
    return rows.for_list().filter(is_today).exclude(status=ServiceStatus.CANCELLED)


def day_in(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def number_in(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number else None


def _people(rows, officer: int | None) -> list[dict]:
    """Who serves on the day, and how many each."""
    found = rows.filter(assigned_to__isnull=False).order_by()
    found = found.values("assigned_to", "assigned_to__name").annotate(n=Count("pk"))
    return [
        {
            "pk": row["assigned_to"],
            "name": row["assigned_to__name"],
            "count": row["n"],
            "is_current": row["assigned_to"] == officer,
        }
        for row in found.order_by("assigned_to__name_sort", "assigned_to")
    ]


_BEFORE = datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())


def _day_lines(slots, rows) -> list[dict]:
    """Each moment of the day once: the time, who comes, how many more may."""
    lines: dict = {}
    for slot in slots:
        lines[slot.begins_at] = {"at": slot.begins_at, "slot": slot, "rows": []}
    for row in rows:
        line = {"at": row.begins_at, "slot": None, "rows": []}
        lines.setdefault(row.begins_at, line)["rows"].append(row)
    return [lines[moment] for moment in sorted(lines)]
