import json

import pytest
from django.utils import translation

from households.api.shapes import HOUSEHOLDS, RESIDENTS, VISITS
from households.models import Household, Resident, Visit
from station.api.orders import Page
from station.api.parts import Column
from station.api.schemas import nullable
from station.api.shape import Shape
from station.models import Area
from station.roles import Role
from tests.factories import (
    CommunityFactory,
    HouseholdFactory,
    ResidentFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


def rows(shape, queryset, user, **options):
    """The rows of a shape, read back."""
    return [
        json.loads(text)
        for _pk, _sort, text in shape.rows(queryset, user=user, **options)
    ]


class TestRows:
    def test_nests_what_a_foreign_key_points_to(self):
        household = HouseholdFactory()

        row = rows(HOUSEHOLDS, Household.objects.all(), officer(household.area))[0]

        assert row["area"]["name"] == household.area.name
        assert row["area"]["kind"] == "community"
        assert row["address"]["text"] == household.address.text
        assert row["standing"]["resident_count"] == 0

    def test_says_codes_in_the_readers_language(self):
        resident = ResidentFactory(relation="head")
        reader = officer(resident.area)

        with translation.override("en"):
            row = rows(RESIDENTS, Resident.objects.all(), reader)[0]

        assert (row["relation"], row["relation_display"]) == (
            "head",
            "Head of household",
        )

    def test_shows_words_for_every_code_of_a_list(self):
        visit = VisitFactory(advice=["fraud", "fire"])

        with translation.override("en"):
            row = rows(VISITS, Visit.objects.all(), officer(visit.area))[0]

        assert row["advice_display"] == [
            "Telecom and online fraud",
            "Fire, electricity, gas",
        ]

    def test_keeps_the_order_and_the_limit(self):
        for name in ("bai", "an", "cui"):
            HouseholdFactory(head_name=name, head_sort=name)

        found = rows(
            HOUSEHOLDS,
            Household.objects.all(),
            officer(),
            page=Page("head_sort", descending=True, limit=2),
        )

        assert [row["head_name"] for row in found] == ["cui", "bai"]

    def test_puts_a_page_together_from_several_areas(self):
        station = CommunityFactory().parent
        villages = [CommunityFactory(parent=station) for _ in range(3)]
        for number, name in enumerate(["bai", "an", "cui", "du"]):
            HouseholdFactory(community=villages[number % 3], head_sort=name)

        found = HOUSEHOLDS.rows(
            Household.objects.all(),
            user=officer(),
            page=Page(
                "head_sort", limit=3, places=tuple(village.pk for village in villages)
            ),
        )

        assert [sort for _pk, sort, _text in found] == ["an", "bai", "cui"]

    def test_gives_only_the_wanted_fields_and_the_id(self):
        HouseholdFactory()

        row = rows(
            HOUSEHOLDS, Household.objects.all(), officer(), only=frozenset({"number"})
        )[0]

        assert set(row) == {"id", "number"}

    def test_is_empty_where_nothing_can_match(self):
        assert rows(HOUSEHOLDS, Household.objects.none(), officer()) == []

    def test_survives_percent_signs_and_quotes_in_a_name(self):
        HouseholdFactory(head_name='100%\'s "x"')

        row = rows(HOUSEHOLDS, Household.objects.all(), officer())[0]

        assert row["head_name"] == '100%\'s "x"'


class TestMask:
    def test_shows_care_to_the_officer_and_not_to_the_auxiliary(self):
        resident = ResidentFactory(care_kinds=["disabled"])
        auxiliary = person(Role.AUXILIARY_OFFICER, resident.area)
        everybody = Resident.objects.all()

        seen = rows(RESIDENTS, everybody, officer(resident.area))[0]
        masked = rows(RESIDENTS, everybody, auxiliary)[0]

        assert seen["care_kinds"] == ["disabled"]
        assert masked["care_kinds"] is None
        assert masked["birth_date"] is None
        assert masked["birth_year"] == 1950

    def test_masks_row_by_row(self):
        here = ResidentFactory(care_kinds=["disabled"])
        ResidentFactory(care_kinds=["disabled"])

        found = rows(RESIDENTS, Resident.objects.all(), officer(here.area))

        assert [row["care_kinds"] for row in found] == [["disabled"], None]

    def test_leaves_residents_out_for_a_key_made_for_households_only(self):
        resident = ResidentFactory()
        reader = officer(resident.area)
        reader.token_limit = HouseholdsOnly()

        row = HOUSEHOLDS.one(Household.objects.all(), user=reader)

        assert row["residents"] is None

    def test_is_written_once_for_all_whose_rights_reach_equally_far(self):
        here, there = ResidentFactory(), ResidentFactory()
        auxiliary = person(Role.AUXILIARY_OFFICER, here.area)
        one, values = RESIDENTS._row(officer(here.area))
        other, other_values = RESIDENTS._row(officer(there.area))

        assert one is other
        assert values != other_values
        assert RESIDENTS._row(auxiliary)[0] != one

    def test_says_nothing_of_a_row_that_went_after_it_was_picked(self, monkeypatch):
        gone, stays = HouseholdFactory(), HouseholdFactory()
        read = Page.read

        def picked(page, queryset):
            found = read(page, queryset)
            Household.objects.filter(pk=gone.pk).delete()
            return found

        monkeypatch.setattr(Page, "read", picked)
        found = HOUSEHOLDS.rows(Household.objects.all(), user=officer())

        assert [(pk, text is None) for pk, _sort, text in found] == [
            (gone.pk, True),
            (stays.pk, False),
        ]


class HouseholdsOnly:
    """What a key allows that was made for households."""

    def allows(self, permission):
        return permission == "household.view"

    def fields_of(self, resource):
        return frozenset()


class TestSealed:
    def test_opens_on_a_single_record_within_the_rights(self):
        visit = VisitFactory(learned="女儿在兰州")

        row = VISITS.one(Visit.objects.all(), user=officer(visit.area))

        assert row["learned"] == "女儿在兰州"

    def test_stays_closed_to_a_client(self):
        visit = VisitFactory(learned="女儿在兰州")

        row = VISITS.one(Visit.objects.all(), user=person(Role.API_CLIENT, visit.area))

        assert row["learned"] is None

    def test_cannot_be_declared_as_a_column(self):
        with pytest.raises(TypeError, match="id_number"):
            Shape("Bad", Resident, Column("id_number"), orders={"id": "id"}, order="id")

    def test_nor_can_bytes(self):
        with pytest.raises(TypeError, match="phone_index"):
            Shape("Bad", Resident, "phone_index", orders={"id": "id"}, order="id")


class TestSchema:
    def test_names_exactly_what_a_row_holds(self):
        ResidentFactory()

        row = rows(RESIDENTS, Resident.objects.all(), officer())[0]

        assert list(row) == list(RESIDENTS.schema()["properties"])

    def test_says_what_may_be_null(self):
        properties = RESIDENTS.schema()["properties"]

        assert properties["left_on"]["type"] == ["string", "null"]
        assert properties["name"]["type"] == "string"

    def test_null_is_one_of_the_codes_of_a_nullable_enumeration(self):
        schema = nullable({"type": "string", "enum": ["a"]})

        assert schema == {"type": ["string", "null"], "enum": ["a", None]}


class TestOrders:
    def test_resolve_through_relations(self):
        order = HOUSEHOLDS.orders["last_visited_at"]

        assert order.is_nullable
        assert order.field.name == "last_visited_at"

    def test_area_model_is_its_own_scope(self):
        village = CommunityFactory()

        assert Area.scope_area == "id"
        assert Area.objects.visible_to(officer(village)).filter(pk=village.pk).exists()
