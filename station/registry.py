"""Where the apps above tell the ground floor what they bring.

Filled in each app's ``AppConfig.ready()`` by importing its ``panels`` module.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class NavItem:
    """An entry of the side bar, the bottom bar or the list behind ＋."""

    key: str
    label: Text
    icon: str
    url_name: str
    permission: str
    order: int = 100
    place: str = "main"  # main, manage, or add (quick add)
    on_phone: bool = False
    count: Callable | None = None  # (user) -> int shown as a badge


@dataclass(frozen=True)
class WorkItem:
    """One thing a person owes: what, where, until when, and the next step."""

    title: Text
    url: str
    due_at: datetime | None
    kind_label: Text
    icon: str
    area_name: str = ""
    detail: Text = ""
    done_url: str = ""  # a POST here ticks it off
    sort_key: str = ""  # orders what is due today by the way to walk


@dataclass(frozen=True)
class SearchHit:
    """One thing found, and why."""

    title: Text
    url: str
    kind_label: Text
    icon: str
    detail: Text = ""
    why: Text = ""


@dataclass(frozen=True)
class Notice:
    """What a reminder says to one person now."""

    recipient: object
    title: Text
    url: str
    detail: Text = ""


@dataclass(frozen=True)
class Panel:
    """A block an app adds to another app's page."""

    key: str
    template: str
    context: Callable  # (request, obj) -> dict | None (None: not shown)
    order: int = 100


@dataclass
class Registry:
    """All that was registered, by place."""

    nav: list[NavItem] = field(default_factory=list)
    worklist: dict[str, Callable] = field(default_factory=dict)
    search: dict[str, Callable] = field(default_factory=dict)
    reminders: dict[str, Callable] = field(default_factory=dict)
    panels: dict[str, list[Panel]] = field(default_factory=dict)
    event_labels: dict[str, Text] = field(default_factory=dict)

    def add_nav(self, *items: NavItem) -> None:
        """Put entries into the navigation."""
        self.nav.extend(items)
        self.nav.sort(key=lambda item: item.order)

    def add_worklist(
        self, key: str, source: Callable[[object, datetime], Iterable[WorkItem]]
    ) -> None:
        """``source(user, now)`` yields what the person owes until next week."""
        self.worklist[key] = source

    def add_search(
        self, key: str, source: Callable[[object, str], Iterable[SearchHit]]
    ) -> None:
        """``source(user, words)`` yields at most ten hits within the scope."""
        self.search[key] = source

    def add_reminder(
        self, kind: str, notices: Callable[[object], Iterable[Notice]]
    ) -> None:
        """``notices(reminder)`` says whom to tell what; nothing when it is moot."""
        self.reminders[kind] = notices

    def add_panel(self, page: str, panel: Panel) -> None:
        """Show a panel on a page such as ``household``."""
        panels = self.panels.setdefault(page, [])
        panels.append(panel)
        panels.sort(key=lambda found: found.order)

    def add_event_labels(self, **labels: Text) -> None:
        """What the timeline says for ``visit__recorded`` (dots as ``__``)."""
        for key, label in labels.items():
            self.event_labels[key.replace("__", ".")] = label


registry = Registry()
