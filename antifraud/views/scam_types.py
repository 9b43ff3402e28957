"""Pages of the scam types."""

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.actions import scam_types as actions
from antifraud.forms.scam_types import TypeEditForm, TypeForm
from antifraud.models import ScamType
from antifraud.workflow.people import Group, Scene
from households.views.ledger import Button, LedgerView, RecordView
from station import phrasing, policy
from station.views.action import ActionFormView
from station.views.panels import panels_of

FIELD_OF = {
    "code_taken": "code",
    "no_name": "name_zh",
    "no_hotline": "hotline",
    "days": "valid_until",
}


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """The types, and the lists they come from."""
    pages = (
        ("types", _("Scam types"), "scam_type_list"),
        ("lists", _("Published lists"), "scam_lists"),
    )
    return [
        (label, reverse(f"antifraud:{name}"), key == current)
        for key, label, name in pages
    ]


class ScamTypeListView(LedgerView):
    """The types one speaks of, in their order."""

    permission_required = "scam_type.view"
    list_key = "antifraud.scamtype"
    empty_icon = "shield"

    def tabs(self):
        return tabs("types")

    def buttons(self):
        if not policy.can(self.request.user, "scam_type.edit"):
            return []
        url = reverse("antifraud:scam_type_create")
        return [Button(_("New scam type"), "plus", url, "primary")]

    def note(self, row):
        return row.signs

    def tone(self, key, row):
        return "grey" if key == "mark" else ""

    def empty(self):
        return (
            _("No type is told of now"),
            _("The county adds them as the national lists name them."),
        )


class ScamTypeView(RecordView):
    """How the fraud is known, what to do, whom it meets, where it comes from."""

    permission_required = "scam_type.view"
    template_name = "antifraud/scam_type_detail.html"
    model = ScamType

    def get_context_data(self, **kwargs):
        row = self.record
        listed = row.listed.select_related("of_list").order_by(
            "-of_list__published_on", "pk"
        )
        return super().get_context_data(
            groups=[Group(code).label for code in row.groups],
            scenes=[Scene(code).label for code in row.scenes],
            listed=list(listed),
            panels=panels_of("scam_type", self.request, row),
            **kwargs,
        )

    def back(self):
        return reverse("antifraud:scam_type_list"), _("Scam types")

    def lead(self):
        row = self.record
        if row.valid_until:
            return _("spoken of from %(first)s to %(last)s") % {
                "first": phrasing.in_full(row.valid_from),
                "last": phrasing.in_full(row.valid_until),
            }
        since = phrasing.in_full(row.valid_from)
        return _("spoken of since %(day)s") % {"day": since}

    def badge(self):
        if self.record.is_valid_on(timezone.localdate()):
            return pgettext("scam type", "told of"), "green"
        return _("no longer told of"), "grey"

    def buttons(self):
        row, user, found = self.record, self.request.user, []
        if self.may("scam_type.edit"):
            url = reverse("antifraud:scam_type_edit", args=[row.pk])
            found.append(Button(_("Edit"), "pencil", url, "quiet"))
        if policy.can(user, "alert.create") and (url := _alert_url(row)):
            found.append(Button(_("Write an alert"), "speakerphone", url, "primary"))
        return found

    def facts(self):
        row = self.record
        return [
            (_("Source"), row.source),
            (_("Certainty"), row.get_mark_display()),
            (_("As the screening of calls names it"), row.get_screening_display()),
            (_("English name"), row.name_en),
        ]


def _alert_url(row) -> str:
    try:
        return f"{reverse('antifraud:alert_create')}?scam_type={row.pk}"
    except NoReverseMatch:
        return ""


class ScamTypeFormView(ActionFormView):
    """A form about a scam type."""

    permission_required = "scam_type.edit"
    error_fields = FIELD_OF

    def texts(self):
        return {
            "submit": _("Save"),
            "done": _("The scam type is saved."),
            "back_url": reverse("antifraud:scam_type_list"),
            "back_label": _("Scam types"),
        }


class ScamTypeCreateView(ScamTypeFormView):
    """A way of fraud that is new here."""

    form_class = TypeForm

    def get_initial(self):
        return {"valid_from": timezone.localdate()}

    def texts(self):
        return {**super().texts(), "heading": _("New scam type")}

    def act(self, form):
        return actions.add(
            facts=form.facts(),
            code=form.cleaned_data["code"],
            by=self.request.user,
            at=timezone.now(),
        )


class ScamTypeEditView(ScamTypeFormView):
    """Other signs, other advice."""

    form_class = TypeEditForm

    @cached_property
    def scam_type(self) -> ScamType:
        return get_object_or_404(ScamType, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.scam_type)

    def initial_of(self, current):
        names = (*actions.FIELDS, "version")
        return {name: getattr(current, name) for name in names}

    def texts(self):
        back = {
            "back_url": self.scam_type.get_absolute_url(),
            "back_label": str(self.scam_type),
        }
        return {**super().texts(), **back, "heading": str(self.scam_type)}

    def act(self, form):
        return actions.edit(
            scam_type=self.scam_type,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
