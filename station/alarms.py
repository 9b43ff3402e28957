"""What the reminders say about themselves: given up, address failing, test."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station import working_days
from station.actions.deliveries import FAILING, TEST
from station.actions.reminders import PARKED
from station.context import Banner
from station.duty import Roster
from station.models import Heartbeat, Post, Reminder
from station.registry import Notice, ReminderKind, registry
from station.roles import Role

SILENT_AFTER = timedelta(minutes=2)


def silence(user) -> Banner | None:
    """Everybody is told when the clock of the reminders has stopped."""
    stopped = timezone.now() - SILENT_AFTER
    beats = Heartbeat.objects.filter(name__in=["beat", "worker"], at__lt=stopped)
    if not beats.exists():
        return None
    return Banner(_("Reminders are held up at the moment. My day shows what is due."))


def chief_or_admin(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The chief of the area, else those who run the system."""
    on = working_days.local_date(at)
    areas = {r.pk: r.area.path for r in reminders if r.area_id}
    roster = Roster(areas.values(), on=on)
    posts = Post.objects.valid(on=on).for_role(Role.SYSTEM_ADMIN)
    admins = list(posts.filter(user__is_active=True).values_list("user", flat=True))
    return {
        r.pk: (roster.leaders(areas[r.pk]) if r.pk in areas else []) or admins
        for r in reminders
    }


def _kinds_of(reminders: list[Reminder]) -> dict[int, str]:
    """The label of the reminder that each of these is about."""
    subjects = defaultdict(list)
    for reminder in reminders:
        subjects[int(reminder.subject.rpartition(":")[2])].append(reminder.pk)
    rows = Reminder.objects.filter(pk__in=subjects).values_list("pk", "kind")
    labels = {
        pk: str(registry.reminders[kind].label) if kind in registry.reminders else kind
        for pk, kind in rows
    }
    return {own: labels.get(pk, "") for pk, owns in subjects.items() for own in owns}


def parked_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """That somebody was not reminded, and of what kind of thing."""
    return {
        pk: Notice(
            recipient=user,
            title=_("A reminder could not be given"),
            detail=_("%(kind)s: five tries failed. Look into what is due yourself.")
            % {"kind": label},
            url=reverse("station:notice_list"),
        )
        for pk, label in _kinds_of(reminders).items()
    }


def oneself(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whom the reminder names."""
    return {r.pk: [r.recipient_id] for r in reminders if r.recipient_id}


def failing_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """That mails or work-chat messages no longer arrive."""
    return {
        r.pk: Notice(
            recipient=user,
            title=_("Notices no longer reach you outside"),
            detail=_("Five tries failed. Check the address."),
            url=reverse("station:channels"),
        )
        for r in reminders
    }


def test_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """The test a person asked for."""
    return {
        r.pk: Notice(
            recipient=user,
            title=_("Test notice"),
            detail=_("It went the way of every other notice."),
            url=reverse("station:channels"),
            outside=_("Test notice: notices reach you here."),
        )
        for r in reminders
    }


KINDS = [
    ReminderKind(
        PARKED,
        gettext_lazy("Reminder given up"),
        chief_or_admin,
        parked_words,
        icon="alert-triangle",
    ),
    ReminderKind(
        FAILING, gettext_lazy("Notices do not arrive"), oneself, failing_words
    ),
    ReminderKind(TEST, gettext_lazy("Test notice"), oneself, test_words),
]
