"""What lists of care, liaison, alliances and key points can be narrowed to."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.filters.places import PlaceFilter, WordsFilter
from households.filters.register import care_choices
from households.models import (
    Alliance,
    CarePlan,
    Equipment,
    EquipmentKind,
    GuardianConsent,
    HolidayVisit,
    JointAction,
    KeyPoint,
    Liaison,
    LiaisonContact,
)
from households.search_records import ALLIANCES, KEY_POINTS, LIAISON
from households.workflow.care import CareStatus, ContactWay, Holiday, Rhythm
from station.filters import AreaFilter
from station.models import Post, User
from station.names import query_tokens

OVERDUE = "overdue"
MINE = [("mine", _("Mine"))]


def colleagues(request):
    """Those who serve where this person may look."""
    if request is None:
        return User.objects.none()
    posts = Post.objects.visible_to(request.user).valid(on=timezone.localdate())
    return User.objects.filter(pk__in=posts.values("user")).order_by("name_sort")


class Whose(django_filters.ChoiceFilter):
    """Only what one owes oneself."""

    def __init__(self, **options):
        options |= {
            "label": _("Whose"),
            "choices": MINE,
            "empty_label": _("Everybody's"),
        }
        super().__init__(**options)

    def filter(self, queryset, value):
        if value != "mine":
            return queryset
        return queryset.filter(**{self.field_name: self.parent.request.user})


class CarePlanFilterSet(django_filters.FilterSet):
    """Care plans by name, place, kind, carer and what is owed."""

    search = WordsFilter(label=_("Name, pinyin or initials"), method="find")
    area = PlaceFilter(permission="care_plan.view")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(OVERDUE, _("Missed")), *CareStatus.choices],
        method="in_state",
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Cared for as"),
        choices=care_choices,
        method="of_kind",
        empty_label=_("All"),
    )
    carer = django_filters.ModelChoiceFilter(
        label=_("Who cares"), queryset=colleagues, empty_label=_("Anybody")
    )
    holiday = django_filters.ChoiceFilter(
        label=_("Holiday visit open"),
        choices=Holiday.choices,
        method="with_holiday",
        empty_label=_("All"),
    )
    whose = Whose(field_name="carer")

    class Meta:
        model = CarePlan
        fields = ["search", "area", "state", "kind", "carer", "holiday", "whose"]

    def find(self, queryset, _name, value):
        return queryset.filter(resident__tokens__contains=query_tokens(value))

    def in_state(self, queryset, _name, value):
        if value == OVERDUE:
            return queryset.overdue(at=timezone.now())
        return queryset.filter(status=value)

    def of_kind(self, queryset, _name, value: str):
        """Only where one may see who is cared for as what, and the guardian agreed."""
        seen = CarePlan.objects.visible_to(self.request.user, "edit")
        seen = seen.open_on(timezone.localdate()).values("pk")
        return queryset.filter(kinds__contains=[value], pk__in=seen)

    def with_holiday(self, queryset, _name, value):
        visits = HolidayVisit.objects.filter(
            plan=OuterRef("pk"),
            holiday=value,
            done_at__isnull=True,
            on__gte=timezone.localdate(),
        )
        return queryset.filter(Exists(visits))


class ConsentFilterSet(django_filters.FilterSet):
    area = PlaceFilter(permission="guardian_consent.view")
    is_valid = django_filters.BooleanFilter(
        label=_("in force"), field_name="withdrawn_on", lookup_expr="isnull"
    )
    resident = django_filters.NumberFilter(field_name="resident_id")

    class Meta:
        model = GuardianConsent
        fields = ["area", "is_valid", "resident"]


class LiaisonContactFilterSet(django_filters.FilterSet):
    """With whom one keeps in touch, by place, role and what is owed."""

    search = WordsFilter(label=_("Name or organisation"), method="find")
    area = PlaceFilter(permission="liaison.view")
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=LiaisonContact.Role, empty_label=_("All")
    )
    rhythm = django_filters.ChoiceFilter(
        label=_("How often"), choices=Rhythm.choices, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(OVERDUE, _("Missed")), ("kept", _("kept up")), ("ended", _("ended"))],
        method="in_state",
        empty_label=_("All"),
    )
    responsible = django_filters.ModelChoiceFilter(
        label=_("Who keeps in touch"), queryset=colleagues, empty_label=_("Anybody")
    )
    whose = Whose(field_name="responsible")

    class Meta:
        model = LiaisonContact
        fields = ["search", "area", "role", "rhythm", "state", "responsible", "whose"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(LIAISON.matching(value))

    def in_state(self, queryset, _name, value):
        if value == OVERDUE:
            return queryset.overdue(at=timezone.now())
        return queryset.filter(ended_on__isnull=value == "kept")


class LiaisonFilterSet(django_filters.FilterSet):
    """Talks by place, person and time."""

    area = PlaceFilter(permission="liaison.view")
    contact = django_filters.NumberFilter(field_name="contact_id", label=_("With whom"))
    role = django_filters.ChoiceFilter(
        label=_("Role"),
        field_name="contact__role",
        choices=LiaisonContact.Role,
        empty_label=_("All"),
    )
    way = django_filters.ChoiceFilter(
        label=_("How"), choices=ContactWay.choices, empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="at", lookup_expr="date__gte"
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="at", lookup_expr="date__lte"
    )

    class Meta:
        model = Liaison
        fields = ["area", "contact", "role", "way", "since", "until"]


class AllianceFilterSet(django_filters.FilterSet):
    search = WordsFilter(label=pgettext_lazy("place", "Name"), method="find")
    area = AreaFilter()
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Alliance.Kind, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("kept", _("kept up")), ("ended", _("ended"))],
        method="in_state",
        empty_label=_("All"),
    )

    class Meta:
        model = Alliance
        fields = ["search", "area", "kind", "state"]

    def in_state(self, queryset, _name, value):
        return queryset.filter(ended_on__isnull=value == "kept")

    def find(self, queryset, _name, value: str):
        return queryset.filter(ALLIANCES.matching(value))


class JointActionFilterSet(django_filters.FilterSet):
    alliance = django_filters.NumberFilter(field_name="alliance_id")
    status = django_filters.ChoiceFilter(
        label=_("State"), choices=JointAction.Status, empty_label=_("All")
    )
    area = AreaFilter()

    class Meta:
        model = JointAction
        fields = ["alliance", "status", "area"]


def equipment_kinds() -> list[tuple[int, str]]:
    """What key points are equipped with, to choose from."""
    return [(kind.pk, str(kind)) for kind in EquipmentKind.objects.all()]


class KeyPointFilterSet(django_filters.FilterSet):
    """Key points by kind, place, equipment and what is due."""

    search = WordsFilter(label=pgettext_lazy("place", "Name"), method="find")
    area = PlaceFilter(permission="key_point.view")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=KeyPoint.Kind, empty_label=_("All")
    )
    tested = django_filters.ChoiceFilter(
        label=_("Has tested"),
        choices=equipment_kinds,
        method="with_tested",
        empty_label=_("All"),
    )
    untested = django_filters.ChoiceFilter(
        label=_("Has no tested"),
        choices=equipment_kinds,
        method="without_tested",
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (OVERDUE, _("test overdue")),
            ("failed", _("failed the test")),
            ("closed", pgettext_lazy("key point", "no longer one")),
        ],
        method="in_state",
        empty_label=_("All"),
    )

    class Meta:
        model = KeyPoint
        fields = ["search", "area", "kind", "tested", "untested", "state"]

    def with_tested(self, queryset, _name, value: int):
        return queryset.kept().filter(Exists(tested(value, on=timezone.localdate())))

    def without_tested(self, queryset, _name, value: int):
        return queryset.kept().filter(~Exists(tested(value, on=timezone.localdate())))

    def in_state(self, queryset, _name, value):
        if value == OVERDUE:
            return queryset.kept().filter(due_on__lt=timezone.localdate())
        if value == "closed":
            return queryset.filter(closed_on__isnull=False)
        failed = Equipment.objects.in_place().filter(
            key_point=OuterRef("pk"), state=Equipment.State.FAILED
        )
        return queryset.kept().filter(Exists(failed))

    def find(self, queryset, _name, value: str):
        return queryset.filter(KEY_POINTS.matching(value))


def tested(kind: EquipmentKind | int, *, on):
    """Equipment of this kind at a place that works and whose test still counts."""
    return Equipment.objects.filter(
        key_point=OuterRef("pk"),
        kind=kind,
        removed_on__isnull=True,
        state=Equipment.State.WORKING,
        due_on__gte=on,
    )
