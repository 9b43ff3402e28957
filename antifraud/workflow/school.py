"""The community police school (社区警校): what is taught, to whom, and how it goes."""

from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Topic(TextChoices):
    """What a course is about (seed 004)."""

    FRAUD = "fraud", _("Fraud prevention")
    JUVENILE = "juvenile", _("Juvenile crime prevention")
    BULLYING = "bullying", _("Against bullying")
    GUARDIANS = "guardians", _("Duties of guardians")
    PSYCHOLOGY = "psychology", _("Psychological health")
    TRAFFIC = "traffic", _("Traffic safety")
    FIRE = "fire", _("Fire safety")
    DRUGS = "drugs", _("Against drugs")
    LAW = "law", _("Knowledge of the law")
    OTHER = "other", pgettext_lazy("course", "Other topic")


class Direction(TextChoices):
    """请进来、走出去: people come to the school, or it goes to them."""

    IN = "in", _("They come to us")
    OUT = "out", _("We go to them")


class SessionStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("course session", "Planned")
    DONE = "done", pgettext_lazy("course session", "Held")
    CANCELLED = "cancelled", pgettext_lazy("course session", "Cancelled")


class Seat(TextChoices):
    """How somebody stands to a session."""

    INVITED = "invited", pgettext_lazy("attendee", "Invited")
    DECLINED = "declined", pgettext_lazy("attendee", "Cannot come")
    CAME = "came", pgettext_lazy("attendee", "Came")


class Way(TextChoices):
    """How it was noted that somebody came."""

    CODE = "code", _("Scanned the code")
    HAND = "hand", _("Ticked off by hand")
    LIST = "list", _("From a list")


class AgeGroup(TextChoices):
    """As far as the law asks: of a child under 14 the guardian decides."""

    CHILD = "child", _("Under 14")
    MINOR = "minor", _("14 to 17")
    ADULT = "adult", _("18 or older")


class Moment(TextChoices):
    BEFORE = "before", pgettext_lazy("quiz", "Before")
    AFTER = "after", pgettext_lazy("quiz", "After")


TRANSITIONS = {
    SessionStatus.PLANNED: {SessionStatus.DONE, SessionStatus.CANCELLED},
    # Written up too early, or called off by mistake.
    SessionStatus.DONE: {SessionStatus.PLANNED},
    SessionStatus.CANCELLED: {SessionStatus.PLANNED},
}
CONSENT_AGE = 14  # Personal Information Protection Law, article 31
OF_AGE = 18
EARLY = timedelta(minutes=45)  # the code opens before it begins
LATE = timedelta(hours=2)  # and closes after it ends


def allows(current: str, target: SessionStatus) -> bool:
    """May a session in this status become the other?"""
    return target in TRANSITIONS[SessionStatus(current)]


def age_group(years: int) -> AgeGroup:
    """Who of so many years decides for themselves?"""
    if years < CONSENT_AGE:
        return AgeGroup.CHILD
    return AgeGroup.MINOR if years < OF_AGE else AgeGroup.ADULT


def is_open(starts_at: datetime, ends_at: datetime, *, at: datetime) -> bool:
    """Does the code on the door take people in at this moment?"""
    return starts_at - EARLY <= at <= ends_at + LATE


def moment_of(starts_at: datetime, ends_at: datetime, *, at: datetime) -> Moment:
    """Until the middle of the session a quiz is the one before, then the one after."""
    middle = starts_at + (ends_at - starts_at) / 2
    return Moment.BEFORE if at < middle else Moment.AFTER
