"""The papers of a dispute: the thirteen items, one paper, printing."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from disputes.models import Dispute, DisputePaper
from disputes.papers import completeness, dossier, printing
from disputes.papers.case import Case, gather
from disputes.workflow.intake import Track
from disputes.workflow.papers import DRAWN, ITEMS, PaperKind, PaperStatus
from station import pdf_answers, policy
from station.actions import attachments
from station.actions.access import record_access
from station.errors import RuleError
from station.models import AccessRecord, Attachment
from station.timeline import timeline_of
from station.views.policy import PolicyMixin


class PapersPageView(PolicyMixin):
    """A page about the papers of one dispute in scope."""

    permission_required = "paper.view"

    @cached_property
    def dispute(self) -> Dispute:
        rows = Dispute.objects.visible_to(self.request.user).select_related(
            "area", "mediator", "assigned_to"
        )
        dispute = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not policy.can(self.request.user, self.permission_required, dispute):
            raise Http404
        return dispute

    @cached_property
    def kind(self) -> PaperKind:
        if self.kwargs["kind"] not in PaperKind.values:
            raise Http404
        return PaperKind(self.kwargs["kind"])

    @cached_property
    def case(self) -> Case:
        return gather(self.dispute, user=self.request.user)


class PapersView(PapersPageView, TemplateView):
    """The thirteen items, each with how it stands, and what else is printed."""

    template_name = "disputes/papers.html"

    def get_context_data(self, **kwargs):
        dispute, user = self.dispute, self.request.user
        case = gather(dispute)
        check = completeness.check(case)
        named = {kind for kinds, _required in ITEMS for kind in kinds}
        return super().get_context_data(
            dispute=dispute,
            check=check,
            lines=[_line(case, item) for item in check.items],
            others=[kind for kind in PaperKind if kind not in named],
            forms=[
                kind
                for kind in PaperKind
                if kind in named and not check.item_of(kind) and kind != PaperKind.BACK
            ],
            dossier=case.dossier,
            is_long=dossier.is_long(case),
            may_accept=case.dossier is None
            and dispute.is_open
            and dispute.track in {"", Track.PEOPLE}
            and policy.can(user, "paper.create", dispute),
            may_write=policy.can(user, "paper.create", dispute),
            may_print=policy.can(user, "paper.print", dispute),
            **kwargs,
        )


def _line(case: Case, item: completeness.Item) -> dict:
    """An item with the papers that are on file for it."""
    return {
        "item": item,
        "rows": [
            {
                "row": row,
                "hands": len(case.signed(row)),
                "scans": len(case.scanned(row)),
            }
            for row in case.of(item.kind)
        ],
        "is_written": item.kind not in DRAWN,
    }


class PaperPageView(PolicyMixin):
    """A page about one paper in scope for the page's permission."""

    permission_required = "paper.view"

    @cached_property
    def paper(self) -> DisputePaper:
        action = self.permission_required.partition(".")[2]
        rows = DisputePaper.objects.visible_to(self.request.user, action)
        rows = rows.select_related(
            "dispute__area",
            "dispute__mediator",
            "dispute__assigned_to",
            "party",
            "made_by",
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class PaperView(PaperPageView, TemplateView):
    """One paper: what it says, who signed, its scans."""

    template_name = "disputes/paper_detail.html"

    def get_context_data(self, **kwargs):
        paper, user, now = self.paper, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=paper,
            fields="person, matter, text",
            at=now,
        )
        may_edit = policy.can(user, "paper.edit", paper)
        stands = paper.status != PaperStatus.VOID
        kept = attachments.attached_to(paper).filter(kind=Attachment.Kind.PAPER)
        return super().get_context_data(
            now=now,
            paper=paper,
            signatures=paper.signatures.select_related("picture"),
            scans=[(picture, bytes(picture.sha256).hex()) for picture in kept],
            may_see_scans=policy.can(user, "attachment.view", paper.dispute),
            may_change=may_edit and paper.status == PaperStatus.DRAFT,
            may_add=may_edit and stands,
            may_print=policy.can(user, "paper.print", paper),
            timeline=timeline_of(paper, user=user),
            **kwargs,
        )


class PrintView(PapersPageView, View):
    """One paper as PDF; the print is written down with its purpose."""

    permission_required = "paper.print"
    http_method_names = ["get"]

    def get(self, request, pk, kind):
        try:
            body = printing.one(
                self.dispute, self.kind, by=request.user, at=timezone.now()
            )
        except RuleError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain")
        return pdf_answers.shown(body, f"{self.dispute.number} {self.kind.label}.pdf")


class DossierView(PapersPageView, View):
    """The whole dossier: at once, or as a job where it is long."""

    permission_required = "paper.print"
    http_method_names = ["get", "post"]

    def get(self, request, pk):
        if dossier.is_long(self.case):
            return redirect("disputes:papers", pk=self.dispute.pk)
        try:
            body = printing.whole(self.case, by=request.user, at=timezone.now())
        except RuleError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain")
        return pdf_answers.shown(body, f"{self.dispute.number}.pdf")

    def post(self, request, pk):
        ordered = printing.order(
            dispute=self.dispute, by=request.user, at=timezone.now()
        )
        return redirect(ordered.get_absolute_url())
