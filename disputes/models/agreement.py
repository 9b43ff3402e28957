"""Agreements (调解协议) and what each side owes by them (履行)."""

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute import Dispute
from disputes.models.mediation import Mediation
from disputes.models.party import DisputeParty
from disputes.workflow.agreements import (
    CONFIRMATION_STANDS,
    BreachAnswer,
    ObligationKind,
)
from disputes.workflow.mediation import (
    AgreementForm,
    AgreementStatus,
    ObligationStatus,
)
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.pairs import Pairs
from station.scoping import ScopedQuerySet


class AgreementQuerySet(ScopedQuerySet):
    """Agreements asked for by where they stand."""

    def standing(self):
        """Being written or in effect: a dispute has at most one."""
        return self.filter(
            status__in=[AgreementStatus.DRAFT, AgreementStatus.EFFECTIVE]
        )

    def for_list(self):
        return self.select_related("dispute__area").defer(*SEALED_TEXTS)

    def to_be_confirmed(self, *, since):
        """In effect since that day or later, written before a committee, court unasked."""
        rows = self.filter(
            form=AgreementForm.PEOPLE,
            status__in=[AgreementStatus.EFFECTIVE, AgreementStatus.BROKEN],
            effective_on__gte=since,
        )
        return rows.exclude(confirmations__status__in=CONFIRMATION_STANDS)


class ObligationQuerySet(ScopedQuerySet):
    """What is owed, asked for by when."""

    def owed(self):
        """Not settled, of an agreement that holds or whose breach nobody answered."""
        return self.filter(
            status=ObligationStatus.OPEN,
            agreement__status__in=[AgreementStatus.EFFECTIVE, AgreementStatus.BROKEN],
            agreement__breach_answer="",
        )

    def overdue(self, *, on):
        return self.owed().filter(due_on__lt=on)

    def for_list(self):
        return self.select_related(
            "party", "area", "agreement__dispute__assigned_to"
        ).defer("what", "note", "party__phone", *_OF_AGREEMENT)


SEALED_TEXTS = (
    "facts",
    "responsibility",
    "terms",
    "performance",
    "dispute__summary",
    "dispute__result",
)
_OF_AGREEMENT = tuple(f"agreement__{name}" for name in SEALED_TEXTS)
# Whoever moves the dispute holds its agreements until the obligations have followed.
WHERE_THE_DISPUTE_IS = """
PERFORM 1 FROM disputes_agreement WHERE id = NEW.agreement_id FOR KEY SHARE;
SELECT d.area_id INTO NEW.area_id
FROM disputes_agreement a JOIN disputes_dispute d ON d.id = a.dispute_id
WHERE a.id = NEW.agreement_id;
RETURN NEW;
"""


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Agreement(SealedModel, VersionedModel):
    """What the parties agreed on, on paper or by word of mouth."""

    dispute = models.ForeignKey(
        Dispute, on_delete=models.PROTECT, related_name="agreements"
    )
    mediation = models.ForeignKey(
        Mediation,
        verbose_name=_("mediation it was reached in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
    )
    number = models.CharField(_("number"), max_length=60, unique=True)
    form = models.CharField(_("form"), max_length=16, choices=AgreementForm)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=AgreementStatus,
        default=AgreementStatus.DRAFT,
    )
    body = models.CharField(_("mediating body"), max_length=120, blank=True)
    chair = models.CharField(_("chair"), max_length=60, blank=True)
    others_present = models.CharField(_("others present"), max_length=300, blank=True)
    place = models.CharField(_("where it happened"), max_length=120, blank=True)
    facts = EncryptedTextField(_("facts"))
    responsibility = EncryptedTextField(
        _("disputed matter and responsibility"), blank=True, default=""
    )
    terms = EncryptedTextField(_("what was agreed"))
    performance = EncryptedTextField(
        _("how and by when it is performed"), blank=True, default=""
    )
    reached_on = models.DateField(_("reached"))
    effective_on = models.DateField(_("in effect since"), null=True, blank=True)
    is_performed_at_once = models.BooleanField(_("performed at once"), default=False)
    written_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    # The text that took effect; whatever differs from it was altered since.
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    kept_on = models.DateField(_("kept"), null=True, blank=True)
    broken_on = models.DateField(_("broken"), null=True, blank=True)
    breach_answer = models.CharField(
        _("what followed"), max_length=8, choices=BreachAnswer, blank=True
    )
    void_on = models.DateField(_("set aside"), null=True, blank=True)
    void_reason = models.CharField(
        _("why it was set aside"), max_length=300, blank=True
    )

    objects = AgreementQuerySet.as_manager()

    policy_resource = "agreement"
    scope_area = "dispute__area_id"
    scope_assigned = "dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset(
        {
            "facts",
            "responsibility",
            "terms",
            "performance",
            "others_present",
            "void_reason",
        }
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(form__in=AgreementForm.values)
                & Q(status__in=AgreementStatus.values),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "void"])
                | Q(effective_on__isnull=False),
                name="%(app_label)s_%(class)s_dated_when_effective",
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(status__in=["draft", "effective"]),
                name="%(app_label)s_%(class)s_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(status="kept", kept_on__isnull=False)
                | (~Q(status="kept") & Q(kept_on__isnull=True)),
                name="%(app_label)s_%(class)s_dated_iff_kept",
            ),
            models.CheckConstraint(
                condition=~Q(status="broken") | Q(broken_on__isnull=False),
                name="%(app_label)s_%(class)s_dated_when_broken",
            ),
            models.CheckConstraint(
                condition=Q(breach_answer="")
                | Q(breach_answer__in=BreachAnswer.values, broken_on__isnull=False),
                name="%(app_label)s_%(class)s_answers_a_breach",
            ),
            models.CheckConstraint(
                condition=(Q(status="void", void_on__isnull=False) & ~Q(void_reason=""))
                | (~Q(status="void") & Q(void_on__isnull=True, void_reason="")),
                name="%(app_label)s_%(class)s_set_aside_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["dispute", "id"], name="disputes_agreement_dispute"),
            models.Index(fields=["updated_at", "id"], name="disputes_agreement_upd"),
            GinIndex(Pairs("number"), name="disputes_agreement_words"),
            models.Index(
                fields=["effective_on", "id"],
                name="disputes_agreement_court",
                condition=Q(form="people", status__in=["effective", "broken"]),
            ),
            # What is owed counts only while the agreement stands: few of them all.
            models.Index(
                fields=["id"],
                name="disputes_agreement_stands",
                condition=Q(status__in=["effective", "broken"], breach_answer=""),
            ),
            models.Index(
                fields=["broken_on", "id"],
                name="disputes_agreement_breach",
                condition=Q(status="broken", breach_answer=""),
            ),
            models.Index(  # found from here, not from all disputes of an officer
                fields=["dispute", "broken_on", "id"],
                name="disputes_agreement_wait",
                condition=Q(status="broken", breach_answer=""),
            ),
            models.Index(
                fields=["-reached_on", "-id"], name="disputes_agreement_reached"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("disputes:agreement_detail", args=[self.pk])

    @property
    def area(self):
        """Where it stands, as its dispute does."""
        return self.dispute.area

    @property
    def is_draft(self) -> bool:
        return self.status == AgreementStatus.DRAFT

    @property
    def is_in_effect(self) -> bool:
        return self.status == AgreementStatus.EFFECTIVE

    @property
    def is_public_security(self) -> bool:
        return self.form in {AgreementForm.PUBLIC_SECURITY, AgreementForm.ON_THE_SPOT}

    @property
    def awaits_an_answer(self) -> bool:
        """It was broken and nobody has said yet what follows."""
        return self.status == AgreementStatus.BROKEN and not self.breach_answer


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["area"])
class Obligation(SealedModel, VersionedModel):
    """What one side must do by when."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="obligations"
    )
    # Where the dispute is; the database keeps it.
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        db_index=False,
    )
    party = models.ForeignKey(
        DisputeParty,
        verbose_name=_("who owes it"),
        on_delete=models.PROTECT,
        related_name="obligations",
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=ObligationKind, default=ObligationKind.DO
    )
    what = EncryptedTextField(_("what is owed"))
    amount = models.DecimalField(
        _("amount (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    due_on = models.DateField(_("by when"))
    # As the parties signed it; set when both agreed on another day.
    first_due_on = models.DateField(_("first agreed day"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=ObligationStatus,
        default=ObligationStatus.OPEN,
    )
    settled_on = models.DateField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = EncryptedTextField(_("remark"), blank=True, default="")

    objects = ObligationQuerySet.as_manager()

    policy_resource = "obligation"
    scope_area = "area_id"
    scope_assigned = "agreement__dispute__mediator__user_id"
    PERSONAL_FIELDS = frozenset({"what", "note"})

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ObligationStatus.values)
                & Q(kind__in=ObligationKind.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="open", settled_on__isnull=True, settled_by__isnull=True
                )
                | (
                    ~Q(status="open")
                    & Q(settled_on__isnull=False, settled_by__isnull=False)
                ),
                name="%(app_label)s_%(class)s_settled_iff_not_open",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="%(app_label)s_%(class)s_amount_possible",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="disputes_obligation_open",
                condition=Q(status="open"),
            ),
            models.Index(
                fields=["area", "due_on", "id"],
                name="disputes_obligation_owed",
                condition=Q(status="open"),
            ),
            models.Index(fields=["due_on", "id"], name="disputes_obligation_due"),
            models.Index(fields=["updated_at", "id"], name="disputes_obligation_upd"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="written_where_the_dispute_is",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=WHERE_THE_DISPUTE_IS,
            ),
            pgtrigger.Trigger(
                name="stays_where_the_dispute_is",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("area", "agreement"),
                func=WHERE_THE_DISPUTE_IS,
            ),
        ]

    def __str__(self):
        return f"{self.agreement.number} · {self.party.name}"

    def get_absolute_url(self):
        return self.agreement.get_absolute_url()

    @property
    def is_open(self) -> bool:
        return self.status == ObligationStatus.OPEN

    @property
    def title(self) -> str:
        """Who owes what kind of thing, without saying what."""
        return f"{self.party.name} · {self.get_kind_display()}"
