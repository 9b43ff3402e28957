"""The steps of an outreach event."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.actions import event_materials, outreach_results
from antifraud.actions import outreach as actions
from antifraud.forms import outreach as forms
from antifraud.models import OutreachEvent
from antifraud.views.outreach_detail import FIELD_OF
from households.views.ledger import StepView
from households.views.pictures import PhotoMixin

MANY = actions.MANY


class OutreachStepView(StepView):
    """One step of an event in one's charge."""

    permission_required = "outreach.edit"
    model = OutreachEvent
    error_fields = FIELD_OF
    step = None

    def lead(self):
        return self.record.title

    def texts(self):
        return {**super().texts(), "back_label": self.record.number}

    def act(self, form):
        step = type(self).step
        return step(event=self.record, **self.form_data(form), **self.common)


class WithPeople:
    """The form offers colleagues and places of who asks."""

    def form_extra(self):
        return {"user": self.request.user, "event": self.record}


class OutreachEditView(WithPeople, OutreachStepView):
    form_class = forms.OutreachForm
    heading = property(lambda self: _("Change the event"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def initial_of(self, current):
        found = {name: getattr(current, name) for name in actions.PLAIN}
        for name in ("area", "led_by"):
            found[name] = getattr(current, f"{name}_id")
        for name in ("starts_at", "ends_at"):
            found[name] = timezone.localtime(found[name])
        for name in MANY:
            ids = getattr(current, name).values_list("pk", flat=True)
            found[name] = list(ids)
        return found

    def act(self, form):
        return actions.edit(
            event=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"] or 0,
            **self.common,
        )


class OutreachHandOverView(WithPeople, OutreachStepView):
    form_class = forms.OutreachHandOverForm
    error_fields = {**FIELD_OF, "not_serving": "to"}
    heading = property(lambda self: _("Hand over"))
    submit = property(lambda self: _("Hand over"))
    done = property(lambda self: _("Handed over; they are told at once."))
    step = actions.hand_over


class OutreachCancelView(OutreachStepView):
    form_class = forms.OutreachCancelForm
    heading = property(lambda self: pgettext("outreach", "Call off"))
    submit = property(lambda self: pgettext("outreach", "Call off"))
    done = property(lambda self: _("Called off; the material is back in stock."))
    step = actions.cancel
    danger = True


class OutreachResumeView(OutreachStepView):
    form_class = forms.OutreachResumeForm
    heading = property(lambda self: _("It takes place after all"))
    submit = property(lambda self: _("It takes place after all"))
    done = property(lambda self: _("It is in the calendar again."))
    step = actions.resume


class OutreachWriteUpView(WithPeople, PhotoMixin, OutreachStepView):
    """On the phone, right after it."""

    template_name = "antifraud/outreach_write_up.html"
    form_class = forms.WriteUpForm
    error_fields = {**FIELD_OF, "people": "reached"}
    heading = property(lambda self: _("Write up"))
    submit = property(lambda self: _("Write up"))
    done = property(lambda self: _("Written up. Thank you."))
    step = outreach_results.write_up

    @cached_property
    def draft(self) -> str:
        return f"outreach-{self.record.pk}"

    def texts(self):
        return {**super().texts(), "draft": self.draft}

    def act_with(self, form, stored):
        step = type(self).step
        return step(
            event=self.record,
            reached=form.cleaned_data["reached"],
            result=form.cleaned_data["result"],
            version=form.cleaned_data["version"],
            given=form.given(),
            photos=stored,
            **self.common,
        )


class OutreachCorrectView(OutreachWriteUpView):
    heading = property(lambda self: _("Set right"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))
    step = outreach_results.correct

    def initial_of(self, current):
        return {"reached": current.reached, "result": current.result}


class OutreachMaterialsView(WithPeople, OutreachStepView):
    template_name = "antifraud/outreach_materials.html"
    form_class = forms.SetAsideForm
    is_versioned = False
    heading = property(lambda self: _("Take material along"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The stock is booked."))

    def act(self, form):
        return event_materials.set_aside(
            event=self.record, given=form.given(), **self.common
        )


class OutreachPhotosView(PhotoMixin, OutreachStepView):
    form_class = forms.OutreachPhotosForm
    is_versioned = False
    heading = property(lambda self: _("Add photos"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("The photos are with the event."))

    def act_with(self, form, stored):
        return outreach_results.add_photos(
            event=self.record, photos=stored, **self.common
        )
