"""Whom joint mediations, invitations and undertakings concern, and what to say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.models import (
    Invitation,
    JointMediation,
    ReceivedInvitation,
    Undertaking,
)
from disputes.workflow.joint import Answer
from station import working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind

AHEAD = timedelta(days=7)
MOST = 60
JOINT_LABELS = {
    "joint.tomorrow": gettext_lazy("Joint mediation tomorrow"),
    "joint.unnoted": gettext_lazy("Note what came of the joint mediation"),
}
INVITATION_LABELS = {
    "invitation.unanswered": gettext_lazy("No answer to an invitation: call"),
    "invitation.answered": gettext_lazy("Answer to an invitation"),
}
UNDERTAKING_LABELS = {
    "undertaking.due": gettext_lazy("Undertaking due today"),
    "undertaking.late": gettext_lazy("Undertaking late"),
    "undertaking.chief": gettext_lazy("Undertaking late by two working days"),
    "undertaking.told": gettext_lazy("A partner says it is done"),
}
INVITED = gettext_lazy("Invitation to a joint mediation")


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


@dataclass(frozen=True)
class Kind:
    """One kind of record: what still concerns somebody, and who sat in the chair."""

    model: type[Model]
    labels: dict
    still: Callable[[QuerySet, str], QuerySet]
    joint: str = ""  # the way to the joint mediation
    joins: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()

    def kinds(self) -> list[ReminderKind]:
        """To be registered."""
        return [
            ReminderKind(key, label, self.recipients, self.words, "users")
            for key, label in self.labels.items()
        ]

    def recipients(self, reminders: list[Reminder], at: datetime) -> dict:
        """The chair, or who has taken over there; at last the chief."""
        found = {kind: self._places(reminders, kind) for kind in self.labels}
        paths = {path for rows in found.values() for _chair, path in rows.values()}
        roster = Roster(paths, on=working_days.local_date(at))
        return {
            reminder.pk: _line(
                reminder.kind, roster, *found[reminder.kind][_key(reminder)]
            )
            for reminder in reminders
            if _key(reminder) in found[reminder.kind]
        }

    def _places(self, reminders: list[Reminder], kind: str) -> dict:
        """Chair and place by the record's key, as far as it still concerns anybody."""
        keys = {_key(reminder) for reminder in reminders if reminder.kind == kind}
        if not keys:
            return {}
        rows = self.still(self.model.objects.filter(pk__in=keys), kind)
        fields = (f"{self.joint}chair_id", f"{self.joint}dispute__area__path")
        return {pk: rest for pk, *rest in rows.values_list("pk", *fields)}

    def words(self, reminders: list[Reminder], user) -> dict[int, Notice]:
        """What each says to this person, as far as the record is in scope."""
        keys = {_key(reminder) for reminder in reminders}
        rows = self.model.objects.visible_to(user).filter(pk__in=keys)
        rows = rows.select_related(f"{self.joint}dispute__area", *self.joins)
        found = {row.pk: row for row in rows.defer(*self.sealed)}
        return {
            reminder.pk: self._notice(reminder.kind, found[_key(reminder)], user)
            for reminder in reminders
            if _key(reminder) in found
        }

    def _notice(self, kind: str, row: Model, user) -> Notice:
        who = getattr(row, "who", "") or str(row)
        dispute = row.dispute if isinstance(row, JointMediation) else row.joint.dispute
        words = {"what": self.labels[kind], "who": who}
        return Notice(
            recipient=user,
            title=_("%(what)s · %(who)s") % words,
            url=row.get_absolute_url(),
            detail=dispute.area.name,
            outside=_("%(what)s · %(who)s") % {**words, "who": dispute.area.name},
        )


def _line(kind: str, roster: Roster, chair: int, path: str) -> list[int]:
    if kind == "undertaking.chief":
        return roster.leaders(path)
    return [chair] if roster.serves(chair, path) else roster.successor(path)


def _still_asked(rows: QuerySet, kind: str) -> QuerySet:
    if kind == "invitation.unanswered":
        return rows.unanswered()
    return rows.standing().exclude(answer=Answer.PENDING)


def _still_owed(rows: QuerySet, kind: str) -> QuerySet:
    return rows if kind == "undertaking.told" else rows.open()


JOINTS = Kind(
    JointMediation,
    JOINT_LABELS,
    lambda rows, _kind: rows.planned(),
    joins=("template",),
    sealed=("subject", "agenda"),
)
INVITATIONS = Kind(
    Invitation, INVITATION_LABELS, _still_asked, "joint__", sealed=("phone", "words")
)
UNDERTAKINGS = Kind(
    Undertaking,
    UNDERTAKING_LABELS,
    _still_owed,
    "joint__",
    joins=("invitation", "party", "officer", "joint__template"),
    sealed=("what", "result"),
)


def invited(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The partner's account, as long as an answer is missing."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Invitation.objects.unanswered().filter(pk__in=keys, user__isnull=False)
    found = dict(rows.values_list("pk", "user_id"))
    return {r.pk: [found[_key(r)]] for r in reminders if _key(r) in found}


def invited_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """To what and when; nothing of the dispute."""
    keys = {_key(reminder) for reminder in reminders}
    rows = ReceivedInvitation.objects.visible_to(user).filter(pk__in=keys)
    found = {row.pk: row for row in rows.select_related("joint__template")}
    return {
        reminder.pk: Notice(
            recipient=user,
            title=INVITED,
            url=found[_key(reminder)].get_absolute_url(),
            detail=found[_key(reminder)].joint.template.title,
            outside=INVITED,
        )
        for reminder in reminders
        if _key(reminder) in found
    }


KINDS = [
    *JOINTS.kinds(),
    *INVITATIONS.kinds(),
    *UNDERTAKINGS.kinds(),
    ReminderKind("invitation.new", INVITED, invited, invited_words, "users"),
]
