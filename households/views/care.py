"""Care: the list, a plan, its steps."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from households import festivals
from households.actions import care_plans as actions
from households.actions import care_rounds
from households.forms.care import (
    ContactForm,
    HelperForm,
    HolidayForm,
    PauseForm,
    PlanEditForm,
    PlanForm,
    ReasonForm,
    ReviewForm,
)
from households.models import (
    CareCategory,
    CareHelper,
    CarePlan,
    Resident,
)
from households.places import areas_in
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    StepView,
    say,
    tap,
    to,
)
from households.views.scope import reveal_url
from households.workflow.care import Holiday
from station import phrasing, policy
from station.views.action import ActionFormView
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_kind": "kinds",
    "bad_cycle": "cycle_days",
    "not_serving": "carer",
    "no_note": "note",
    "past": "review_on",
    "no_reason": "reason",
    "no_proof": "photos",
    "phone_invalid": "phone",
    "bad_code": "code",
}


class CareListView(LedgerView):
    """Who is looked after; the missed rounds first."""

    permission_required = "care_plan.view"
    list_key = "households.careplan"
    empty_icon = "heart-handshake"
    due_keys = frozenset({"due"})

    def note(self, row):
        return row.resident.household.address.text

    def is_owed(self, row):
        return row.is_active

    def tone(self, key, row):
        if key != "status":
            return ""
        return {"active": "green", "paused": "amber"}.get(row.status, "grey")

    def tabs(self):
        return care_tabs(self.request.user, "plans")

    def buttons(self):
        if not policy.can(self.request.user, "care_plan.create"):
            return []
        label = _("Plan the holiday visits")
        return [Button(label, "calendar-plus", to("care_holiday"))]

    def stats(self):
        user, now = self.request.user, timezone.now()
        plans = CarePlan.objects.visible_to(user)
        missed = plans.overdue(at=now).count()
        found = [
            _stat(_("Cared for"), plans.active().count(), "?state=active"),
            _stat(_("Missed"), missed, "?state=overdue", "red" if missed else ""),
        ]
        if policy.can(user, "care_plan.create"):
            bare = without_plan(user).count()
            found.append(_stat(_("Without a plan"), bare, to("care_bare")))
        return found

    def empty(self):
        return (
            _("Nobody is in care here"),
            _("A care plan is made on the page of a resident."),
        )


def _stat(label, value, url, tone="", note=""):
    return {"label": label, "value": value, "url": url, "tone": tone, "note": note}


def care_tabs(user, current: str) -> list:
    """The parts of care, for those who may see them."""
    found = [("plans", _("Care"), to("care_list"), "care_plan.view")]
    found.append(("bare", _("Without a plan"), to("care_bare"), "care_plan.create"))
    found.append(
        ("consents", _("Consents"), to("consent_list"), "guardian_consent.view")
    )
    return [
        (label, url, key == current)
        for key, label, url, permission in found
        if policy.can(user, permission)
    ]


def without_plan(user):
    """Those whose card says why they are cared for, and whom nobody looks after."""
    rows = Resident.objects.visible_to(user, "reveal").present()
    rows = rows.exclude(care_kinds=[])
    return rows.exclude(pk__in=CarePlan.objects.live().values("resident_id"))


class CarePlanMixin:
    model = CarePlan
    error_fields = FIELD_OF

    @cached_property
    def is_open(self) -> bool:
        """May what it says be read: consent given, and the reader's to read."""
        return self.has_consent and self.may("care_plan.edit")

    @cached_property
    def has_consent(self) -> bool:
        today = timezone.localdate()
        return actions.has_consent(self.record.resident, on=today)

    def lead(self) -> str:
        return self.record.resident.household.address.text


class CarePlanView(CarePlanMixin, RecordView):
    """One plan: who, when next, whom to call, and what was."""

    permission_required = "care_plan.view"
    access_fields = "watch_for, kinds, helpers"

    def back(self):
        return to("care_list"), _("Care")

    def due(self):
        return self.record.due_at if self.record.is_active else None

    def badge(self):
        tone = {"active": "green", "paused": "amber"}.get(self.record.status, "grey")
        return self.record.get_status_display(), tone

    def banner(self):
        if not self.has_consent and self.record.is_live:
            return _("Under 14 without the guardian's consent: what it says is closed.")
        return ""

    def buttons(self):
        plan, pk = self.record, self.record.pk
        found = []
        if plan.is_live and self.may("care_plan.edit"):
            found += [
                Button(_("Edit"), "pencil", to("care_edit", pk)),
                Button(_("End"), "x", to("care_end", pk), "quiet"),
            ]
            if plan.is_active:
                found.append(Button(_("Pause"), "player-pause", to("care_pause", pk)))
            else:
                label = _("Take up again")
                found.append(
                    Button(label, "player-play", to("care_resume", pk), is_post=True)
                )
            found.append(Button(_("Review"), "clipboard-check", to("care_review", pk)))
        return found + self._contact_buttons()

    def _contact_buttons(self):
        plan = self.record
        if not plan.is_live or not self.may("care_plan.contact"):
            return []
        found = [Button(_("Was in touch"), "phone", to("care_contact", plan.pk))]
        household = plan.resident.household
        if policy.can(self.request.user, "visit.create", household):
            url = f"{to('visit_create', household.pk)}?purpose=care"
            found.append(Button(_("Record a visit"), "door-enter", url, "primary"))
        return found

    def facts(self):
        plan = self.record
        words = CareCategory.objects.labels()
        holidays = dict(Holiday.choices)
        comma = _(", ")
        found = [
            (_("Who cares"), plan.carer.name),
            (_("Every … days"), plan.cycle_days),
            (
                _("Last contact"),
                timezone.localdate(plan.last_contact_at)
                if plan.last_contact_at
                else None,
            ),
            (_("Holidays"), comma.join(str(holidays[code]) for code in plan.holidays)),
            (_("Since"), plan.started_on),
            (_("To be reviewed"), plan.review_on),
            (_("Area"), plan.area.name),
        ]
        if self.is_open:
            kinds = comma.join(words.get(code, code) for code in plan.kinds)
            found[0:0] = [(_("Cared for as"), kinds)]
            found += [
                (_("What to watch for"), plan.watch_for),
                (_("Reason"), plan.reason),
            ]
        return found

    def sections(self):
        found = [self._holidays(), self._contacts()]
        if self.has_consent:
            found[0:0] = [self._helpers()]
        return [section for section in found if section.items or section.buttons]

    def _helpers(self):
        may_edit = self.record.is_live and self.may("care_plan.edit")
        items = [
            Item(
                helper.name,
                helper.get_role_display(),
                masked=helper.phone_masked,
                reveal_url=reveal_url(helper, "phone", user=self.request.user),
                buttons=[
                    Button(
                        _("Take out"),
                        "x",
                        to("care_helper_remove", helper.pk),
                        "quiet",
                        True,
                    )
                ]
                if may_edit
                else [],
            )
            for helper in self.record.helpers.select_related("plan")
        ]
        add = [
            Button(_("Add somebody"), "user-plus", to("care_helper", self.record.pk))
        ]
        return Section(
            _("To call"), "phone-call", items, buttons=add if may_edit else []
        )

    def _holidays(self):
        items = [
            Item(
                row.get_holiday_display(),
                at=row.done_at or row.on,
                due=None if row.done_at or not self.record.is_active else row.due_at,
                badge=_("done") if row.done_at else "",
                tone="green",
            )
            for row in self.record.holiday_visits.order_by("-on")[:10]
        ]
        return Section(_("Before the holidays"), "calendar-event", items)

    def _contacts(self):
        rows = self.record.contacts.select_related("by")[:20]
        items = [
            Item(
                f"{row.get_way_display()} · {row.get_found_display()}",
                f"{row.by.name}\n{row.note}" if self.is_open else row.by.name,
                at=row.at,
                badge=row.get_found_display() if row.found != "well" else "",
                tone="amber",
            )
            for row in rows
        ]
        return Section(_("Calls and word from others"), "phone", items)

    def photos(self):
        return []


class CareFormView(CarePlanMixin, StepView):
    """A form about one plan."""

    permission_required = "care_plan.edit"


class CareEditView(CareFormView):
    form_class = PlanEditForm
    heading = property(lambda self: _("Edit the care plan"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The care plan is saved."))

    def form_extra(self):
        return {"area": self.record.area}

    def initial_of(self, current):
        names = ("kinds", "cycle_days", "holidays", "review_on")
        found = {name: getattr(current, name) for name in names}
        watch = current.watch_for if self.is_open else ""
        return {
            **found,
            "carer": current.carer_id,
            "watch_for": watch,
            "version": current.version,
        }

    def act(self, form):
        return actions.edit(
            plan=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class CarePauseView(CareFormView):
    form_class = PauseForm
    heading = property(lambda self: _("Pause the care"))
    submit = property(lambda self: _("Pause"))
    done = property(lambda self: _("Paused. No reminders until then."))

    def act(self, form):
        return actions.pause(plan=self.record, **self.form_data(form), **self.common)


class CareEndView(CareFormView):
    closing = property(lambda self: self.record)
    form_class = ReasonForm
    danger = True
    heading = property(lambda self: _("End the care"))
    submit = property(lambda self: _("End"))
    done = property(lambda self: _("Ended. No more reminders of it."))

    def act(self, form):
        return actions.end(plan=self.record, **self.form_data(form), **self.common)


class CareReviewView(CareFormView):
    form_class = ReviewForm
    heading = property(lambda self: _("Review the care plan"))
    submit = property(lambda self: _("It still holds"))
    done = property(lambda self: _("The review is noted."))

    def initial_of(self, current):
        return {
            "review_on": timezone.localdate().replace(
                year=timezone.localdate().year + 1, day=1
            )
        }

    def act(self, form):
        return actions.review(plan=self.record, **self.form_data(form), **self.common)


class CareContactView(CareFormView):
    permission_required = "care_plan.contact"
    form_class = ContactForm
    is_versioned = False
    heading = property(lambda self: _("Was in touch"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Noted."))

    def act(self, form):
        actions.contact(plan=self.record, **self.form_data(form), **self.common)
        return self.record


class CareHelperView(CareFormView):
    form_class = HelperForm
    is_versioned = False
    heading = property(lambda self: _("Somebody to call"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("Added."))

    def act(self, form):
        actions.add_helper(plan=self.record, **self.form_data(form), **self.common)
        return self.record


class CareResumeView(CarePlanMixin, PolicyMixin, View):
    """The visits go on."""

    permission_required = "care_plan.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = CarePlan.objects.visible_to(request.user, "edit").for_list()
        plan = get_object_or_404(rows, pk=pk)
        return tap(
            request,
            lambda: actions.resume(plan=plan, by=request.user, at=timezone.now()),
            plan.get_absolute_url(),
            _("The visits go on."),
        )


class CareHelperRemoveView(PolicyMixin, View):
    """Not to be called any more."""

    permission_required = "care_plan.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = CareHelper.objects.visible_to(request.user, "edit")
        helper = get_object_or_404(rows.select_related("plan"), pk=pk)
        return tap(
            request,
            lambda: actions.remove_helper(
                helper=helper, by=request.user, at=timezone.now()
            ),
            helper.plan.get_absolute_url(),
            _("Taken out."),
        )


class CareCreateView(OriginMixin, ActionFormView):
    """A plan for somebody, with what the kinds suggest filled in."""

    permission_required = "care_plan.create"
    form_class = PlanForm
    error_fields = FIELD_OF

    @cached_property
    def resident(self) -> Resident:
        rows = Resident.objects.visible_to(self.request.user).present()
        found = get_object_or_404(
            rows.select_related("household__address", "area"), pk=self.kwargs["pk"]
        )
        if not policy.can(self.request.user, "care_plan.create", found):
            rows = rows.none()
        return get_object_or_404(
            rows.select_related("household__address", "area"), pk=found.pk
        )

    def get(self, request, *args, **kwargs):
        if not actions.has_consent(self.resident, on=timezone.localdate()):
            say(request, _("Under 14: the guardian must agree first."))
            return HttpResponseRedirect(to("consent_create", self.resident.pk))
        return super().get(request, *args, **kwargs)

    def form_extra(self):
        return {"area": self.resident.area}

    def get_initial(self):
        kinds = self.resident.care_kinds
        rows = list(CareCategory.objects.filter(code__in=kinds))
        return {
            "kinds": kinds,
            "cycle_days": min((row.cycle_days for row in rows), default=30),
            "holidays": sorted({code for row in rows for code in row.holidays}),
            "carer": self.request.user.pk,
            "watch_for": self.origin_facts.text[:1000],
        }

    def texts(self):
        return {
            "heading": _("Make a care plan"),
            "submit": _("Save the care plan"),
            "done": _("The care plan is made."),
            "lead": f"{self.resident.name} · {self.resident.household.address.text}",
            "back_url": (self.origin or self.resident).get_absolute_url(),
            "back_label": str(self.origin or self.resident.name),
        }

    def act(self, form):
        return actions.create(
            resident=self.resident,
            facts=form.facts(),
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )


class CareFromView(OriginMixin, PolicyMixin, View):
    """A plan because of another record: whom it is about is known, or chosen."""

    permission_required = "care_plan.create"
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        if self.origin is None:
            return HttpResponseRedirect(to("care_bare"))
        facts = self.origin_facts
        people = list(facts.residents) or self._people(facts.household)
        if len(people) == 1:
            url = to("care_create", people[0].pk)
            return HttpResponseRedirect(f"{url}?from={request.GET['from']}")
        say(request, _("Choose whom the care is for."))
        if facts.household:
            return HttpResponseRedirect(facts.household.get_absolute_url())
        return HttpResponseRedirect(to("resident_list"))

    def _people(self, household):
        if household is None:
            return []
        rows = Resident.objects.visible_to(self.request.user).present()
        return list(rows.filter(household=household)[:2])


class CareHolidayView(ActionFormView):
    """Plan the visits before a holiday, for everybody in an area."""

    permission_required = "care_plan.create"
    form_class = HolidayForm

    def form_extra(self):
        user = self.request.user
        today = timezone.localdate()
        names = dict(Holiday.choices)
        return {
            "areas": areas_in(user, "care_plan.create"),
            "holidays": [
                (code, f"{names[code]} · {phrasing.date_in_full(day)}")
                for code, day in festivals.coming(on=today)
            ],
        }

    def texts(self):
        return {
            "heading": _("Plan the holiday visits"),
            "submit": _("Plan them"),
            "done": _("The visits are planned; each carer is reminded."),
            "lead": _(
                "For every plan that names the holiday; twice planned is once planned."
            ),
            "back_url": to("care_list"),
            "back_label": _("Care"),
        }

    def act(self, form):
        user = self.request.user
        area, holiday = form.cleaned_data["area"], form.cleaned_data["holiday"]
        plans = CarePlan.objects.visible_to(user, "create")
        if area is not None:
            plans = plans.filter(area__path__startswith=area.path)
        care_rounds.plan_holiday(
            area=area or user.home_area,
            holiday=holiday,
            plans=plans,
            by=user,
            at=timezone.now(),
        )
        return holiday

    def next_url(self, made):
        return f"{to('care_list')}?holiday={made}"
