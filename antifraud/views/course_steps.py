"""How a course is set: written, its quiz, taught or not."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from antifraud.actions import courses as actions
from antifraud.forms.courses import CourseForm, QuizForm
from antifraud.models import Course
from antifraud.school_pages import FIELD_OF, to
from households.views.ledger import (
    RecordMixin,
    StepView,
    tap,
)
from station.views.action import ActionFormView


class CourseFormMixin:
    form_class = CourseForm
    error_fields = FIELD_OF


class CourseCreateView(CourseFormMixin, ActionFormView):
    """A new course."""

    permission_required = "course.create"

    def get_initial(self):
        return {"version": 0}

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "heading": _("New course"),
            "submit": _("Save"),
            "done": _("The course is there. Write its quiz, or plan a session."),
            "back_url": to("course_list"),
            "back_label": _("Courses"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class CourseEditView(CourseFormMixin, StepView):
    """Set right."""

    permission_required = "course.edit"
    model = Course
    heading = property(lambda self: _("Edit the course"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The course is saved."))

    def form_extra(self):
        return {"user": self.request.user, "action": "edit"}

    def initial_of(self, current):
        found = {name: getattr(current, name) for name in actions.FIELDS}
        return {**found, "area": current.area_id}

    def act(self, form):
        return actions.edit(
            course=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class CourseQuizView(StepView):
    """The questions asked before and after."""

    permission_required = "course.edit"
    model = Course
    form_class = QuizForm
    heading = property(lambda self: _("Quiz of the course"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The quiz is saved; it is asked from now on."))

    def lead(self):
        return _("Two to five questions are enough: they are asked twice.")

    def initial_of(self, current):
        return QuizForm.shown(current.questions.filter(retired_at=None))

    def act(self, form):
        return actions.set_questions(
            course=self.record,
            questions=form.questions,
            version=form.cleaned_data["version"],
            **self.common,
        )


class CourseTapView(RecordMixin, View):
    """One tap on a course."""

    permission_required = "course.edit"
    model = Course
    http_method_names = ["post"]
    action = None
    done = ""

    def post(self, request, pk):
        course = self.record

        def act():
            type(self).action(course=course, by=request.user, at=timezone.now())

        return tap(request, act, course.get_absolute_url(), self.done)


class CourseRetireView(CourseTapView):
    action = actions.retire
    done = property(lambda self: pgettext("course", "It is no longer taught."))


class CourseBackView(CourseTapView):
    action = actions.bring_back
    done = property(lambda self: pgettext("course", "It is taught again."))
