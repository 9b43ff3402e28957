"""What reading single resources of the API tells beside what all of them owe."""

import json

import pytest

from households.models import Message, Resident
from station.models import AccessRecord
from station.roles import Role
from tests.api_records import MAKERS, SECRET, card_of, reader, resident, url_of
from tests.factories import (
    NOW,
    GridFactory,
    HouseholdFactory,
    MessageFactory,
    RegisterImportFactory,
    VisitFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db


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


class TestReferrals:
    def test_tell_whoever_the_message_was_given_to(self, client, village):
        referral = MAKERS["referrals"](village)
        helper = reader(village, Role.AUXILIARY_OFFICER)
        Message.objects.filter(pk=referral.message_id).update(assigned_to=helper)
        client.force_login(helper)

        assert client.get(url_of("referrals", referral.pk)).json()["asked"] == SECRET
