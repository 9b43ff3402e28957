"""The register of audiences: entered, set right, handed on, out of use and back."""

import copy
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from antifraud.models import Audience, AudienceOverlap
from antifraud.workflow.people import Group
from antifraud.workflow.sendings import BY_MACHINE, Channel
from station import channels, policy
from station.actions import events
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User
from station.models import Channel as Way

SAME_NAME = "antifraud_audience_name_once"
LARGEST = 1_000_000
LONGEST_LIST = 120  # what a gateway calls its list of numbers
FIELDS = ("name", "kind", "area", "size", "owner", "led_by", "channel", "note")
WAYS = {Channel.WORK_CHAT: Way.WEBHOOK, Channel.MAIL: Way.MAIL}


@dataclass(frozen=True)
class AudienceFacts:
    """Who they are, how many, who keeps the group and how it is reached."""

    name: str
    kind: str
    area: Area
    size: int
    owner: User
    channel: str
    address: str = ""
    led_by: str = ""
    note: str = ""


@transaction.atomic
def create(*, facts: AudienceFacts, by: User, at: datetime) -> Audience:
    """A group comes into the register."""
    audience = Audience()
    _write(audience, facts)
    _save(audience)
    record(kind="audience.created", subject=audience, by=by, at=at)
    return audience


@transaction.atomic
def edit(
    *, audience: Audience, facts: AudienceFacts, version: int, by: User, at: datetime
) -> Audience:
    """Set right; never smaller than what is known of it."""
    audience = lock(audience, version=version)
    before = copy.copy(audience)
    _check_size(audience, facts.size)
    _write(audience, facts)
    audience.version += 1
    _save(audience)
    changes = events.differences(before, audience, (*FIELDS, "address"))
    record(kind="audience.edited", subject=audience, by=by, at=at, changes=changes)
    return audience


@transaction.atomic
def retire(*, audience: Audience, version: int, by: User, at: datetime) -> Audience:
    """The group is no more: nothing is sent to it; what was sent stays."""
    return _use(audience, False, "audience.retired", version=version, by=by, at=at)


@transaction.atomic
def bring_back(*, audience: Audience, version: int, by: User, at: datetime) -> Audience:
    """The group is in use again."""
    return _use(audience, True, "audience.brought_back", version=version, by=by, at=at)


@transaction.atomic
def hand_to(*, audience: Audience, owner: User, by: User, at: datetime) -> Audience:
    """Another officer keeps the group from now on."""
    audience = lock(audience)
    _check_owner(owner, audience.area)
    if audience.owner_id == owner.pk:
        raise RuleError(_("This officer keeps it already."), code="already")
    before = audience.owner_id
    audience.owner = owner
    audience.version += 1
    audience.save()
    changes = {"owner": [before, owner.pk]}
    record(kind="audience.handed_on", subject=audience, by=by, at=at, changes=changes)
    return audience


@transaction.atomic
def estimate(
    *, audience: Audience, other: Audience, people: int, by: User, at: datetime
) -> AudienceOverlap | None:
    """How many people are in both, as somebody who knows them says; 0 takes it off."""
    if audience.pk == other.pk:
        raise RuleError(_("Choose another group than this one."), code="other")
    first, second = _both(audience, other)
    smaller = min(first.size, second.size)
    if not 0 <= people <= smaller:
        raise RuleError(
            _("At most %(n)d: the smaller of the two has no more people.")
            % {"n": smaller},
            code="people",
        )
    pair = {"first": first, "second": second}
    kind, changes = "audience.overlap_said", {"people": [None, people]}
    record(kind=kind, subject=audience, also=[other], by=by, at=at, changes=changes)
    if not people:
        AudienceOverlap.objects.filter(**pair).delete()
        return None
    said = {"people": people, "estimated_by": by}
    return AudienceOverlap.objects.update_or_create(**pair, defaults=said)[0]


def _both(*audiences: Audience) -> list[Audience]:
    """Two groups, locked in one order so that nobody waits for the other."""
    keys = [audience.pk for audience in audiences]
    rows = Audience.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.order_by("pk"))


def check(facts: AudienceFacts) -> None:
    """Could this group be entered?"""
    _check_words(facts)
    _address(facts)
    _check_owner(facts.owner, facts.area)


def _check_words(facts: AudienceFacts) -> None:
    if not facts.name.strip():
        raise RuleError(_("A group needs a name."), code="no_name")
    if facts.kind not in Group.values or facts.channel not in Channel.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not 1 <= facts.size <= LARGEST:
        raise RuleError(_("Between one person and a million."), code="size")


def _write(audience: Audience, facts: AudienceFacts) -> None:
    """Whoever keeps it already may go on, be it that they serve elsewhere now."""
    same = (audience.owner_id, audience.area_id) == (facts.owner.pk, facts.area.pk)
    if not same:
        _check_owner(facts.owner, facts.area)
    _check_words(facts)
    for name in FIELDS:
        setattr(audience, name, getattr(facts, name))
    audience.write_name(facts.name)
    audience.led_by, audience.note = facts.led_by.strip(), facts.note.strip()
    audience.address = _address(facts)


def _check_owner(owner: User, area: Area) -> None:
    """Whoever keeps a group has charge of the place it belongs to."""
    if not owner.is_active or not policy.covers(owner, "audience.edit", area):
        raise RuleError(
            _("%(name)s has no charge of %(area)s.")
            % {"name": owner.name, "area": area.short_name},
            code="owner",
        )


def _address(facts: AudienceFacts) -> str:
    """Where a machine sends; a group a person writes to has none."""
    address = facts.address.strip()
    if facts.channel not in BY_MACHINE:
        return ""
    if not address:
        raise RuleError(_("Say where it is sent to."), code="address")
    if facts.channel not in WAYS:
        if len(address) > LONGEST_LIST:
            raise RuleError(_("This is too long."), code="address")
        return address
    try:
        channels.check_address(WAYS[Channel(facts.channel)], address)
    except ValidationError as error:
        raise RuleError(" ".join(error.messages), code="address") from None
    return address


def _check_size(audience: Audience, size: int) -> None:
    """Not fewer people than are known by name, or said to be in another group too."""
    known = audience.members.count()
    if size < known:
        raise RuleError(
            ngettext(
                "%(n)d person is known to be in it.",
                "%(n)d people are known to be in it.",
                known,
            )
            % {"n": known},
            code="size",
        )
    pairs = AudienceOverlap.objects.filter(people__gt=size).filter(
        first=audience
    ) | AudienceOverlap.objects.filter(people__gt=size, second=audience)
    if pairs.exists():
        raise RuleError(
            _("More people than that are said to be in another group too."),
            code="size",
        )


def _use(audience, is_active: bool, kind: str, *, version, by, at) -> Audience:
    audience = lock(audience, version=version)
    if audience.is_active == is_active:
        raise RuleError(_("So it is already."), code="already")
    if is_active:
        _check_owner(audience.owner, audience.area)
    audience.is_active = is_active
    audience.version += 1
    audience.save()
    record(kind=kind, subject=audience, by=by, at=at)
    return audience


def _save(audience: Audience) -> None:
    twin = _("A group of this name stands there already.")
    with refusing_twins(**{SAME_NAME: twin}):
        audience.save()
