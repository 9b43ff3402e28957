"""Swaps on the page of a shift: take one, take it back, approve it."""

from datetime import datetime

from django.utils.translation import gettext as _

from households.views.ledger import Button, Item, Section
from patrols.models import Shift, Swap
from patrols.shift_pages import may_on, to
from patrols.workflow.rosters import SwapStatus

RUNNING = (SwapStatus.OFFERED, SwapStatus.TAKEN)


def section_of(shift: Shift, *, user, volunteer, now: datetime) -> Section | None:
    """What is offered of this shift, while it lies ahead."""
    if shift.starts_at <= now:
        return None
    rows = Swap.objects.visible_to(user).filter(
        sign_up__shift=shift, status__in=RUNNING
    )
    rows = rows.select_related("sign_up__volunteer", "taken_by", "in_return__shift")
    rows = rows.defer("sign_up__volunteer__phone", "taken_by__phone").order_by("pk")
    leads = may_on(user, "swap.approve", shift)
    items = [_item(row, volunteer=volunteer, leads=leads) for row in rows]
    if not items:
        return None
    return Section(_("Places offered"), "arrows-exchange", items)


def _item(row: Swap, *, volunteer, leads: bool) -> Item:
    is_own = volunteer is not None and row.sign_up.volunteer_id == volunteer.pk
    return Item(
        _title(row, is_own=is_own, leads=leads),
        _note(row),
        at=row.taken_at or row.offered_at,
        badge=row.get_status_display(),
        tone="amber" if row.status == SwapStatus.OFFERED else "blue",
        buttons=_buttons(row, volunteer=volunteer, is_own=is_own, leads=leads),
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


def _note(row: Swap) -> str:
    notes = [row.note] if row.note else []
    if row.in_return is not None:
        words = {"shift": str(row.in_return.shift)}
        notes.append(_("in return for %(shift)s") % words)
    return "\n".join(notes)


def _buttons(row: Swap, *, volunteer, is_own: bool, leads: bool) -> list[Button]:
    pk, found = row.pk, []
    if is_own:
        label = _("Take the offer back")
        return [Button(label, "arrow-back-up", to("swap_withdraw", pk), "", True)]
    is_for = volunteer is not None and row.offered_to_id in {None, volunteer.pk}
    if row.status == SwapStatus.OFFERED and is_for:
        found = [
            Button(_("Take it"), "check", to("swap_take", pk), "soft", True),
            Button(_("For one of mine"), "arrows-exchange", to("swap_return", pk)),
        ]
    if row.status == SwapStatus.TAKEN and leads:
        found += [
            Button(_("Approve"), "check", to("swap_approve", pk), "soft", True),
            Button(_("Refuse"), "x", to("swap_refuse", pk), "quiet"),
        ]
    return found
