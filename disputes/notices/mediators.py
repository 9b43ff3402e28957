"""Whom mediators and committees concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes import month_goal
from disputes.actions import assignments, committees, mediators
from disputes.models import Assignment, Committee, Dispute, Mediator
from disputes.workflow import IN_MEDIATION
from households.dues import Dues
from station import working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

AHEAD = timedelta(days=31)
LABELS = {
    assignments.ASSIGNED: gettext_lazy("Mediator chosen"),
    assignments.CHOOSE: gettext_lazy("Choose a mediator"),
    assignments.PROPOSED: gettext_lazy("You are proposed as mediator"),
}
MEDIATOR_TERMS = Dues(
    model=Mediator,
    labels={
        mediators.TERM_WARNED: gettext_lazy("Term of a mediator ends soon"),
        mediators.TERM_ENDS: gettext_lazy("Term of a mediator ends today"),
    },
    still=lambda rows: rows.filter(until_on__isnull=False),
    title=lambda row: row.name,
    for_chief=frozenset({mediators.TERM_WARNED, mediators.TERM_ENDS}),
    icon="scale",
    defer=("phone",),
)
COMMITTEE_TERMS = Dues(
    model=Committee,
    labels={
        committees.TERM_WARNED: gettext_lazy("Term of a committee ends soon"),
        committees.TERM_ENDS: gettext_lazy("Term of a committee ends today"),
    },
    still=lambda rows: rows,
    title=lambda row: row.name,
    for_chief=frozenset({committees.TERM_WARNED, committees.TERM_ENDS}),
    icon="users-group",
)


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


# -- a dispute was given to somebody ---------------------------------------------


def given_to(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The mediator who has an account, and the officer who answers for it."""
    rows = Assignment.objects.running().filter(pk__in=map(_key, reminders))
    found = {
        pk: [user for user in people if user is not None]
        for pk, *people in rows.values_list(
            "pk", "mediator__user_id", "dispute__assigned_to_id"
        )
    }
    return {r.pk: list(dict.fromkeys(found[_key(r)])) for r in reminders
            if found.get(_key(r))}  # fmt: skip


def given_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    rows = Assignment.objects.visible_to(user).filter(pk__in=map(_key, reminders))
    rows = rows.select_related("mediator", "dispute__area").defer(
        "mediator__phone", "dispute__summary", "dispute__result"
    )
    found = {row.pk: row for row in rows}
    return {r.pk: _given(found[_key(r)], user) for r in reminders if _key(r) in found}


def _given(row: Assignment, user) -> Notice:
    dispute = row.dispute
    place = dispute.area.name
    label = LABELS[assignments.ASSIGNED]
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": dispute.title},
        url=dispute.get_absolute_url(),
        detail=_("%(name)s · %(area)s") % {"name": row.mediator.name, "area": place},
        outside=_("%(what)s · %(who)s") % {"what": label, "who": place},
    )


# -- somebody must be chosen -----------------------------------------------------


def deciders(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who answers for the dispute, while nobody mediates it."""
    rows = _waiting(reminders).values_list("pk", "assigned_to_id", "area__path")
    found = {pk: (person, path) for pk, person, path in rows}
    roster = Roster(
        {path for _person, path in found.values()}, on=working_days.local_date(at)
    )
    told = {}
    for reminder in reminders:
        if _key(reminder) in found:
            person, path = found[_key(reminder)]
            serves = person is not None and roster.serves(person, path)
            told[reminder.pk] = [person] if serves else roster.successor(path)
    return told


def proposed(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whom the proposal put first, while nobody mediates it."""
    open_ = set(_waiting(reminders).values_list("pk", flat=True))
    return {r.pk: [r.recipient_id] for r in reminders if _key(r) in open_}


def deciding_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    rows = Dispute.objects.visible_to(user, "assign").select_related("area")
    rows = rows.filter(pk__in=map(_key, reminders)).defer("summary", "result")
    found = {row.pk: row for row in rows}
    label = LABELS[assignments.CHOOSE]
    return {
        r.pk: Notice(
            recipient=user,
            title=_("%(what)s · %(who)s") % {"what": label, "who": row.title},
            url=row.get_absolute_url(),
            detail=row.area.name,
            outside=_("%(what)s · %(who)s") % {"what": label, "who": row.area.name},
        )
        for r in reminders
        if (row := found.get(_key(r))) is not None
    }


def proposed_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Where and what about; who quarrels is told to whom it is given."""
    own = Mediator.objects.filter(user=user).only("pk").first()
    rows = _waiting(reminders).select_related("area").defer("summary", "result")
    label = LABELS[assignments.PROPOSED]
    found = {row.pk: row for row in rows} if own else {}
    return {
        r.pk: Notice(
            recipient=user,
            title=_("%(what)s · %(who)s")
            % {"what": label, "who": row.get_field_display()},
            url=own.get_absolute_url(),
            detail=row.area.name,
            outside=_("%(what)s · %(who)s") % {"what": label, "who": row.area.name},
        )
        for r in reminders
        if (row := found.get(_key(r))) is not None and r.recipient_id == user.pk
    }


def _waiting(reminders: list[Reminder]):
    return Dispute.objects.filter(
        pk__in=map(_key, reminders), mediator=None, status__in=IN_MEDIATION
    )


KINDS = [
    ReminderKind(
        assignments.ASSIGNED, LABELS[assignments.ASSIGNED], given_to, given_words,
        icon="scale",
    ),
    ReminderKind(
        assignments.CHOOSE, LABELS[assignments.CHOOSE], deciders, deciding_words,
        icon="scale",
    ),
    ReminderKind(
        assignments.PROPOSED, LABELS[assignments.PROPOSED], proposed, proposed_words,
        icon="scale",
    ),
    *MEDIATOR_TERMS.kinds(),
    *COMMITTEE_TERMS.kinds(),
]  # fmt: skip


def owed(user, now: datetime):
    """What a mediator has in hand, and the month's dispute of a volunteer."""
    mediator = Mediator.objects.filter(user=user).defer("phone").first()
    if mediator is None or not mediator.is_serving(on=working_days.local_date(now)):
        return
    rows = mediator.disputes.filter(status__in=IN_MEDIATION, due_at__lt=now + AHEAD)
    rows = rows.select_related("area").defer("summary", "result")
    for row in rows.order_by("due_at", "pk"):
        yield WorkItem(
            title=row.title,
            url=row.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Mediate"),
            icon="scale",
            area_name=row.area.name,
            detail=row.number,
        )
    if mediator.is_volunteer:
        goal = month_goal.of([mediator.pk], at=now)[mediator.pk]
        if not goal.is_reached:
            yield WorkItem(
                title=_("This month's dispute"),
                url=mediator.get_absolute_url(),
                due_at=goal.ends_at,
                kind_label=_("Volunteers' goal"),
                icon="flag",
                detail=goal.text,
            )
