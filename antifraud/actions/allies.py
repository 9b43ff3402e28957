"""Members of the anti-fraud alliance: taken in, set right, gone and back."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.models import Ally, Audience
from antifraud.workflow.people import Group
from households.actions.residents import read_phone
from households.models import Resident
from station import working_days
from station.actions import events
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TWIN = "antifraud_ally_person_once"
FIELDS = ("name", "kind", "organisation", "area", "resident", "joined_on")


@dataclass(frozen=True)
class AllyFacts:
    """Who helps, from where, and in which groups they speak."""

    name: str
    kind: str
    area: Area
    joined_on: date
    organisation: str = ""
    phone: str = ""
    resident: Resident | None = None
    audiences: Sequence[Audience] = ()


@transaction.atomic
def take_in(*, facts: AllyFacts, by: User, at: datetime) -> Ally:
    """Somebody joins the alliance."""
    ally = Ally()
    _write(ally, facts, at=at)
    _save(ally)
    ally.audiences.set(facts.audiences)
    groups = list(facts.audiences)
    record(kind="ally.taken_in", subject=ally, also=groups, by=by, at=at)
    return ally


@transaction.atomic
def edit(*, ally: Ally, facts: AllyFacts, version: int, by: User, at: datetime) -> Ally:
    """Set right; groups elsewhere that this person does not see stay."""
    ally = _here(ally, version=version)
    before, groups = copy.copy(ally), _groups(ally)
    _write(ally, facts, at=at)
    ally.version += 1
    _save(ally)
    hidden = ally.audiences.exclude(pk__in=Audience.objects.visible_to(by))
    ally.audiences.set([*facts.audiences, *hidden.defer("address")])
    changes = events.differences(before, ally, (*FIELDS, "phone"))
    if groups != (now := _groups(ally)):
        changes["audiences"] = [groups, now]
    record(kind="ally.edited", subject=ally, by=by, at=at, changes=changes)
    return ally


@transaction.atomic
def leave(*, ally: Ally, version: int, by: User, at: datetime) -> Ally:
    """No member any more, from today; what was done stays."""
    ally = _here(ally, version=version)
    ally.left_on = max(working_days.local_date(at), ally.joined_on)
    ally.version += 1
    ally.save()
    record(kind="ally.left", subject=ally, by=by, at=at)
    return ally


@transaction.atomic
def rejoin(*, ally: Ally, version: int, by: User, at: datetime) -> Ally:
    """A member again."""
    ally = lock(ally, version=version)
    if ally.takes_part:
        raise RuleError(_("Takes part already."), code="already")
    ally.left_on = None
    ally.version += 1
    _save(ally)
    record(kind="ally.rejoined", subject=ally, by=by, at=at)
    return ally


def _write(ally: Ally, facts: AllyFacts, *, at: datetime) -> None:
    if not facts.name.strip():
        raise RuleError(_("A member needs a name."), code="no_name")
    if facts.kind not in Group.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if facts.joined_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    for name in FIELDS:
        setattr(ally, name, getattr(facts, name))
    ally.organisation = facts.organisation.strip()
    ally.write_name(facts.name)
    ally.write_phone(read_phone(facts.phone))


def _here(ally: Ally, *, version: int) -> Ally:
    ally = lock(ally, version=version)
    if not ally.takes_part:
        raise RuleError(_("Has left the alliance."), code="left")
    return ally


def _groups(ally: Ally) -> list[int]:
    return sorted(ally.audiences.values_list("pk", flat=True))


def _save(ally: Ally) -> None:
    twin = _("Somebody of this name and phone is a member already.")
    with refusing_twins(**{TWIN: twin}):
        ally.save()
