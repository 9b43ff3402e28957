"""The page of one volunteer: whether they serve, what they can do, what protects them."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from households.models.service_hours import Weekday
from households.views.ledger import Button, Item, RecordView, Section
from households.views.scope import reveal_url
from patrols import hours
from patrols.lists.volunteers import skills_of
from patrols.models import Volunteer
from patrols.views import volunteer_service
from patrols.views.volunteers import TONES, to
from patrols.workflow.people import VolunteerStatus as Status
from station import phrasing, working_days
from station.places import name_of

SHOWN = 30
# Which steps a volunteer of each state can take next: the last one is the usual one.
LEAVE = (
    "volunteer.edit",
    gettext_lazy("Leaves for good"),
    "logout",
    "volunteer_leave",
    "",
)
EDIT = ("volunteer.edit", gettext_lazy("Edit"), "pencil", "volunteer_edit", "")
ACCOUNT = (
    "volunteer.vet", gettext_lazy("Account and password"), "key", "volunteer_account", "",
)  # fmt: skip
GUARDIAN = (
    "volunteer.edit", gettext_lazy("The guardian's consent"), "signature",
    "volunteer_guardian", "",
)  # fmt: skip
STEPS = {
    Status.APPLIED: [
        EDIT,
        ("volunteer.vet", gettext_lazy("Not take on"), "ban", "volunteer_refuse", ""),
        ("volunteer.vet", pgettext_lazy("volunteer", "Take on"), "user-check", "volunteer_accept",
         "primary"),
    ],
    Status.ACTIVE: [
        LEAVE,
        ACCOUNT,
        ("volunteer.edit", gettext_lazy("Rests"), "moon", "volunteer_rest", ""),
        EDIT,
    ],
    Status.RESTING: [
        LEAVE,
        ACCOUNT,
        EDIT,
        ("volunteer.edit", gettext_lazy("Is back"), "walk", "volunteer_resume",
         "primary"),
    ],
    Status.LEFT: [
        ("volunteer.vet", gettext_lazy("Applies again"), "refresh",
         "volunteer_reapply", ""),
    ],
    Status.REFUSED: [
        ("volunteer.vet", gettext_lazy("Applies again"), "refresh",
         "volunteer_reapply", ""),
    ],
}  # fmt: skip
BY_POST = {"volunteer_resume", "volunteer_reapply"}


class VolunteerView(RecordView):
    """One volunteer: whether they serve, what they can do, what protects them."""

    permission_required = "volunteer.view"
    model = Volunteer
    access_fields = "name, phone_masked, born_on"

    @cached_property
    def today(self):
        return working_days.local_date(timezone.now())

    @cached_property
    def may_edit(self) -> bool:
        return self.may("volunteer.edit")

    def back(self):
        return to("volunteer_list"), _("Volunteers")

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    def lead(self):
        row = self.record
        words = [row.get_trade_display(), name_of(row.area)]
        if row.resting_until_on:
            until = phrasing.day(row.resting_until_on, today=self.today)
            words.append(_("until %(day)s") % {"day": until})
        return " · ".join(map(str, words))

    def banner(self):
        row = self.record
        if not row.is_on_the_strength:
            return ""
        if row.is_minor_on(self.today) and not row.guardian_name:
            return _("Under eighteen, and the guardian's consent is not on record.")
        if not self._insured_until():
            return _("Not insured: no risky duty (志愿服务条例, article 17).")
        return ""

    def buttons(self):
        pk = self.record.pk
        return [
            Button(str(label), icon, to(name, pk), tone, name in BY_POST)
            for permission, label, icon, name, tone in self._steps()
            if self.may(permission)
        ]

    def _steps(self) -> list:
        """Of a minor who serves also the guardian's consent."""
        row = self.record
        asks = row.is_on_the_strength and row.is_minor_on(self.today)
        return [*([GUARDIAN] if asks else []), *STEPS[row.status]]

    def facts(self):
        row = self.record
        found = [
            (_("Patrol team"), row.team_names()),
            (_("Age"), row.age_on(self.today)),
            (_("Skills"), skills_of(row)),
            (_("Place of work"), row.employer),
            (_("Insured until"), self._day(self._insured_until())),
            (_("Hours a week at most"), row.hours_a_week),
            (_("Phone"), row.phone_masked),
        ]
        found += self._serving() if row.vetted_at else []
        return [*found, *self._past()] if self.may_edit else found

    def _serving(self) -> list:
        """What is told of somebody once they were taken on."""
        row = self.record
        return [
            (_("Fit for night and for risky duty"), _yes(row.is_fit)),
            (_("Hours served this year"), self._served()),
            (_("Account"), row.user.badge_number if row.user else _("has no account")),
            (_("Agrees to tracks during shifts"), _yes(row.may_be_tracked)),
            (_("Agrees to be named in public"), _yes(row.may_be_published)),
        ]

    def _served(self) -> str:
        new_year = self.today.replace(month=1, day=1)
        return hours.of(self.record, from_on=new_year, until_on=self.today).text

    def _past(self) -> list:
        """How somebody came, and why it ended."""
        row = self.record
        vetted = row.vetted_by.name if row.vetted_by else ""
        return [
            (_("Born on"), phrasing.date_in_full(row.born_on)),
            (_("Why they want to join"), row.motive),
            (_("Vetted by"), vetted),
            (_("Left on"), self._day(row.left_on)),
            (_("Guardian"), row.guardian_name),
            (_("Guardian consented on"), self._day(row.guardian_agreed_on)),
            (pgettext("volunteer", "Why it ended"), row.end_reason),
        ]

    def _day(self, on) -> str:
        return phrasing.date_in_full(on) if on else ""

    @cached_property
    def _policies(self) -> list:
        return list(self.record.insurances.all()[:SHOWN])

    def _insured_until(self):
        running = [p.until_on for p in self._policies if p.from_on <= self.today]
        until = max(running, default=None)
        return until if until and until >= self.today else None

    def sections(self):
        found = [*self._contact(), self._training(), self._insurance()]
        found += [self._equipment(), self._wishes()]
        found += volunteer_service.sections(self.record, self.request.user)
        serves = self.record.is_on_the_strength
        return [part for part in found if part.items or (part.empty and serves)]

    def _contact(self) -> list[Section]:
        """Whole numbers and the sealed remark, for a purpose."""
        row, items = self.record, []
        noted = row.vetted_at and row.vetting_note
        for field, label, shown in (
            ("phone", _("Phone"), row.phone_masked),
            ("guardian_phone", _("Guardian's phone"), row.guardian_phone_masked),
            ("vetting_note", _("Remark on the vetting"), "******" * bool(noted)),
        ):
            url = reveal_url(row, field, user=self.request.user) if shown else ""
            if url:
                items.append(Item(label, masked=shown, reveal_url=url))
        return [Section(_("Contact"), "phone", items)]

    def _section(self, title, icon, items, empty, button) -> Section:
        buttons = [button] if self.may_edit and self.record.is_on_the_strength else []
        return Section(title, icon, items, empty, buttons)

    def _training(self) -> Section:
        items = [
            Item(
                str(row),
                _("%(n)s hours") % {"n": phrasing.number(row.hours)},
                at=None if row.expires_on else row.held_on,
                due=row.expires_on,
                buttons=self._strike("training", row),
            )
            for row in self.record.trainings.all()[:SHOWN]
        ]
        add = Button(_("Add a training"), "plus", to("training_add", self.record.pk))
        empty = _("No training on record.")
        return self._section(_("Trainings"), "school", items, empty, add)

    def _insurance(self) -> Section:
        items = [
            Item(
                row.insurer,
                f"{self._day(row.from_on)} – {self._day(row.until_on)}",
                due=row.until_on if row.until_on >= self.today else None,
                buttons=self._strike("insurance", row),
            )
            for row in self._policies
        ]
        add = Button(
            _("Note an insurance"), "plus", to("insurance_add", self.record.pk)
        )
        empty = _("No insurance on record.")
        return self._section(_("Insurance"), "shield-check", items, empty, add)

    def _equipment(self) -> Section:
        items = [
            Item(
                str(row),
                row.condition,
                at=row.returned_on or row.issued_on,
                badge=_("given back") if row.returned_on else "",
                buttons=[self._give_back(row)]
                if self.may_edit and not row.returned_on
                else [],
            )
            for row in self.record.equipment.all()[:SHOWN]
        ]
        add = Button(
            _("Hand something out"), "plus", to("equipment_add", self.record.pk)
        )
        empty = _("Nothing handed out.")
        return self._section(
            pgettext("volunteer", "Equipment"), "package", items, empty, add
        )

    def _wishes(self) -> Section:
        items = [wish_item(row) for row in self.record.wishes.all()]
        return Section(_("Wishes"), "calendar-event", items, _("No wishes put down."))

    def _give_back(self, row) -> Button:
        return Button(
            pgettext("equipment", "Take back"),
            "arrow-back-up",
            to("equipment_back", row.pk),
        )

    def _strike(self, kind: str, row) -> list[Button]:
        if not self.may_edit:
            return []
        url = to(f"{kind}_strike", row.pk)
        return [Button(_("Strike out"), "x", url, "quiet", True)]


def wish_item(row, buttons=()) -> Item:
    """Friday 18:00–22:00, likes to come."""
    span = f"{row.from_time:%H:%M}–{row.until_time:%H:%M}"
    likes = _("likes to come then") if row.is_possible else _("cannot come then")
    title = f"{Weekday(row.weekday).label} {span}"
    tone = "green" if row.is_possible else "grey"
    return Item(title, badge=likes, tone=tone, buttons=list(buttons))


def _yes(answer: bool) -> str:
    return _("yes") if answer else _("no")
