"""The officer's steps of a fraud case and of the contacts with its victim."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.actions import cases as actions
from antifraud.actions import contact_rules, victim_contacts
from antifraud.forms import cases as forms
from antifraud.forms import victim_contacts as contact_forms
from antifraud.models import FraudCase, VictimContact
from antifraud.views.case_page import lead_of
from antifraud.views.cases import FIELD_OF
from households.views.ledger import StepView
from station import working_days
from station.actions.access import record_access
from station.models import AccessRecord


class CaseStepView(StepView):
    """One step of a case in one's charge."""

    permission_required = "fraud_case.edit"
    model = FraudCase
    error_fields = FIELD_OF
    step = None

    def joined(self, rows):
        return rows.select_related("area", "scam_type", "owner")

    def lead(self):
        return str(self.record.scam_type)

    def act(self, form):
        step = type(self).step
        return step(case=self.record, **self.form_data(form), **self.common)


class CaseEditView(CaseStepView):
    form_class = forms.CaseEditForm
    heading = property(lambda self: _("Set right"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def form_extra(self):
        return {"case": self.record}

    def initial_of(self, current):
        names = (*forms.PLAIN, "loss", "stopped", "facts")
        found = {name: getattr(current, name) for name in names}
        found["scam_type"] = current.scam_type_id
        for name in ("happened_at", "reported_at"):
            found[name] = timezone.localtime(found[name])
        return found

    def get(self, request, *args, **kwargs):
        record_access(
            by=request.user,
            act=AccessRecord.Act.VIEW,
            subject=self.record,
            fields="place, facts",
            at=timezone.now(),
        )
        return super().get(request, *args, **kwargs)

    def act(self, form):
        return actions.edit(
            case=self.record,
            facts=form.told(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class CaseEndView(CaseStepView):
    form_class = forms.EndForm
    heading = property(lambda self: pgettext("fraud case", "End the case"))
    submit = property(lambda self: pgettext("fraud case", "End the case"))
    done = property(lambda self: _("Ended; it still counts."))
    step = actions.end

    @property
    def closing(self):
        return self.record


class CaseVoidView(CaseStepView):
    form_class = forms.ReasonForm
    heading = property(lambda self: pgettext("fraud case", "Strike out"))
    submit = property(lambda self: pgettext("fraud case", "Strike out"))
    done = property(lambda self: _("Struck out; it counts nowhere."))
    danger = True
    step = actions.void

    def lead(self):
        return _("It was no fraud, or it was written down twice.")


class CaseReopenView(CaseStepView):
    form_class = forms.ReasonForm
    heading = property(lambda self: pgettext("fraud case", "Take up again"))
    submit = property(lambda self: pgettext("fraud case", "Take up again"))
    done = property(lambda self: pgettext("fraud case", "Taken up again."))
    step = actions.reopen


class CaseHandOverView(CaseStepView):
    form_class = forms.HandOverForm
    error_fields = {**FIELD_OF, "not_serving": "to"}
    heading = property(lambda self: _("Hand over"))
    submit = property(lambda self: _("Hand over"))
    done = property(lambda self: _("Handed over, with the contact that lies ahead."))
    step = actions.hand_over

    def form_extra(self):
        return {"case": self.record}


class CaseWishView(CaseStepView):
    """The victim's own word, either way."""

    form_class = contact_forms.WishForm
    done = property(lambda self: _("Noted."))

    @property
    def wants_none(self) -> bool:
        return self.record.no_contact_at is None

    @property
    def heading(self):
        if self.wants_none:
            return _("The victim wishes no more contact")
        return _("The victim agrees again")

    submit = heading

    def lead(self):
        if self.wants_none:
            return _("Nobody asks again; what was planned is called off.")
        return _("Contacts may be planned again.")

    def act(self, form):
        return victim_contacts.wish(
            case=self.record,
            wants_none=self.wants_none,
            version=form.cleaned_data["version"],
            **self.common,
        )


class ContactPlanView(CaseStepView):
    form_class = contact_forms.PlanForm
    heading = property(lambda self: _("Plan a contact with the victim"))
    submit = property(lambda self: pgettext("victim contact", "Plan"))
    done = property(lambda self: _("Planned; you are reminded."))
    step = victim_contacts.plan

    def lead(self):
        return lead_of(self.record)

    def form_extra(self):
        return {"case": self.record}

    def initial_of(self, current):
        tomorrow = timezone.localdate() + timedelta(days=1)
        day = max(tomorrow, contact_rules.earliest(current, on=tomorrow))
        return {
            "planned_at": working_days.at_clock(day, victim_contacts.HOUR),
            "owner": current.owner_id or self.request.user.pk,
        }


class ContactStepView(CaseStepView):
    """One step of one contact; its version is asked, not the case's."""

    @cached_property
    def contact(self) -> VictimContact:
        rows = VictimContact.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["contact"], case=self.record.pk)

    def get_initial(self):
        return {**self.initial_of(self.contact), "version": self.contact.version}

    def act(self, form):
        step = type(self).step
        step(contact=self.contact, **self.form_data(form), **self.common)
        return self.record


class ContactMoveView(ContactStepView):
    form_class = contact_forms.PlanForm
    heading = property(lambda self: _("Move the contact"))
    submit = property(lambda self: pgettext("victim contact", "Move"))
    done = property(lambda self: _("Planned; you are reminded."))
    step = victim_contacts.move

    def lead(self):
        return lead_of(self.record)

    def form_extra(self):
        return {"case": self.record}

    def initial_of(self, current):
        return {
            "planned_at": timezone.localtime(current.planned_at),
            "means": current.means,
            "owner": current.owner_id,
        }


class ContactDoneView(ContactStepView):
    form_class = contact_forms.DoneForm
    heading = property(lambda self: _("How it went"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Noted."))
    step = victim_contacts.note_done


class ContactOffView(ContactStepView):
    form_class = contact_forms.CallOffForm
    heading = property(lambda self: _("Call the contact off"))
    submit = property(lambda self: _("Call off"))
    done = property(lambda self: _("Called off."))
    step = victim_contacts.call_off
