"""The life of a round of briefings."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class RoundStatus(TextChoices):
    OPEN = "open", pgettext_lazy("briefing round", "Under way")
    DONE = "done", pgettext_lazy("briefing round", "Ended")
    CALLED_OFF = "called_off", pgettext_lazy("briefing round", "Called off")


TONES = {
    RoundStatus.OPEN: "amber",
    RoundStatus.DONE: "green",
    RoundStatus.CALLED_OFF: "grey",
}
