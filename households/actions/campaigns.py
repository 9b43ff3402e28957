"""Campaigns and crop seasons: what the office wants seen and said for some time."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Campaign, CropSeason
from station import policy, working_days
from station.actions import reminders
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

REMIND_BEFORE = (7, 2)  # days before the end
LONGEST = 366
MORNING = time(9)


@dataclass(frozen=True)
class Brief:
    """What a campaign wants."""

    name: str
    theme: str
    from_on: date
    until_on: date
    kinds: list[str] = field(default_factory=lambda: ["ordinary"])
    goal_percent: int = 100
    topics: str = ""
    advice: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Season:
    """What goes wrong in the fields at a time of the year, and what to say."""

    crop: str
    from_day: str
    until_day: str
    advice_zh: str
    advice_en: str = ""
    advice: list[str] = field(default_factory=list)


@transaction.atomic
def create(*, area: Area, brief: Brief, by: User, at: datetime) -> Campaign:
    """Begin a campaign; who serves there is reminded before it ends."""
    _check(brief)
    _check_area(area, "campaign.create", by)
    row = Campaign.objects.create(area=area, made_by=by, **asdict(brief))
    changes = {"goal_percent": [None, row.goal_percent]}
    record(kind="campaign.created", subject=row, by=by, at=at, changes=changes)
    _remind(row, at=at)
    return row


@transaction.atomic
def edit(
    *, campaign: Campaign, brief: Brief, version: int, by: User, at: datetime
) -> Campaign:
    """Another goal, another end."""
    row = lock(campaign, version=version)
    if row.ended_at is not None:
        raise RuleError(_("This campaign has ended."), code="ended")
    _check(brief)
    names = list(asdict(brief))
    before = Campaign(**{name: getattr(row, name) for name in names})
    _put(row, brief)
    changes = differences(before, row, [n for n in names if n not in LISTS])
    record(kind="campaign.edited", subject=row, by=by, at=at, changes=changes)
    reminders.silence(subject=row, at=at)
    _remind(row, at=at)
    return row


@transaction.atomic
def end(
    *, campaign: Campaign, by: User, at: datetime, version: int | None = None
) -> Campaign:
    """Over before its day; what was reached stays readable."""
    row = lock(campaign, version=version)
    if row.ended_at is not None:
        raise RuleError(_("This campaign has ended."), code="ended")
    row.ended_at = at
    row.version += 1
    row.save()
    record(kind="campaign.ended", subject=row, by=by, at=at)
    reminders.silence(subject=row, at=at)
    return row


@transaction.atomic
def create_season(*, area: Area, season: Season, by: User, at: datetime) -> CropSeason:
    """What is said in the fields at this time of the year."""
    _check_area(area, "crop_season.create", by)
    with _refusing_twins():
        row = CropSeason.objects.create(area=area, **asdict(season))
    record(kind="crop_season.created", subject=row, by=by, at=at)
    return row


@transaction.atomic
def edit_season(
    *, crop_season: CropSeason, season: Season, version: int, by: User, at: datetime
) -> CropSeason:
    """Other days, other words."""
    row = lock(crop_season, version=version)
    with _refusing_twins():
        _put(row, season)
    record(kind="crop_season.edited", subject=row, by=by, at=at)
    return row


@transaction.atomic
def remove_season(*, crop_season: CropSeason, by: User, at: datetime) -> None:
    """It is not grown here any more; visits keep what was advised."""
    row = lock(crop_season)
    record(kind="crop_season.removed", subject=row, by=by, at=at)
    row.delete()


def _refusing_twins():
    words = _("There is a season of this name for this area already.")
    return refusing_twins(households_cropseason_crop_once_per_area=words)


LISTS = ("kinds", "advice", "topics")


def _put(row, facts) -> None:
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def _check(brief: Brief) -> None:
    if brief.until_on < brief.from_on:
        raise RuleError(_("The end lies before the beginning."), code="ends_too_early")
    if (brief.until_on - brief.from_on).days > LONGEST:
        raise RuleError(_("A campaign lasts at most a year."), code="too_long")
    if not 1 <= brief.goal_percent <= 100:
        raise RuleError(_("The goal is a share: 1 to 100 per cent."), code="bad_goal")
    if not brief.kinds:
        raise RuleError(_("Say which households are meant."), code="no_kinds")


def _check_area(area: Area, permission: str, by: User) -> None:
    if not policy.covers(by, permission, area):
        raise RuleError(_("This is not yours to set there."), code="not_your_area")


def _remind(row: Campaign, *, at: datetime) -> None:
    """Near the end, in the morning, those who serve there and the chief."""
    for days in REMIND_BEFORE:
        morning = working_days.at_clock(row.until_on - timedelta(days=days), MORNING)
        if morning > at:
            reminders.schedule(
                kind="campaign.ending",
                subject=row,
                due_at=morning,
                area=row.area,
                edition=f"{row.version}:{days}",
            )
