import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.api import RESOURCES
from households.models import FollowUp, Message, Resident, Visit
from station.api.viewsets import ShapeViewSet
from station.models import AccessRecord
from station.roles import Role
from tests.factories import (
    NOW,
    AddressFactory,
    CardFactory,
    CommunityFactory,
    FollowUpFactory,
    GridFactory,
    HandoverFactory,
    HouseholdFactory,
    HousingFactory,
    MatchFactory,
    MessageFactory,
    RegisterImportFactory,
    ResidentFactory,
    UnitFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db

ID_NUMBER = "620724195008130019"
PHONE = "13812345678"
SECRET = "女儿在兰州打工"  # what only a single record tells


def resident(area):
    """A resident with whole numbers behind the masks."""
    made = ResidentFactory.build(
        household=HouseholdFactory(community=area), note=SECRET
    )
    made.household.save()
    made.write_name("张建国")
    if not Resident.objects.exists():  # a number is there once in a station
        made.write_id_number(ID_NUMBER)
    made.write_phone(PHONE)
    made.area, made.station = made.household.area, made.household.station
    made.save()
    return made


def card_of(area):
    """The valid card of the area, made once."""
    return area.contact_cards.first() or CardFactory(area=area)


MAKERS = {
    "addresses": lambda area: AddressFactory(community=area),
    "households": lambda area: HouseholdFactory(community=area),
    "residents": resident,
    "units": lambda area: UnitFactory(
        address=AddressFactory(community=area), contact_phone=PHONE
    ),
    "housing": lambda area: HousingFactory(address=AddressFactory(community=area)),
    "visits": lambda area: VisitFactory(
        household=HouseholdFactory(community=area), learned=SECRET
    ),
    "follow-ups": lambda area: FollowUpFactory(
        household=HouseholdFactory(community=area), matter=SECRET
    ),
    "contact-cards": lambda area: CardFactory(area=GridFactory(parent=area)),
    "handovers": lambda area: HandoverFactory(
        household=HouseholdFactory(community=area), card=card_of(area)
    ),
    "messages": lambda area: MessageFactory(
        card=card_of(area), text=SECRET, sender_phone=PHONE
    ),
    "match-suggestions": lambda area: MatchFactory(resident=resident(area)),
}


# Read in the tests of their own files, not by the table above.
READ_ELSEWHERE = {
    "alliances",
    "boards",
    "briefings",
    "campaigns",
    "card-prints",
    "care-kinds",
    "care-plans",
    "checklists",
    "crop-seasons",
    "deliveries",
    "delivery-batches",
    "disputes",
    "door-plates",
    "equipment",
    "equipment-kinds",
    "guardian-consents",
    "hazards",
    "inspection-rounds",
    "inspections",
    "jobs",
    "joint-actions",
    "key-points",
    "liaison-contacts",
    "liaisons",
    "message-limits",
    "message-offices",
    "online-services",
    "plate-batches",
    "plate-sizes",
    "referrals",
    "rounds",
    "saved-filters",
    "scam-types",
    "service-guides",
    "services",
    "sheet-imports",
    "venue-kinds",
    "visit-questions",
    "visit-rules",
}


def url_of(name, pk=None):
    return f"/api/v1/{name}/" + (f"{pk}/" if pk else "")


@pytest.mark.parametrize("name", MAKERS)
class TestEveryResource:
    def test_lists_what_is_in_scope_and_nothing_else(self, name, client, village):
        here = MAKERS[name](village)
        there = MAKERS[name](CommunityFactory())
        client.force_login(officer(village))

        answer = client.get(url_of(name)).json()

        ids = {row["id"] for row in answer["results"]}
        assert here.pk in ids
        assert there.pk not in ids

    def test_out_of_scope_is_404_as_if_it_were_not(self, name, client, village):
        there = MAKERS[name](CommunityFactory())
        client.force_login(officer(village))

        out = client.get(url_of(name, there.pk))
        absent = client.get(url_of(name, 10**15))

        assert out.status_code == absent.status_code == 404
        assert out.json() == absent.json()

    def test_shows_a_single_record(self, name, client, village):
        here = MAKERS[name](village)
        client.force_login(officer(village))

        assert client.get(url_of(name, here.pk)).json()["id"] == here.pk

    def test_answers_as_the_schema_says(self, name, client, village):
        here = MAKERS[name](village)
        client.force_login(officer(village))
        shape = RESOURCES[name].shape

        row = client.get(url_of(name)).json()["results"][0]
        single = client.get(url_of(name, here.pk)).json()

        assert list(row) == list(shape.schema()["properties"])
        assert set(single) == set(shape.schema(detail=True)["properties"])

    @pytest.mark.parametrize("role", [Role.COMMUNITY_OFFICER, Role.API_CLIENT])
    def test_never_tells_sealed_things_in_a_list(self, name, role, client, village):
        MAKERS[name](village)
        client.force_login(person(role, village))

        text = client.get(url_of(name)).content.decode()

        for canary in (ID_NUMBER, PHONE, SECRET, "token-of-card"):
            assert canary not in text

    @pytest.mark.parametrize(
        "role", [Role.AUXILIARY_OFFICER, Role.COMMUNITY_OFFICER, Role.API_CLIENT]
    )
    def test_never_tells_whole_numbers_unasked(self, name, role, client, village):
        here = MAKERS[name](village)
        client.force_login(person(role, village))

        text = client.get(url_of(name, here.pk)).content.decode()

        assert ID_NUMBER not in text
        assert PHONE not in text

    def test_tells_a_client_nothing_that_was_said(self, name, client, village):
        here = MAKERS[name](village)
        client.force_login(person(Role.API_CLIENT, village))

        assert SECRET not in client.get(url_of(name, here.pk)).content.decode()

    def test_costs_the_same_for_one_row_and_for_twelve(
        self, name, client, village, django_assert_num_queries
    ):
        MAKERS[name](village)
        client.force_login(officer(village))
        client.get(url_of(name))
        with CaptureQueriesContext(connection) as one:
            client.get(url_of(name))
        for _ in range(11):
            MAKERS[name](village)

        with django_assert_num_queries(len(one)):
            client.get(url_of(name))

        assert len(one) <= QUERIES

    def test_takes_every_filter_of_its_filter_set(self, name, client, village):
        MAKERS[name](village)
        client.force_login(officer(village))

        for key in RESOURCES[name].filterset_class.base_filters:
            answer = client.get(url_of(name), {key: "1"})
            assert answer.status_code in {200, 400}, key
            answer = client.get(url_of(name), {key: ""})
            assert answer.status_code == 200, key

    def test_offers_no_rows_of_others_in_its_filters(self, name, client, village):
        client.force_login(officer(village))
        other = CommunityFactory()

        answer = client.get(url_of(name), {"area": other.pk})

        assert answer.status_code == 400

    def test_is_refused_to_system_administrators(self, name, client):
        client.force_login(person(Role.SYSTEM_ADMIN))

        assert client.get(url_of(name)).status_code == 403


# Session and its limits, user, posts, areas of the post, one for the rows.
QUERIES = 7


def test_every_shape_is_tested():
    shapes = {n for n, v in RESOURCES.items() if issubclass(v, ShapeViewSet)}

    ground = {"areas", "users", "posts", "attachments", "register-imports"}
    assert shapes - set(MAKERS) == ground | READ_ELSEWHERE


class TestAccessRecord:
    def test_is_written_for_a_look_at_a_visit(self, client, village):
        visit = MAKERS["visits"](village)
        wang = officer(village)
        client.force_login(wang)

        assert client.get(url_of("visits", visit.pk)).json()["learned"] == SECRET

        record = AccessRecord.objects.get(subject=f"households.visit:{visit.pk}")
        assert (record.actor, record.act) == (wang, "view")

    def test_if_it_cannot_be_written_nothing_is_shown(
        self, client, village, monkeypatch
    ):
        visit = MAKERS["visits"](village)
        client.force_login(officer(village))

        def fail(**_kwargs):
            raise RuntimeError("no room")

        monkeypatch.setattr("station.api.viewsets.record_access", fail)
        with pytest.raises(RuntimeError):
            client.get(url_of("visits", visit.pk))


class TestAuxiliary:
    def test_sees_own_visits_only(self, client, village):
        helper = person(Role.AUXILIARY_OFFICER, village)
        own = VisitFactory(
            household=HouseholdFactory(community=village), visited_by=helper
        )
        MAKERS["visits"](village)
        client.force_login(helper)

        rows = client.get(url_of("visits")).json()["results"]

        assert [row["id"] for row in rows] == [own.pk]


class TestTips:
    @pytest.fixture
    def tip(self, village):
        return MessageFactory(card=card_of(village), kind="tip", text=SECRET)

    def test_are_not_in_the_officers_list(self, tip, client, village):
        client.force_login(officer(village))

        assert client.get(url_of("messages")).json()["results"] == []
        assert client.get(url_of("messages", tip.pk)).status_code == 404

    def test_are_with_whom_they_were_given_to(self, tip, client, village):
        wang = officer(village)
        Message.objects.filter(pk=tip.pk).update(assigned_to=wang)
        client.force_login(wang)

        assert client.get(url_of("messages", tip.pk)).json()["text"] == SECRET

    def test_about_the_reader_are_never_there(self, tip, client, village):
        wang = officer(village)
        Message.objects.filter(pk=tip.pk).update(
            assigned_to=wang, about_officer=wang, is_about_police=True
        )
        client.force_login(wang)

        assert client.get(url_of("messages")).json()["results"] == []
        assert client.get(url_of("messages", tip.pk)).status_code == 404

    def test_do_not_tell_when_they_were_stored(self, tip, client, village):
        wang = officer(village)
        Message.objects.filter(pk=tip.pk).update(assigned_to=wang)
        client.force_login(wang)

        row = client.get(url_of("messages")).json()["results"][0]

        assert not {"created_at", "updated_at"} & set(row)


class TestFilters:
    def test_find_a_household_by_anybody_living_there(self, client, village):
        here = resident(village).household
        HouseholdFactory(community=village)
        client.force_login(officer(village))

        for words in ("张建", "zhangjianguo", "zjg", here.number, here.address.text):
            rows = client.get(url_of("households"), {"search": words}).json()["results"]
            assert [row["id"] for row in rows] == [here.pk], words

    def test_find_households_nobody_called_at(self, client, village):
        seen, unseen = (HouseholdFactory(community=village) for _ in range(2))
        seen.standing.last_visited_at = NOW
        seen.standing.save()
        client.force_login(officer(village))

        rows = client.get(
            url_of("households"), {"not_visited_since": "2026-11-01"}
        ).json()["results"]

        assert [row["id"] for row in rows] == [unseen.pk]

    def test_do_not_tell_an_auxiliary_who_is_cared_for(self, client, village):
        made = resident(village)
        Resident.objects.filter(pk=made.pk).update(care_kinds=["disabled"])
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        rows = client.get(url_of("residents"), {"care_kind": "disabled"}).json()

        assert rows["results"] == []

    def test_take_an_area_with_all_below(self, client, village):
        grid = GridFactory(parent=village)
        home = HouseholdFactory(community=grid)
        client.force_login(officer(village))

        rows = client.get(url_of("households"), {"area": village.pk}).json()["results"]

        assert [row["id"] for row in rows] == [home.pk]


class TestFields:
    def test_are_chosen_by_name(self, client, village):
        HouseholdFactory(community=village)
        client.force_login(officer(village))

        row = client.get(url_of("households"), {"fields": "number,area"}).json()

        assert set(row["results"][0]) == {"id", "number", "area"}


class TestLanguage:
    def test_of_the_words_is_the_readers(self, client, village):
        MAKERS["visits"](village)
        client.force_login(officer(village))

        words = {
            language: client.get(
                url_of("visits"), headers={"Accept-Language": language}
            ).json()["results"][0]["outcome_display"]
            for language in ("en", "zh-hans")
        }

        assert words["en"] == "Somebody was met"

    def test_never_changes_the_codes(self, client, village):
        MAKERS["visits"](village)
        client.force_login(officer(village))

        row = client.get(url_of("visits")).json()["results"][0]

        assert row["outcome"] == "met"


class TestImports:
    def test_are_the_owners(self, client, village):
        wang = officer(village)
        own = RegisterImportFactory(owner=wang)
        RegisterImportFactory()
        client.force_login(wang)

        rows = client.get(url_of("register-imports")).json()["results"]

        assert [row["id"] for row in rows] == [own.pk]
        assert "original_name" not in json.dumps(rows)


def test_sealed_models_are_sealed():
    """The makers above really put canaries behind seals."""
    for model, field in ((Visit, "learned"), (FollowUp, "matter"), (Message, "text")):
        assert field in model.PERSONAL_FIELDS
