"""What the frame of every page shows: places, counts, area, person and look."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from station import policy
from station.actions.saved_filters import MOST_PINNED
from station.lists import Listing
from station.models import SavedFilter
from station.registry import NavItem, Text, registry
from station.worklist import counted
from station.worklist.rows import written_once

THEME_COOKIE = "fq_theme"
TEXT_COOKIE = "fq_text"
ABOUT_COOKIE = "fq_about"
THEMES = frozenset({"light", "dark"})
TEXT_SIZES = frozenset({"125", "150"})
ABOUT = frozenset({"folded"})
MOST_COUNTED = 100  # shown as 99+
HOME = "station:home"  # not offered to whom it would send on at once
PHONE_PLACES = 3  # beside ＋ and "More"


@dataclass(frozen=True)
class Link:
    """A place one may go, as the frame draws it."""

    key: str
    label: Text
    icon: str
    url: str
    count: int
    is_current: bool
    section: str = ""


@dataclass(frozen=True)
class Group:
    """Places under one heading; open where the person is."""

    label: Text
    links: list[Link]

    @property
    def is_open(self) -> bool:
        return any(link.is_current for link in self.links)


@dataclass(frozen=True)
class Banner:
    """A note above every page until its reason is gone."""

    text: Text
    tone: str = "amber"


class Shell:
    """The frame of one page; nothing is asked before it is drawn."""

    def __init__(self, request) -> None:
        self.request = request
        self.user = getattr(request, "user", None)

    @cached_property
    def theme(self) -> str:
        """Light or dark by the cookie, else by the profile, else the device decides."""
        chosen = self.request.COOKIES.get(THEME_COOKIE)
        if chosen is None and self.is_signed_in:
            chosen = self.user.theme
        return chosen if chosen in THEMES else ""

    @cached_property
    def text_size(self) -> str:
        chosen = self.request.COOKIES.get(TEXT_COOKIE, "")
        return chosen if chosen in TEXT_SIZES else ""

    @cached_property
    def is_folded(self) -> bool:
        """Are the sentences under the titles folded away on this device?"""
        return self.request.COOKIES.get(ABOUT_COOKIE, "") in ABOUT

    @cached_property
    def is_signed_in(self) -> bool:
        return self.user is not None and self.user.is_authenticated

    @cached_property
    def user_key(self) -> str:
        """Keeps the drafts of two people on one device apart."""
        return str(self.user.pk) if self.is_signed_in else ""

    @cached_property
    def person(self) -> str:
        return self.user.name if self.is_signed_in else ""

    @cached_property
    def role(self) -> str:
        posts = self.user.rights.posts if self.is_signed_in else ()
        return posts[0].get_role_display() if posts else ""

    @cached_property
    def place(self) -> str:
        """Where the person serves today."""
        posts = self.user.rights.posts if self.is_signed_in else ()
        return " · ".join(dict.fromkeys(post.area.short_name for post in posts[:2]))

    @cached_property
    def may_search(self) -> bool:
        return self.is_signed_in and policy.can(self.user, "search.use")

    @cached_property
    def outbox_url(self) -> str:
        """Where what waits on the phone is shown to this person."""
        offline = registry.offline
        pages = offline.pages if self.is_signed_in else ()
        for page in pages:
            if policy.can(self.user, page.permission):
                return page.url
        return f"{reverse(offline.shell)}#/waiting"

    @cached_property
    def nav(self) -> dict[str, list[Link]]:
        """The links by place: main, manage, add, bell, and those of the phone."""
        places: dict[str, list[Link]] = {
            "main": [], "manage": [], "add": [], "bell": [], "bottom": [], "pinned": [],
        }  # fmt: skip
        current = self._current_url()
        for item in self._allowed:
            link = self._link(item, current)
            places.setdefault(item.place, []).append(link)
            if item.on_phone and len(places["bottom"]) < PHONE_PLACES:
                places["bottom"].append(link)
        places["pinned"] = self._pinned() if self.is_signed_in else []
        return places

    @cached_property
    def groups(self) -> list[Group]:
        """The places under their headings, those at the top first, with no heading."""
        headings = [
            ("", ""),
            *((found.key, found.label) for found in registry.sections),
        ]
        groups = [
            Group(label, [link for link in self.nav["main"] if link.section == key])
            for key, label in headings
        ]
        groups.append(Group(_("Manage"), self.nav["manage"]))
        return [group for group in groups if group.links]

    @cached_property
    def groups_below(self) -> list[Group]:
        """The same without what the bottom bar of the phone shows anyway."""
        shown = {link.key for link in self.nav["bottom"]}
        rest = [
            Group(group.label, [link for link in group.links if link.key not in shown])
            for group in self.groups
        ]
        return [group for group in rest if group.links]

    def _pinned(self) -> list[Link]:
        """The saved filters at the side, each with a count that ends at a hundred."""
        current = getattr(self.request, "saved_filter", None)
        rows = _pinned(self.user, timezone.now())
        found = [(row, registry.lists.get(row.list_key)) for row in rows]
        return [
            Link(
                key=f"filter-{row.pk}",
                label=row.name,
                icon=kind.icon,
                url=f"{reverse(kind.url_name)}?filter={row.slug}",
                count=Listing(kind, user=self.user, params=QueryDict(row.query)).count(
                    MOST_COUNTED
                ),
                is_current=current == row,
            )
            for row, kind in found
            if kind is not None and policy.can(self.user, kind.permission)
        ]

    @cached_property
    def bell(self) -> Link | None:
        """The notices of this person and how many are new."""
        return next(iter(self.nav["bell"]), None)

    @cached_property
    def banners(self) -> list[Banner]:
        """What everybody must know at once, from whoever registered it."""
        if not self.is_signed_in:
            return []
        found = (source(self.user) for source in registry.banners)
        return [*filter(None, found), *self._alarms]

    @cached_property
    def _alarms(self) -> list[Banner]:
        """What cannot wait and waits all the same; its count is known already."""
        return [
            Banner(
                format_html('<a href="{}">{}</a>', _url(item.url_name), item.alarm),
                "red",
            )
            for item in self._allowed
            if item.alarm and self._waiting[item.key]
        ]

    @cached_property
    def _allowed(self) -> list[NavItem]:
        if not self.is_signed_in:
            return []
        return [
            item for item in registry.nav if self._may(item) and _url(item.url_name)
        ]

    @cached_property
    def _waiting(self) -> Counter[str]:
        """How much waits behind each place, all asked in one go."""
        places = {item.key: item.waiting for item in self._allowed if item.waiting}
        return counted.waiting(places, self.user, timezone.now(), most=MOST_COUNTED)

    def _may(self, item: NavItem) -> bool:
        if item.url_name == HOME and registry.landing_of(self.user):
            return False
        return item.permission == "signed_in" or policy.can(self.user, item.permission)

    def _current_url(self) -> str:
        """The longest registered address that leads to this page."""
        path = self.request.path
        urls = [_url(item.url_name) for item in self._allowed if item.place != "add"]
        fitting = [
            url for url in urls if url == path or (url != "/" and path.startswith(url))
        ]
        return max(fitting, key=len, default="")

    def _link(self, item: NavItem, current: str) -> Link:
        url = _url(item.url_name)
        return Link(
            key=item.key,
            label=str(item.label),  # shown twice, translated once
            icon=item.icon,
            url=url,
            count=self._waiting[item.key],
            is_current=bool(current) and url == current and item.place != "add",
            section=item.section,
        )


@written_once
def _pinned(user, _now: datetime) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.pinned(user)[:MOST_PINNED]


@cache
def _url(name: str) -> str:
    """Where it leads; the addresses stay as long as the process lives."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def shell(request) -> dict[str, Shell]:
    """The context processor."""
    return {"shell": Shell(request)}
