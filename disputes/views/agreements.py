"""Agreements: written on a phone beside the table, read, signed, put into effect."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from disputes import agreement_contents, agreement_page, agreement_prefill
from disputes.actions import agreement_signing, breaches
from disputes.actions import agreements as actions
from disputes.forms import agreements as forms
from disputes.lists.agreements import confirmation_days
from disputes.models import Agreement, Dispute
from disputes.workflow.agreements import BreachAnswer, Signer
from households.views.ledger import RecordMixin, StepView
from households.views.pictures import ScanMixin
from station import policy, scans
from station.actions import attachments
from station.actions.access import record_access
from station.models import AccessRecord
from station.timeline import timeline_of
from station.views.list import ListPageView

FIELD_OF = {
    "no_terms": "terms",
    "no_reason": "reason",
    "in_future": "reached_on",
    "due_on": "first_due_on",
    "no_amount": "first_amount",
    "no_what": "first_what",
    "unknown_choice": "form",
    "track": "form",
    "no_party": "who",
    "no_name": "name",
    "way": "way",
    "no_signature": "signature",
    "no_scan": "photos",
    "twice": "who",
    "not_told": "told_on",
    "too_early": "told_on",
    **dict.fromkeys(scans.CODES, "photos"),
}
SEALED = "facts, responsibility, terms, performance"


def looked(request, subject, fields: str) -> None:
    """Write down that somebody opened sealed words."""
    record_access(
        by=request.user,
        act=AccessRecord.Act.VIEW,
        subject=subject,
        fields=fields,
        at=timezone.now(),
    )


class AgreementListView(ListPageView):
    """What was agreed in one's area, the newest first."""

    permission_required = "agreement.view"
    list_key = "disputes.agreement"
    template_name = "disputes/agreement_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        days = confirmation_days()
        context["lines"] = [
            (row, agreement_page.TONES[row.status], days.of(row))
            for row in context["page"].rows
        ]
        return context


class AgreementDetailView(RecordMixin, TemplateView):
    """What was agreed, what is missing, what is owed, and what the court says."""

    permission_required = "agreement.view"
    model = Agreement
    template_name = "disputes/agreement_detail.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            now=timezone.now(),
            timeline=timeline_of(self.record, user=user),
            **agreement_page.facts_of(self.record, user=user),
            **kwargs,
        )


class AgreementDraftView(StepView):
    """Write down what the parties agreed on, prefilled with what is known."""

    permission_required = "agreement.create"
    model = Dispute
    form_class = forms.DraftForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("Write the agreement"))
    submit = property(lambda self: _("Write it down"))
    done = property(lambda self: _("Written down. Signatures make it hold."))

    @cached_property
    def record(self) -> Dispute:
        """Within the scope of writing agreements, which is wider than of disputes."""
        user = self.request.user
        rows = Dispute.objects.visible_to(user).for_list()
        scope = policy.scope(user, self.permission_required)
        mine = rows.filter(rows.scope_condition(scope, user))
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    @cached_property
    def mediation(self):
        return agreement_prefill.sitting_of(
            self.record, asked=self.request.GET.get("mediation", "")
        )

    def form_extra(self):
        return {"dispute": self.record}

    def initial_of(self, current):
        return agreement_prefill.of(current, self.mediation, by=self.request.user)

    def get(self, request, *args, **kwargs):
        looked(request, self.record, "summary")
        return super().get(request, *args, **kwargs)

    def lead(self):
        return self.record.title

    def act(self, form):
        return actions.draft(
            dispute=self.record,
            content=form.content(form.duties()),
            mediation=self.mediation,
            **self.common,
        )


class AgreementStepView(StepView):
    """One step of an agreement."""

    permission_required = "agreement.edit"
    model = Agreement
    error_fields = FIELD_OF

    def lead(self):
        return self.record.dispute.title


class AgreementEditView(AgreementStepView):
    form_class = forms.EditForm
    heading = property(lambda self: _("Change the agreement"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Changed. Who had signed signs again."))

    def form_extra(self):
        return {"dispute": self.record.dispute}

    def initial_of(self, current):
        return {
            "version": current.version,
            **{name: getattr(current, name) for name in forms.TEXTS},
        }

    def get(self, request, *args, **kwargs):
        looked(request, self.record, SEALED)
        return super().get(request, *args, **kwargs)

    def act(self, form):
        return actions.edit(
            agreement=self.record,
            content=form.content(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class AgreementSignView(ScanMixin, AgreementStepView):
    """Pass the phone across the table: sign with a finger, or photograph the paper."""

    form_class = forms.SignForm
    template_name = "disputes/agreement_sign.html"
    is_versioned = False
    heading = property(lambda self: _("Sign the agreement"))
    submit = property(lambda self: _("Sign"))
    done = property(lambda self: _("Signed."))

    def form_extra(self):
        return {"agreement": self.record}

    def get_context_data(self, **kwargs):
        return super().get_context_data(agreement=self.record, **kwargs)

    def form_valid(self, form):
        self.drawn = form.cleaned_data["signature"]
        return super().form_valid(form)

    def _store(self, files) -> None:
        super()._store(files)
        if self.drawn:
            self.stored.append(attachments.store_picture(self.drawn))

    def next_url(self, made) -> str:
        """On to the next who has to sign, as long as somebody is missing."""
        agreement = made.agreement
        if agreement_page.waits_for_a_party(agreement):
            return reverse("disputes:agreement_sign", args=[agreement.pk])
        return agreement.get_absolute_url()

    def act_with(self, form, stored):
        data = form.cleaned_data
        party = form.parties.get(data["who"])
        return agreement_signing.sign(
            agreement=self.record,
            signing=agreement_signing.Signing(
                signer=Signer.PARTY if party else data["who"],
                way=data["way"],
                party=party,
                name=data["name"],
            ),
            files=stored,
            **self.common,
        )


class AgreementEffectView(AgreementStepView):
    """From now on it holds; what is still missing is said before."""

    form_class = forms.StepForm
    template_name = "disputes/agreement_effect.html"
    heading = property(lambda self: _("Put the agreement into effect"))
    submit = property(lambda self: _("It holds"))
    done = property(lambda self: _("The agreement holds; the dispute is settled."))

    def get_context_data(self, **kwargs):
        lacks = agreement_contents.lacking(self.record)
        return super().get_context_data(agreement=self.record, lacks=lacks, **kwargs)

    def act(self, form):
        return actions.make_effective(
            agreement=self.record, version=form.cleaned_data["version"], **self.common
        )


class AgreementSetAsideView(AgreementStepView):
    """A draft that came to nothing, or an agreement that holds no longer."""

    permission_required = "agreement.decide"
    form_class = forms.ReasonForm
    danger = True
    heading = property(lambda self: _("Set the agreement aside"))
    submit = property(lambda self: _("Set aside"))
    done = property(lambda self: _("Set aside."))

    def act(self, form):
        return actions.set_aside(
            agreement=self.record, **self.form_data(form), **self.common
        )


class AgreementBreachView(AgreementStepView):
    """It was broken: taken up again, or told of the way to court."""

    permission_required = "agreement.decide"
    form_class = forms.BreachForm
    error_fields = {**FIELD_OF, "in_future": "told_on"}
    heading = property(lambda self: _("What follows the breach"))
    submit = property(lambda self: _("Note it"))
    done = property(lambda self: _("Noted."))

    def initial_of(self, current):
        """Where the police mediated, the parties are told in any case (art. 9)."""
        is_told = current.is_public_security
        return {"told_on": timezone.localdate() if is_told else None}

    def act(self, form):
        data = form.cleaned_data
        step = {"agreement": self.record, "version": data["version"], **self.common}
        if data["answer"] == BreachAnswer.TOLD:
            return breaches.tell_of_court(told_on=data["told_on"], **step)
        return breaches.take_up_again(
            reason=data["reason"], told_on=data["told_on"], **step
        )
