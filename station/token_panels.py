"""The people in charge hear of keys that end soon or are used from elsewhere."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station.actions.tokens import ELSEWHERE, ENDING
from station.alarms import chief_or_admin
from station.models import Reminder, ServiceToken
from station.registry import Notice, ReminderKind, registry


def _tokens_of(reminders: Iterable[Reminder]) -> dict[int, ServiceToken]:
    keys = {r.pk: int(r.subject.rpartition(":")[2]) for r in reminders}
    rows = ServiceToken.objects.select_related("user").in_bulk(set(keys.values()))
    return {pk: rows[key] for pk, key in keys.items() if key in rows}


def living(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever is in charge, while the key is in use."""
    known = _tokens_of(reminders)
    told = chief_or_admin(reminders, at)
    return {pk: told[pk] for pk, token in known.items() if token.is_valid(at=at)}


def ending_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which key ends when; its page has the step that replaces it."""
    return {
        pk: Notice(
            recipient=user,
            title=_("The key “%(name)s” ends soon") % {"name": token.name},
            detail=_("%(machine)s reads with it until %(day)s. Replace it in time.")
            % {"machine": token.user.name, "day": _day(token.expires_at)},
            url=token.get_absolute_url(),
            outside=_("A key of a machine ends soon."),
        )
        for pk, token in _tokens_of(reminders).items()
    }


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def elsewhere_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which key was refused; taking it back is one step on its page."""
    return {
        pk: Notice(
            recipient=user,
            title=_("The key “%(name)s” was used from another address")
            % {"name": token.name},
            detail=_(
                "It was refused. If the key may be known to others, take it back."
            ),
            url=token.get_absolute_url(),
            outside=_("A key of a machine was used from another address."),
        )
        for pk, token in _tokens_of(reminders).items()
    }


registry.add_event_labels(
    token__issued=gettext_lazy("Key made"),
    token__edited=gettext_lazy("Limits of a key changed"),
    token__rotated=gettext_lazy("Key replaced by a new one"),
    token__revoked=gettext_lazy("Key taken back"),
    token__elsewhere=gettext_lazy("Key refused: used from another address"),
)
registry.add_reminder_kinds(
    ReminderKind(
        ENDING,
        gettext_lazy("Keys that end soon"),
        living,
        ending_words,
        icon="key",
    ),
    ReminderKind(
        ELSEWHERE,
        gettext_lazy("Keys used from elsewhere"),
        living,
        elsewhere_words,
        icon="alert-triangle",
    ),
)
