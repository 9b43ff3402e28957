"""Words of thanks, and how merit points are counted."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.models import MeritRule, Thanks, Volunteer
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

THANKED = "volunteer.thanked"


@transaction.atomic
def say(
    *,
    volunteer: Volunteer,
    text: str,
    by: User,
    at: datetime,
    is_public: bool = False,
) -> Thanks:
    """A few words; hung up only if the person agrees (志愿服务条例, article 20)."""
    volunteer = lock(volunteer)
    if not text.strip():
        raise RuleError(_("Write a few words."), code="no_text")
    if is_public and not volunteer.may_be_published:
        raise RuleError(
            _("They did not agree to be named in public."), code="no_consent"
        )
    made = volunteer.thanks.create(
        text=text.strip()[:300], said_at=at, said_by=by, is_public=is_public
    )
    if volunteer.user_id is not None:
        reminders.schedule(
            kind=THANKED,
            subject=made,
            due_at=at,
            recipient=volunteer.user,
            area=volunteer.area,
        )
    record(kind=THANKED, subject=volunteer, by=by, at=at)
    return made


@transaction.atomic
def take_back(*, thanks: Thanks, by: User, at: datetime) -> Volunteer:
    """Said to the wrong person."""
    volunteer = lock(thanks.volunteer)
    reminders.silence(subject=thanks, at=at)
    volunteer.thanks.filter(pk=thanks.pk).delete()
    record(kind="volunteer.thanks_off", subject=volunteer, by=by, at=at)
    return volunteer


@dataclass(frozen=True)
class Merit:
    """How points are counted."""

    is_on: bool
    per_hour: int
    most_hours: int
    per_settled: int


@transaction.atomic
def set_rule(
    *, area: Area, merit: Merit, version: int | None, by: User, at: datetime
) -> MeritRule:
    """Holds in the area and below it, from now on."""
    if not (
        merit.per_hour <= 20
        and 1 <= merit.most_hours <= 60
        and merit.per_settled <= 100
    ):
        raise RuleError(_("These figures are beyond reason."), code="figures")
    rule, made = MeritRule.objects.get_or_create(area=area)
    rule = lock(rule, version=None if made else version or 0)
    before = {name: getattr(rule, name) for name in asdict(merit)}
    for name, value in asdict(merit).items():
        setattr(rule, name, value)
    rule.version += 1
    rule.save()
    changes = {
        name: [old, getattr(rule, name)]
        for name, old in before.items()
        if old != getattr(rule, name)
    }
    record(kind="merit_rule.set", subject=rule, by=by, at=at, changes=changes)
    return rule
