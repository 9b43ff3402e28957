"""The page of one audience: who they are, who is in it twice, what was sent to it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from antifraud import audience_figures, overlaps, sending_words
from antifraud.lists.audiences import state_of
from antifraud.models import AlertSending, Ally, Audience
from antifraud.views.audiences import to
from households.views.ledger import Button, Item, RecordView, Section
from households.views.scope import reveal_url
from station import phrasing, policy
from station.places import name_of
from station.views.panels import panels_of

SHOWN = 8
MASK = "******"


@dataclass(frozen=True)
class Pair:
    """One other group that shares people with this one."""

    other: Audience
    people: int
    share: int  # of this group, in hundredths
    how: str


class AudienceView(RecordView):
    """One group: its people, its channel, its overlaps, what it was sent."""

    permission_required = "audience.view"
    model = Audience
    template_name = "antifraud/audience_detail.html"

    @cached_property
    def may_edit(self) -> bool:
        return self.may("audience.edit")

    def back(self):
        return to("audience_list"), _("Audiences")

    def badge(self):
        return state_of(self.record), "green" if self.record.is_active else "grey"

    def lead(self):
        row = self.record
        people = ngettext("%(n)s person", "%(n)s people", row.size)
        size = people % {"n": phrasing.number(row.size)}
        return f"{row.get_kind_display()} · {size} · {name_of(row.area)}"

    def buttons(self):
        row = self.record
        if not row.is_active:
            url = to("audience_bring_back", row.pk)
            again = Button(_("Use it again"), "restore", url, is_post=True)
            return [again] if self.may_edit else []
        found = [
            Button(_("Put out of use"), "archive", to("audience_retire", row.pk)),
            Button(_("Hand on"), "arrows-exchange", to("audience_hand_on", row.pk)),
            Button(_("Edit"), "pencil", to("audience_edit", row.pk)),
        ]
        return [*(found if self.may_edit else []), *self._write()]

    def _write(self) -> list[Button]:
        """An alert for this kind of people."""
        if not policy.can(self.request.user, "alert.create"):
            return []
        url = f"{to('alert_create')}?groups={self.record.kind}"
        return [Button(_("Write an alert"), "speakerphone", url, "primary")]

    def facts(self):
        row, lately = self.record, self._lately
        last = phrasing.in_full(lately.last_at) if lately.last_at else _("never")
        found = [
            (_("Channel"), row.get_channel_display()),
            (_("Kept by"), row.owner.name),
            (_("Leader of the group"), row.led_by if self.may_edit else ""),
            (_("Remark"), row.note),
        ]
        if not policy.can(self.request.user, "alert.view"):
            return found
        return [
            *found,
            (_("Sent last"), last),
            (_("Alerts in 90 days"), phrasing.number(lately.sent)),
            (_("Held back in 90 days"), phrasing.number(lately.held)),
            (_("Readers in 90 days"), phrasing.number(lately.readers)),
        ]

    @cached_property
    def _lately(self) -> audience_figures.Lately:
        return audience_figures.lately(self.record, at=timezone.now())

    def sections(self):
        return [*self._sent(), *self._allies()]

    def _sent(self) -> list[Section]:
        """The newest sendings, each with its page."""
        user = self.request.user
        if not policy.can(user, "alert.view"):
            return []
        rows = AlertSending.objects.visible_to(user).filter(audience=self.record)
        rows = rows.select_related("alert").defer("alert__body", "alert__words")
        items = [_sending(row) for row in rows.order_by("-due_at", "-pk")[:SHOWN]]
        empty = _("Nothing was sent to this group yet.")
        return [Section(_("Sent lately"), "speakerphone", items, empty)]

    def _allies(self) -> list[Section]:
        user = self.request.user
        if not policy.can(user, "ally.view"):
            return []
        rows = Ally.objects.visible_to(user).active().filter(audiences=self.record)
        items = [
            Item(
                row.name,
                f"{row.get_kind_display()} · {row.organisation}".rstrip(" ·"),
                url=row.get_absolute_url(),
            )
            for row in rows.for_list().order_by("name_sort", "pk")[:30]
        ]
        empty = _("No member of the alliance is in it: nobody passes alerts on.")
        if self.record.is_by_machine:
            empty = _("No member of the alliance is in it.")
        title = _("Members of the alliance")
        return [Section(title, "heart-handshake", items, empty)]

    def get_context_data(self, **kwargs):
        row, user = self.record, self.request.user
        asks = row.is_by_machine and row.address
        return super().get_context_data(
            pairs=self._pairs(),
            known=row.members.count(),
            may_edit=self.may_edit and row.is_active,
            address_url=reveal_url(row, "address", user=user) if asks else "",
            mask=MASK,
            panels=panels_of("audience", self.request, row),
            **kwargs,
        )

    def _pairs(self) -> list[Pair]:
        """The groups in use that this person may see, most people first."""
        beside = overlaps.beside(self.record.pk)
        rows = Audience.objects.visible_to(self.request.user).active()
        others = rows.for_list().filter(pk__in=beside)
        found = [self._pair(other, beside[other.pk]) for other in others]
        return sorted(found, key=lambda pair: (-pair.people, pair.other.name))

    def _pair(self, other: Audience, shared: overlaps.Beside) -> Pair:
        people = shared.people
        share = round(100 * people / self.record.size)
        if shared.known >= shared.estimated:
            return Pair(other, people, share, _("known members"))
        how = _("estimated by %(name)s") % {"name": shared.said_by}
        return Pair(other, people, share, how)


def _sending(row: AlertSending) -> Item:
    """One alert on its way to the group, or held back and why."""
    return Item(
        row.alert.title,
        sending_words.reason_of(row),
        url=row.get_absolute_url(),
        at=row.sent_at or row.due_at,
        badge=sending_words.state_of(row),
        tone=sending_words.tone_of(row),
    )
