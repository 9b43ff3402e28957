"""Liaison: with whom one keeps in touch, each talk, the ledger."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import liaisons as actions
from households.forms.liaison import (
    EndForm,
    ItemForm,
    LiaisonContactEditForm,
    LiaisonContactForm,
    TalkForm,
)
from households.models import Liaison, LiaisonContact, LiaisonItem
from households.notices import liaison as liaison_notices
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    PhotoMixin,
    RecordView,
    Section,
    StepView,
    tap,
    to,
)
from households.views.scope import reveal_url
from households.workflow.care import ContactWay
from station import phrasing, policy, working_days
from station.errors import RuleError
from station.paging import paginate
from station.views.action import ActionFormView
from station.views.list import ListMixin
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin

FIELD_OF = {
    "not_serving": "responsible",
    "phone_invalid": "phone",
    "no_name": "name",
    "future": "talked_at",
    "past": "until_on",
    "no_what": "what",
}
PRINTED = 500


def liaison_tabs(user, current: str) -> list:
    """The parts of liaison."""
    return [
        (_("Contacts"), to("liaison_list"), current == "contacts"),
        (_("Ledger"), to("liaison_ledger"), current == "ledger"),
        (_("Agreed"), to("liaison_items"), current == "items"),
    ]


class LiaisonListView(LedgerView):
    """With whom one keeps in touch; who waits longest first."""

    permission_required = "liaison.view"
    list_key = "households.liaisoncontact"
    empty_icon = "messages"
    due_keys = frozenset({"due"})

    def note(self, row):
        return row.organisation

    def is_owed(self, row):
        return row.is_kept

    def tabs(self):
        return liaison_tabs(self.request.user, "contacts")

    def buttons(self):
        if not policy.can(self.request.user, "liaison.create"):
            return []
        url = to("liaison_create")
        return [Button(_("New contact"), "user-plus", url, "primary")]

    def empty(self):
        return (
            _("Nobody to keep in touch with yet"),
            _("Secretaries daily, property managers weekly: add them here."),
        )


class LiaisonLedgerView(LedgerView):
    """Every talk, newest first."""

    permission_required = "liaison.view"
    list_key = "households.liaison"
    empty_icon = "notes"

    def tabs(self):
        return liaison_tabs(self.request.user, "ledger")

    def buttons(self):
        query = self.request.GET.urlencode()
        url = to("liaison_print")
        return [Button(_("Print"), "printer", f"{url}?{query}" if query else url)]

    def empty(self):
        return _("No talk is written down yet"), ""


class LiaisonPrintView(ListMixin, TemplateView):
    """The ledger on paper, with lines to sign."""

    permission_required = "liaison.view"
    list_key = "households.liaison"
    template_name = "households/liaison_print.html"

    def get_context_data(self, **kwargs):
        rows = self.listing.rows.order_by(*self.listing.order)
        rows = rows.prefetch_related("items")[:PRINTED]
        return super().get_context_data(
            rows=rows, now=timezone.now(), station=self.request.user.home_area, **kwargs
        )


class LiaisonItemListView(PolicyMixin, TemplateView):
    """What was agreed and is not done yet."""

    permission_required = "liaison.view"
    template_name = "households/care_people.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = LiaisonItem.objects.visible_to(user).open().for_list()
        page = paginate(rows, request=self.request, order=("until_on", "id"))
        people = [
            {
                "title": row.what,
                "url": row.get_absolute_url(),
                "note": f"{row.who or row.liaison.contact.name} · {row.responsible.name}",
                "due": row.until_on,
            }
            for row in page.rows
        ]
        return super().get_context_data(
            heading=_("Agreed and open"),
            tabs=liaison_tabs(user, "items"),
            people=people,
            page=page,
            none_title=_("Nothing is open"),
            **kwargs,
        )


class ContactView(RecordView):
    """One contact: when next, the last talks, what is open."""

    permission_required = "liaison.view"
    model = LiaisonContact
    access_fields = "name, phone_masked"

    def back(self):
        return to("liaison_list"), _("Liaison")

    def heading(self):
        return self.record.name

    def lead(self):
        return self.record.organisation or self.record.get_role_display()

    def due(self):
        return self.record.due_at if self.record.is_kept else None

    def badge(self):
        return ("", "") if self.record.is_kept else (_("ended"), "grey")

    def buttons(self):
        pk = self.record.pk
        if not self.record.is_kept or not self.may("liaison.edit"):
            return []
        return [
            Button(_("End"), "x", to("liaison_end", pk), "quiet"),
            Button(_("Edit"), "pencil", to("liaison_edit", pk)),
            Button(_("Talked today"), "check", to("liaison_tick", pk), is_post=True),
            Button(_("Write down a talk"), "notes", to("liaison_talk", pk), "primary"),
        ]

    def facts(self):
        row = self.record
        return [
            (_("Role"), row.get_role_display()),
            (_("How often"), row.get_rhythm_display()),
            (_("Who keeps in touch"), row.responsible.name),
            (_("Area"), row.area.name),
            (_("Since"), row.since_on),
        ]

    def sections(self):
        row, user = self.record, self.request.user
        phone = Item(
            row.name,
            row.get_role_display(),
            masked=row.phone_masked,
            reveal_url=reveal_url(row, "phone", user=user),
        )
        talks = [talk_item(talk) for talk in row.liaisons.for_list()[:20]]
        found = [
            Section(_("What was agreed"), "checks", self._items()),
            Section(_("Talks"), "messages", talks, _("No talk is written down yet")),
        ]
        if row.phone_masked:
            found[0:0] = [Section(_("Phone"), "phone", [phone])]
        return [part for part in found if part.items or part.empty]

    def _items(self):
        rows = LiaisonItem.objects.filter(liaison__contact=self.record).open()
        may = self.may("liaison.edit")
        return [agreed_item(row, may=may) for row in rows.for_list()[:20]]


def talk_item(talk: Liaison) -> Item:
    """A talk in one line."""
    return Item(
        talk.get_way_display(),
        (talk.about or "")[:200],
        url=talk.get_absolute_url(),
        at=talk.at,
        badge=talk.by.name,
        tone="grey",
    )


def agreed_item(item: LiaisonItem, *, may: bool) -> Item:
    """What was agreed, with the step that ends it."""
    is_open = item.done_at is None
    step = Button(
        _("Done") if is_open else _("Open again"),
        "check" if is_open else "arrow-back-up",
        to("liaison_item_tick" if is_open else "liaison_item_undo", item.pk),
        "soft",
        True,
    )
    return Item(
        item.what,
        " · ".join(filter(None, [item.who, item.responsible.name, item.result])),
        due=working_days.at_clock(item.until_on, actions.EVENING) if is_open else None,
        badge="" if is_open else _("done"),
        tone="green",
        buttons=[step] if may else [],
    )


class ContactFormMixin:
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}


class ContactCreateView(ContactFormMixin, ActionFormView):
    permission_required = "liaison.create"
    form_class = LiaisonContactForm

    def get_initial(self):
        return {"responsible": self.request.user.pk, "rhythm": "daily"}

    def texts(self):
        return {
            "heading": _("New contact"),
            "submit": _("Add"),
            "done": _("You are reminded in this rhythm."),
            "back_url": to("liaison_list"),
            "back_label": _("Liaison"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class ContactEditView(ContactFormMixin, StepView):
    permission_required = "liaison.edit"
    model = LiaisonContact
    form_class = LiaisonContactEditForm
    heading = property(lambda self: _("Edit the contact"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The contact is saved."))

    def form_extra(self):
        return {"user": self.request.user, "contact": self.record}

    def initial_of(self, current):
        names = ("name", "role", "organisation", "rhythm", "version")
        found = {name: getattr(current, name) for name in names}
        return {
            **found,
            "area": current.area_id,
            "responsible": current.responsible_id,
        }

    def act(self, form):
        return actions.edit(
            contact=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class ContactEndView(StepView):
    closing = property(lambda self: self.record)
    permission_required = "liaison.edit"
    model = LiaisonContact
    form_class = EndForm
    danger = True
    heading = property(lambda self: _("End the contact"))
    submit = property(lambda self: _("End"))
    done = property(lambda self: _("Ended. No more reminders of it."))

    def lead(self):
        return _("What was said stays in the ledger.")

    def act(self, form):
        return actions.end(contact=self.record, **self.form_data(form), **self.common)


class TalkView(OriginMixin, PhotoMixin, StepView):
    """A talk with what was agreed."""

    permission_required = "liaison.edit"
    model = LiaisonContact
    form_class = TalkForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("Write down a talk"))
    submit = property(lambda self: _("Save the talk"))
    done = property(lambda self: _("The talk is noted."))

    def initial_of(self, current):
        return {"about": self.origin_facts.text[:2000]}

    def lead(self):
        return str(self.record)

    def act_with(self, form, files):
        data = form.cleaned_data
        return actions.talk(
            contact=self.record,
            way=data["way"],
            about=data["about"],
            others=data["others"],
            talked_at=data["talked_at"],
            agreed=form.agreed(),
            files=files,
            origin=self.origin,
            **self.common,
        )


class LiaisonView(RecordView):
    """One talk: about what, and what was agreed."""

    permission_required = "liaison.view"
    model = Liaison
    access_fields = "about"

    def back(self):
        return self.record.contact.get_absolute_url(), self.record.contact.name

    def lead(self):
        return str(self.record.contact)

    def facts(self):
        row = self.record
        return [
            (_("When"), phrasing.moment(row.at, now=timezone.now())),
            (_("How"), row.get_way_display()),
            (_("By"), row.by.name),
            (_("Who else took part"), row.others),
            (_("What about"), row.about),
        ]

    def sections(self):
        may = self.may("liaison.edit")
        rows = self.record.items.select_related("responsible")
        items = [agreed_item(row, may=may) for row in rows]
        add = Button(_("Add"), "plus", to("liaison_agree", self.record.pk))
        return [
            Section(
                _("What was agreed"),
                "checks",
                items,
                _("Nothing was agreed."),
                [add] if may else [],
            )
        ]


class AgreeView(StepView):
    permission_required = "liaison.edit"
    model = Liaison
    form_class = ItemForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("Something was agreed"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Noted. You are reminded."))

    def act(self, form):
        [agreed] = form.agreed()
        actions.agree(liaison=self.record, agreed=agreed, **self.common)
        return self.record


class ContactTickView(PolicyMixin, View):
    """“Talked today”, with one tap."""

    permission_required = "liaison.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = LiaisonContact.objects.visible_to(request.user, "edit").for_list()
        contact = get_object_or_404(rows, pk=pk)

        def act():
            actions.talk(
                contact=contact,
                way=ContactWay.IN_PERSON,
                by=request.user,
                at=timezone.now(),
            )

        if request.htmx:
            return ticked(request, act, liaison_notices.work_item(contact))
        return tap(request, act, next_of(request, contact), _("The talk is noted."))


class ItemTickView(PolicyMixin, View):
    """Done, with one tap."""

    permission_required = "liaison.edit"
    http_method_names = ["post", "options"]
    act = staticmethod(actions.finish_item)
    done = property(lambda self: _("Done. No more reminders of it."))

    def post(self, request, pk):
        rows = LiaisonItem.objects.visible_to(request.user, "edit").for_list()
        item = get_object_or_404(rows, pk=pk)

        def act():
            self.act(item=item, by=request.user, at=timezone.now())

        if request.htmx:
            return ticked(request, act, liaison_notices.item_work(item))
        return tap(request, act, next_of(request, item), self.done)


class ItemUndoView(ItemTickView):
    act = staticmethod(actions.reopen_item)
    done = property(lambda self: _("Open again."))


def ticked(request, act, item):
    """The line of My day, ticked."""
    try:
        act()
    except RuleError:
        is_done = False
    else:
        is_done = True
    context = {"item": item, "is_done": is_done, "undo_url": ""}
    return render(request, "households/_follow_up_work_item.html", context)


def next_of(request, record) -> str:
    """Where the tap came from, else the record."""
    wanted = request.POST.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, hosts, request.is_secure()):
        return wanted
    return record.get_absolute_url()


class LiaisonPickView(OriginMixin, PolicyMixin, TemplateView):
    """With whom one talked: pick the contact, then write it down."""

    permission_required = "liaison.create"
    template_name = "households/care_people.html"

    def get_context_data(self, **kwargs):
        rows = LiaisonContact.objects.visible_to(self.request.user, "edit").kept()
        origin = self.request.GET.get("from", "") if self.origin else ""
        query = f"?from={origin}" if origin else ""
        people = [
            {
                "title": row.name,
                "url": to("liaison_talk", row.pk) + query,
                "note": row.organisation,
                "badges": [row.get_role_display()],
                "hint": "",
            }
            for row in rows.for_list().order_by("due_at", "pk")[:100]
        ]
        return super().get_context_data(
            heading=_("Write down a liaison"),
            people=people,
            none_title=_("Nobody to keep in touch with yet"),
            **kwargs,
        )
