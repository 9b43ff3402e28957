"""Joint mediations: planned, moved, called off, held; one page for each."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from disputes import joint_invitees
from disputes.actions import joint as actions
from disputes.actions import joint_consents
from disputes.forms.joint import JointPlanForm
from disputes.joint_pages import invitation_item, undertaking_item
from disputes.models import JointMediation, JointTemplate
from disputes.views.disputes import DisputePageView, DisputeStepView
from disputes.views.joint_steps import FIELD_OF
from disputes.workflow.joint import JointStatus, PartnerKind
from households.views.ledger import Button, Item, LedgerView, RecordView, Section
from station import phrasing, policy
from station.models import Area

TONES = {JointStatus.HELD: "green", JointStatus.PLANNED: "blue"}


class JointListView(LedgerView):
    """All joint mediations of one's area; at first those to come."""

    permission_required = "joint_mediation.view"
    list_key = "disputes.jointmediation"
    empty_icon = "users"

    def note(self, row):
        return row.dispute.number

    def tone(self, key, row):
        if key != "status":
            return ""
        return "amber" if row.is_to_note else TONES.get(row.status, "grey")

    def buttons(self):
        if not policy.can(self.request.user, "joint_template.view"):
            return []
        url = _to("joint_template_list")
        return [Button(_("Templates of joint mediations"), "list", url)]

    def empty(self):
        return (
            _("No joint mediation is planned"),
            _("One is planned from the page of a dispute that was taken up."),
        )


class JointTemplatePickView(DisputePageView, TemplateView):
    """Which kind of joint mediation it shall be."""

    permission_required = "joint_mediation.create"
    template_name = "disputes/joint_pick.html"

    def get_context_data(self, **kwargs):
        above = Area.objects.above(self.dispute.area)
        station = above.filter(kind=Area.Kind.STATION).first()
        templates = list(JointTemplate.objects.of_station(station))
        return super().get_context_data(
            dispute=self.dispute,
            choices=[(row, _kinds(row.invites)) for row in templates],
            **kwargs,
        )


class JointPlanView(DisputeStepView):
    """When, where, about what, and who is asked."""

    permission_required = "joint_mediation.create"
    form_class = JointPlanForm
    error_fields = FIELD_OF

    @cached_property
    def template(self) -> JointTemplate:
        rows = JointTemplate.objects.visible_to(self.request.user)
        return get_object_or_404(rows, pk=self.kwargs["template"])

    def form_extra(self):
        return {"area": self.dispute.area, "template": self.template}

    def get_initial(self):
        area = self.dispute.area
        chosen = joint_invitees.suggested(self.template, area)
        members = joint_invitees.members(area, on=timezone.localdate())
        return {
            "version": self.dispute.version,
            "chair": self.dispute.assigned_to_id,
            "offices": [office.pk for office in chosen],
            "members": list(members.values_list("pk", flat=True)),
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Plan: %(what)s") % {"what": self.template.title},
            "submit": _("Plan"),
            "done": _("Planned. Now send the invitations."),
            "draft": f"joint-{self.dispute.pk}",
        }

    def act(self, form):
        return actions.plan(
            **self.common,
            template=self.template,
            plan=form.plan(),
            invitees=form.invitees(),
            version=form.cleaned_data["version"],
        )


class JointView(RecordView):
    """Who was invited, who answered, who came, and who undertook what by when."""

    permission_required = "joint_mediation.view"
    model = JointMediation
    access_fields = "subject, agenda, invitations"

    def back(self):
        dispute = self.record.dispute
        return dispute.get_absolute_url(), dispute.number

    def heading(self):
        return self.record.template.title

    def lead(self):
        return self.record.dispute.title

    def badge(self):
        row = self.record
        return row.get_status_display(), TONES.get(row.status, "grey")

    def due(self):
        return self.record.planned_at if self.record.is_planned else None

    def banner(self):
        if not self.record.is_planned:
            return ""
        if not self.record.dispute.track:
            return _("Answer the questions of the legal track first.")
        if not (self.outsiders and joint_consents.without_consent(self.record)):
            return ""
        return _("Ask both sides whether %(who)s may sit in.") % {
            "who": _(", ").join(row.who for row in self.outsiders)
        }

    @cached_property
    def outsiders(self):
        """Those who sit in only if the parties agree."""
        return [
            row
            for row in self.invited
            if joint_consents.needs_consent(self.record, row)
        ]

    @cached_property
    def invited(self):
        rows = self.record.invitations.standing().defer("phone")
        return list(rows.select_related("office"))

    def buttons(self):
        pk = self.record.pk
        if not (self.record.is_planned and self.may("joint_mediation.edit")):
            return []
        held = "primary" if self.record.planned_at <= timezone.now() else ""
        return [
            Button(
                pgettext("mediation", "Call off"),
                "x",
                _to("joint_call_off", pk),
                "quiet",
            ),
            Button(_("Postpone or change"), "calendar-event", _to("joint_move", pk)),
            Button(_("It was held"), "circle-check", _to("joint_hold", pk), held),
        ]

    def facts(self):
        row = self.record
        return [
            (_("When"), phrasing.in_full(row.held_at or row.planned_at)),
            (_("Where"), row.place),
            (_("Officer in the chair"), row.chair.name),
            (_("What partners are told it is about"), row.subject),
            (_("What they are asked to bring or to think over"), row.agenda),
            (_("Why it was called off"), row.reason),
        ]

    def sections(self):
        found = [self._invitations(), self._consents()]
        if self.record.status == JointStatus.HELD:
            found.append(self._undertakings())
        return [section for section in found if section is not None]

    def _invitations(self) -> Section:
        may_edit = self.may("joint_mediation.edit")
        may_reveal = self.may("joint_mediation.reveal")
        url = _to("invitation_create", self.record.pk)
        buttons = []
        if may_edit and self.record.is_planned:
            buttons = [Button(_("Invite somebody"), "user-plus", url, "soft")]
            buttons += [
                Button(_("Invite: %(kind)s") % {"kind": kind.label}, "user-plus",
                       f"{url}?kind={kind}")
                for kind in self._missing()
            ]  # fmt: skip
        return Section(
            _("Invited"),
            "users",
            [
                invitation_item(
                    row,
                    self.record,
                    may_edit=may_edit,
                    may_reveal=may_reveal,
                    now=timezone.now(),
                )
                for row in self.invited
            ],
            _("Nobody is invited yet."),
            buttons,
        )

    def _missing(self) -> list[PartnerKind]:
        """Kinds that the template asks for and nobody comes for."""
        here = {row.kind for row in self.invited}
        wanted = [kind for kind in PartnerKind if kind in self.record.template.invites]
        return [kind for kind in wanted if kind not in here]

    def _consents(self) -> Section | None:
        rows = self.record.consents.select_related("party").order_by("pk")
        items = [
            Item(
                title=row.party.name,
                badge=_("Agrees") if row.is_given else _("Does not agree"),
                tone="green" if row.is_given else "amber",
                at=row.said_at,
            )
            for row in rows.defer("party__phone")
        ]
        may_ask = bool(
            self.record.is_planned
            and self.outsiders
            and self.may("joint_mediation.edit")
        )
        if not (items or may_ask):
            return None
        url = _to("joint_consent", self.record.pk)
        return Section(
            _("What the parties say to those invited"),
            "file-check",
            items,
            _("Not asked yet. Lawyers, property managers and people both sides know need their consent (People's Mediation Law, art. 20)."),
            [Button(_("Note what they say"), "pencil", url)] if may_ask else [],
        )  # fmt: skip

    def _undertakings(self) -> Section:
        rows = self.record.undertakings.select_related("invitation", "party", "officer")
        may_add = self.may("joint_mediation.edit")
        url = _to("undertaking_create", self.record.pk)
        return Section(
            _("Undertakings"),
            "list-check",
            [
                undertaking_item(row)
                for row in rows.defer("result", "invitation__phone")
            ],
            _("Nobody has undertaken anything."),
            [Button(_("Note an undertaking"), "plus", url, "soft")] if may_add else [],
        )


def _kinds(codes) -> str:
    return _(", ").join(str(kind.label) for kind in PartnerKind if kind in codes)


def _to(name: str, *args) -> str:
    return reverse(f"disputes:{name}", args=args)
