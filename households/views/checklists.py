"""Checklists: the present ones, a version, and the draft of the next."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import checklists as actions
from households.actions import venue_kinds
from households.forms.venues import DraftForm, ItemForm
from households.models import Checklist, ChecklistItem, Section
from station import policy
from station.errors import RuleError
from station.policy_words import keepers
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class ChecklistListView(PolicyMixin, TemplateView):
    """Every list with its versions, the present one first."""

    permission_required = "checklist.view"
    template_name = "households/checklist_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = Checklist.objects.select_related("kind").order_by(
            "kind__order", "kind_id", "-version"
        )[:300]
        return super().get_context_data(
            checklists=rows,
            may_create=policy.can(user, "checklist.create"),
            may_adopt=policy.can(user, "checklist.adopt"),
            kept_by=keepers(user, "checklist.edit"),
            missing=venue_kinds.missing_standard(),
            **kwargs,
        )


class ChecklistMixin(PolicyMixin):
    """One version of a checklist."""

    permission_required = "checklist.view"

    @cached_property
    def checklist(self) -> Checklist:
        action = self.permission_required.partition(".")[2]
        rows = Checklist.objects.visible_to(self.request.user, action)
        return get_object_or_404(rows.select_related("kind"), pk=self.kwargs["pk"])


class ChecklistDetailView(ChecklistMixin, TemplateView):
    """All that is looked at, by section; a draft can be edited, nothing else."""

    template_name = "households/checklist_detail.html"

    def get_context_data(self, **kwargs):
        checklist, user = self.checklist, self.request.user
        items = list(checklist.items.all())
        sections = [
            (label, [item for item in items if item.section == key])
            for key, label in Section.choices
        ]
        may_edit = policy.can(user, "checklist.edit")
        return super().get_context_data(
            checklist=checklist,
            sections=[(label, rows) for label, rows in sections if rows],
            count=len(items),
            may_edit=may_edit and checklist.is_draft,
            may_draft=may_edit and checklist.is_current,
            kept_by=keepers(user, "checklist.edit"),
            timeline=timeline_of(checklist, user=user),
            **kwargs,
        )


class ChecklistDraftView(ActionFormView):
    """The next version begins as the present one stands."""

    permission_required = "checklist.create"
    form_class = DraftForm
    error_fields = {actions.DRAFT_TWIN: "kind"}

    def get_initial(self):
        return {"kind": self.request.GET.get("kind")}

    def texts(self):
        return {
            "heading": _("Next version of a checklist"),
            "submit": _("Begin the draft"),
            "done": _("The draft has all items of the present version."),
            "back_url": reverse("venues:checklist_list"),
            "back_label": _("Checklists"),
        }

    def act(self, form):
        return actions.start(
            kind=form.cleaned_data["kind"], by=self.request.user, at=timezone.now()
        )


class ChecklistPublishView(ChecklistMixin, View):
    """From now on it holds, and is final."""

    permission_required = "checklist.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        try:
            actions.publish(
                checklist=self.checklist, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Published: inspections go by it from now on."))
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.checklist.get_absolute_url())


class ItemFormView(ActionFormView):
    """One thing to look at."""

    permission_required = "checklist.edit"
    form_class = ItemForm
    error_fields = {"no_name": "title_zh"}

    @property
    def draft(self) -> Checklist:
        raise NotImplementedError

    def texts(self):
        return {
            "heading": _("Item of the checklist"),
            "submit": _("Save"),
            "done": _("The item is saved."),
            "back_url": self.draft.get_absolute_url(),
            "back_label": str(self.draft),
        }

    def next_url(self, made):
        return self.draft.get_absolute_url()


class ItemCreateView(ChecklistMixin, ItemFormView):
    permission_required = "checklist.edit"

    @property
    def draft(self) -> Checklist:
        return self.checklist

    def act(self, form):
        return actions.add_item(
            checklist=self.draft,
            facts=form.facts(),
            by=self.request.user,
            at=timezone.now(),
        )


class ItemMixin:
    @cached_property
    def item(self) -> ChecklistItem:
        lists = Checklist.objects.visible_to(self.request.user, "edit")
        rows = ChecklistItem.objects.filter(checklist__in=lists)
        return get_object_or_404(
            rows.select_related("checklist__kind"), pk=self.kwargs["pk"]
        )


class ItemEditView(ItemMixin, ItemFormView):
    @property
    def draft(self) -> Checklist:
        return self.item.checklist

    def get_initial(self):
        names = actions.ItemFacts.__dataclass_fields__
        return {name: getattr(self.item, name) for name in names}

    def act(self, form):
        return actions.edit_item(
            item=self.item,
            facts=form.facts(),
            by=self.request.user,
            at=timezone.now(),
        )


class ItemDropView(ItemMixin, PolicyMixin, View):
    """Not looked at any more from this version on."""

    permission_required = "checklist.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        draft = self.item.checklist
        try:
            actions.drop_item(item=self.item, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(draft.get_absolute_url())
