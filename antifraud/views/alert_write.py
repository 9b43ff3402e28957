"""Writing an alert: the words first, then whom it goes to."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud import wording
from antifraud.actions import alerts as actions
from antifraud.alike import alike
from antifraud.fitting import fitting
from antifraud.forms.alerts import AlertForm, ChooseForm
from antifraud.models import Alert, Audience, ScamType
from antifraud.views.alerts import FIELD_OF, to
from antifraud.workflow.people import Group
from households.places import only_of
from households.views.ledger import StepView
from households.views.pictures import PhotoMixin
from station.errors import RuleError
from station.views.action import ActionFormView
from station.views.origin import OriginMixin

SAID = (
    "kind", "form", "title", "body", "video_url", "groups", "scenes", "source",
)  # fmt: skip


def values_of(alert: Alert) -> dict:
    """What stands in the form of an alert's words."""
    found = {name: getattr(alert, name) for name in SAID}
    return found | {"scam_type": alert.scam_type_id, "area": alert.area_id}


class OnePictureMixin(PhotoMixin):
    """At most one picture comes along."""

    def _store(self, files) -> None:
        if len(files) > 1:
            raise RuleError(_("One picture is enough."), code="picture")
        super()._store(files)

    @property
    def picture(self):
        return self.stored[0] if self.stored else None


class AlertCreateView(OnePictureMixin, OriginMixin, ActionFormView):
    """Written anew, of a scam type, of a wave, or like an earlier one."""

    permission_required = "alert.create"
    form_class = AlertForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user, "permission": "alert.create"}

    def get_initial(self):
        found = {"version": 0, "area": self._area()}
        scam_type = self._scam_type()
        if scam_type is not None:
            found |= wording.proposed(scam_type) | {"scam_type": scam_type.pk}
        if self.like is not None:
            found = values_of(self.like) | {"version": 0}
        groups = self._groups()
        return found | ({"groups": groups} if groups else {})

    @cached_property
    def like(self) -> Alert | None:
        """The earlier one it resembles."""
        key = _number(self.request.GET.get("like", ""))
        rows = Alert.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=key) if key else None

    def _scam_type(self) -> ScamType | None:
        key = _number(self.request.GET.get("scam_type", ""))
        if key:
            return get_object_or_404(ScamType, pk=key)
        return getattr(self.origin, "scam_type", None)

    def _groups(self) -> list[str]:
        asked = ",".join(self.request.GET.getlist("groups")).split(",")
        own = getattr(self.origin, "group", "")
        wanted = {found for found in asked if found} or {own}
        return [group.value for group in Group if group.value in wanted]

    def _area(self) -> int | None:
        """Of the origin, else the one place in which all of one's own lie."""
        if self.origin_facts.area is not None:
            return self.origin_facts.area.pk
        form = AlertForm(user=self.request.user, permission="alert.create")
        only = only_of(form.fields["area"].queryset)
        return only.pk if only else None

    def texts(self):
        back = self.origin
        return {
            "heading": _("Write an alert"),
            "submit": _("On to the groups"),
            "done": _("Saved as a draft. Now choose whom it goes to."),
            "lead": str(back) if back else "",
            "back_url": back.get_absolute_url() if back else to("alert_list"),
            "back_label": _("Back") if back else pgettext("fraud", "Alerts"),
            "draft": "alert-new",
        }

    def next_url(self, made):
        return to("alert_choose", made.pk)

    def act_with(self, form, stored):
        return actions.draft(
            words=form.words(),
            area=form.cleaned_data["area"],
            picture=self.picture,
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )


class AlertEditView(OnePictureMixin, StepView):
    """Other words, another picture."""

    permission_required = "alert.edit"
    model = Alert
    form_class = AlertForm
    error_fields = FIELD_OF
    heading = property(lambda self: _("Edit the alert"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The alert is saved."))

    def form_extra(self):
        return {
            "user": self.request.user,
            "permission": "alert.edit",
            "has_picture": self.record.picture_id is not None,
        }

    def initial_of(self, current):
        return values_of(current)

    def act_with(self, form, stored):
        said = form.cleaned_data
        return actions.edit(
            alert=self.record,
            words=form.words(),
            area=said["area"],
            version=said["version"],
            picture=self.picture,
            drop_picture=bool(said.get("drop_picture")),
            **self.common,
        )


class AlertChooseView(StepView):
    """Whom it goes to, those it fits ticked; and what was sent lately in its words."""

    permission_required = "alert.edit"
    model = Alert
    form_class = ChooseForm
    error_fields = FIELD_OF
    template_name = "antifraud/alert_choose.html"
    heading = property(lambda self: _("Whom does it go to?"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def lead(self):
        return self.record.title

    @cached_property
    def audiences(self):
        rows = Audience.objects.visible_to(self.request.user).active()
        return rows.select_related("area").defer("address")

    @cached_property
    def fits(self):
        row = self.record
        return fitting(
            self.request.user,
            scam_type=row.scam_type,
            groups=row.groups,
            area=row.station or row.area,
        )

    @cached_property
    def chosen(self) -> set[int]:
        return set(self.record.audiences.values_list("pk", flat=True))

    def form_extra(self):
        return {"audiences": self.audiences, "fits": self.fits}

    def initial_of(self, current):
        fit = {found.audience.pk for found in self.fits}
        ticked = self.chosen or fit
        return {"fitting": list(ticked & fit), "others": list(ticked - fit)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            near=alike(
                self.record.words,
                user=self.request.user,
                at=timezone.now(),
                audiences=self.chosen,
                but=self.record.pk,
            ),
            **kwargs,
        )

    def act(self, form):
        """What somebody else chose and one may not see stays."""
        unseen = self.record.audiences.active().exclude(
            pk__in=self.audiences.values("pk")
        )
        return actions.choose(
            alert=self.record,
            audiences=[*form.chosen(), *unseen],
            version=form.cleaned_data["version"],
            hand_in="hand_in" in self.request.POST,
            **self.common,
        )


def _number(text: str) -> int:
    """An id in an address, else 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
