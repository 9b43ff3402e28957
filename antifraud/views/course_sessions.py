"""The page of one session of the police school, with who is on it."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from antifraud.models import CourseCertificate, CourseSession
from antifraud.papers.school import public_address
from antifraud.school_figures import shares_of
from antifraud.school_pages import TONES, hours, percent, to
from antifraud.session_people import people_section
from antifraud.workflow.school import SessionStatus
from households.papers.cards import qr_svg
from households.views.ledger import (
    Button,
    Item,
    RecordView,
    Section,
)
from station import phrasing, policy
from station.actions.attachments import attached_to


class SessionView(RecordView):
    """One session: when, where, who is on the list, the quiz, the certificates."""

    permission_required = "course.view"
    model = CourseSession
    template_name = "antifraud/session_detail.html"

    def joined(self, rows):
        rows = rows.select_related("course", "area", "planned_by", "ended_by")
        return rows.prefetch_related("teachers", "audiences").with_counts()

    @cached_property
    def sees_people(self) -> bool:
        """Are the names for this person's eyes?"""
        return policy.can(self.request.user, "attendance.view", self._first_seat)

    @cached_property
    def _first_seat(self):
        """What the rights to a list of names are asked of: a seat of this session."""
        return self.record.attendees.model(session=self.record, area=self.record.area)

    def may_people(self, action: str) -> bool:
        user = self.request.user
        return policy.can(user, f"attendance.{action}", self._first_seat)

    @property
    def access_fields(self):
        return "attendees" if self.sees_people else ""

    def heading(self):
        return self.record.course.title

    def back(self):
        return to("session_list"), _("Police school")

    def lead(self):
        now = timezone.now()
        return f"{hours(self.record, now=now)} · {self.record.place}"

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    def banner(self):
        row = self.record
        if row.status == SessionStatus.CANCELLED:
            return _("Cancelled: %(why)s") % {"why": row.result}
        if row.is_planned and row.ends_at < timezone.now():
            return _("It is over. Write down how it went and who was there.")
        return ""

    def buttons(self):
        row, found = self.record, []
        if self.may("course.edit"):
            if not row.is_planned:
                return [*self._after(), self._reopen()]
            found = [
                Button(
                    pgettext("course session", "Cancel it"),
                    "x",
                    to("session_cancel", row.pk),
                    "quiet",
                ),
                Button(_("Edit"), "pencil", to("session_edit", row.pk), "quiet"),
            ]
        return [*found, *self._next()]

    def _reopen(self) -> Button:
        url = to("session_reopen", self.record.pk)
        return Button(
            pgettext("course session", "Take up again"),
            "arrow-back-up",
            url,
            "quiet",
            True,
        )

    def _next(self) -> list[Button]:
        """Before it begins people are invited; then it is written up."""
        row, found = self.record, []
        begun = row.starts_at <= timezone.now()
        if self.may_people("note") and row.is_planned:
            tone = "" if begun else "primary"
            url = to("session_invite", row.pk)
            found.append(Button(_("Invite people"), "user-plus", url, tone))
        if begun and row.is_planned and self.may("course.edit"):
            url = to("session_finish", row.pk)
            found.append(Button(_("Write it up"), "checklist", url, "primary"))
        return found

    def _after(self) -> list[Button]:
        row = self.record
        if not (row.is_done and row.came and self.may_people("print")):
            return []
        url = to("session_certify", row.pk)
        return [Button(_("Issue certificates"), "certificate", url, "primary", True)]

    def facts(self):
        row = self.record
        teachers = [*(person.name for person in row.teachers.all()), row.guests]
        groups = _(", ").join(group.name for group in row.audiences.all())
        return [
            (_("Number"), row.number),
            (_("Begins"), phrasing.in_full(row.starts_at)),
            (_("Place"), f"{row.place}（{row.area.name}）"),
            (_("Direction"), row.get_direction_display()),
            (_("Who teaches"), _(", ").join(filter(None, teachers))),
            (_("Groups that are invited"), groups),
            (_("Places"), f"{row.named} / {row.capacity}"),
            (_("People there"), self._there()),
            (
                pgettext("course session", "How it went"),
                row.result if row.is_done else "",
            ),
            (_("Planned by"), row.planned_by.name),
        ]

    def _there(self) -> str:
        row = self.record
        if not row.came + row.nameless:
            return ""
        if not row.nameless:
            return str(row.came)
        return _("%(all)d, of them %(n)d without a name") % {
            "all": row.came + row.nameless,
            "n": row.nameless,
        }

    def sections(self):
        found = []
        if self.sees_people:
            found.append(
                people_section(
                    self.record,
                    may_note=self.may_people("note"),
                    may_print=self.may_people("print"),
                    at=timezone.now(),
                )
            )
        return [*found, self._quiz()]

    def _quiz(self) -> Section:
        row, quiz = self.record, shares_of(self.record.pk)
        words = ngettext("%(n)d sheet", "%(n)d sheets", quiz.sheets_before)
        later = ngettext("%(n)d sheet", "%(n)d sheets", quiz.sheets_after)
        items = [
            Item(
                _("Before: %(share)s right") % {"share": percent(quiz.before)},
                words % {"n": quiz.sheets_before},
            ),
            Item(
                _("After: %(share)s right") % {"share": percent(quiz.after)},
                later % {"n": quiz.sheets_after},
                badge=f"{quiz.gain:+d}" if quiz.gain is not None else "",
                tone="green" if (quiz.gain or 0) > 0 else "grey",
            ),
        ]
        if not quiz.sheets_before and not quiz.sheets_after:
            items = []
        items += self._piles()
        buttons = []
        if self.may_people("note") and row.status != SessionStatus.CANCELLED:
            url = to("session_paper_quiz", row.pk)
            buttons = [Button(_("Enter paper sheets"), "clipboard-list", url)]
        empty = _("Nobody has answered yet. The quiz opens behind the code.")
        return Section(_("Quiz before and after"), "list-check", items, empty, buttons)

    def _piles(self) -> list[Item]:
        """Paper sheets as they were entered; a pile counted wrong is taken back."""
        row = self.record
        rows = row.quiz_sheets.filter(noted_by__isnull=False)
        return [
            Item(
                _("%(moment)s, on paper: %(n)d sheets")
                % {"moment": sheet.get_moment_display(), "n": sheet.people},
                _("%(right)d of %(total)d right")
                % {"right": sheet.right, "total": sheet.total},
                buttons=[
                    Button(
                        pgettext("paper sheets", "Take back"),
                        "arrow-back-up",
                        to("session_paper_strike", row.pk, sheet.pk),
                        "quiet",
                        True,
                    )
                ]
                if self.may_people("note")
                else [],
            )
            for sheet in rows.order_by("filled_at", "pk")
        ]

    def photos(self):
        return list(attached_to(self.record))

    def _has_certificates(self) -> bool:
        rows = CourseCertificate.objects.valid()
        return rows.filter(attendee__session=self.record).exists()

    def get_context_data(self, **kwargs):
        row = self.record
        shows = self.may_people("note") and row.status != SessionStatus.CANCELLED
        qr = qr_svg(public_address(row)) if shows else ""
        return super().get_context_data(
            qr=mark_safe(qr),  # noqa: S308
            shows_code=shows,
            is_open=row.takes_people(at=timezone.now()),
            may_print=self.may_people("print"),
            may_renew=row.is_planned and self.may("course.edit"),
            has_certificates=self.may_people("print") and self._has_certificates(),
            **kwargs,
        )
