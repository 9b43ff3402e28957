"""Each talk, and what was agreed in it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View

from households.actions import liaisons as actions
from households.forms.liaison import (
    ItemForm,
    TalkForm,
)
from households.models import Liaison, LiaisonContact, LiaisonItem
from households.notices import liaison as liaison_notices
from households.views.ledger import (
    Button,
    RecordView,
    Section,
    StepView,
    tap,
    to,
)
from households.views.liaison import FIELD_OF
from households.views.liaison_contacts import agreed_item
from households.views.pictures import PhotoMixin
from households.workflow.care import ContactWay
from station import phrasing
from station.errors import RuleError
from station.views.origin import OriginMixin
from station.views.policy import PolicyMixin


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
