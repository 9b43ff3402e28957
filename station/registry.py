"""Where the apps above tell the ground floor what they bring.

Filled in each app's ``AppConfig.ready()`` by importing its ``panels`` module.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from station.bilingual import Titled
from station.bulk import BulkAction
from station.help.about import About
from station.jobs import JobKind
from station.lists import ListKind
from station.map_layers import MapLayer
from station.metrics.declared import Book, book
from station.offline import Offline
from station.searching.source import SearchSource
from station.sheet_kinds import SheetKind

Text = str | Promise
NOTICE = _("Notice")  # what a kind of reminder is called that names itself not


@dataclass(frozen=True)
class NavItem:
    """An entry of the side bar, the bottom bar or the list behind ＋."""

    key: str
    label: Text
    icon: str
    url_name: str
    permission: str
    order: int = 100
    place: str = "main"  # main, manage, add (quick add), or bell
    on_phone: bool = False
    waiting: Callable | None = None  # (user) -> QuerySet, its length is the badge
    section: str = ""  # folded under this heading; "" stands at the top
    alarm: Text = ""  # said above every page while something waits here


@dataclass(frozen=True)
class NavSection:
    """A heading of the navigation under which places are folded."""

    key: str
    label: Text
    order: int


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
    working_days: int | None = None  # left, where the limit counts working days
    sort_key: str = ""  # orders what is due today by the way to walk


@dataclass(frozen=True)
class Notice:
    """What a reminder says to one person now.

    ``outside`` is what may leave the house by mail or work-chat: no names, no
    addresses; without it only the label of the kind goes out.
    """

    recipient: object
    title: Text
    url: str
    detail: Text = ""
    outside: Text = ""


@dataclass(frozen=True)
class ReminderKind:
    """How reminders of one kind find their people and their words, many at once.

    ``recipients(reminders, at)`` gives ``{reminder.pk: [user ids]}`` as things stand at
    that moment: no entry means the matter is settled, an empty list that there is
    nobody to tell. ``words(reminders, user)`` gives ``{reminder.pk: Notice}`` for what
    this person may see now.
    """

    key: str
    label: Text
    recipients: Callable
    words: Callable
    icon: str = "bell"


def _one_by_one(kind: str, notices: Callable, label: Text) -> ReminderKind:
    """A kind that knows only single reminders."""

    def recipients(reminders, at):
        told = {r.pk: [n.recipient.pk for n in notices(r)] for r in reminders}
        return {pk: users for pk, users in told.items() if users}

    def words(reminders, user):
        return {
            reminder.pk: notice
            for reminder in reminders
            for notice in notices(reminder)
            if notice.recipient.pk == user.pk
        }

    return ReminderKind(kind, label, recipients, words)


@dataclass(frozen=True)
class Panel:
    """A block an app adds to another app's page."""

    key: str
    template: str
    context: Callable  # (request, obj) -> dict | None (None: not shown)
    order: int = 100


@dataclass(frozen=True)
class OriginFacts:
    """What a record says of itself to the form of what is made of it."""

    area: object = None
    household: object = None
    unit: object = None
    residents: tuple = ()
    text: str = ""
    what: str = ""  # in a few words
    place: str = ""  # where exactly, where it is no door


@dataclass(frozen=True)
class Subject:
    """A kind of record that others are made of or linked to."""

    label: Text
    icon: str
    facts: Callable[[object], OriginFacts]


@dataclass(frozen=True)
class Conversion:
    """What a record can become in one step.

    ``url_name`` is the page that makes it; it is opened with ``?from=`` and the
    reference of the origin. ``origins`` are model labels: ``households.visit``;
    ``fits`` says of one record whether it is offered there.
    """

    key: str
    label: Text
    icon: str
    url_name: str
    permission: str
    origins: frozenset[str]
    order: int = 100
    fits: Callable[[object], bool] = lambda _obj: True


@dataclass(frozen=True)
class Briefer:
    """Writes anti-fraud briefings down for whoever went to see people.

    ``choices()`` gives what can be explained, ``things`` what can be handed over;
    ``give(people=, scam_types=, handed_over=, area=, by=, at=, origin=)`` takes pairs of
    a resident (or None) and a name.
    """

    choices: Callable[[], list[tuple[str, Text]]]
    things: list[tuple[str, Text]]
    give: Callable


@dataclass(frozen=True)
class Screened:
    """What becomes of a call at once when an officer says it is of this kind.

    ``make(call, by=, at=)`` makes it and ties it to the call; ``unmake`` takes it back
    while the decision may be undone, or refuses where it has gone on meanwhile.
    """

    make: Callable
    unmake: Callable


@dataclass(frozen=True)
class LegalDefault(Titled):
    """A limit of the law as it ships, until the county sets another figure.

    A code may ship several times: the old figure until a day, the new one from it.
    """

    code: str
    title_zh: str
    title_en: str
    value: int
    unit: str  # station.models.LegalUnit
    article: str
    source: str
    mark: str  # P, S, M: law.md
    from_on: date = date(2000, 1, 1)  # what ships holds for older cases too
    until_on: date | None = None


@dataclass
class Registry:
    """All that was registered, by place."""

    nav: list[NavItem] = field(default_factory=list)
    sections: list[NavSection] = field(default_factory=list)
    worklist: dict[str, Callable] = field(default_factory=dict)
    search: dict[str, SearchSource] = field(default_factory=dict)
    reminders: dict[str, ReminderKind] = field(default_factory=dict)
    panels: dict[str, list[Panel]] = field(default_factory=dict)
    event_labels: dict[str, Text] = field(default_factory=dict)
    event_fields: dict[tuple[str, str], Field] = field(default_factory=dict)
    demo: dict[str, Callable] = field(default_factory=dict)
    demo_order: dict[str, int] = field(default_factory=dict)
    banners: list[Callable] = field(default_factory=list)
    landings: list[Callable] = field(default_factory=list)
    face_links: list[Callable] = field(default_factory=list)
    subjects: dict[str, Subject] = field(default_factory=dict)
    conversions: list[Conversion] = field(default_factory=list)
    origins: dict[tuple[str, str], Callable] = field(default_factory=dict)
    photos: dict[str, Callable] = field(default_factory=dict)
    legal: dict[str, list[LegalDefault]] = field(default_factory=dict)
    screened: dict[str, list[Screened]] = field(default_factory=dict)
    jobs: dict[str, JobKind] = field(default_factory=dict)
    lists: dict[str, ListKind] = field(default_factory=dict)
    bulk: dict[str, dict[str, BulkAction]] = field(default_factory=dict)
    closings: dict[str, list[Callable]] = field(default_factory=dict)
    sheets: dict[str, SheetKind] = field(default_factory=dict)
    map_layers: dict[str, MapLayer] = field(default_factory=dict)
    offline: Offline = field(default_factory=Offline)
    listeners: dict[str, list[Callable]] = field(default_factory=dict)
    metrics: Book = field(default_factory=lambda: book)
    briefer: Briefer | None = None
    rest_fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    about: dict[str, About] = field(default_factory=dict)

    def add_nav(self, *items: NavItem) -> None:
        """Put entries into the navigation."""
        self.nav.extend(items)
        self.nav.sort(key=lambda item: item.order)

    def add_sections(self, *sections: NavSection) -> None:
        """Headings of the navigation."""
        self.sections.extend(sections)
        self.sections.sort(key=lambda found: found.order)

    def add_worklist(
        self, key: str, source: Callable[[object, datetime], Iterable[WorkItem]]
    ) -> None:
        """``source(user, now)`` yields what the person owes until next week."""
        self.worklist[key] = source

    def add_search(self, *sources: SearchSource) -> None:
        """Kinds of records that the search finds."""
        self.search.update({source.key: source for source in sources})

    def add_reminder(
        self,
        kind: str,
        notices: Callable[[object], Iterable[Notice]],
        *,
        label: Text = NOTICE,
    ) -> None:
        """``notices(reminder)`` says whom to tell what; nothing when it is moot."""
        self.reminders[kind] = _one_by_one(kind, notices, label)

    def add_reminder_kinds(self, *kinds: ReminderKind) -> None:
        """Kinds of which thousands may fall due at once."""
        self.reminders.update({kind.key: kind for kind in kinds})

    def add_panel(self, page: str, panel: Panel) -> None:
        """Show a panel on a page such as ``household``."""
        panels = self.panels.setdefault(page, [])
        panels.append(panel)
        panels.sort(key=lambda found: found.order)

    def add_banner(self, source: Callable[[object], object | None]) -> None:
        """``source(user)`` gives a ``station.context.Banner`` while there is reason."""
        self.banners.append(source)

    def add_face_link(self, source: Callable[[str], tuple[str, str, str]]) -> None:
        """``source(token)``: what residents can take part in behind a code.

        The address, its name and what is promised.
        """
        self.face_links.append(source)

    def add_landing(self, source: Callable[[object], str]) -> None:
        """``source(user)`` gives the page that is somebody's first, else ""."""
        self.landings.append(source)

    def landing_of(self, user) -> str:
        """The first page of this person, where it is not the day's work."""
        return next((url for source in self.landings if (url := source(user))), "")

    def add_subject(self, model: str, subject: Subject) -> None:
        """Records of ``households.visit`` may become something or be linked."""
        self.subjects[model] = subject

    def add_conversions(self, *conversions: Conversion) -> None:
        """What may be made of which records."""
        self.conversions.extend(conversions)
        self.conversions.sort(key=lambda found: found.order)

    def add_origin(
        self, conversion: str, model: str, fits: Callable[[object], bool]
    ) -> None:
        """Records of an app above or beside become this too, where it ``fits``."""
        self.origins[conversion, model] = fits

    def add_photos(self, model: str, rows: Callable[[object], object]) -> None:
        """Whoever is among ``rows(user)``'s readers sees the photos of a record too."""
        self.photos[model] = rows

    def add_screened(self, kind: str, made: Screened) -> None:
        """What is made of the calls decided to be of a kind: ``dispute``, ``fraud``."""
        self.screened.setdefault(kind, []).append(made)

    def add_job(self, kind: JobKind) -> None:
        """Long work that runs in the worker and is shown on its own page."""
        self.jobs[kind.key] = kind

    def add_legal(self, *defaults: LegalDefault) -> None:
        """Limits of the law that an app counts by."""
        for found in defaults:
            self.legal.setdefault(found.code, []).append(found)

    def add_list(self, *kinds: ListKind) -> None:
        """Lists with saved filters, columns, an export and bulk actions."""
        self.lists.update({kind.key: kind for kind in kinds})

    def add_bulk(self, list_key: str, *actions: BulkAction) -> None:
        """What can be done to many rows of a list at once."""
        known = self.bulk.setdefault(list_key, {})
        known.update({action.key: action for action in actions})

    def add_sheet(self, kind: SheetKind) -> None:
        """A workbook that can be sent in, with a template and a preview."""
        self.sheets[kind.key] = kind

    def add_map_layers(self, *layers: MapLayer) -> None:
        """Records the map of a station can show."""
        self.map_layers.update({layer.key: layer for layer in layers})

    def add_closing(
        self, model: str, source: Callable[[object, object], Iterable[WorkItem]]
    ) -> None:
        """``source(obj, user)`` gives what is still open about a record."""
        self.closings.setdefault(model, []).append(source)

    def add_listener(self, model: str, heard: Callable[[set[int], object], None]):
        """``heard(ids, event)``: something happened that shows on these records.

        Called inside the transaction of the change, once it is written.
        """
        self.listeners.setdefault(model, []).append(heard)

    def add_about(self, space: str, chapter: str, *said: tuple[str, Text, str]) -> None:
        """What the pages of a part are for, and where the manual tells more.

        Each line: the section of the chapter, one sentence, and the names of the pages
        it is true of, within the name space ``space``.
        """
        for section, text, names in said:
            for name in names.split():
                key = f"{space}:{name}" if space else name
                if key in self.about:
                    raise ValueError(key)
                self.about[key] = About(text, chapter, section)

    def add_rest(self, resource: str, fields: Iterable[str]) -> None:
        """What the API tells of each record of a resource, by name."""
        self.rest_fields[resource] = tuple(fields)

    def add_demo(self, key: str, maker: Callable, *, order: int = 10) -> None:
        """``maker(chance=, at=, scale=)`` adds to the demo and says what it made.

        What builds on the register of households takes a later ``order``.
        """
        self.demo[key] = maker
        self.demo_order[key] = order

    def demo_makers(self) -> list[tuple[str, Callable]]:
        """The makers in the order in which they build on one another."""
        return sorted(self.demo.items(), key=lambda found: self.demo_order[found[0]])

    def add_event_labels(self, **labels: Text) -> None:
        """What the timeline says for ``visit__recorded`` (dots as ``__``)."""
        for key, label in labels.items():
            self.event_labels[key.replace("__", ".")] = label

    def add_event_fields(self, model: str, **fields: Field) -> None:
        """What an event tells of a record that stands in a field of another model."""
        for name, found in fields.items():
            self.event_fields[model, name] = found


registry = Registry()
