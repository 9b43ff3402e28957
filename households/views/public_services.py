"""Guides and booking behind a code: which papers, which time, and a receipt."""

from django.db import IntegrityError
from django.http import Http404
from django.utils.translation import gettext as _

from households import receipts
from households.actions import services
from households.forms.public_services import BookForm
from households.models import ServiceGuide, ServiceRequest
from households.views.guides import sections_of
from households.views.public import Limited
from households.views.public_code import CodeView
from households.views.public_send import SendView
from station import crypto
from station.errors import RuleError
from station.tasks import sweep


class GuidesView(CodeView):
    """What one can come for here."""

    def show(self):
        guides = ServiceGuide.objects.offered_in(self.area)
        return self.page("guides", guides=list(guides), **self.place())


class GuideView(CodeView):
    """One guide, to read and to print: the papers first."""

    def get(self, request, *, token, slug):
        self.slug = slug
        return super().get(request, token=token)

    def post(self, request, *, token, slug):
        return self.get(request, token=token, slug=slug)

    def show(self):
        guide = guide_of(self.area, self.slug)
        if guide is None:
            raise Http404
        sections = sections_of(guide)
        return self.page("guide", guide=guide, sections=sections, **self.place())


def guide_of(area, slug: str) -> ServiceGuide | None:
    return ServiceGuide.objects.offered_in(area).filter(matter__slug=slug[:60]).first()


class BookView(SendView):
    """First the matter, then who, how and when; each sending is booked once."""

    kind = "service"
    form_class = BookForm
    heading = property(lambda self: _("Book a service"))

    def show(self):
        if self.guide is None:
            return self._pick()
        return self.page("service_book", **self.frame(self.form()))

    @property
    def guide(self) -> ServiceGuide | None:
        if not hasattr(self, "_guide"):
            self._guide = guide_of(self.area, self.request.GET.get("matter", ""))
        return self._guide

    def _pick(self):
        guides = list(ServiceGuide.objects.offered_in(self.area))
        return self.page("guides", guides=guides, is_booking=True, **self.place())

    def form_options(self) -> dict:
        return {"area": self.area, "guide": self.guide}

    def frame(self, form) -> dict:
        papers = self.guide.paper_list
        return {"form": form, "guide": self.guide, "papers": papers, **self.place()}

    def act(self):
        if self.guide is None:
            return self._pick()
        form = self.form(self.request.POST)
        context = self.frame(form)
        if not form.is_valid():
            return self.page("service_book", status=400, **context)
        receipt = receipts.receipt_for(form.given.nonce, *form.parts())
        try:
            service, is_new = self.received(form, receipt)
        except Limited as limited:
            return self.limited("service_book", limited.seconds, **context)
        except RuleError as error:
            field = error.code if error.code in form.fields else None
            form.add_error(field, str(error))
            return self.page("service_book", status=409, **context)
        return self.page(
            "service_thanks",
            status=201 if is_new else 200,
            service=service,
            receipt=receipts.grouped(receipt),
            **context,
        )

    def received(self, form, receipt: str):
        """The service of this receipt; sent twice, it is booked once."""
        known = ServiceRequest.objects.filter(receipt_hash=crypto.fingerprint(receipt))
        if (service := known.first()) is not None:
            return service, False
        self.take_sending()
        try:
            made = self.receive(form, receipt)
        except (IntegrityError, RuleError):  # the same one came at the same moment
            if (service := known.first()) is None:
                raise
            return service, False
        sweep.delay_on_commit()
        return made, True

    def receive(self, form, receipt: str) -> ServiceRequest:
        data = form.cleaned_data
        wish = services.Wish(
            kind=data["kind"],
            matter=self.guide.matter,
            resident_name=data["sender_name"],
            phone=data["sender_phone"],
            place=data.get("place", ""),
            note=data["text"],
            begins_at=form.begins_at,
        )
        return services.book(
            area=self.area, wish=wish, card=self.card, receipt=receipt, at=self.at
        )
