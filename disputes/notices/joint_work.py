"""What joint mediations leave to be done: in My day, and before a dispute ends."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from disputes.models import (
    Invitation,
    JointMediation,
    ReceivedInvitation,
    Undertaking,
)
from disputes.notices.joint import INVITED
from station import working_days
from station.closings import evening
from station.registry import WorkItem

AHEAD = timedelta(days=7)
MOST = 60


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


def undertaken(user, now: datetime):
    """What a partner with an account promised and has not done."""
    received = ReceivedInvitation.objects.visible_to(user, "answer").standing()
    rows = Undertaking.objects.open().filter(
        invitation__in=received.values("pk"),
        due_on__lte=working_days.local_date(now + AHEAD),
    )
    rows = rows.select_related("joint__template").defer("result")
    for row in rows.order_by("due_on", "pk")[:MOST]:
        yield WorkItem(
            title=row.what,
            url=reverse("disputes:invited_detail", args=[row.invitation_id]),
            due_at=evening(row.due_on),
            kind_label=_("Undertaking"),
            icon="list-check",
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
