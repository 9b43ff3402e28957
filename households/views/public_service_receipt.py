"""The receipt of a service: where it is, and what its resident may do."""

from django.conf import settings
from django.utils.translation import gettext as _

from households import receipts, services_receipt
from households.actions import service_ends, services
from households.forms import public_services as forms
from households.forms.services import moment_of
from households.services_receipt import ServiceReceipt
from households.views.public import HOUR, Limited, address_of
from station.errors import RuleError
from station.tasks import sweep

FORMS = {
    form.does: form
    for form in (forms.CallOffForm, forms.MoveForm, forms.RateForm, forms.ReopenForm)
}


class ServiceReceiptMixin:
    """What the receipt page answers where the code is that of a service."""

    def service_page(self, code: str):
        """The page of the service with this receipt; None where there is none."""
        found = services_receipt.find(code, at=self.at)
        if found is None:
            return None
        does = self.request.POST.get("do", "")
        if does not in FORMS:
            return self._service(found, code)
        form = self._form(does, found, self.request.POST)
        if not form.is_valid():
            return self._service(found, code, form, status=400)
        try:
            said = self._do(does, found, form)
        except RuleError as error:
            form.add_error(None, str(error))
            return self._service(found, code, form, status=409)
        except Limited as limited:
            shown = self._shown(found, code, form)
            return self.limited("service_matter", limited.seconds, **shown)
        sweep.delay_on_commit()
        found = services_receipt.find(code, at=self.at)
        return self._service(found, code, said=said)

    def _do(self, does: str, found: ServiceReceipt, form) -> str:
        """Take in what was said, within what one address may send."""
        sender = address_of(self.request, self.at)
        self.take("public-send", settings.PUBLIC_SENDS_PER_ADDRESS, HOUR, sender)
        data, at = form.cleaned_data, self.at
        return {
            "cancel": self._cancel,
            "move": self._move,
            "rate": self._rate,
            "reopen": self._reopen,
        }[does](found.service, data, at)

    def _cancel(self, service, _data, at) -> str:
        service_ends.cancel(request=service, at=at)
        return _("Called off. Your time is free for somebody else.")

    def _move(self, service, data, at) -> str:
        services.reschedule(request=service, begins_at=moment_of(data["slot"]), at=at)
        return _("You have another time; the officer will confirm it.")

    def _rate(self, service, data, at) -> str:
        service_ends.rate(
            request=service, rating=data["rating"], note=data["words"], at=at
        )
        return _("Thank you, your judgement has arrived.")

    def _reopen(self, service, data, at) -> str:
        service_ends.reopen(request=service, reason=data["reason"], at=at)
        return _("It is open again, with a new due time.")

    def _form(self, does: str, found: ServiceReceipt, data=None):
        more = {"service": found.service} if does == "move" else {}
        purpose = f"service:{does}:{found.service.pk}"
        return FORMS[does](data, purpose=purpose, at=self.at, **more)

    def _shown(self, found: ServiceReceipt, code: str, sent=None) -> dict:
        """The page, with the forms for what may be done now."""
        may = {
            "rate": found.may_rate,
            "reopen": found.may_reopen,
            "move": found.may_move,
            "cancel": found.may_cancel,
        }
        shown = {
            does: sent if sent and sent.does == does else self._form(does, found)
            for does, is_open in may.items()
            if is_open or (sent and sent.does == does)
        }
        return {
            "found": found,
            "service": found.service,
            "papers": found.service.guide.paper_pairs,
            "missing": found.service.papers_missing,
            "receipt": receipts.grouped(code),
            **{f"{does}_form": shown.get(does) for does in may},
        }

    def _service(self, found, code, sent=None, *, status=200, said=""):
        shown = self._shown(found, code, sent)
        return self.page("service_matter", status=status, said=said, **shown)
