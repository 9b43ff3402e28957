"""Courses of the police school: the list, one course with its quiz, and how it is set."""

from django.utils import timezone
from django.utils.translation import gettext as _

from antifraud.lists.school import groups_of
from antifraud.models import Course, CourseSession
from antifraud.school_figures import shares
from antifraud.school_pages import TONES, hours, parts, percent, to
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
)
from station import policy

SHOWN = 10


class CourseListView(LedgerView):
    """What the police school teaches."""

    permission_required = "course.view"
    list_key = "antifraud.course"
    empty_icon = "school"

    def tabs(self):
        return parts(self.request.user, "courses")

    def buttons(self):
        if not policy.can(self.request.user, "course.create"):
            return []
        return [Button(_("New course"), "plus", to("course_create"), "primary")]

    def empty(self):
        return (
            _("No course yet"),
            _("Write down what is taught; then plan when and where it is held."),
        )


class CourseView(RecordView):
    """One course: for whom, its quiz, and when it was held."""

    permission_required = "course.view"
    model = Course

    def joined(self, rows):
        return rows.select_related("area")

    def back(self):
        return to("course_list"), _("Courses")

    def badge(self):
        row = self.record
        if row.is_active:
            return row.get_topic_display(), "blue"
        return _("No longer taught"), "grey"

    def buttons(self):
        row, found = self.record, []
        if self.may("course.edit"):
            if not row.is_active:
                url = to("course_back", row.pk)
                return [Button(_("Teach it again"), "restore", url, "primary", True)]
            retire = to("course_retire", row.pk)
            found = [
                Button(_("No longer teach it"), "x", retire, "quiet", True),
                Button(_("Edit"), "pencil", to("course_edit", row.pk)),
            ]
        if row.is_active and policy.can(self.request.user, "course.create"):
            url = f"{to('session_create')}?course={row.pk}"
            found.append(Button(_("Plan a session"), "calendar-plus", url, "primary"))
        return found

    def facts(self):
        row = self.record
        return [
            (_("For whom"), groups_of(row.groups)),
            (_("Takes minutes"), row.minutes),
            (_("Area"), row.area.name),
            (_("What is taught"), row.outline),
            (
                _("For a certificate"),
                _("%(n)d %% right after it") % {"n": row.pass_share}
                if row.pass_share
                else _("Whoever came"),
            ),
        ]

    def sections(self):
        return [self._quiz(), self._sessions()]

    def _quiz(self) -> Section:
        rows = self.record.questions.filter(retired_at=None)
        items = [
            Item(
                f"{row.position}. {row.text}",
                "\n".join(
                    f"{'✓' if n == row.right else '·'} {text}"
                    for n, text in enumerate(row.options)
                ),
            )
            for row in rows
        ]
        buttons = []
        if self.may("course.edit") and self.record.is_active:
            url = to("course_quiz", self.record.pk)
            buttons = [Button(_("Write the quiz"), "list-check", url)]
        empty = _("No quiz yet. A few questions show what people take home.")
        return Section(_("Quiz before and after"), "list-check", items, empty, buttons)

    def _sessions(self) -> Section:
        now = timezone.now()
        rows = CourseSession.objects.visible_to(self.request.user).for_list()
        rows = rows.filter(course=self.record).order_by("-starts_at", "-pk")
        found = list(rows.with_counts()[:SHOWN])
        quiz = shares(row.pk for row in found)
        items = [
            Item(
                f"{hours(row, now=now)} · {row.place}",
                _("%(n)d people") % {"n": row.came + row.nameless}
                + _gain(quiz.get(row.pk)),
                url=row.get_absolute_url(),
                badge=row.get_status_display(),
                tone=TONES[row.status],
            )
            for row in found
        ]
        return Section(_("Sessions"), "calendar-event", items, _("Not held yet."))


def _gain(quiz) -> str:
    """How the quiz went, where there was one both times."""
    if quiz is None or quiz.gain is None:
        return ""
    words = {"before": percent(quiz.before), "after": percent(quiz.after)}
    return " · " + _("right before %(before)s, after %(after)s") % words
