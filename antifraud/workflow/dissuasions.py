"""Dissuasion (劝阻): somebody is being defrauded now, and a person has to reach them."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Origin(TextChoices):
    """Who noticed (law.md b5: 96110 and 12381 warn; banks and families do too)."""

    CENTRE = "centre", _("96110 or the county's anti-fraud centre")
    BANK = "bank", _("Bank or shop")
    FAMILY = "family", _("Family or neighbours")
    OFFICER = "officer", _("Officer or volunteer on the way")
    PERSON = "person", _("The person themselves")
    OTHER = "other", pgettext_lazy("dissuasion", "Somebody else")


class Risk(TextChoices):
    """How near the money is to leaving (law.md b5: high, medium, low)."""

    HIGH = "high", pgettext_lazy("dissuasion", "High: paying now")
    MEDIUM = "medium", pgettext_lazy("dissuasion", "Medium: talking to the fraudster")
    LOW = "low", pgettext_lazy("dissuasion", "Low: was contacted")


class Way(TextChoices):
    """How one tries to reach somebody who does not listen to strangers."""

    PHONE = "phone", pgettext_lazy("dissuasion", "Phone call")
    SMS = "sms", pgettext_lazy("dissuasion", "Text message")
    DOOR = "door", pgettext_lazy("dissuasion", "Went there")
    FAMILY = "family", pgettext_lazy("dissuasion", "Through the family")
    BANK = "bank", pgettext_lazy("dissuasion", "Through the bank")
    OTHER = "other", pgettext_lazy("dissuasion", "Another way")


class Ending(TextChoices):
    KEPT = "kept", pgettext_lazy("dissuasion", "Dissuaded, nothing paid")
    PARTLY = "partly", pgettext_lazy("dissuasion", "Stopped halfway, part was paid")
    PAID = "paid", pgettext_lazy("dissuasion", "Too late, the money is gone")
    UNREACHED = "unreached", pgettext_lazy("dissuasion", "Could not be reached")
    NO_FRAUD = "no_fraud", pgettext_lazy("dissuasion", "It was no fraud")


# Of these a case is opened; of those money was kept.
BECOMES_CASE = frozenset({Ending.PARTLY, Ending.PAID})
WITH_SAVED = frozenset({Ending.KEPT, Ending.PARTLY})
WITH_LOST = frozenset({Ending.PARTLY, Ending.PAID})
# Who hears next while nobody has answered, and after how long.
STEPS = {
    Risk.HIGH: timedelta(minutes=2),
    Risk.MEDIUM: timedelta(minutes=10),
    Risk.LOW: timedelta(minutes=60),
}
HIGHEST = 2  # the village's people, the whole station, its chief
