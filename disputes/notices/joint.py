"""Whom joint mediations, invitations and undertakings concern, and what to say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Model, Q, QuerySet
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
from station.closings import evening
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem

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


def owed(user, now: datetime):
    """Joint mediations one chairs, answers to call for, and what was undertaken."""
    joints = JointMediation.objects.visible_to(user, "edit").planned().for_list()
    joints = joints.filter(chair=user, planned_at__lt=now + AHEAD)
    for joint in joints.order_by("planned_at", "pk").defer("subject", "agenda")[:MOST]:
        yield WorkItem(
            title=joint.template.title,
            url=joint.get_absolute_url(),
            due_at=joint.planned_at,
            kind_label=_("Joint mediation"),
            icon="users",
            area_name=joint.dispute.area.name,
            detail=joint.dispute.number,
        )
    yield from _unanswered(user, now)
    yield from _promised(user, now)


def _unanswered(user, now: datetime):
    """Who was written to a working day ago and has not answered."""
    since = working_days.at_clock(
        working_days.local_date(now), datetime.min.time()
    ) - timedelta(days=1)
    rows = Invitation.objects.visible_to(user, "edit").unanswered()
    rows = rows.filter(joint__chair=user, sent_at__lt=since)
    rows = rows.select_related("joint__dispute__area").defer("phone", "words")
    for row in rows.order_by("joint__planned_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("Call %(who)s: no answer to the invitation") % {"who": row.who},
            url=row.get_absolute_url(),
            due_at=row.joint.planned_at,
            kind_label=_("Invitation"),
            icon="phone",
            area_name=row.joint.dispute.area.name,
            detail=row.joint.dispute.number,
        )


def _promised(user, now: datetime):
    mine = Q(joint__chair=user) | Q(officer=user)
    rows = Undertaking.objects.visible_to(user, "edit").open().filter(mine)
    rows = rows.filter(due_on__lte=working_days.local_date(now + AHEAD))
    rows = rows.select_related(
        "joint__dispute__area", "invitation", "party", "officer"
    ).defer("result", "party__phone", "invitation__phone", "invitation__words")
    for row in rows.order_by("due_on", "pk")[:MOST]:
        yield _item(row)


def _item(row: Undertaking) -> WorkItem:
    return WorkItem(
        title=row.what,
        url=row.get_absolute_url(),
        due_at=evening(row.due_on),
        kind_label=_("Undertaking"),
        icon="list-check",
        area_name=row.joint.dispute.area.name,
        detail=row.who,
    )


def asked_to_come(user, now: datetime):
    """What a partner with an account has not answered."""
    rows = ReceivedInvitation.objects.visible_to(user, "answer").unanswered()
    rows = rows.filter(joint__planned_at__gt=now).select_related("joint__template")
    for row in rows.order_by("joint__planned_at", "pk")[:MOST]:
        yield WorkItem(
            title=INVITED,
            url=row.get_absolute_url(),
            due_at=row.joint.planned_at,
            kind_label=_("Invitation"),
            icon="users",
            detail=row.joint.template.title,
        )


def still_open(dispute, user) -> list[WorkItem]:
    """Before the dispute ends: what is planned, and what was promised."""
    joints = JointMediation.objects.visible_to(user).planned().filter(dispute=dispute)
    found = [
        WorkItem(
            title=_("%(what)s is planned") % {"what": joint.template.title},
            url=joint.get_absolute_url(),
            due_at=joint.planned_at,
            kind_label=_("Joint mediation"),
            icon="users",
        )
        for joint in joints.for_list().defer("subject", "agenda")
    ]
    rows = Undertaking.objects.visible_to(user).open().filter(joint__dispute=dispute)
    rows = rows.select_related("joint__dispute__area", "invitation", "party", "officer")
    return found + [_item(row) for row in rows.order_by("due_on", "pk")[:MOST]]


def still_to_come(joint, user) -> list[WorkItem]:
    """What was undertaken at this joint mediation and is not settled."""
    rows = Undertaking.objects.visible_to(user).open().filter(joint=joint)
    rows = rows.select_related("joint__dispute__area", "invitation", "party", "officer")
    return [_item(row) for row in rows.order_by("due_on", "pk")[:MOST]]
