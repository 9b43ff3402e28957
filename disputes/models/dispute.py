"""Disputes (矛盾纠纷): quarrels the station has heard of."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disputes import words
from disputes.models.mediator import Mediator
from disputes.workflow import OPEN, Outcome, Status
from disputes.workflow.intake import Danger, Grade, Source, Tier, Track
from households.models import Household
from station import names
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.pairs import Pairs
from station.scoping import ScopedQuerySet
from station.sealed_words import SealedWordsField

# Its agreements are held: an obligation being written into one waits, or is waited for.
OBLIGATIONS_GO_ALONG = """
PERFORM 1 FROM disputes_agreement WHERE dispute_id = NEW.id ORDER BY id FOR UPDATE;
UPDATE disputes_obligation o SET area_id = NEW.area_id
FROM disputes_agreement a WHERE a.id = o.agreement_id AND a.dispute_id = NEW.id;
RETURN NULL;
"""


class DisputeQuerySet(ScopedQuerySet):
    """Disputes asked for by what is owed."""

    def open(self):
        return self.filter(status__in=OPEN)

    def overdue(self, *, at):
        return self.open().filter(due_at__lt=at)

    def for_list(self):
        return self.select_related("area", "assigned_to", "household__address")


@pghistory.track(
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["tokens", "summary_words"],
)
class Dispute(SealedModel, VersionedModel):
    """A quarrel between residents, from the first hint on."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="disputes"
    )
    household = models.ForeignKey(
        Household,
        verbose_name=_("household"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
    )
    place = models.CharField(_("where"), max_length=120, blank=True)
    source = models.CharField(_("how it was heard of"), max_length=12, choices=Source)
    call_number = models.CharField(_("number of the call"), max_length=40, blank=True)
    place_key = models.CharField(max_length=120, blank=True, editable=False)
    field = models.CharField(_("kind of quarrel"), max_length=24)  # a DisputeField
    grade = models.PositiveSmallIntegerField(
        _("grade"), choices=Grade, default=Grade.ONE
    )
    tier = models.CharField(_("tier"), max_length=8, choices=Tier, default=Tier.GENERAL)
    # What the rules say of facts that came later; empty where nothing is to decide.
    proposed_tier = models.CharField(
        _("proposed tier"), max_length=8, choices=Tier, blank=True, default=""
    )
    track = models.CharField(
        _("legal track"), max_length=16, choices=Track, blank=True, default=""
    )
    event_on = models.DateField(_("day of the event"))
    amount = models.DecimalField(
        _("amount in dispute (yuan)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    people_count = models.PositiveSmallIntegerField(_("people involved"), default=2)
    dangers = ArrayField(
        models.CharField(max_length=12, choices=Danger),
        verbose_name=_("signs of danger"),
        default=list,
        blank=True,
    )
    is_domestic_violence = models.BooleanField(_("domestic violence"), default=False)
    is_school_bullying = models.BooleanField(_("school bullying"), default=False)
    school_told_on = models.DateField(_("school told on"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(
        _("how often in twelve months"), default=1, editable=False
    )
    party_names = models.CharField(_("parties"), max_length=200, blank=True)
    tokens = ArrayField(models.TextField(), default=list, editable=False)
    summary = EncryptedTextField(_("what it is about"))
    summary_words = SealedWordsField(source="summary")
    reported_at = models.DateTimeField(_("reported"))
    reported_by = models.ForeignKey(
        User, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    taken_up_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"))
    assigned_to = models.ForeignKey(
        User,
        verbose_name=_("in charge"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    mediator = models.ForeignKey(
        Mediator,
        verbose_name=_("mediator"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
    )
    warning_score = models.PositiveSmallIntegerField(
        _("early warning"), default=0, editable=False
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.REPORTED
    )
    mediated_at = models.DateTimeField(_("mediation finished"), null=True, blank=True)
    told_of_court_on = models.DateField(
        _("told that they may sue"), null=True, blank=True
    )
    outcome = models.CharField(
        _("how it turned out"), max_length=12, choices=Outcome, blank=True
    )
    result = EncryptedTextField(_("how it ended"), blank=True, default="")
    ended_at = models.DateTimeField(_("concluded"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DisputeQuerySet.as_manager()

    WORDS = {"field": words.of_field, "grade": words.of_grade}
    policy_resource = "dispute"
    scope_area = "area_id"
    scope_assigned = "mediator__user_id"
    PERSONAL_FIELDS = frozenset(
        {"party_names", "tokens", "summary", "summary_words", "result"}
    )

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="%(app_label)s_%(class)s_status_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    source__in=Source.values,
                    tier__in=Tier.values,
                    track__in=["", *Track.values],
                    proposed_tier__in=["", *Tier.values],
                ),
                name="%(app_label)s_%(class)s_kinds_valid",
            ),
            models.CheckConstraint(
                condition=Q(grade__gte=1, grade__lte=5),
                name="%(app_label)s_%(class)s_grade_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="ended",
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    outcome__in=Outcome.values,
                )
                | (
                    ~Q(status="ended")
                    & Q(ended_at__isnull=True, ended_by__isnull=True, outcome="")
                ),
                name="%(app_label)s_%(class)s_outcome_iff_ended",
            ),
            models.CheckConstraint(
                condition=Q(people_count__gte=1)
                & (Q(amount__isnull=True) | Q(amount__gte=0)),
                name="%(app_label)s_%(class)s_figures_possible",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["settled", "failed"])
                | Q(mediated_at__isnull=False),
                name="%(app_label)s_%(class)s_mediated_when_settled",
            ),
            models.CheckConstraint(
                condition=~Q(status="taken_up")
                | Q(assigned_to__isnull=False, taken_up_at__isnull=False),
                name="%(app_label)s_%(class)s_taken_up_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at", "id"],
                name="disputes_dispute_open",
                condition=Q(status__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["assigned_to", "due_at", "id"],
                name="disputes_dispute_mine",
                condition=Q(status__in=sorted(OPEN)),
            ),
            models.Index(  # counted by officers' villages, without reading the rows
                fields=["area", "tier"],
                name="disputes_dispute_assigned",
                condition=Q(status__in=sorted(OPEN), assigned_to__isnull=False),
            ),
            models.Index(
                fields=["area", "-reported_at", "-id"], name="disputes_dispute_area"
            ),
            models.Index(fields=["area", "id"], name="disputes_dispute_newest"),
            models.Index(
                fields=["mediator", "due_at", "id"],
                name="disputes_dispute_mediator",
                condition=Q(status__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["area", "-warning_score", "id"],
                name="disputes_dispute_warning",
                condition=Q(status__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["household", "-reported_at"], name="disputes_dispute_house"
            ),
            models.Index(
                fields=["area", "place_key", "-reported_at"],
                name="disputes_dispute_place",
            ),
            models.Index(
                fields=["area", "due_at", "id"],
                name="disputes_dispute_proposed",
                condition=~Q(proposed_tier="") & Q(status__in=sorted(OPEN)),
            ),
            models.Index(fields=["updated_at", "id"], name="disputes_dispute_upd"),
            models.Index(
                fields=["call_number"],
                name="disputes_dispute_call",
                condition=~Q(call_number=""),
            ),
            GinIndex(Pairs("party_names", "place"), name="disputes_dispute_words"),
            GinIndex(fields=["tokens"], name="disputes_dispute_tokens"),
            GinIndex(fields=["summary_words"], name="disputes_dispute_summary"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="obligations_go_along",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("area"),
                func=OBLIGATIONS_GO_ALONG,
            )
        ]

    def __str__(self):
        return self.number

    def save(self, **options):
        """The score is early warning's alone: no older one is written over it."""
        if not self._state.adding and options.get("update_fields") is None:
            unread = {*self.get_deferred_fields(), "warning_score"}
            options["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.attname not in unread
            ]
        super().save(**options)

    def get_absolute_url(self):
        return reverse("disputes:detail", args=[self.pk])

    def get_field_display(self) -> str:
        """The county's word for the kind of quarrel."""
        return words.of_field(self.field)

    def get_grade_display(self) -> str:
        """The county's word for the grade."""
        return words.of_grade(self.grade)

    @property
    def danger_words(self) -> str:
        """The signs of danger, in words."""
        return gettext(", ").join(str(label) for label in self.danger_labels)

    @property
    def danger_labels(self) -> list[str]:
        """Each sign of danger, in words."""
        return [Danger(code).label for code in self.dangers]

    def write_party_names(self, shown: list[str]) -> None:
        """The parties as lists show them, and every form their names are typed in."""
        self.party_names = "、".join(shown)[:200]
        found = (token for name in shown for token in names.tokens(name))
        self.tokens = list(dict.fromkeys(found))

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def title(self) -> str:
        """Field and parties, as people speak of it."""
        field = self.get_field_display()
        return f"{field} · {self.party_names}" if self.party_names else field
