"""Swaps on the page of a shift: take one, take it back, approve it."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from households.views.ledger import Button, Item, Section
from patrols.models import Shift, SignUp, Swap
from patrols.shift_pages import may_on, to
from patrols.workflow.rosters import SignUpStatus, SwapStatus

RUNNING = (SwapStatus.OFFERED, SwapStatus.TAKEN)


def section_of(shift: Shift, *, user, volunteer, now: datetime) -> Section | None:
    """What is offered of this shift, while it lies ahead."""
    if shift.starts_at <= now:
        return None
    rows = Swap.objects.visible_to(user).filter(
        sign_up__shift=shift, status__in=RUNNING
    )
    people = ("sign_up__volunteer", "taken_by", "offered_to")
    rows = rows.select_related(*people, "in_return__shift")
    rows = rows.defer(*(f"{name}__phone" for name in people)).order_by("pk")
    leads = may_on(user, "swap.approve", shift)
    gives = volunteer is not None and own_places(volunteer, shift, now=now).exists()
    items = [_item(row, volunteer=volunteer, leads=leads, gives=gives) for row in rows]
    if not items:
        return None
    return Section(_("Places offered"), "arrows-exchange", items)


def own_places(volunteer, shift: Shift, *, now: datetime) -> QuerySet:
    """What somebody could give for a place of this shift."""
    rows = SignUp.objects.filter(volunteer=volunteer, status=SignUpStatus.CONFIRMED)
    return rows.filter(shift__starts_at__gt=now).exclude(shift=shift)


def _item(row: Swap, *, volunteer, leads: bool, gives: bool) -> Item:
    is_own = volunteer is not None and row.sign_up.volunteer_id == volunteer.pk
    return Item(
        _title(row, is_own=is_own, leads=leads),
        _note(row, volunteer=volunteer, leads=leads or is_own),
        at=row.taken_at or row.offered_at,
        badge=row.get_status_display(),
        tone="amber" if row.status == SwapStatus.OFFERED else "blue",
        buttons=_own_buttons(row)
        if is_own
        else _buttons(row, volunteer=volunteer, leads=leads, gives=gives),
    )


def _title(row: Swap, *, is_own: bool, leads: bool) -> str:
    if is_own:
        return _("Your place")
    if not leads:
        return _("A place of this shift")
    if row.taken_by is None:
        return row.sign_up.volunteer.name
    words = {"one": row.sign_up.volunteer.name, "other": row.taken_by.name}
    return _("%(one)s → %(other)s") % words


def _note(row: Swap, *, volunteer, leads: bool) -> str:
    """A word, whom it is for, and what is given; names only for who may see them."""
    notes = [row.note] if row.note else []
    if row.offered_to is not None:
        notes.append(_for_whom(row, volunteer=volunteer, leads=leads))
    if row.in_return is not None:
        words = {"shift": str(row.in_return.shift)}
        notes.append(_("in return for %(shift)s") % words)
    return "\n".join(notes)


def _for_whom(row: Swap, *, volunteer, leads: bool) -> str:
    if volunteer is not None and row.offered_to_id == volunteer.pk:
        return _("Offered to you")
    if leads:
        return _("Offered to %(who)s") % {"who": row.offered_to.name}
    return _("Offered to one person")


def _own_buttons(row: Swap) -> list[Button]:
    label = _("Take the offer back")
    return [Button(label, "arrow-back-up", to("swap_withdraw", row.pk), "", True)]


def _buttons(row: Swap, *, volunteer, leads: bool, gives: bool) -> list[Button]:
    pk, found = row.pk, []
    is_for = volunteer is not None and row.offered_to_id in {None, volunteer.pk}
    if row.status == SwapStatus.OFFERED and is_for:
        found = [Button(_("Take it"), "check", to("swap_take", pk), "soft", True)]
        if gives:
            url = to("swap_return", pk)
            found.append(Button(_("For one of mine"), "arrows-exchange", url))
    if row.status == SwapStatus.TAKEN and leads:
        found += [
            Button(_("Approve"), "check", to("swap_approve", pk), "soft", True),
            Button(_("Refuse"), "x", to("swap_refuse", pk), "quiet"),
        ]
    return found
