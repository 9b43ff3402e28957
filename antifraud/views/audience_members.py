"""Who is known to be in a group: looked up one by one, or all of a place at once."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from antifraud.actions import audience_members as members
from antifraud.forms.audiences import AreaMembersForm
from antifraud.models import Audience, AudienceMember
from antifraud.views.audience_steps import AudienceStepView
from antifraud.views.audiences import to
from households import search
from households.models import Resident
from households.views.ledger import RecordMixin, tap
from station import phrasing, policy
from station.actions.access import record_access
from station.forms.once import VersionedForm
from station.models.access import AccessRecord
from station.paging import paginate
from station.views.policy import PolicyMixin

HITS = 12
LONGEST = 60


class MembersView(RecordMixin, TemplateView):
    """The known members whose entries this person may see, and a search for more.

    What is looked for is posted: a name or a number must not stand in an address.
    """

    permission_required = "audience.view"
    model = Audience
    template_name = "antifraud/audience_members.html"
    http_method_names = ["get", "post", "head", "options"]

    def post(self, request, *args, **kwargs):
        if not self._may_edit():
            raise Http404
        words = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
        return self.render_to_response(self.get_context_data(query=words))

    def _may_edit(self) -> bool:
        return self.may("audience.edit") and self.record.is_active

    def get_context_data(self, query: str = "", **kwargs):
        user, row = self.request.user, self.record
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=row,
            fields="members",
            at=timezone.now(),
        )
        seen = row.members.seen_by(user)
        order = ("resident__name_sort", "pk")
        page = paginate(seen.for_list(), request=self.request, order=order)
        known = row.members.count()
        return super().get_context_data(
            audience=row,
            page=page,
            known=known,
            hidden=known - seen.count(),
            may_edit=self._may_edit(),
            may_open=policy.can(user, "resident.view"),
            query=query,
            hits=self._hits(query) if query else None,
            **kwargs,
        )

    def _hits(self, words: str) -> list:
        """Residents found, and whether each is in the group already."""
        rows = search.residents(self.request.user, words)
        found = list(rows.select_related("area")[:HITS])
        there = self.record.members.filter(resident__in=[row.pk for row in found])
        inside = set(there.values_list("resident_id", flat=True))
        return [(row, row.pk in inside) for row in found]


class MemberAddView(PolicyMixin, View):
    """One tap: this resident is in the group."""

    permission_required = "audience.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = Audience.objects.visible_to(request.user, "edit").for_list()
        audience = get_object_or_404(rows, pk=pk)
        asked = request.POST.get("resident", "")
        key = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
        seen = Resident.objects.visible_to(request.user)
        resident = seen.defer("id_number", "phone", "note").filter(pk=key).first()
        back = to("audience_members", pk)
        if resident is None:  # not there, or not in this person's charge
            messages.error(request, _("No resident in your charge matches this."))
            return HttpResponseRedirect(back)
        said = {"resident": resident, "by": request.user, "at": timezone.now()}
        return tap(
            request,
            lambda: members.add(audience=audience, **said),
            back,
            _("%(name)s is in the group.") % {"name": resident.name},
        )


class MemberRemoveView(PolicyMixin, View):
    """One tap: not in the group."""

    permission_required = "audience.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = AudienceMember.objects.visible_to(request.user, "edit")
        member = get_object_or_404(rows.seen_by(request.user).for_list(), pk=pk)
        step = {"by": request.user, "at": timezone.now()}
        return tap(
            request,
            lambda: members.remove(
                audience=member.audience, resident=member.resident, **step
            ),
            to("audience_members", member.audience_id),
            _("Taken out of the group."),
        )


class MembersStepView(AudienceStepView):
    """One step about the known members; it ends on their page."""

    def texts(self):
        back = to("audience_members", self.record.pk)
        return {**super().texts(), "back_url": back, "back_label": _("Known members")}

    def next_url(self, made):
        return to("audience_members", self.record.pk)


class MembersOfAreaView(MembersStepView):
    """All residents of a place, of an age, living there as what."""

    form_class = AreaMembersForm
    is_versioned = False
    error_fields = {"nobody": "area", "too_many": "area"}
    added = 0
    heading = property(lambda self: _("Add the residents of an area"))
    submit = property(lambda self: _("Add"))

    @property
    def done(self) -> str:
        text = ngettext("%(n)s resident added.", "%(n)s residents added.", self.added)
        return text % {"n": phrasing.number(self.added)}

    def lead(self):
        return _("Whoever is in the group already is counted once.")

    def get_initial(self):
        return {"area": self.record.area_id}

    def form_extra(self):
        return {"user": self.request.user}

    def act(self, form):
        self.added = members.add_all(
            audience=self.record, choice=form.choice(), **self.common
        )
        return self.record


class MembersClearView(MembersStepView):
    """Nobody is known by name any more."""

    form_class = VersionedForm
    danger = True
    heading = property(lambda self: _("Take all known members out"))
    submit = property(lambda self: _("Take all out"))
    done = property(lambda self: _("Nobody is known to be in it; the size stays."))

    def lead(self):
        return _("The size of the group stays as it is.")

    def act(self, form):
        version = form.cleaned_data["version"]
        members.clear(audience=self.record, version=version, **self.common)
        return self.record
