"""Key points: their equipment, its tests, and how many places are covered."""

from django.db.models import Count, Exists, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import key_points as actions
from households.filters.care import tested
from households.forms.liaison import (
    EndForm,
    EquipmentForm,
    EquipmentTestForm,
    KeyPointEditForm,
    KeyPointForm,
)
from households.models import Equipment, EquipmentKind, EquipmentTest, KeyPoint
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    StepView,
    tap,
    to,
)
from households.views.pictures import PhotoMixin
from station import links, policy
from station.models import Attachment
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "no_cameras": "camera_count",
    "no_note": "note",
    "older": "tested_on",
    "future": "tested_on",
    actions.TWIN: "name",
}
TONES = {"untested": "amber", "working": "green", "failed": "red"}


class KeyPointListView(LedgerView):
    """The places that must be safe; whose test is due first."""

    permission_required = "key_point.view"
    list_key = "households.keypoint"
    empty_icon = "shield-check"
    due_keys = frozenset({"due"})

    def tone(self, key, row):
        return "red" if key == "failed" and row.failed_count else ""

    def buttons(self):
        found = [Button(_("Coverage"), "chart-bar", to("key_point_coverage"))]
        if policy.can(self.request.user, "key_point.create"):
            url = to("key_point_create")
            found.append(Button(_("New key point"), "plus", url, "primary"))
        return found

    def empty(self):
        return (
            _("No key point yet"),
            _("Schools, hospitals, banks: add them with their alarms and cameras."),
        )


class CoverageView(PolicyMixin, TemplateView):
    """“11 of 11 schools have a tested one-key alarm”, with the list behind it."""

    permission_required = "key_point.view"
    template_name = "households/key_point_coverage.html"

    def get_context_data(self, **kwargs):
        equipment = list(EquipmentKind.objects.filter(is_active=True))
        rows = coverage(self.request.user, equipment, on=timezone.localdate())
        return super().get_context_data(kinds=equipment, rows=rows, **kwargs)


def coverage(user, equipment, *, on) -> list[dict]:
    """For each kind of place how many there are, and how many are covered by what."""
    points = KeyPoint.objects.visible_to(user).kept().order_by()
    for kind in equipment:
        points = points.annotate(**{f"has_{kind.pk}": Exists(tested(kind, on=on))})
    counts = {
        f"n_{kind.pk}": Count("pk", filter=Q(**{f"has_{kind.pk}": True}))
        for kind in equipment
    }
    words = dict(KeyPoint.Kind.choices)
    found = points.values("kind").annotate(total=Count("pk"), **counts)
    return [
        {
            "label": words[row["kind"]],
            "kind": row["kind"],
            "total": row["total"],
            "cells": [(kind, row[f"n_{kind.pk}"]) for kind in equipment],
        }
        for row in sorted(found, key=lambda row: -row["total"])
    ]


class KeyPointView(RecordView):
    """One key point: what is there, whether it works, when it is tested again."""

    permission_required = "key_point.view"
    model = KeyPoint

    def back(self):
        return to("key_point_list"), _("Key points")

    def badge(self):
        if self.record.closed_on:
            return _("no longer one"), "grey"
        return self.record.get_kind_display(), "blue"

    def due(self):
        return self.record.next_due if self.record.closed_on is None else None

    @cached_property
    def may_edit(self) -> bool:
        return self.record.closed_on is None and self.may("key_point.edit")

    def buttons(self):
        pk = self.record.pk
        if not self.may_edit:
            return []
        return [
            Button(_("No longer one"), "archive", to("key_point_close", pk), "quiet"),
            Button(_("Edit"), "pencil", to("key_point_edit", pk)),
            Button(_("Add equipment"), "plus", to("equipment_add", pk), "primary"),
        ]

    def facts(self):
        row = self.record
        unit = row.unit.name if row.unit else ""
        return [
            (_("Area"), row.area.name),
            (_("Unit"), unit),
            (_("Remark"), row.remark),
        ]

    def sections(self):
        rows = self.record.equipment.filter(removed_on__isnull=True)
        items = [
            self._equipment(row) for row in rows.select_related("kind", "key_point")
        ]
        empty = _("No equipment is written down yet.")
        return [
            Section(_("Equipment"), "shield-check", items, empty),
            Section(_("Tests"), "clipboard-check", self._tests(), _("No tests yet.")),
        ]

    def _equipment(self, row: Equipment) -> Item:
        cameras = _("%(n)d cameras") % {"n": row.camera_count or 0}
        parts = [cameras if row.kind.has_cameras else "", row.covers]
        closed = self.record.closed_on is not None
        return Item(
            str(row.kind),
            " · ".join(filter(None, parts)),
            due=None if closed else row.due_on,
            badge=row.get_state_display(),
            tone=TONES[row.state],
            buttons=[] if closed else self._steps(row),
        )

    def _steps(self, row: Equipment) -> list[Button]:
        found = []
        if self.may("key_point.test"):
            found.append(
                Button(_("Test"), "check", to("equipment_test", row.pk), "soft")
            )
        if row.state == Equipment.State.FAILED:
            offers = links.offers(row, user=self.request.user)
            found += [Button(o.label, o.icon, o.url, "soft") for o in offers]
        if self.may_edit:
            url = to("equipment_remove", row.pk)
            found.append(Button(_("Taken away"), "x", url, "quiet", True))
        return found

    def _tests(self) -> list[Item]:
        rows = EquipmentTest.objects.filter(equipment__key_point=self.record)
        rows = list(rows.select_related("equipment__kind", "tested_by")[:30])
        pictures = self._pictures(rows)
        return [
            Item(
                str(row.equipment.kind),
                " · ".join(filter(None, [row.tested_by.name, row.note])),
                at=row.tested_on,
                badge=_("it works") if row.works else _("it failed"),
                tone="green" if row.works else "red",
                photos=pictures.get(f"households.equipmenttest:{row.pk}", []),
            )
            for row in rows
        ]

    def _pictures(self, rows) -> dict[str, list]:
        names = [f"households.equipmenttest:{row.pk}" for row in rows]
        found: dict[str, list] = {}
        visible = Attachment.objects.visible_to(self.request.user)
        for photo in visible.filter(subject__in=names):
            found.setdefault(photo.subject, []).append(photo)
        return found


class KeyPointFormMixin:
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}


class KeyPointCreateView(KeyPointFormMixin, ActionFormView):
    permission_required = "key_point.create"
    form_class = KeyPointForm

    def texts(self):
        return {
            "heading": _("New key point"),
            "submit": _("Add"),
            "done": _("The key point is added. Now its equipment."),
            "back_url": to("key_point_list"),
            "back_label": _("Key points"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class KeyPointEditView(KeyPointFormMixin, StepView):
    permission_required = "key_point.edit"
    model = KeyPoint
    form_class = KeyPointEditForm
    heading = property(lambda self: _("Edit the key point"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The key point is saved."))

    def form_extra(self):
        return {"user": self.request.user}

    def initial_of(self, current):
        names = ("name", "kind", "remark", "version")
        found = {name: getattr(current, name) for name in names}
        return {**found, "area": current.area_id, "unit": current.unit_id}

    def act(self, form):
        return actions.edit(
            key_point=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class KeyPointCloseView(StepView):
    permission_required = "key_point.edit"
    model = KeyPoint
    form_class = EndForm
    danger = True
    heading = property(lambda self: _("No longer a key point"))
    submit = property(lambda self: _("No longer one"))
    done = property(lambda self: _("Closed. Nothing there is tested again."))

    def act(self, form):
        return actions.close(
            key_point=self.record, **self.form_data(form), **self.common
        )


class EquipmentAddView(StepView):
    permission_required = "key_point.edit"
    model = KeyPoint
    form_class = EquipmentForm
    error_fields = {**FIELD_OF, "future": "since_on"}
    is_versioned = False
    heading = property(lambda self: _("Add equipment"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("Added. Its first test is due soon."))

    def act(self, form):
        data = self.form_data(form)
        actions.add_equipment(key_point=self.record, **data, **self.common)
        return self.record


class EquipmentTestView(PhotoMixin, StepView):
    """It is tried out; what failed can be reported as a hazard at once."""

    permission_required = "key_point.test"
    model = Equipment
    form_class = EquipmentTestForm
    error_fields = FIELD_OF
    heading = property(lambda self: _("Test of equipment"))
    submit = property(lambda self: _("Save the test"))
    done = property(lambda self: _("The test is kept."))

    def lead(self):
        return str(self.record)

    def act_with(self, form, files):
        data = self.form_data(form)
        return actions.record_test(
            equipment=self.record, files=files, **data, **self.common
        )


class EquipmentRemoveView(PolicyMixin, View):
    """It is no longer there."""

    permission_required = "key_point.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = Equipment.objects.visible_to(request.user, "edit").for_list()
        found = get_object_or_404(rows, pk=pk)
        return tap(
            request,
            lambda: actions.remove_equipment(
                equipment=found, by=request.user, at=timezone.now()
            ),
            found.get_absolute_url(),
            _("Taken out."),
        )
