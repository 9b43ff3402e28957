"""Dates, figures and hidden numbers as people say them: 今天 16:00, 逾期 2 天, 138****5678."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 7
ENGLISH_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]

WEEKDAYS = [
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
]


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _today(now: datetime) -> date:
    return timezone.localtime(now).date()


def date_in_full(on: date) -> str:
    """2026年11月22日 or 22 Nov 2026."""
    if _chinese():
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {ENGLISH_MONTHS[on.month - 1]} {on.year}"


def _date_this_year(on: date) -> str:
    if _chinese():
        return f"{on.month}月{on.day}日"
    return f"{on.day} {ENGLISH_MONTHS[on.month - 1]}"


def month_day(text: str) -> str:
    """A day of every year, kept as 10-01, as people say it."""
    month, on = text.split("-")
    return _date_this_year(date(2000, int(month), int(on)))  # has a 29 February


def weekday(on: date) -> str:
    """The short name of the day of the week."""
    return _(WEEKDAYS[on.weekday()])


def day(on: date, *, today: date) -> str:
    """Today, tomorrow, Friday, 24 Nov: the shortest words that are plain."""
    away = (on - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if away in near:
        return near[away]
    if 1 < away < WEEK:
        return f"{_date_this_year(on)} {weekday(on)}"
    if on.year == today.year:
        return _date_this_year(on)
    return date_in_full(on)


def moment(at: datetime, *, now: datetime) -> str:
    """Today 16:00: the day in words and the time."""
    local = timezone.localtime(at)
    return f"{day(local.date(), today=_today(now))} {local:%H:%M}"


def in_full(at: datetime | date) -> str:
    """The exact time, for the title of the short one."""
    if isinstance(at, datetime):
        local = timezone.localtime(at)
        return f"{date_in_full(local.date())} {weekday(local.date())} {local:%H:%M}"
    return f"{date_in_full(at)} {weekday(at)}"


def ago(at: datetime, *, now: datetime) -> str:
    """How long ago something happened; older than a week by its date."""
    seconds = int((now - at).total_seconds())
    if seconds < 0 or seconds >= WEEK * DAY:
        return moment(at, now=now)
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        count = seconds // MINUTE
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", count) % {"n": count}
    days = (_today(now) - _today(at)).days
    if days < 2:
        return moment(at, now=now)
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


@dataclass(frozen=True)
class Due:
    """A due date in words, with the tone and picture that go with it."""

    text: str
    tone: str
    icon: str
    is_late: bool = False


def _late(days: int, seconds: int) -> Due:
    if days:
        text = ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}
    elif seconds >= HOUR:
        hours = seconds // HOUR
        text = ngettext("%(n)d hour late", "%(n)d hours late", hours) % {"n": hours}
    else:
        text = _("late")
    return Due(text, "red", "alert-triangle", is_late=True)


def _ahead(days: int, *, working_days: int | None) -> Due:
    if working_days is not None:
        left = ngettext(
            "%(n)d working day left", "%(n)d working days left", working_days
        ) % {"n": working_days}
    else:
        left = ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return Due(left, "amber" if days == 1 else "grey", "clock")


def due(at: datetime | date, *, now: datetime, working_days: int | None = None) -> Due:
    """How much time is left, or how late it is; a day without a time lasts till night."""
    today = _today(now)
    has_time = isinstance(at, datetime)
    on = _today(at) if has_time else at
    if has_time and at < now:
        return _late((today - on).days, int((now - at).total_seconds()))
    if on < today:
        return _late((today - on).days, 0)
    if on == today:
        clock = f" {timezone.localtime(at):%H:%M}" if has_time else ""
        return Due(_("due today") + clock, "amber", "clock-exclamation")
    return _ahead((on - today).days, working_days=working_days)


def coming_days(today: date) -> list[tuple[str, date]]:
    """The days people mean most often when they promise to come back."""
    monday = today + timedelta(days=WEEK - today.weekday())
    return [
        (_("Today"), today),
        (_("Tomorrow"), today + timedelta(days=1)),
        (_("In 3 days"), today + timedelta(days=3)),
        (_("Next Monday"), monday),
        (_("In a month"), today + timedelta(days=30)),
    ]


def number(value: float | Decimal | None) -> str:
    """53,000; nothing known is a dash, which is not zero."""
    if value is None:
        return "–"
    if isinstance(value, Decimal):  # no more places than it needs
        return f"{value.normalize():,f}"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def money(value: Decimal) -> str:
    """860,000: fen only where there are some."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def masked(value: str, kind: str = "phone") -> str:
    """Enough of a number to recognise it, too little to misuse it."""
    text = str(value or "")
    if not text:
        return ""
    head, tail = {"phone": (3, 4), "id": (6, 4), "name": (1, 0)}.get(kind, (1, 1))
    if len(text) <= head + tail:
        return text[:1] + "*" * max(len(text) - 1, 1)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]
