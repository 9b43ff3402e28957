"""The life of a wave: raised by the figures, judged by an officer, over in the end."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class WaveStatus(TextChoices):
    OPEN = "open", pgettext_lazy("wave", "To be judged")
    REAL = "real", pgettext_lazy("wave", "A wave, running")
    FALSE = "false", pgettext_lazy("wave", "No wave")
    OVER = "over", pgettext_lazy("wave", "Subsided")


class Verdict(TextChoices):
    """What an officer said of it; it stays when the wave is over."""

    REAL = "real", pgettext_lazy("wave", "It was one")
    FALSE = "false", pgettext_lazy("wave", "It was none")


RUNNING = frozenset({WaveStatus.OPEN, WaveStatus.REAL})


def after(verdict: str, *, is_over: bool) -> WaveStatus:
    """The state that follows from what was said and whether the cases went on."""
    if verdict == Verdict.FALSE:
        return WaveStatus.FALSE
    if is_over:
        return WaveStatus.OVER
    return WaveStatus.REAL if verdict == Verdict.REAL else WaveStatus.OPEN
