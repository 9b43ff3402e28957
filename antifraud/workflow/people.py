"""Whom fraud meets: the groups one speaks to, their ages, and where it begins."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Group(TextChoices):
    """The kinds of people an alert can be written for (law.md b5, article 8)."""

    STUDENT = "student", _("Students")
    TEACHER = "teacher", _("Teachers")
    PARENT = "parent", _("Parents")
    ELDERLY = "elderly", pgettext_lazy("group", "Elderly people")
    RESIDENT = "resident", _("Residents of compounds")
    VILLAGER = "villager", _("Villagers")
    COURIER = "courier", _("Couriers and delivery riders")
    RETURNEE = "returnee", _("Returned home from work elsewhere")
    SHOP_STAFF = "shop_staff", _("Shop staff")
    COMPANY_STAFF = "company_staff", _("Company and finance staff")
    OTHER = "other", pgettext_lazy("group", "Others")


class AgeBand(TextChoices):
    """How old a victim is, as far as figures need it."""

    UNDER_18 = "under_18", _("Under 18")
    TO_25 = "18_25", _("18 to 25")
    TO_40 = "26_40", _("26 to 40")
    TO_59 = "41_59", _("41 to 59")
    FROM_60 = "60_over", _("60 and over")


class Scene(TextChoices):
    """Where people meet a fraud: what they were doing when it began."""

    SHOPPING = "shopping", _("Shopping")
    SOCIAL = "social", _("Social media and dating")
    PAYMENT = "payment", _("Payment and transfer")
    JOB = "job", _("Jobs and side income")
    LOAN = "loan", _("Loans and credit")
    INVESTMENT = "investment", _("Investing")
    GAMES = "games", _("Games")
    CALLS = "calls", _("Calls and text messages")


# The last year of age of each band but the open one.
UNTIL = (
    (17, AgeBand.UNDER_18),
    (25, AgeBand.TO_25),
    (40, AgeBand.TO_40),
    (59, AgeBand.TO_59),
)


def band_of(age: int) -> AgeBand:
    """The band somebody of so many years belongs to."""
    return next((band for last, band in UNTIL if age <= last), AgeBand.FROM_60)


def age_on(born: date, on: date) -> int:
    """Whole years lived on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
