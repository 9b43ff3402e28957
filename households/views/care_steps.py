"""The steps of a care plan."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from households.actions import care_plans as actions
from households.forms.care import (
    ContactForm,
    HelperForm,
    PauseForm,
    PlanEditForm,
    ReasonForm,
    ReviewForm,
)
from households.models import (
    CareHelper,
    CarePlan,
)
from households.views.care import CarePlanMixin
from households.views.ledger import (
    StepView,
    tap,
)
from station.views.policy import PolicyMixin


class CareFormView(CarePlanMixin, StepView):
    """A form about one plan."""

    permission_required = "care_plan.edit"


class CareEditView(CareFormView):
    form_class = PlanEditForm
    heading = property(lambda self: _("Edit the care plan"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The care plan is saved."))

    def form_extra(self):
        return {"area": self.record.area}

    def initial_of(self, current):
        names = ("kinds", "cycle_days", "holidays", "review_on")
        found = {name: getattr(current, name) for name in names}
        watch = current.watch_for if self.is_open else ""
        return {
            **found,
            "carer": current.carer_id,
            "watch_for": watch,
            "version": current.version,
        }

    def act(self, form):
        return actions.edit(
            plan=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class CarePauseView(CareFormView):
    form_class = PauseForm
    heading = property(lambda self: _("Pause the care"))
    submit = property(lambda self: _("Pause"))
    done = property(lambda self: _("Paused. No reminders until then."))

    def act(self, form):
        return actions.pause(plan=self.record, **self.form_data(form), **self.common)


class CareEndView(CareFormView):
    closing = property(lambda self: self.record)
    form_class = ReasonForm
    danger = True
    heading = property(lambda self: _("End the care"))
    submit = property(lambda self: _("End"))
    done = property(lambda self: _("Ended. No more reminders of it."))

    def act(self, form):
        return actions.end(plan=self.record, **self.form_data(form), **self.common)


class CareReviewView(CareFormView):
    form_class = ReviewForm
    heading = property(lambda self: _("Review the care plan"))
    submit = property(lambda self: _("It still holds"))
    done = property(lambda self: _("The review is noted."))

    def initial_of(self, current):
        return {
            "review_on": timezone.localdate().replace(
                year=timezone.localdate().year + 1, day=1
            )
        }

    def act(self, form):
        return actions.review(plan=self.record, **self.form_data(form), **self.common)


class CareContactView(CareFormView):
    permission_required = "care_plan.contact"
    form_class = ContactForm
    is_versioned = False
    heading = property(lambda self: _("Was in touch"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Noted."))

    def act(self, form):
        actions.contact(plan=self.record, **self.form_data(form), **self.common)
        return self.record


class CareHelperView(CareFormView):
    form_class = HelperForm
    is_versioned = False
    heading = property(lambda self: _("Somebody to call"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("Added."))

    def act(self, form):
        actions.add_helper(plan=self.record, **self.form_data(form), **self.common)
        return self.record


class CareResumeView(CarePlanMixin, PolicyMixin, View):
    """The visits go on."""

    permission_required = "care_plan.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = CarePlan.objects.visible_to(request.user, "edit").for_list()
        plan = get_object_or_404(rows, pk=pk)
        return tap(
            request,
            lambda: actions.resume(plan=plan, by=request.user, at=timezone.now()),
            plan.get_absolute_url(),
            _("The visits go on."),
        )


class CareHelperRemoveView(PolicyMixin, View):
    """Not to be called any more."""

    permission_required = "care_plan.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = CareHelper.objects.visible_to(request.user, "edit")
        helper = get_object_or_404(rows.select_related("plan"), pk=pk)
        return tap(
            request,
            lambda: actions.remove_helper(
                helper=helper, by=request.user, at=timezone.now()
            ),
            helper.plan.get_absolute_url(),
            _("Taken out."),
        )
