"""Lists, records and steps that look alike: what is shown is said, not drawn."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from station import policy
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord, Attachment, reference
from station.tasks import sweep
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin


@dataclass(frozen=True)
class Button:
    """A step one may take, or a way to go."""

    label: str
    icon: str
    url: str
    tone: str = ""  # primary, quiet, danger
    is_post: bool = False


@dataclass(frozen=True)
class Cell:
    """A value of a row: a text, a moment, a due time or a state."""

    key: str
    label: str
    text: object = ""
    at: date | datetime | None = None
    due: date | datetime | None = None
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a list."""

    pk: int
    url: str
    title: str
    note: str = ""
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Item:
    """An entry of a section."""

    title: str
    note: str = ""
    url: str = ""
    at: date | datetime | None = None
    due: date | datetime | None = None
    badge: str = ""
    tone: str = "grey"
    masked: str = ""
    reveal_url: str = ""
    buttons: list[Button] = field(default_factory=list)
    photos: list = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """A group of entries on the page of a record."""

    title: str
    icon: str
    items: list[Item]
    empty: str = ""
    buttons: list[Button] = field(default_factory=list)


class LedgerView(ListPageView):
    """A declared list, drawn from its columns."""

    template_name = "households/ledger.html"
    empty_icon = "list"
    due_keys: frozenset = frozenset()  # columns that are due dates

    def get_context_data(self, **kwargs):
        found = super().get_context_data(
            heading=self.kind.label,
            tabs=self.tabs(),
            buttons=self.buttons(),
            stats=self.stats(),
            empty=self.empty(),
            empty_icon=self.empty_icon,
            now=timezone.now(),
            **kwargs,
        )
        found["head"] = [
            (column, self.sorts(column.key)) for column in self._page_columns
        ]
        found["lines"] = [self.line(row) for row in found["page"].rows]
        return found

    @cached_property
    def _page_columns(self):
        shown = self.list_tools.shown
        return [
            column
            for column in self.kind.columns
            if column.on_page and (column.is_fixed or column.key in shown)
        ]

    def sorts(self, key: str) -> bool:
        return key in self.kind.orders

    def line(self, row) -> Line:
        title, *rest = self._page_columns
        return Line(
            row.pk,
            row.get_absolute_url(),
            str(title.value(row)),
            self.note(row),
            [self.cell(column, row) for column in rest],
        )

    def cell(self, column, row) -> Cell:
        value = column.value(row)
        label = str(column.label)
        if column.key in self.due_keys and value is not None and self.is_owed(row):
            return Cell(column.key, label, due=value)
        if isinstance(value, date | datetime):
            return Cell(column.key, label, at=value)
        return Cell(column.key, label, value, tone=self.tone(column.key, row))

    def note(self, row) -> str:
        return ""

    def tone(self, key: str, row) -> str:
        return ""

    def is_owed(self, row) -> bool:
        return True

    def tabs(self) -> list:
        return []

    def buttons(self) -> list[Button]:
        return []

    def stats(self) -> list[dict]:
        return []

    def empty(self) -> tuple[str, str]:
        return "", ""


class RecordMixin(PolicyMixin):
    """A page about one record in scope for the page's permission."""

    model = None

    @cached_property
    def record(self):
        action = self.permission_required.partition(".")[2]
        rows = self.model.objects.visible_to(self.request.user, action)
        return get_object_or_404(self.joined(rows), pk=self.kwargs["pk"])

    def joined(self, rows):
        return rows.for_list() if hasattr(rows, "for_list") else rows

    def may(self, permission: str) -> bool:
        return policy.can(self.request.user, permission, self.record)


class RecordView(RecordMixin, TemplateView):
    """What it is, its state and what is owed, the steps, the groups, the timeline."""

    template_name = "households/record.html"
    access_fields = ""

    def get_context_data(self, **kwargs):
        if self.access_fields:
            record_access(
                by=self.request.user,
                act=AccessRecord.Act.VIEW,
                subject=self.record,
                fields=self.access_fields,
                at=timezone.now(),
            )
        return super().get_context_data(
            record=self.record,
            now=timezone.now(),
            heading=self.heading(),
            back=self.back(),
            lead=self.lead(),
            due=self.due(),
            badge=self.badge(),
            banner=self.banner(),
            buttons=self.buttons(),
            facts=self.facts(),
            sections=self.sections(),
            photos=self.photos(),
            timeline=timeline_of(self.record, user=self.request.user),
            **kwargs,
        )

    def heading(self) -> str:
        return str(self.record)

    def back(self) -> tuple[str, str]:
        raise NotImplementedError

    def lead(self) -> str:
        return ""

    def due(self):
        return None

    def badge(self) -> tuple[str, str]:
        return "", ""

    def banner(self) -> str:
        return ""

    def buttons(self) -> list[Button]:
        return []

    def facts(self) -> list:
        return []

    def sections(self) -> list[Section]:
        return []

    def photos(self) -> list[Attachment]:
        rows = Attachment.objects.visible_to(self.request.user)
        return list(rows.filter(subject=reference(self.record)).order_by("pk"))


class StepView(RecordMixin, ActionFormView):
    """One step of a record, with its form; texts are class attributes."""

    heading = submit = done = ""
    danger = False
    is_versioned = True

    def form_extra(self):
        return {}

    def get_initial(self):
        initial = self.initial_of(self.record)
        if self.is_versioned:
            initial["version"] = self.record.version
        return initial

    def initial_of(self, current):
        return {}

    def texts(self):
        return {
            "heading": self.heading,
            "submit": self.submit,
            "done": self.done,
            "lead": self.lead(),
            "danger": self.danger,
            "back_url": self.record.get_absolute_url(),
            "back_label": str(self.record),
        }

    def lead(self) -> str:
        return ""

    @property
    def common(self) -> dict:
        return {"by": self.request.user, "at": timezone.now()}

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            sweep.delay_on_commit()
        return response

    def form_data(self, form) -> dict:
        """What was typed, without the hidden fields but the version."""
        hidden = {"once", "photos"}
        return {n: v for n, v in form.cleaned_data.items() if n not in hidden}


def to(name: str, *args) -> str:
    """An address of this app."""
    return reverse(f"households:{name}", args=args)


def say(request, text: str) -> None:
    """A line on the next page."""
    messages.info(request, text)


def tap(request, act, url: str, done: str):
    """One tap without a form; a refusal is said on the page one came from."""
    try:
        act()
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(url)
