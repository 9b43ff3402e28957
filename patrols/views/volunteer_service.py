"""On the page of a volunteer: hours served, certificates, words of thanks."""

from django.urls import reverse
from django.utils.translation import gettext as _

from households.views.ledger import Button, Item, Section
from patrols import hours
from patrols.models import Volunteer
from station import phrasing, policy

SHOWN = 10


def _to(name: str, pk: int) -> str:
    return reverse(f"patrols:{name}", args=[pk])


def sections(volunteer: Volunteer, user) -> list[Section]:
    """What somebody has in return, for those who may give it, and the person."""
    if not policy.can(user, "certificate.view", volunteer):
        return []
    return [_certificates(volunteer, user), _thanks(volunteer, user)]


def _certificates(volunteer: Volunteer, user) -> Section:
    may_edit = policy.can(user, "certificate.edit", volunteer)
    items = [
        Item(
            row.number,
            _("%(from)s – %(until)s · %(hours)s hours")
            % {
                "from": phrasing.date_in_full(row.from_on),
                "until": phrasing.date_in_full(row.until_on),
                "hours": hours.in_hours(row.minutes),
            },
            url=row.get_absolute_url(),
            at=row.issued_at,
            badge=_("void") if row.voided_at else "",
            buttons=[Button(_("Void"), "x", _to("certificate_void", row.pk), "quiet")]
            if may_edit and row.voided_at is None
            else [],
        )
        for row in volunteer.certificates.all()[:SHOWN]
    ]
    url = _to("certificate_create", volunteer.pk)
    issue = Button(_("Issue a certificate"), "certificate", url)
    buttons = [issue] if policy.can(user, "volunteer.create", volunteer) else []
    empty = _("No certificate issued yet.")
    return Section(_("Certificates of service"), "certificate", items, empty, buttons)


def _thanks(volunteer: Volunteer, user) -> Section:
    may_edit = policy.can(user, "thanks.edit", volunteer)
    items = [
        Item(
            row.text,
            row.said_by.name,
            at=row.said_at,
            badge=_("may be hung up") if row.is_public else "",
            buttons=[
                Button(_("Take back"), "x", _to("thanks_off", row.pk), "quiet", True)
            ]
            if may_edit
            else [],
        )
        for row in volunteer.thanks.select_related("said_by")[:SHOWN]
    ]
    url = _to("thanks_say", volunteer.pk)
    say = Button(_("Say thanks"), "heart-handshake", url)
    buttons = [say] if policy.can(user, "thanks.create", volunteer) else []
    return Section(_("Thanks"), "heart-handshake", items, _("No thanks yet."), buttons)
