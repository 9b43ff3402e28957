"""Contact cards (警民联系卡): one valid code per area, and who got one."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from households import workflow
from households.models import (
    CardHandover,
    ContactCard,
    Household,
    HouseholdStanding,
    Visit,
)
from households.workflow import CardStatus
from station import crypto
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.numbers import next_in
from station.errors import RuleError
from station.models import Area, User

WITH_CARDS = frozenset({Area.Kind.STATION, Area.Kind.COMMUNITY, Area.Kind.GRID})


@transaction.atomic
def issue(*, area: Area, by: User, at: datetime) -> ContactCard:
    """Give an area its code; whoever serves there answers behind it."""
    area = lock(area)  # of two at once the second finds the first one's card
    if area.kind not in WITH_CARDS or not area.is_active:
        raise RuleError(_("Cards are made for stations, villages and grids."))
    if ContactCard.objects.filter(area=area, status=CardStatus.ACTIVE).exists():
        raise RuleError(_("%(area)s has a valid card already.") % {"area": area})
    return _issue(area, by=by, at=at)


@transaction.atomic
def replace(*, card: ContactCard, by: User, at: datetime, reason: str) -> ContactCard:
    """A new code for the area; the old print says so from this moment on."""
    card = _end(card, CardStatus.REPLACED, by=by, at=at, reason=reason)
    new = _issue(card.area, by=by, at=at)
    record(
        kind="card.replaced",
        subject=card,
        by=by,
        at=at,
        also=[new],
        changes={"number": [card.number, new.number]},
        note=card.end_reason,
    )
    return new


@transaction.atomic
def revoke(*, card: ContactCard, by: User, at: datetime, reason: str) -> ContactCard:
    """The code is dead at once; nothing takes its place."""
    card = _end(card, CardStatus.REVOKED, by=by, at=at, reason=reason)
    record(kind="card.revoked", subject=card, by=by, at=at, note=card.end_reason)
    return card


@transaction.atomic
def hand_over(
    *,
    card: ContactCard,
    household: Household,
    by: User,
    at: datetime,
    received_by: str = "",
    visit: Visit | None = None,
) -> CardHandover:
    """Write down that a household has the card in its hands."""
    card = lock(card)
    _check_hand_over(card, household, visit)
    handover = CardHandover.objects.create(
        card=card,
        household=household,
        area=household.area,
        visit=visit,
        received_by=received_by.strip()[:60],
        handed_by=by,
        handed_at=at,
    )
    HouseholdStanding.objects.get_or_create(household=household)
    HouseholdStanding.objects.filter(household=household).exclude(
        card_handed_at__gte=at
    ).update(card_handed_at=at)
    record(
        kind="card.handed_over",
        subject=handover,
        by=by,
        at=at,
        also=[household, *_of(visit)],
    )
    return handover


def _of(visit: Visit | None) -> list[Visit]:
    return [visit] if visit is not None else []


def _check_hand_over(card, household, visit) -> None:
    if card.status != CardStatus.ACTIVE:
        raise RuleError(_("This card is no longer valid; hand over the new one."))
    if not card.area.contains(household.area):
        raise RuleError(
            _("The card is for %(area)s; this household lies elsewhere.")
            % {"area": card.area}
        )
    if household.left_on is not None:
        raise RuleError(_("This household has moved away."))
    if visit is not None and visit.household_id != household.pk:
        raise RuleError(_("The visit was to another household."))


def _issue(area: Area, *, by: User, at: datetime) -> ContactCard:
    code = crypto.new_code(24)
    card = ContactCard.objects.create(
        area=area,
        number=_number(area),
        token=code,
        token_hash=crypto.fingerprint(code),
        issued_at=at,
        issued_by=by,
    )
    record(kind="card.issued", subject=card, by=by, at=at, also=[area])
    return card


def _end(card, status: CardStatus, *, by, at, reason: str) -> ContactCard:
    """The code stops working, and nobody counts as holding a valid card by it."""
    card = lock(card)
    if not workflow.allows(card.status, status):
        raise RuleError(_("This card is no longer valid."))
    if not reason.strip():
        raise RuleError(_("Say why the card ends."))
    card.status, card.ended_at, card.ended_by = status, at, by
    card.end_reason = reason.strip()[:200]
    card.save(
        update_fields=["status", "ended_at", "ended_by", "end_reason", "updated_at"]
    )
    held = CardHandover.objects.filter(
        card=card, household=OuterRef("household"), handed_at=OuterRef("card_handed_at")
    )
    HouseholdStanding.objects.filter(
        Exists(held), household__area__path__startswith=card.area.path
    ).update(card_handed_at=None)
    return card


def _number(area: Area) -> str:
    """``LX-620724108204-0001``: the code of the place and a running figure."""
    series = f"LX-{code_of(area)}"
    return f"{series}-{next_in(series):04d}"


def code_of(area: Area) -> str:
    """The statistical code of the place, or of the nearest place it lies in."""
    if area.kind == Area.Kind.STATION:
        below = Area.objects.below(area).filter(kind=Area.Kind.TOWNSHIP)
        code = below.order_by("path").values_list("code", flat=True).first()
        if code:
            return code
    above = Area.objects.above(area).order_by(F("path").desc())
    codes = above.filter(code__isnull=False).values_list("code", flat=True)
    return codes.first() or f"{area.pk:09d}"


def warn_of_flood(*, card: ContactCard, at: datetime) -> None:
    """More came from one card than its hour allows: the chief is told, once an hour."""
    reminders.schedule(
        kind="card.flooded", subject=card, due_at=at, edition=f"{at:%Y%m%d%H}"
    )
