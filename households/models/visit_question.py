"""Entries that look implausible, asked about; a question is not an accusation."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from households.models.visit import Visit
from households.workflow.rounds import QuestionState
from station.fields import EncryptedTextField
from station.models import Area, SealedModel, User, VersionedModel
from station.scoping import ScopedQuerySet


class QuestionKind(models.TextChoices):
    """What struck the eye."""

    BURST = "burst", _("Very many visits in one hour")
    PHOTO = "photo", _("The same photo twice")
    SPOT = "spot", _("Far doors, all from one spot")
    FAR = "far", _("Recorded far from the door")
    NIGHT = "night", _("In the middle of the night")
    TEXT = "text", _("The same words again and again")


class VisitQuestionQuerySet(ScopedQuerySet):
    """Questions asked for by what is still owed."""

    def open(self):
        return self.filter(state__in=(QuestionState.OPEN, QuestionState.ANSWERED))

    def for_list(self):
        return self.select_related("officer", "area")


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class VisitQuestion(SealedModel, VersionedModel):
    """One thing to be explained about some visits of one officer."""

    officer = models.ForeignKey(
        User, verbose_name=_("who is asked"), on_delete=models.PROTECT, related_name="+"
    )
    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("what struck"), max_length=6, choices=QuestionKind)
    visits = models.ManyToManyField(
        Visit, verbose_name=_("visits"), related_name="questions"
    )
    visit_count = models.PositiveSmallIntegerField(_("visits"), default=0)
    happened_at = models.DateTimeField(_("when"))
    figures = models.JSONField(_("figures"), default=dict)
    dedupe_key = models.CharField(max_length=120, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=QuestionState, default=QuestionState.OPEN
    )
    answer = EncryptedTextField(_("answer"), blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    decision = EncryptedTextField(_("decision in words"), blank=True, default="")
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = VisitQuestionQuerySet.as_manager()

    policy_resource = "visit_question"
    scope_area = "area_id"
    scope_own = "officer_id"
    PERSONAL_FIELDS = frozenset({"answer", "decision"})

    class Meta:
        verbose_name = _("question about visits")
        verbose_name_plural = _("questions about visits")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=QuestionKind.values),
                name="%(app_label)s_%(class)s_kind_valid",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["open", "answered"],
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                )
                | Q(
                    state__in=["explained", "wrong"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="%(app_label)s_%(class)s_decided_iff_settled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "-happened_at", "-id"], name="households_question_area"
            ),
            models.Index(
                fields=["officer", "-happened_at"], name="households_question_mine"
            ),
            models.Index(fields=["updated_at", "id"], name="households_question_upd"),
            models.Index(fields=["happened_at", "id"], name="households_question_when"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.officer_id}"

    def get_absolute_url(self):
        return reverse("households:visit_question_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in (QuestionState.OPEN, QuestionState.ANSWERED)
