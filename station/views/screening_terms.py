"""The words screening goes by: what ships, what is left out, what was added."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from station import policy
from station.actions import screening_terms as actions
from station.call_filters import TermFilterSet
from station.errors import RuleError
from station.forms.screening import TermForm
from station.models import Area, ScreeningTerm, TermSwitch
from station.paging import paginate
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_words": "pattern",
    "too_long": "pattern",
    "weight": "weight",
    "station_screeningterm_once": "pattern",
}


def home_of(user) -> Area | None:
    """The station or county whose words this person keeps."""
    home = user.home_area
    if home is None:
        return None
    kinds = [Area.Kind.STATION, Area.Kind.COUNTY]
    return Area.objects.above(home).filter(kind__in=kinds).order_by("-path").first()


class TermListView(PolicyMixin, TemplateView):
    """By what they vote on; left out ones are shown as such."""

    permission_required = "screening_term.view"
    template_name = "station/term_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        rows = ScreeningTerm.objects.visible_to(user).select_related("area")
        filterset = TermFilterSet(self.request.GET, rows, request=self.request)
        rows = filterset.qs if filterset.is_valid() else rows.none()
        page = paginate(rows, request=self.request, order=("target", "code", "id"))
        home = home_of(user)
        above = Area.objects.above(home) if home else Area.objects.none()
        off = set(
            TermSwitch.objects.filter(
                area__in=above, term__in=[term.pk for term in page.rows]
            ).values_list("term", flat=True)
        )
        return super().get_context_data(
            page=page,
            filterset=filterset,
            is_filtered=bool(self.request.GET),
            lines=[(term, term.pk in off) for term in page.rows],
            may_edit=policy.can(user, "screening_term.edit"),
            **kwargs,
        )


class TermPageView(ActionFormView):
    """Words of one's own station or county."""

    form_class = TermForm
    error_fields = FIELD_OF

    def texts(self):
        return {
            "heading": _("Screening term"),
            "submit": _("Save"),
            "done": _("Saved. The next calls are read with it."),
            "back_url": reverse("station:term_list"),
            "back_label": _("Screening terms"),
        }

    def next_url(self, made):
        return reverse("station:term_list")


class TermCreateView(TermPageView):
    """Words of one's own."""

    permission_required = "screening_term.create"

    def form_extra(self):
        return {"is_new": True}

    def act(self, form):
        home = home_of(self.request.user)
        if home is None:
            raise RuleError(_("Choose from the list."), code="unknown_choice")
        return actions.add(
            area=home, facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class TermEditView(TermPageView):
    """Other words, another weight, or out of use."""

    permission_required = "screening_term.edit"

    @cached_property
    def term(self) -> ScreeningTerm:
        rows = ScreeningTerm.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_initial(self):
        return self.initial_of(self.term)

    def initial_of(self, current):
        return {
            "votes_for": f"{current.target}:{current.code}",
            "pattern": current.pattern,
            "weight": current.weight,
            "is_active": current.is_active,
            "version": current.version,
        }

    def act(self, form):
        return actions.edit(
            term=self.term,
            facts=form.facts(),
            is_active=form.cleaned_data["is_active"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class TermSwitchView(PolicyMixin, View):
    """Leave a term out at one's station, or use it again."""

    permission_required = "screening_term.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        term = get_object_or_404(ScreeningTerm.objects.visible_to(request.user), pk=pk)
        home = home_of(request.user)
        if home is not None:
            is_on = request.POST.get("on") == "1"
            actions.switch(
                term=term, area=home, is_on=is_on, by=request.user, at=timezone.now()
            )
            said = _("Used again.") if is_on else _("Left out from now on.")
            messages.success(request, said)
        return HttpResponseRedirect(reverse("station:term_list"))
