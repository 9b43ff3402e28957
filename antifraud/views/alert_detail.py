"""One alert, from its words to its readers, with the next step as one button."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud import handover, outlets
from antifraud.alike import alike
from antifraud.models import Alert
from antifraud.views.alerts import to
from antifraud.workflow.alerts import TONES, AlertStatus
from antifraud.workflow.people import Group, Scene
from households.papers.cards import qr_svg
from households.views.ledger import Button, RecordView
from station import phrasing, policy
from station.views.panels import panels_of


class AlertView(RecordView):
    """One alert: its words, its groups, what is next, and who opened it."""

    permission_required = "alert.view"
    model = Alert
    template_name = "antifraud/alert_detail.html"

    def joined(self, rows):
        return rows.select_related(
            "area",
            "scam_type",
            "picture",
            "written_by",
            "submitted_by",
            "approved_by",
        )

    def back(self):
        return to("alert_list"), pgettext("fraud", "Alerts")

    def heading(self):
        return self.record.title

    def lead(self):
        return f"{self.record.get_kind_display()} · {self.record.number}"

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    def banner(self):
        row = self.record
        if row.status == AlertStatus.SUBMITTED and self.wrote:
            return _("Somebody who wrote none of it has to let it go.")
        if row.status == AlertStatus.DRAFT and self.may_edit and not self.groups:
            return _("It goes to nobody yet: choose the groups.")
        return ""

    @cached_property
    def may_edit(self) -> bool:
        return self.may("alert.edit")

    @cached_property
    def wrote(self) -> bool:
        """Is it this person's own words, or did they hand it in?"""
        row, me = self.record, self.request.user.pk
        return me in {*row.authors, row.written_by_id, row.submitted_by_id}

    @cached_property
    def groups(self) -> list[outlets.Outlet]:
        return outlets.of(self.record, user=self.request.user)

    def buttons(self):
        steps = {
            AlertStatus.DRAFT: self._of_draft,
            AlertStatus.SUBMITTED: self._of_submitted,
            AlertStatus.APPROVED: self._of_published,
            AlertStatus.DONE: self._of_published,
            AlertStatus.WITHDRAWN: self._again,
        }
        return steps[self.record.status]()

    def _of_draft(self):
        if not self.may_edit:
            return self._again()
        pk = self.record.pk
        choose = Button(
            _("Choose the groups"),
            "users-group",
            to("alert_choose", pk),
            "" if self.groups else "primary",
        )
        submit = Button(
            pgettext("alert", "Hand in"),
            "send",
            to("alert_submit", pk),
            "primary",
            is_post=True,
        )
        return [
            Button(
                pgettext("alert", "Put away"), "x", to("alert_withdraw", pk), "quiet"
            ),
            Button(_("Edit"), "pencil", to("alert_edit", pk), "quiet"),
            choose,
            *([submit] if self.groups else []),
        ]

    def _of_submitted(self):
        pk, found = self.record.pk, []
        if self.may_edit and self.wrote:
            back = to("alert_take_back", pk)
            found.append(
                Button(
                    pgettext("alert", "Take back"),
                    "arrow-back-up",
                    back,
                    "quiet",
                    is_post=True,
                )
            )
        if self.may("alert.approve") and not self.wrote:
            found += [
                Button(
                    pgettext("alert", "Give back"),
                    "arrow-back-up",
                    to("alert_give_back", pk),
                ),
                Button(
                    _("Let it go out"),
                    "circle-check",
                    to("alert_approve", pk),
                    "primary",
                ),
            ]
        return found

    def _of_published(self):
        pk, found = self.record.pk, self._again()
        if self.may_edit:
            found.insert(
                0,
                Button(
                    pgettext("alert", "Withdraw"),
                    "x",
                    to("alert_withdraw", pk),
                    "quiet",
                ),
            )
        url = to("alert_texts", pk)
        return [*found, Button(_("Texts for the groups"), "copy", url, "primary")]

    def _again(self):
        if not policy.can(self.request.user, "alert.create"):
            return []
        url = f"{to('alert_create')}?like={self.record.pk}"
        return [Button(_("Write a new one like it"), "copy", url, "quiet")]

    def facts(self):
        row = self.record
        groups = _(", ").join(str(Group(code).label) for code in row.groups)
        scenes = _(", ").join(str(Scene(code).label) for code in row.scenes)
        return [
            (_("Scam type"), row.scam_type or ""),
            (pgettext("alert", "Form"), row.get_form_display()),
            (_("Whom it concerns"), groups),
            (_("Scenes"), scenes),
            (_("Source"), row.source),
            (_("Area"), row.area.name),
            (pgettext("alert", "Written by"), row.written_by.name),
            (
                pgettext("alert", "Handed in"),
                _signed(row.submitted_at, row.submitted_by),
            ),
            (_("Approved"), _signed(row.approved_at, row.approved_by)),
            (_("Not before"), row.send_at and phrasing.in_full(row.send_at)),
            (_("Why it cannot wait"), row.urgent_reason),
            (
                pgettext("alert", "Withdrawn"),
                row.withdrawn_at and phrasing.in_full(row.withdrawn_at),
            ),
        ]

    def photos(self):
        return []

    def get_context_data(self, **kwargs):
        row, user = self.record, self.request.user
        is_judged = row.status in {AlertStatus.DRAFT, AlertStatus.SUBMITTED}
        known = [outlet.audience.pk for outlet in self.groups]
        near = (
            alike(row.words, user=user, at=timezone.now(), audiences=known, but=row.pk)
            if is_judged
            else []
        )
        # What is on its way stands in the panel of the sendings.
        shown = [found for found in self.groups if found.is_told_here]
        public = handover.address(row.link) if row.is_public else ""
        return super().get_context_data(
            near=near,
            groups=shown[: outlets.SHOWN],
            more_groups=max(len(shown) - outlets.SHOWN, 0),
            figures=outlets.figures(row, self.groups) if row.approved_at else None,
            panels=panels_of("alert", self.request, row),
            public_url=public,
            qr=mark_safe(qr_svg(public)) if public else "",  # noqa: S308
            **kwargs,
        )


def _signed(at, who) -> str:
    """When and by whom."""
    return f"{phrasing.in_full(at)} · {who.name}" if at else ""
