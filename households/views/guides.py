"""Guides of the station's matters: read by everybody, written by the chief."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView

from households.actions import guides as actions
from households.forms.guides import (
    AdoptGuidesForm,
    GuideForm,
    MatterForm,
    RulesForm,
)
from households.models import ServiceGuide, ServiceMatter
from households.service_texts import STARTERS
from households.workflow.services import GuideStatus, ServiceKind
from station import policy
from station.forms.once import VersionedForm
from station.models import Area
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


class GuideListView(PolicyMixin, TemplateView):
    """Every matter of the station with the guide that holds."""

    permission_required = "service_guide.view"
    template_name = "households/guide_list.html"

    def get_context_data(self, **kwargs):
        rows = ServiceMatter.objects.visible_to(self.request.user).for_list()
        rows = list(rows.prefetch_related("guides").order_by("area", "order", "pk"))
        for row in rows:
            row.shown = _shown(row)
            row.offers_shown = _offers(row)
            row.has_draft = any(guide.is_draft for guide in row.guides.all())
        return super().get_context_data(
            rows=rows,
            may_edit=policy.can(self.request.user, "service_guide.edit"),
            missing=_missing(stations_of(self.request.user), rows),
            **kwargs,
        )


def stations_of(user):
    """The stations whose guides this person writes."""
    scope = policy.scope(user, "service_guide.edit")
    rows = Area.objects.filter(kind=Area.Kind.STATION, pk__in=scope.area_ids)
    return rows.order_by("path")


def _missing(stations, matters) -> int:
    """How many of the common guides are not there yet."""
    known = {(matter.area_id, matter.slug) for matter in matters}
    return sum(
        (station.pk, starter["slug"]) not in known
        for station in stations
        for starter in STARTERS
    )


def _shown(matter: ServiceMatter) -> ServiceGuide | None:
    """What holds today, else the newest draft."""
    found = {guide.status: guide for guide in matter.guides.all()}
    return found.get(GuideStatus.PUBLISHED) or found.get(GuideStatus.DRAFT)


def _offers(matter: ServiceMatter) -> list[str]:
    return [str(ServiceKind(kind).label) for kind in matter.offers]


class MatterDetailView(PolicyMixin, DetailView):
    """One matter: how it is done, and every edition of its guide."""

    permission_required = "service_guide.view"
    template_name = "households/matter_detail.html"
    context_object_name = "matter"

    def get_queryset(self):
        return ServiceMatter.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        matter = self.object
        editions = list(matter.guides.for_list().order_by("-edition"))
        return super().get_context_data(
            editions=editions,
            guide=_shown(matter),
            offers=_offers(matter),
            has_draft=any(guide.is_draft for guide in editions),
            may_edit=policy.can(self.request.user, "service_guide.edit", matter),
            timeline=timeline_of(matter, user=self.request.user),
            **kwargs,
        )


class GuideDetailView(PolicyMixin, DetailView):
    """One edition, to read, to print, and as a draft to publish."""

    permission_required = "service_guide.view"
    template_name = "households/guide_detail.html"
    context_object_name = "guide"

    def get_queryset(self):
        return ServiceGuide.objects.visible_to(self.request.user).for_list()

    def get_context_data(self, **kwargs):
        guide = self.object
        return super().get_context_data(
            sections=sections_of(guide),
            may_edit=guide.is_draft
            and policy.can(self.request.user, "service_guide.edit", guide),
            **kwargs,
        )


def sections_of(guide: ServiceGuide) -> list[tuple[str, list[str], bool]]:
    """The texts of a guide: heading, lines, whether they are a numbered list."""
    found = [
        (_("Papers to bring"), guide.paper_list, False),
        (_("Steps"), guide.lines("steps"), True),
        (_("Fee"), guide.lines("fee"), False),
        (_("How long it takes"), guide.lines("duration"), False),
        (_("Where"), guide.lines("place"), False),
        (_("Good to know"), guide.lines("remarks"), False),
        (_("Legal basis"), guide.lines("legal_basis"), False),
    ]
    return [section for section in found if section[1]]


class ChiefView(ActionFormView):
    """A form for whoever writes the station's guides."""

    permission_required = "service_guide.edit"
    heading = submit = done = ""

    @cached_property
    def matter(self) -> ServiceMatter:
        rows = ServiceMatter.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def common(self) -> dict:
        return {"by": self.request.user, "at": timezone.now()}

    def texts(self):
        return {
            "heading": self.heading,
            "submit": self.submit,
            "done": self.done,
            "lead": str(self.matter),
            "back_url": self.matter.get_absolute_url(),
            "back_label": str(self.matter),
        }


class MatterCreateView(ChiefView):
    """A new matter with the draft of its first guide."""

    form_class = MatterForm
    error_fields = {"households_servicematter_slug_unique": "slug"}

    @cached_property
    def station(self) -> Area:
        """The station of the person who writes; the first, where there are more."""
        return get_object_or_404(stations_of(self.request.user)[:1])

    def texts(self):
        return {
            "heading": _("New matter"),
            "submit": _("Go on to the guide"),
            "done": _("Now write which papers it needs."),
            "lead": self.station.name,
            "back_url": reverse("households:guide_list"),
            "back_label": _("Guides"),
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.add_matter(
            area=self.station,
            slug=data["slug"],
            texts={"title": data["title"], "title_en": data["title_en"]},
            **{name: data[name] for name in actions.RULES},
            **self.common,
        )

    def next_url(self, made):
        return reverse("services:guide_edit", args=[made.guides.get().pk])


class AdoptView(ActionFormView):
    """The guides most stations begin with, as drafts; what is there stays."""

    permission_required = "service_guide.edit"
    form_class = AdoptGuidesForm

    def form_extra(self):
        return {"areas": stations_of(self.request.user)}

    def get_initial(self):
        return {"area": stations_of(self.request.user).first()}

    def texts(self):
        return {
            "heading": _("Take over the common guides"),
            "lead": _(
                "They come as drafts: fees, papers and limits differ between "
                "provinces. Check each, then publish it. What you have stays as it is."
            ),
            "submit": _("Take over"),
            "done": _("The drafts are there. Check and publish them one by one."),
            "back_url": reverse("households:guide_list"),
            "back_label": _("Guides"),
        }

    def act(self, form):
        return actions.adopt_starters(
            area=form.cleaned_data["area"], by=self.request.user, at=timezone.now()
        )

    def next_url(self, made) -> str:
        return reverse("households:guide_list")


class MatterRulesView(ChiefView):
    """How a matter can be done, and within which time."""

    form_class = RulesForm

    heading = property(lambda self: _("How it can be done"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def get_initial(self):
        return self.initial_of(self.matter)

    def initial_of(self, current):
        rules = {name: getattr(current, name) for name in actions.RULES}
        return {"version": current.version, **rules}

    def act(self, form):
        data = form.cleaned_data
        rules = {name: data[name] for name in actions.RULES}
        return actions.set_rules(
            matter=self.matter, version=data["version"], **rules, **self.common
        )


class EditionCreateView(ChiefView):
    """Begin the next edition from the text of the last one."""

    form_class = VersionedForm

    heading = property(lambda self: _("New edition"))
    submit = property(lambda self: _("Begin a new edition"))
    done = property(lambda self: _("The text of the last edition stands here."))

    def get_initial(self):
        return {"version": self.matter.version}

    def act(self, form):
        return actions.begin_edition(matter=self.matter, **self.common)

    def next_url(self, made):
        return reverse("services:guide_edit", args=[made.pk])


class GuideStepView(ChiefView):
    """A form about one edition."""

    @cached_property
    def guide(self) -> ServiceGuide:
        rows = ServiceGuide.objects.visible_to(self.request.user, "edit").for_list()
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def matter(self):
        return self.guide.matter

    def get_initial(self):
        return self.initial_of(self.guide)

    def initial_of(self, current):
        return {"version": current.version}


class GuideEditView(GuideStepView):
    """Write a draft."""

    form_class = GuideForm

    heading = property(lambda self: _("Write the guide"))
    submit = property(lambda self: _("Save the draft"))
    done = property(lambda self: _("The draft is saved. Publish it when it is right."))

    def initial_of(self, current):
        texts = {name: getattr(current, name) for name in actions.TEXTS}
        return {"version": current.version, **texts}

    def act(self, form):
        return actions.write(
            guide=self.guide,
            texts=form.texts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class GuidePublishView(GuideStepView):
    """From now on residents read this edition."""

    form_class = VersionedForm

    heading = property(lambda self: _("Publish the guide"))
    submit = property(lambda self: _("Publish"))
    done = property(lambda self: _("Published. The edition before is kept."))

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.publish(guide=self.guide, version=version, **self.common)
