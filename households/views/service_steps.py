"""The steps of one service, each a form of its own."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.actions import service_ends, services
from households.forms import services as forms
from households.models import ServiceRequest
from station.tasks import sweep
from station.views.action import ActionFormView


class ServiceStepView(ActionFormView):
    """One step of a service in scope for the page's permission."""

    permission_required = "service.edit"
    form_class = forms.StepForm
    error_fields = {"begins_at": "begins_at", "slot": "slot", "to": "to"}
    danger = False
    heading = submit = done = lead = ""

    @cached_property
    def service(self) -> ServiceRequest:
        action = self.permission_required.partition(".")[2]
        rows = ServiceRequest.objects.visible_to(self.request.user, action)
        rows = rows.select_related("guide", "area", "assigned_to")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def form_extra(self):
        return {"request": self.service}

    def get_initial(self):
        return self.initial_of(self.service)

    def initial_of(self, current):
        return {"version": current.version}

    def texts(self):
        return {
            "heading": self.heading,
            "submit": self.submit,
            "done": self.done,
            "lead": f"{self.service.guide} · {self.service.resident_name}",
            "danger": self.danger,
            "back_url": self.service.get_absolute_url(),
            "back_label": self.service.number,
        }

    def act(self, form):
        data = form.cleaned_data
        made = self.step(form)(
            request=self.service,
            by=self.request.user,
            at=timezone.now(),
            version=data["version"],
            **self.facts(form),
        )
        sweep.delay_on_commit()
        return made

    def step(self, form):
        raise NotImplementedError

    def facts(self, form) -> dict:
        return {}


class ConfirmView(ServiceStepView):
    form_class = forms.ConfirmForm

    heading = property(lambda self: _("Confirm the service"))
    submit = property(lambda self: _("Confirm"))
    done = property(lambda self: _("Confirmed; the receipt says so."))

    def initial_of(self, current):
        return {"version": current.version, "begins_at": current.begins_at}

    def step(self, form):
        return services.confirm

    def facts(self, form):
        return {"begins_at": form.cleaned_data.get("begins_at")}


class MoveView(ServiceStepView):
    form_class = forms.MoveForm

    heading = property(lambda self: _("Move the appointment"))
    submit = property(lambda self: _("Move the appointment"))
    done = property(lambda self: _("The service has another time."))

    def step(self, form):
        return services.reschedule

    def facts(self, form):
        reason = form.cleaned_data["reason"]
        return {"begins_at": form.new_time, "reason": reason}


class SetOutView(ServiceStepView):
    heading = property(lambda self: _("Set out"))
    submit = property(lambda self: _("I am on my way"))
    done = property(lambda self: _("The receipt says that you are on your way."))

    def step(self, form):
        return service_ends.set_out


class ServeView(ServiceStepView):
    closing = property(lambda self: self.service)
    form_class = forms.EndForm

    heading = property(lambda self: _("The service is done"))
    submit = property(lambda self: _("Done"))
    done = property(lambda self: _("Done. The resident can say how it went."))

    def step(self, form):
        return service_ends.serve

    def facts(self, form):
        data = form.cleaned_data
        return {"result": data["text"], "papers_missing": data["papers_missing"]}


class CannotView(ServiceStepView):
    closing = property(lambda self: self.service)
    form_class = forms.CannotForm

    heading = property(lambda self: _("It could not be done"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Noted; the receipt says why."))

    def initial_of(self, current):
        missing = current.papers_missing
        return {"version": current.version, "papers_missing": missing}

    def step(self, form):
        return service_ends.cannot

    def facts(self, form):
        data = form.cleaned_data
        return {"reason": data["text"], "papers_missing": data["papers_missing"]}


class NoShowView(ServiceStepView):
    heading = property(lambda self: _("Nobody came"))
    submit = property(lambda self: _("Nobody came"))
    done = property(lambda self: _("Noted."))

    def step(self, form):
        return service_ends.no_show


class CallOffView(ServiceStepView):
    form_class = forms.CallOffForm
    danger = True

    heading = property(lambda self: _("Call the service off"))
    submit = property(lambda self: _("Call off the service"))
    done = property(lambda self: _("Called off; the time is free again."))

    def step(self, form):
        return service_ends.cancel

    def facts(self, form):
        return {"reason": form.cleaned_data["reason"]}


class GiveView(ServiceStepView):
    permission_required = "service.reassign"
    form_class = forms.GiveForm

    heading = property(lambda self: _("Hand to somebody else"))
    submit = property(lambda self: _("Hand over"))
    done = property(lambda self: _("Handed over."))

    def step(self, form):
        return services.reassign

    def facts(self, form):
        return {"to": form.cleaned_data["to"], "reason": form.cleaned_data["reason"]}
