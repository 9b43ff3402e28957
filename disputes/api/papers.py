"""The papers of disputes over REST: what is there, the PDFs, what is typed."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from disputes.actions import dossiers
from disputes.actions import papers as actions
from disputes.api import paper_links
from disputes.api import shapes_papers as shapes
from disputes.filters.closing import DisputePaperFilterSet
from disputes.models import Dispute, DisputePaper, DisputeParty, Mediation
from disputes.papers import completeness, dossier, printing
from disputes.papers.case import gather
from disputes.workflow.papers import DRAWN, PaperKind, SignerRole
from households.api.facts import scans
from station import pdf_answers, policy
from station.actions import attachments
from station.api.papers import BINARY
from station.api.permissions import named
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError

WORDS = {"required": False, "allow_blank": True}
WRITTEN = [choice for choice in PaperKind.choices if choice[0] not in DRAWN]


class PaperContentInput(Input):
    happened_at = serializers.DateTimeField(required=False)
    party = Visible(DisputeParty, required=False, allow_null=True)
    person = Text(60, **WORDS)
    place = Text(120, **WORDS)
    matter = Text(4000, **WORDS)
    text = Text(20_000, **WORDS)


class PaperInput(PaperContentInput):
    dispute = Visible(Dispute)
    kind = serializers.ChoiceField(choices=WRITTEN)
    sitting = Visible(Mediation, required=False, allow_null=True)
    scans = scans(required=False, max_length=actions.MOST_SCANS)


class PaperChangeInput(VersionedInput, PaperContentInput):
    """All of it anew, as the form does."""


class PaperScansInput(VersionedInput):
    scans = scans(allow_empty=False, max_length=actions.MOST_SCANS)


class PaperSignInput(VersionedInput):
    role = serializers.ChoiceField(choices=SignerRole.choices)
    name = Text(60)
    signature = serializers.ImageField()


class PaperSetAsideInput(VersionedInput):
    reason = Text(300)


class PaperQuery(serializers.Serializer):
    kind = serializers.ChoiceField(choices=PaperKind.choices)


class AcceptInput(Input):
    committee = Text(120, **WORDS)


class DossierItemOutput(serializers.Serializer):
    """One of the thirteen items, and what it lacks."""

    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=PaperKind.choices)
    label = serializers.CharField()
    is_required = serializers.BooleanField()
    state = serializers.ChoiceField(choices=completeness.ItemState.choices)
    lacks = serializers.ListField(child=serializers.CharField())
    pdf = serializers.CharField(allow_null=True)


class DossierOutput(serializers.Serializer):
    """How whole the dossier is."""

    number = serializers.CharField(allow_blank=True)
    committee = serializers.CharField()
    is_complete = serializers.BooleanField()
    there = serializers.IntegerField()
    needed = serializers.IntegerField()
    items = DossierItemOutput(many=True)


class DossierJobOutput(serializers.Serializer):
    job = serializers.IntegerField()


class PaperVerbs:
    """What a dispute answers about its papers."""

    paper_permissions = {
        "papers": "paper.view",
        "paper": "paper.print",
        "dossier": "paper.print",
        "order_dossier": "paper.print",
        "accept": "paper.create",
    }
    paper_inputs = {"accept": AcceptInput, "order_dossier": Nothing}
    paper_query = {"paper": PaperQuery}
    paper_answers = {
        "papers": {200: DossierOutput},
        "paper": BINARY,
        "dossier": BINARY,
        "order_dossier": {202: DossierJobOutput},
        "accept": {200: DossierOutput},
    }
    refusing_reads = frozenset({"paper", "dossier"})

    def _of_papers(self) -> Dispute:
        """The dispute in the address, where its papers are this person's business."""
        user = self.request.user
        dispute = get_object_or_404(
            Dispute.objects.visible_to(user), pk=self.kwargs["pk"]
        )
        if not policy.can(user, named(self, self.action)[0], dispute):
            raise Http404
        return dispute

    @action(detail=True)
    def papers(self, request, pk=None):
        """The thirteen items of the dossier and how each stands."""
        return Response(self._standing(self._of_papers()))

    @action(detail=True)
    def paper(self, request, pk=None):
        """One paper as PDF/A; the print is written down."""
        dispute = self._of_papers()
        kind = PaperKind(self.asked_query()["kind"])
        body = printing.one(dispute, kind, by=request.user, at=timezone.now())
        return pdf_answers.shown(body, f"{dispute.number} {kind.label}.pdf")

    @action(detail=True)
    def dossier(self, request, pk=None):
        """The whole dossier as PDF/A; a long one is ordered by POST."""
        case = gather(self._of_papers(), user=request.user)
        if dossier.is_long(case):
            raise RuleError(printing.long_words(), code="long")
        body = printing.whole(case, by=request.user, at=timezone.now())
        return pdf_answers.shown(body, f"{case.dispute.number}.pdf")

    @dossier.mapping.post
    def order_dossier(self, request, pk=None):
        """The worker draws it; the job holds the PDF."""
        job = self.do(printing.order, dispute=self._of_papers())
        return Response({"job": job.pk}, status=202)

    @action(detail=True, methods=["post"], url_path="dossier/accept")
    def accept(self, request, pk=None):
        """Accept the people's mediation: the dossier gets its number for ever."""
        dispute = self._of_papers()
        self.do(dossiers.accept, dispute=dispute, **self.asked())
        return Response(self._standing(dispute))

    def _standing(self, dispute: Dispute) -> dict:
        """The items with where each is drawn, for whoever may print."""
        case = gather(dispute)
        check = completeness.check(case)
        may_print = policy.can(self.request.user, "paper.print", dispute)
        return {
            "number": case.number,
            "committee": case.committee,
            "is_complete": check.is_complete,
            "there": check.there,
            "needed": check.needed,
            "items": [_told(item, dispute, may_print) for item in check.items],
        }


def _told(item: completeness.Item, dispute: Dispute, may_print: bool) -> dict:
    return {
        "number": item.number,
        "kind": item.kind,
        "label": str(item.kind.label),
        "is_required": item.is_required,
        "state": item.state,
        "lacks": [str(lack) for lack in item.lacks],
        "pdf": paper_links.of_kind(dispute.pk, item.kind) if may_print else None,
    }


class DisputePaperViewSet(ShapeViewSet):
    """What is written for a dispute, its signatures and scans."""

    shape = shapes.PAPERS
    filterset_class = DisputePaperFilterSet
    required_permissions = {
        "list": "paper.view",
        "retrieve": "paper.view",
        "create": "paper.create",
        "change": "paper.edit",
        "add_scans": "paper.edit",
        "sign": "paper.edit",
        "set_aside": "paper.edit",
    }
    takes_files = frozenset({"create", "add_scans", "sign"})
    inputs = {
        "create": PaperInput,
        "change": PaperChangeInput,
        "add_scans": PaperScansInput,
        "sign": PaperSignInput,
        "set_aside": PaperSetAsideInput,
    }
    access_fields = "person, matter, text"

    def create(self, request):
        """Put a paper into the dossier, typed or scanned."""
        data = self.asked()
        dispute, kind = data.pop("dispute"), data.pop("kind")
        if not policy.can(request.user, "paper.create", dispute):
            raise Http404
        with attachments.stored_scans(data.pop("scans", [])) as scans:
            made = self.do(
                actions.write,
                dispute=dispute,
                kind=kind,
                content=_content(data),
                scans=scans,
            )
        return self.show(made, status=201)

    @action(detail=True, methods=["post"])
    def change(self, request, pk=None):
        """Correct what is not signed yet."""
        paper, data = self.target(), self.asked()
        version = data.pop("version")
        self.do(actions.change, paper=paper, content=_content(data), version=version)
        return self.show(paper)

    @action(detail=True, methods=["post"], url_path="add-scans")
    def add_scans(self, request, pk=None):
        """Keep the pages signed on paper."""
        paper, data = self.target(), self.asked()
        with attachments.stored_scans(data["scans"]) as scans:
            self.do(
                actions.add_scans, paper=paper, scans=scans, version=data["version"]
            )
        return self.show(paper)

    @action(detail=True, methods=["post"])
    def sign(self, request, pk=None):
        """One more hand under it."""
        paper, data = self.target(), self.asked()
        with attachments.stored_pictures([data.pop("signature")]) as (picture,):
            self.do(actions.sign, paper=paper, picture=picture, **data)
        return self.show(paper)

    @action(detail=True, methods=["post"], url_path="set-aside")
    def set_aside(self, request, pk=None):
        """It no longer counts; it stays readable."""
        paper: DisputePaper = self.target()
        self.do(actions.set_aside, paper=paper, **self.asked())
        return self.show(paper)


def _content(data: dict) -> actions.Content:
    """What was sent, dated now where no time was given."""
    return actions.Content(**{"happened_at": timezone.now()} | data)
