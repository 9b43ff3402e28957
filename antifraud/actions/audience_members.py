"""Known members of a group: residents one by one, or all of a place at once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from antifraud.models import Ally, Audience, AudienceMember
from antifraud.workflow.people import AgeBand
from households.models import Resident
from households.models.resident import ResidenceKind
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

MOST = 50_000  # added in one go
BATCH = 2000
SPANS = {  # whole years of age, the last one included
    AgeBand.UNDER_18: (0, 17),
    AgeBand.TO_25: (18, 25),
    AgeBand.TO_40: (26, 40),
    AgeBand.TO_59: (41, 59),
    AgeBand.FROM_60: (60, 200),
}


@dataclass(frozen=True)
class Choice:
    """Which residents: of a place and below it, of an age, living there as what."""

    area: Area
    age_band: str = ""
    residence_kind: str = ""
    care_kind: str = ""


def chosen(choice: Choice, *, on: date, by: User) -> QuerySet[Resident]:
    """The residents a choice means, among those this person may see."""
    rows = Resident.objects.visible_to(by).present()
    rows = rows.filter(area__path__startswith=choice.area.path)
    if choice.age_band:
        first, last = SPANS[AgeBand(choice.age_band)]
        rows = rows.filter(
            birth_date__gt=_years_before(on, last + 1),
            birth_date__lte=_years_before(on, first),
        )
    if choice.residence_kind:
        rows = rows.filter(residence_kind=choice.residence_kind)
    if choice.care_kind:
        rows = rows.filter(care_kinds__contains=[choice.care_kind])
    return rows


@transaction.atomic
def add(
    *, audience: Audience, resident: Resident, by: User, at: datetime
) -> AudienceMember:
    """One resident is known to be in the group."""
    audience = _in_use(audience)
    if resident.merged_into_id is not None:
        raise RuleError(_("This entry was merged into another one."), code="merged")
    member, is_new = AudienceMember.objects.get_or_create(
        audience=audience, resident=resident
    )
    if not is_new:
        raise RuleError(_("This person is in the group already."), code="already")
    _grow(audience)
    record(kind="audience.member_added", subject=audience, by=by, at=at)
    return member


@transaction.atomic
def add_all(*, audience: Audience, choice: Choice, by: User, at: datetime) -> int:
    """All residents the choice means; whoever is in it already counts once."""
    _check(choice)
    audience = _in_use(audience)
    rows = chosen(choice, on=working_days.local_date(at), by=by)
    rows = rows.exclude(audience_memberships__audience=audience)
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        raise RuleError(
            _("At most %(n)d at once. Choose a smaller place.") % {"n": MOST},
            code="too_many",
        )
    if not keys:
        raise RuleError(_("Nobody new: they are in the group already."), code="nobody")
    made = [AudienceMember(audience=audience, resident_id=key) for key in keys]
    AudienceMember.objects.bulk_create(made, BATCH, ignore_conflicts=True)
    _grow(audience)
    changes = {"known_members": [None, len(keys)]}
    kind = "audience.members_added"
    record(kind=kind, subject=audience, by=by, at=at, changes=changes)
    return len(keys)


@transaction.atomic
def remove(
    *, audience: Audience, resident: Resident, by: User, at: datetime
) -> Audience:
    """Somebody is not in the group; its size stays as it was said."""
    audience = lock(audience)
    if not audience.members.filter(resident=resident).delete()[0]:
        raise RuleError(_("This person is not in the group any more."), code="gone")
    record(kind="audience.member_removed", subject=audience, by=by, at=at)
    return audience


@transaction.atomic
def clear(*, audience: Audience, version: int, by: User, at: datetime) -> int:
    """Nobody is known by name any more; the size stays as it was said."""
    audience = lock(audience, version=version)
    count, _models = audience.members.all().delete()
    if not count:
        raise RuleError(_("Nobody is known to be in it."), code="nobody")
    audience.version += 1
    audience.save()
    changes = {"known_members": [count, 0]}
    kind = "audience.members_cleared"
    record(kind=kind, subject=audience, by=by, at=at, changes=changes)
    return count


def follow_merge(newer: int, older: int) -> None:
    """Two entries of the register were one person: who counts once from now on."""
    rows = AudienceMember.objects.filter(resident=newer)
    both = AudienceMember.objects.filter(resident=older).values("audience")
    rows.filter(audience__in=both).delete()
    rows.update(resident=older)
    Ally.objects.filter(resident=newer).update(resident=older)


def _in_use(audience: Audience) -> Audience:
    audience = lock(audience)
    if not audience.is_active:
        raise RuleError(_("This group is not in use any more."), code="retired")
    return audience


def _grow(audience: Audience) -> None:
    """A group has at least as many people as are known to be in it."""
    known = audience.members.count()
    if known > audience.size:
        audience.size = known
        audience.version += 1
        audience.save()


def _check(choice: Choice) -> None:
    """An empty choice means all; a wrong one nobody."""
    known = {
        "age_band": (choice.age_band, AgeBand.values),
        "residence_kind": (choice.residence_kind, ResidenceKind.values),
    }
    if any(value and value not in values for value, values in known.values()):
        raise RuleError(_("Choose from the list."), code="unknown_choice")


def _years_before(on: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the day before."""
    year = max(on.year - years, 1)
    try:
        return on.replace(year=year)
    except ValueError:
        return (on - timedelta(days=1)).replace(year=year)
