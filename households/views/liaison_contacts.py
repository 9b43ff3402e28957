"""One contact of the liaison, made, edited, ended."""

from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import liaisons as actions
from households.forms.liaison import (
    EndForm,
    LiaisonContactEditForm,
    LiaisonContactForm,
)
from households.models import Liaison, LiaisonContact, LiaisonItem
from households.views.ledger import (
    Button,
    Item,
    RecordView,
    Section,
    StepView,
    to,
)
from households.views.liaison import FIELD_OF
from households.views.scope import reveal_url
from station import working_days
from station.views.action import ActionFormView


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
