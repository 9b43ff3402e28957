"""Planning a session, and what is done with it until it is written up."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.generic import View

from antifraud import school_calendar
from antifraud.actions import course_certificates, quizzes
from antifraud.actions import course_sessions as actions
from antifraud.forms.school import FinishForm, PaperQuizForm, ReasonForm, SessionForm
from antifraud.models import Course, CourseSession
from antifraud.school_pages import FIELD_OF, to
from antifraud.views.session_people import OfSessionMixin
from households.views.ledger import RecordMixin, StepView, tap
from households.views.pictures import PhotoMixin
from station.tasks import sweep
from station.views.action import ActionFormView
from station.views.origin import OriginMixin


class SessionFormMixin:
    form_class = SessionForm
    error_fields = FIELD_OF


class SessionCreateView(SessionFormMixin, OriginMixin, ActionFormView):
    """A course is to be held; from its page, the course is known."""

    permission_required = "course.create"

    @cached_property
    def course(self) -> Course | None:
        asked = self.request.GET.get("course", "")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
            return None
        rows = Course.objects.visible_to(self.request.user).active()
        return rows.filter(pk=asked).first()

    def get_initial(self):
        facts, course = self.origin_facts, self.course
        area = facts.area or (course.area if course else None)
        return {
            "version": 0,
            "course": course.pk if course else None,
            "area": area.pk if area else None,
            "place": facts.place,
            "teachers": [self.request.user.pk],
            "direction": "in",
        }

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        back = self.course.get_absolute_url() if self.course else to("session_list")
        return {
            "heading": _("Plan a session"),
            "submit": pgettext("course session", "Plan"),
            "done": _("The session is planned. Invite people, and print its code."),
            "back_url": back,
            "back_label": self.course.title if self.course else _("Police school"),
            "draft": "session-new",
        }

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            sweep.delay_on_commit()
        return response

    def act(self, form):
        return actions.plan(
            facts=form.facts(),
            by=self.request.user,
            at=timezone.now(),
            origin=self.origin,
        )


class SessionStepView(StepView):
    """One step of a session in one's charge."""

    permission_required = "course.edit"
    model = CourseSession
    error_fields = FIELD_OF

    def lead(self):
        return self.record.course.title

    def texts(self):
        return {**super().texts(), "back_label": self.record.number}


class SessionEditView(SessionFormMixin, SessionStepView):
    """Moved, or set right."""

    heading = property(lambda self: _("Edit the session"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The session is saved."))

    def form_extra(self):
        return {"user": self.request.user, "session": self.record}

    def initial_of(self, current):
        names = [name for name in actions.FIELDS if name not in {"course", "area"}]
        return {
            **{name: getattr(current, name) for name in names},
            "course": current.course_id,
            "area": current.area_id,
            "teachers": [person.pk for person in current.teachers.all()],
            "audiences": [group.pk for group in current.audiences.all()],
        }

    def act(self, form):
        return actions.edit(
            session=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class SessionFinishView(PhotoMixin, SessionStepView):
    """It was held."""

    form_class = FinishForm
    heading = property(lambda self: _("Write the session up"))
    submit = property(lambda self: _("It was held"))
    done = property(lambda self: _("Written up. Certificates can be issued now."))

    def initial_of(self, current):
        return {"nameless": current.nameless}

    def act_with(self, form, stored):
        data = self.form_data(form)
        return actions.finish(session=self.record, photos=stored, **data, **self.common)


class SessionCancelView(SessionStepView):
    """It does not take place."""

    form_class = ReasonForm
    danger = True
    heading = property(lambda self: _("Cancel the session"))
    submit = property(lambda self: pgettext("course session", "Cancel it"))
    done = property(lambda self: _("The session is cancelled; its code is dead."))

    def act(self, form):
        data = self.form_data(form)
        return actions.cancel(session=self.record, **data, **self.common)


class PaperQuizView(OfSessionMixin, SessionStepView):
    """Sheets of paper, counted together."""

    permission_required = "attendance.note"
    form_class = PaperQuizForm
    is_versioned = False
    heading = property(lambda self: _("Enter paper sheets"))
    submit = property(lambda self: _("Enter"))
    done = property(lambda self: _("Entered; it counts with the others."))

    def lead(self):
        count = self.record.course.questions.filter(retired_at=None).count()
        return ngettext(
            "The quiz has %(n)d question.", "The quiz has %(n)d questions.", count
        ) % {"n": count}

    def act(self, form):
        data = self.form_data(form)
        quizzes.enter_paper(session=self.record, **data, **self.common)
        return self.record


class SessionTapView(RecordMixin, View):
    """One tap on a session."""

    permission_required = "course.edit"
    model = CourseSession
    http_method_names = ["post"]
    action = None
    done = ""

    def post(self, request, pk):
        session = self.record

        def act():
            type(self).action(session=session, by=request.user, at=timezone.now())

        return tap(request, act, session.get_absolute_url(), self.done)


class SessionReopenView(SessionTapView):
    action = actions.reopen
    done = property(lambda self: _("It is planned again."))


class SessionRenewView(SessionTapView):
    action = actions.renew_code
    done = property(lambda self: _("The old code is dead. Print the new one."))


class SessionCertifyView(OfSessionMixin, SessionTapView):
    """Everybody who may have a certificate gets one."""

    permission_required = "attendance.print"
    action = course_certificates.issue_all
    done = property(lambda self: _("The certificates are issued and can be printed."))


class PaperStrikeView(OfSessionMixin, View):
    """A pile of paper sheets that was counted wrong."""

    permission_required = "attendance.note"
    http_method_names = ["post"]

    def post(self, request, pk, sheet):
        session = self.record
        pile = get_object_or_404(session.quiz_sheets, pk=sheet)

        def act():
            quizzes.strike_paper(sheet=pile, by=request.user, at=timezone.now())

        return tap(request, act, session.get_absolute_url(), _("Taken back."))


class SessionCalendarView(RecordMixin, View):
    """The session for the calendar of a phone."""

    permission_required = "course.view"
    model = CourseSession
    http_method_names = ["get", "head"]

    def get(self, request, pk):
        session = self.record
        text = school_calendar.text_of(session, host=request.get_host())
        answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        name = f"{session.number}.ics"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "no-store"
        return answer
