"""Questions, campaigns and grids that are behind: whom to tell what, and My day."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households import question_words, visit_coverage
from households.models import Campaign, VisitQuestion
from households.workflow.rounds import QuestionState
from station import phrasing, policy, working_days
from station.duty import SERVING, Roster
from station.models import Post, Reminder
from station.registry import Notice, ReminderKind, WorkItem
from station.roles import Role

MOST = 20
QUESTION_LABELS = {
    "visit_question.asked": gettext_lazy("A question about your visits"),
    "visit_question.waiting": gettext_lazy("A question about visits is not answered"),
    "visit_question.answered": gettext_lazy("A question about visits is answered"),
    "visit_question.decided": gettext_lazy("A question about your visits is settled"),
}
ENDING = gettext_lazy("A campaign ends soon")
TO_THE_CHIEF = {"visit_question.waiting", "visit_question.answered"}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def question_recipients(reminders: list[Reminder], at: datetime) -> dict:
    """The officer, and with the answer or without one in time also the chief."""
    keys = [_key(reminder) for reminder in reminders]
    rows = VisitQuestion.objects.filter(pk__in=keys)
    found = {
        pk: (officer, path, state)
        for pk, officer, path, state in rows.values_list(
            "pk", "officer_id", "area__path", "state"
        )
    }
    roster = Roster(
        {path for _officer, path, _state in found.values()},
        on=working_days.local_date(at),
    )
    told = {}
    for reminder in reminders:
        if _key(reminder) in found:
            line = _line(reminder.kind, roster, *found[_key(reminder)])
            if line is not None:
                told[reminder.pk] = line
    return told


def _line(kind: str, roster: Roster, officer: int, path: str, state: str):
    """Nothing where the matter moved on."""
    wanted = {
        "visit_question.asked": {QuestionState.OPEN},
        "visit_question.waiting": {QuestionState.OPEN},
        "visit_question.answered": {QuestionState.ANSWERED},
    }
    if state not in wanted.get(kind, {QuestionState.EXPLAINED, QuestionState.WRONG}):
        return None
    leaders = [user for user in roster.leaders(path) if user != officer]
    if kind == "visit_question.answered":
        return leaders
    return [officer, *leaders] if kind in TO_THE_CHIEF else [officer]


def question_words_for(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What struck, without a name of a household."""
    rows = VisitQuestion.objects.visible_to(user).defer("answer", "decision")
    found = rows.select_related("area").in_bulk([_key(r) for r in reminders])
    return {
        reminder.pk: Notice(
            recipient=user,
            title=QUESTION_LABELS[reminder.kind],
            url=found[_key(reminder)].get_absolute_url(),
            detail=_("%(area)s · %(due)s")
            % {
                "area": found[_key(reminder)].area.name,
                "due": question_words.struck(found[_key(reminder)]),
            },
        )
        for reminder in reminders
        if _key(reminder) in found
    }


def campaign_recipients(reminders: list[Reminder], at: datetime) -> dict:
    """Everybody who makes visits where the campaign runs."""
    on = working_days.local_date(at)
    rows = Campaign.objects.running(on=on).select_related("area")
    found = rows.in_bulk([_key(reminder) for reminder in reminders])
    told = {}
    for reminder in reminders:
        row = found.get(_key(reminder))
        if row is not None:
            posts = Post.objects.valid(on=on).for_role(*SERVING)
            posts = posts.filter(
                area__path__startswith=row.area.path, user__is_active=True
            )
            told[reminder.pk] = list(posts.values_list("user_id", flat=True).distinct())
    return told


def campaign_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which, and until when."""
    rows = Campaign.objects.visible_to(user).select_related("area")
    found = rows.in_bulk([_key(reminder) for reminder in reminders])
    notices = {}
    for reminder in reminders:
        row = found.get(_key(reminder))
        if row is None:
            continue
        until = phrasing.date_in_full(row.until_on)
        notices[reminder.pk] = Notice(
            recipient=user,
            title=_("%(what)s · %(who)s") % {"what": ENDING, "who": row.name},
            url=row.get_absolute_url(),
            detail=_("%(area)s · %(due)s") % {"area": row.area.name, "due": until},
            outside=_("%(what)s · %(area)s · %(due)s")
            % {"what": ENDING, "area": row.area.name, "due": until},
        )
    return notices


KINDS = [
    *(
        ReminderKind(key, label, question_recipients, question_words_for, "help-circle")
        for key, label in QUESTION_LABELS.items()
    ),
    ReminderKind(
        "campaign.ending", ENDING, campaign_recipients, campaign_words, "speakerphone"
    ),
]


def questions_owed(user, now: datetime) -> Iterator[WorkItem]:
    """What one is asked oneself, and as chief what waits for a decision."""
    mine = VisitQuestion.objects.filter(officer=user, state=QuestionState.OPEN)
    rows = mine
    if policy.can(user, "visit_question.decide"):
        decide = VisitQuestion.objects.visible_to(user, "decide")
        rows = mine | decide.filter(state=QuestionState.ANSWERED).exclude(officer=user)
    for row in rows.select_related("area").order_by("happened_at", "pk")[:MOST]:
        yield WorkItem(
            title=question_words.struck(row),
            url=row.get_absolute_url(),
            due_at=None,
            kind_label=_("Question about visits"),
            icon="help-circle",
            area_name=row.area.short_name,
            detail="" if row.officer_id == user.pk else _("answered"),
        )


def behind_owed(user, now: datetime) -> Iterator[WorkItem]:
    """For the chief: how many villages and grids are behind the goal."""
    if Role.STATION_CHIEF not in user.roles:
        return
    behind = visit_coverage.behind(user, on=timezone.localdate(now))
    if not behind.places:
        return
    title = ngettext(
        "%(n)s village or grid is behind with visits",
        "%(n)s villages and grids are behind with visits",
        behind.places,
    )
    yield WorkItem(
        title=title % {"n": behind.places},
        url=reverse("households:coverage"),
        due_at=None,
        kind_label=_("Coverage of visits"),
        icon="trending-down",
        detail=_("%(n)s households overdue") % {"n": phrasing.number(behind.overdue)},
    )
