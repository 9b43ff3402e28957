"""Forms of courses and of their quiz."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from antifraud.actions.courses import (
    FIELDS,
    LONGEST,
    MOST_QUESTIONS,
    SHORTEST,
    CourseFacts,
    Question,
)
from antifraud.workflow.people import Group
from antifraud.workflow.school import Topic
from station.forms.once import VersionedForm
from station.places import areas_of

CHOOSE = [("", _("Choose"))]
RIGHT = "*"


class CourseForm(VersionedForm):
    """What is taught, to whom."""

    title = forms.CharField(label=_("Title"), max_length=80)
    topic = forms.ChoiceField(label=_("Topic"), choices=[*CHOOSE, *Topic.choices])
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=None, empty_label=_("Choose")
    )
    groups = forms.MultipleChoiceField(
        label=_("For whom"),
        choices=Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = forms.IntegerField(
        label=_("Takes minutes"), min_value=SHORTEST, max_value=LONGEST, initial=45
    )
    outline = forms.CharField(
        label=_("What is taught"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    pass_share = forms.IntegerField(
        label=_("Right answers for a certificate, in percent"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Empty: whoever came gets one."),
    )

    def __init__(self, *args, user, action="create", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_of(user, f"course.{action}")

    def facts(self) -> CourseFacts:
        """What the action takes."""
        return CourseFacts(**{name: self.cleaned_data[name] for name in FIELDS})


class QuizForm(VersionedForm):
    """The questions: the answers one a line, a star before the right one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_QUESTIONS + 1):
            self.fields[f"question_{n}"] = forms.CharField(
                label=gettext("Question %(n)d") % {"n": n},
                max_length=200,
                required=False,
            )
            self.fields[f"answers_{n}"] = forms.CharField(
                label=gettext("Answers to question %(n)d") % {"n": n},
                max_length=360,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=gettext("One a line, with * before the right one.")
                if n == 1
                else "",
            )

    @property
    def folded(self) -> tuple[str, ...]:
        """Lines beyond those in use, and two to spare, stay out of the way."""
        used = [
            n for n in range(1, MOST_QUESTIONS + 1) if self[f"question_{n}"].value()
        ]
        shown = min(MOST_QUESTIONS, max(used, default=1) + 2)
        return tuple(
            name
            for n in range(shown + 1, MOST_QUESTIONS + 1)
            for name in (f"question_{n}", f"answers_{n}")
        )

    def clean(self):
        cleaned = super().clean()
        self.questions = []
        for n in range(1, MOST_QUESTIONS + 1):
            text = (cleaned.get(f"question_{n}") or "").strip()
            if text:
                self._take(n, text, cleaned.get(f"answers_{n}") or "")
        return cleaned

    def _take(self, n: int, text: str, answers: str) -> None:
        lines = [line.strip() for line in answers.splitlines() if line.strip()]
        marked = [i for i, line in enumerate(lines) if line.startswith((RIGHT, "＊"))]
        options = tuple(line.lstrip("*＊ ")[:80] for line in lines)
        if not 2 <= len(options) <= 4 or not all(options):
            self.add_error(f"answers_{n}", gettext("Two to four answers each."))
        elif len(marked) != 1:
            self.add_error(
                f"answers_{n}", gettext("Put a star before the one that is right.")
            )
        else:
            self.questions.append(Question(text, options, marked[0]))

    @staticmethod
    def shown(questions) -> dict:
        """The form's values of these questions."""
        found = {}
        for n, row in enumerate(questions, 1):
            found[f"question_{n}"] = row.text
            found[f"answers_{n}"] = "\n".join(
                f"{RIGHT}{text}" if i == row.right else text
                for i, text in enumerate(row.options)
            )
        return found
