"""What the page of a fraud case says of the victim, for those who may know."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from antifraud.actions import contact_rules
from antifraud.models import FraudCase, VictimContact
from antifraud.workflow.contacts import FROM, UNTIL, ContactStatus, is_by_day
from households.models import Resident
from households.views.ledger import Button, Item, Section
from households.views.scope import reveal_url
from station import phrasing

TONES = {
    ContactStatus.PLANNED: "amber",
    ContactStatus.DONE: "green",
    ContactStatus.CANCELLED: "grey",
}
HIDDEN = "＊＊＊"


@dataclass(frozen=True)
class Contacts:
    """The section, and what lies ahead."""

    section: Section
    has_next: bool  # a contact lies ahead, or one may be planned


def victim_of(case: FraudCase, *, user) -> Section:
    """Masked; the whole name and number only for a purpose, and written down."""
    items = []
    if case.victim_id and case.victim in _known_to(user, case):
        page = case.victim.household.get_absolute_url()
        items.append(Item(pgettext("fraud case", "In the register"), url=page))
    if case.victim_name:
        name = reveal_url(case, "victim_name", user=user)
        masked = case.victim_name[:1] + HIDDEN[1:]
        items.append(
            Item(pgettext("fraud case", "Victim"), masked=masked, reveal_url=name)
        )
    if case.victim_phone:
        phone = reveal_url(case, "victim_phone", user=user)
        items.append(Item(_("Phone"), masked=case.phone_masked, reveal_url=phone))
    return Section(
        pgettext("fraud case", "Victim"),
        "user",
        items,
        _("Nobody is named. The figures count all the same."),
    )


def _known_to(user, case: FraudCase):
    return Resident.objects.visible_to(user).filter(pk=case.victim_id)


def contacts_of(case: FraudCase, *, user, may_edit: bool, may_read: bool) -> Contacts:
    """The contacts with the victim, the next one first, and the way to another."""
    rows = case.contacts.select_related("owner", "done_by").order_by("-planned_at")
    found = list(rows) if may_read else []
    planned = next((row for row in found if row.is_planned), None)
    buttons = _buttons(case, planned) if may_edit and case.has_victim else []
    section = Section(
        _("Contact with the victim"),
        "phone-call",
        [_item(row, may_edit=may_edit) for row in found],
        _("Nobody has asked how the victim is."),
        buttons,
    )
    offers = any(button.tone == "primary" for button in buttons)
    return Contacts(section, planned is not None or offers)


def _item(row: VictimContact, *, may_edit: bool) -> Item:
    who = row.done_by or row.owner
    words = [row.get_means_display(), who.name]
    if row.note:
        words.append(row.note)
    return Item(
        row.get_result_display() or row.get_status_display(),
        note=" · ".join(map(str, words)),
        at=row.done_at or row.planned_at,
        badge=str(row.get_status_display()),
        tone=TONES[row.status],
        buttons=_steps(row) if may_edit and row.is_planned else [],
    )


def _steps(row: VictimContact) -> list[Button]:
    """At night the page does not offer to ring anybody up."""
    args = [row.case_id, row.pk]
    is_day = is_by_day(timezone.localtime().time())
    return [
        Button(
            _("Call off"), "x", reverse("antifraud:contact_off", args=args), "quiet"
        ),
        Button(
            pgettext("victim contact", "Move"),
            "calendar-plus",
            reverse("antifraud:contact_move", args=args),
            "quiet",
        ),
        Button(
            _("Note how it went"),
            "circle-check",
            reverse("antifraud:contact_done", args=args),
            "primary" if is_day else "quiet",
        ),
    ]


def _buttons(case: FraudCase, planned: VictimContact | None) -> list[Button]:
    wish = reverse("antifraud:case_wish", args=[case.pk])
    if case.no_contact_at:
        return [Button(_("The victim agrees again"), "phone-call", wish, "quiet")]
    found = [Button(_("Wishes no more contact"), "bell-off", wish, "quiet")]
    if planned or not case.is_open:
        return found
    today = timezone.localdate()
    if contact_rules.tries_left(case, on=today):
        url = reverse("antifraud:contact_plan", args=[case.pk])
        found.append(Button(_("Plan a contact"), "calendar-plus", url, "primary"))
    return found


def lead_of(case: FraudCase) -> str:
    """How often and when the victim may still be asked."""
    today = timezone.localdate()
    left = contact_rules.tries_left(case, on=today)
    first = contact_rules.earliest(case, on=today)
    times = ngettext(
        "%(n)d more contact is allowed", "%(n)d more contacts are allowed", left
    ) % {"n": left}
    hours = _("from %(day)s on, between %(from)s and %(until)s.") % {
        "day": phrasing.date_in_full(first),
        "from": f"{FROM:%H:%M}",
        "until": f"{UNTIL:%H:%M}",
    }
    return f"{times}{_(', ')}{hours}"
