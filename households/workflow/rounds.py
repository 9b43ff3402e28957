"""The lives of a day's round and of a question about a visit."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class RoundState(TextChoices):
    PLANNED = "planned", pgettext_lazy("round", "Planned")
    STARTED = "started", pgettext_lazy("round", "Under way")
    DONE = "done", pgettext_lazy("round", "Finished")


class QuestionState(TextChoices):
    OPEN = "open", pgettext_lazy("question", "Asked")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    EXPLAINED = "explained", pgettext_lazy("question", "Explained")
    WRONG = "wrong", pgettext_lazy("question", "Confirmed wrong")


TRANSITIONS = {
    RoundState: {
        RoundState.PLANNED: {RoundState.STARTED, RoundState.DONE},
        RoundState.STARTED: {RoundState.DONE},
        RoundState.DONE: {RoundState.STARTED},  # one more door on the way home
    },
    QuestionState: {
        QuestionState.OPEN: {
            QuestionState.ANSWERED,
            QuestionState.EXPLAINED,
            QuestionState.WRONG,
        },
        QuestionState.ANSWERED: {QuestionState.EXPLAINED, QuestionState.WRONG},
        QuestionState.EXPLAINED: set(),
        QuestionState.WRONG: set(),
    },
}


def allows(current: str, target: TextChoices) -> bool:
    """May a record in this state come into the other?"""
    return target in TRANSITIONS[type(target)][current]
