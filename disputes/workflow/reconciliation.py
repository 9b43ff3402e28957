"""A violation the parties settled themselves, before the police decided on it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReconciledHow(TextChoices):
    """How they came to terms."""

    THEMSELVES = "themselves", _("Among themselves")
    COMMITTEE = "committee", _("Before a people's mediation committee")


class ReconciliationStatus(TextChoices):
    APPLIED = "applied", pgettext_lazy("reconciliation", "Applied for")
    ACCEPTED = "accepted", pgettext_lazy("reconciliation", "Accepted: no penalty")
    REFUSED = "refused", pgettext_lazy("reconciliation", "Not accepted")


STANDING = (ReconciliationStatus.APPLIED, ReconciliationStatus.ACCEPTED)
