"""Dissuasions: what rings, the list, one of them with the way to the person."""

from django.db.models import Avg, Count, F, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from antifraud import reachable
from antifraud.models import Dissuasion
from antifraud.workflow.dissuasions import WITH_SAVED, Risk
from households.views.ledger import Button, Item, LedgerView, RecordView, Section
from households.views.scope import reveal_url
from station import phrasing, policy
from station.actions.limits import TooMany
from station.actions.reveal import show
from station.errors import RuleError
from station.models import AccessRecord
from station.places import name_of
from station.views.policy import PolicyMixin

MOST = 50
TONES = {Risk.HIGH: "red", Risk.MEDIUM: "amber", Risk.LOW: "grey"}


def tone_of(row: Dissuasion) -> str:
    if row.is_ringing:
        return "red"
    if row.is_open:
        return "amber"
    return "green" if row.ending in WITH_SAVED else "grey"


class DissuasionBoardView(PolicyMixin, TemplateView):
    """What nobody goes to yet, and what is seen to; asked anew every few seconds."""

    permission_required = "dissuasion.answer"

    def get_template_names(self):
        part = "_dissuasion_board" if self.request.htmx else "dissuasion_board"
        return [f"antifraud/{part}.html"]

    def get_context_data(self, **kwargs):
        rows = Dissuasion.objects.visible_to(self.request.user, "answer").unsettled()
        found = sorted(
            rows.for_list().order_by("-pk")[:MOST], key=lambda row: not row.is_ringing
        )
        for row in found:
            row.place_name = name_of(row.area)
        return super().get_context_data(
            rows=found,
            tones=TONES,
            may_create=policy.can(self.request.user, "dissuasion.create"),
            **kwargs,
        )


class DissuasionListView(LedgerView):
    """All of the station, the newest first."""

    permission_required = "dissuasion.view"
    list_key = "antifraud.dissuasion"
    empty_icon = "device-mobile"

    def tone(self, key, row):
        if key == "risk":
            return TONES[row.risk]
        return tone_of(row) if key == "state" else ""

    def buttons(self):
        found = []
        if policy.can(self.request.user, "dissuasion.answer"):
            url = reverse("antifraud:dissuasion_board")
            found.append(Button(_("What rings now"), "device-mobile", url))
        if policy.can(self.request.user, "dissuasion.create"):
            url = reverse("antifraud:dissuasion_create")
            label = _("Somebody is being defrauded")
            found.append(Button(label, "plus", url, "primary"))
        return found

    def stats(self):
        """This year's, as far as the person may see."""
        return _of_the_year(self.request.user)

    def empty(self):
        return (
            _("Nobody had to be dissuaded yet"),
            _(
                "Warnings of 96110, a bank or a family are raised here and ring at once."
            ),
        )


def _of_the_year(user) -> list[dict]:
    year = timezone.localdate().year
    rows = Dissuasion.objects.visible_to(user).filter(raised_at__year=year)
    kept = Q(ending__in=list(WITH_SAVED))
    found = rows.aggregate(
        all=Count("pk"),
        kept=Count("pk", filter=kept),
        saved=Sum("saved", default=0),
        wait=Avg(F("answered_at") - F("raised_at")),
    )
    wait = found["wait"]
    minutes = round(wait.total_seconds() / 60) if wait is not None else None
    figures = [
        (_("Dissuasions this year"), found["all"], f"?since={year}-01-01"),
        (_("Of them dissuaded"), found["kept"], ""),
        (_("Kept (yuan)"), found["saved"], ""),
        (_("Minutes until somebody went"), minutes, ""),
    ]
    return [
        {"label": label, "value": value, "url": url, "tone": "", "note": ""}
        for label, value, url in figures
    ]


class DissuasionView(RecordView):
    """One: who, how near the money is, who goes, how to reach them, what was tried."""

    permission_required = "dissuasion.view"
    model = Dissuasion

    @property
    def access_fields(self):
        """Showing the number to who goes is written down by itself."""
        return "" if self.number else "person_name, phone_masked, place, told"

    def joined(self, rows):
        return rows.select_related(
            "area__parent", "scam_type", "answered_by", "closed_by", "raised_by",
            "resident__household__address",
        )  # fmt: skip

    def back(self):
        if policy.can(self.request.user, "dissuasion.answer"):
            return reverse("antifraud:dissuasion_board"), _("What rings now")
        return reverse("antifraud:dissuasion_list"), _("Dissuasions")

    def heading(self):
        return _("Dissuade %(who)s") % {"who": self.record.who}

    def badge(self):
        return str(self.record.state_label), tone_of(self.record)

    def lead(self):
        row = self.record
        when = phrasing.moment(row.raised_at, now=timezone.now())
        return f"{row.get_risk_display()} · {name_of(row.area)} · {when}"

    @cached_property
    def may_answer(self) -> bool:
        return self.may("dissuasion.answer")

    @cached_property
    def goes(self) -> bool:
        """Is it this person who goes, and is it not over?"""
        return (
            self.record.is_open and self.record.answered_by_id == self.request.user.pk
        )

    @cached_property
    def number(self) -> str:
        """The whole number for who goes; each look is written down."""
        if not (self.goes and self.record.phone_masked):
            return ""
        try:
            return show(
                obj=self.record,
                field="phone",
                purpose=AccessRecord.Purpose.EMERGENCY,
                by=self.request.user,
                at=timezone.now(),
            )
        except (TooMany, RuleError):
            return ""

    def buttons(self):
        row = self.record
        if not row.is_open or not self.may_answer:
            return []
        if row.answered_at is None:
            url = reverse("antifraud:dissuasion_answer", args=[row.pk])
            return [
                Button(_("I go"), "heart-handshake", url, "primary", is_post=True),
                *self._steps("hand_over", "correct"),
            ]
        call = Button(
            _("Call %(phone)s") % {"phone": self.number},
            "phone",
            f"tel:{self.number}",
            "primary",
        )
        return [*([call] if self.number else []), *self._steps()]

    def _steps(self, *names: str) -> list[Button]:
        steps = {
            "try": (_("Write a try down"), "check", ""),
            "settle": (pgettext("dissuasion", "End it"), "circle-check", ""),
            "hand_over": (_("Somebody nearer goes"), "users", "quiet"),
            "correct": (_("Set right"), "pencil", "quiet"),
        }
        return [
            Button(
                label,
                icon,
                reverse(f"antifraud:dissuasion_{name}", args=[self.record.pk]),
                tone,
            )
            for name, (label, icon, tone) in steps.items()
            if not names or name in names
        ]

    def facts(self):
        row = self.record
        may_read = self.may("dissuasion.reveal")
        ended = not row.is_open
        return [
            (_("Number"), row.number),
            (_("Where they are"), row.place),
            (_("Noticed by"), row.get_noticed_by_display()),
            (_("Scam type"), str(row.scam_type) if row.scam_type else ""),
            (_("What is known"), row.told if may_read else ""),
            (_("Raised"), phrasing.in_full(row.raised_at)),
            (_("Raised by"), row.raised_by.name),
            (_("Who sees to it"), row.answered_by and row.answered_by.name),
            (_("How it ended"), row.get_ending_display()),
            (_("Kept (yuan)"), phrasing.money(row.saved) if row.saved else ""),
            (_("Paid (yuan)"), phrasing.money(row.lost) if row.lost else ""),
            (_("What was done"), row.result if ended and may_read else ""),
        ]

    def sections(self):
        row = self.record
        found = [self._reach(), self._tries()]
        if row.is_open and self.may_answer:
            found = [self._reach(), self._near(), self._say(), self._tries()]
        return [section for section in found if section is not None]

    def _reach(self) -> Section:
        """The person's phone, the household's door."""
        row = self.record
        items = []
        if row.phone_masked:
            url = reveal_url(row, "phone", user=self.request.user)
            items.append(Item(row.who, masked=row.phone_masked, reveal_url=url))
        items.extend(self._home())
        empty = _("Only the place is known: somebody has to go there.")
        return Section(_("How to reach them"), "phone", items, empty)

    def _home(self) -> list[Item]:
        person = self.record.resident
        home = person and person.household
        if not home or not policy.can(self.request.user, "household.view", home):
            return []
        others = home.residents.filter(left_on=None).exclude(pk=person.pk)
        family = [
            Item(
                other.name,
                note=other.get_relation_display(),
                masked=other.phone_masked,
                reveal_url=reveal_url(other, "phone", user=self.request.user),
            )
            for other in others.order_by("pk")[:5]
        ]
        door = Item(home.address.text, url=home.get_absolute_url())
        return [door, *family]

    def _near(self) -> Section:
        """Who could be at the door first."""
        rows = reachable.nearest(self.record.area, at=timezone.now())
        items = [
            Item(
                near.user.name,
                note=f"{near.role} · {name_of(near.area)}",
                url=f"tel:{near.user.phone}" if near.user.phone else "",
            )
            for near in rows
        ]
        empty = _("Nobody holds a post near there.")
        return Section(_("Who is nearest"), "users", items, empty)

    def _say(self) -> Section | None:
        """What the fraud looks like, to be believed on the phone."""
        found = self.record.scam_type
        if found is None:
            return None
        lines = [(_("Warning signs"), found.signs), (_("Advice"), found.advice)]
        items = [Item(title, note=text) for title, text in lines if text]
        return Section(_("What to say"), "speakerphone", items) if items else None

    def _tries(self) -> Section:
        may_read = self.may("dissuasion.reveal")
        items = [
            Item(
                found.get_way_display(),
                note="\n".join(filter(None, [found.by.name, found.note]))
                if may_read
                else "",
                at=found.at,
                badge=_("Reached") if found.has_reached else _("Not reached"),
                tone="green" if found.has_reached else "grey",
            )
            for found in self.record.tries.select_related("by").order_by("-at", "-pk")
        ]
        empty = _("Nobody has tried yet.")
        return Section(_("What was tried"), "history", items, empty)
