"""Questions about visits: asked of the officer, settled by the chief."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households import question_words
from households.actions import visit_questions
from households.forms.visit_plans import AnswerForm, DecideForm
from households.models import Visit, VisitQuestion
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin

SHOWN = 60


class QuestionListView(ListPageView):
    """What struck, the newest first."""

    permission_required = "visit_question.view"
    list_key = "households.visitquestion"
    template_name = "households/visit_question_list.html"

    def get_context_data(self, **kwargs):
        lines = [(row, question_words.struck(row)) for row in self.page.rows]
        return super().get_context_data(lines=lines, **kwargs)


class QuestionMixin(PolicyMixin):
    @cached_property
    def question(self) -> VisitQuestion:
        action = self.permission_required.partition(".")[2]
        rows = VisitQuestion.objects.visible_to(self.request.user, action)
        rows = rows.select_related("officer", "area", "decided_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class QuestionDetailView(QuestionMixin, TemplateView):
    """What struck, the visits it is about, the answer, the decision."""

    permission_required = "visit_question.view"
    template_name = "households/visit_question_detail.html"

    def get_context_data(self, **kwargs):
        row, user = self.question, self.request.user
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=row,
            fields="answer,decision",
            at=timezone.now(),
        )
        visits = Visit.objects.visible_to(user).filter(questions=row).for_list()
        return super().get_context_data(
            question=row,
            struck=question_words.struck(row),
            why=question_words.why(row),
            visits=visits.defer("learned", "asked_for").order_by("visited_at", "pk")[
                :SHOWN
            ],
            may_answer=row.is_open and row.officer_id == user.pk,
            may_decide=row.is_open
            and row.officer_id != user.pk
            and policy.can(user, "visit_question.decide", row),
            timeline=timeline_of(row, user=user),
            **kwargs,
        )


class QuestionPage(QuestionMixin, ActionFormView):
    """A form about a question."""

    def get_initial(self):
        return {"version": self.question.version}

    def initial_of(self, current):
        return {"version": current.version}

    def texts(self):
        return {
            "lead": question_words.struck(self.question),
            "back_url": self.question.get_absolute_url(),
            "back_label": _("Question"),
        }

    def next_url(self, made):
        return reverse("households:visit_question_detail", args=[made.pk])


class QuestionAnswerView(QuestionPage):
    """The officer says how it came about."""

    permission_required = "visit_question.answer"
    form_class = AnswerForm
    error_fields = {"no_words": "text"}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Answer the question"),
            "submit": _("Answer"),
            "done": _("Answered. The chief sees it."),
        }

    def act(self, form):
        data = form.cleaned_data
        return visit_questions.answer(
            question=self.question,
            text=data["text"],
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class QuestionDecideView(QuestionPage):
    """The chief settles it."""

    permission_required = "visit_question.decide"
    form_class = DecideForm
    error_fields = {"no_words": "words", "not_heard": "state"}

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Settle the question"),
            "submit": _("Settle"),
            "done": _("Settled. The officer is told."),
        }

    def act(self, form):
        data = form.cleaned_data
        return visit_questions.decide(
            question=self.question,
            state=data["state"],
            words=data["words"],
            version=data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
