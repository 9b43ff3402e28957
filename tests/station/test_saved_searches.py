"""Searches under a name, and the records opened last."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from station.actions import searches
from station.errors import RuleError
from station.models import Event, RecentRecord, SavedSearch
from tests.factories import (
    NOW,
    HouseholdFactory,
    ResidentFactory,
    SavedSearchFactory,
    UserFactory,
    officer,
)

pytestmark = pytest.mark.django_db
ID_NUMBER = "62072419500813049X"


class TestSave:
    def test_keeps_the_words_under_a_name(self, wang):
        made = searches.save(name=" 宅基地 ", words="宅基地  翻建", by=wang, at=NOW)

        assert (made.name, made.words) == ("宅基地", "宅基地 翻建")
        assert Event.objects.filter(kind="saved_search.created").exists()

    def test_without_a_name_it_is_called_by_its_words(self, wang):
        assert searches.save(name="", words="宅基地", by=wang, at=NOW).name == "宅基地"

    @pytest.mark.parametrize(
        ("name", "words", "code"),
        [
            ("x", " ", "no_words"),
            ("x", "13912345678", "personal_number"),
            ("x", f"张伟 {ID_NUMBER}", "personal_number"),
            ("13912345678", "张伟", "personal_number"),
        ],
    )
    def test_never_keeps_a_number_of_a_person(self, wang, name, words, code):
        with pytest.raises(RuleError) as refused:
            searches.save(name=name, words=words, by=wang, at=NOW)

        assert refused.value.code == code
        assert not SavedSearch.objects.exists()

    def test_a_name_is_there_once(self, wang):
        searches.save(name="a", words="张伟", by=wang, at=NOW)

        with pytest.raises(RuleError) as refused:
            searches.save(name="a", words="李四", by=wang, at=NOW)

        assert refused.value.code == "station_savedsearch_name_once"

    def test_keeps_no_more_than_anybody_reads(self, wang):
        SavedSearchFactory.create_batch(searches.MOST, owner=wang)

        with pytest.raises(RuleError) as refused:
            searches.save(name="a", words="张伟", by=wang, at=NOW)

        assert refused.value.code == "too_many"

    @pytest.mark.parametrize("words", ["13912345678", f"a{ID_NUMBER}", ""])
    def test_the_database_refuses_it_too(self, words):
        with pytest.raises(IntegrityError, match="no_personal_number"):
            SavedSearchFactory(words=words)

    def test_a_case_number_is_none(self):
        assert SavedSearchFactory(words="JF-620724108-2026-000123").pk


class TestOpened:
    def test_keeps_the_ten_newest_each_once(self, wang):
        for number in (*range(12), 11):
            at = NOW + timedelta(minutes=number)
            searches.opened(source="residents", record_id=number + 1, by=wang, at=at)

        kept = RecentRecord.objects.filter(user=wang).order_by("-opened_at")
        assert [row.record_id for row in kept] == list(range(12, 2, -1))

    def test_goes_after_some_days(self, wang):
        searches.opened(source="residents", record_id=1, by=wang, at=NOW)

        assert searches.forget_old(at=NOW + timedelta(days=6)) == 0
        assert searches.forget_old(at=NOW + timedelta(days=8)) == 1

    def test_is_there_once_in_the_database(self, wang):
        RecentRecord.objects.create(
            user=wang, source="residents", record_id=1, opened_at=NOW
        )
        with pytest.raises(IntegrityError, match="recentrecord_once"):
            RecentRecord.objects.create(
                user=wang, source="residents", record_id=1, opened_at=NOW
            )


class TestPages:
    def test_a_search_is_saved_found_again_and_given_up(self, signed_in, wang):
        asked = {"name": "我的", "words": "宅基地"}
        signed_in.post(reverse("station:saved_search_create"), asked)
        saved = SavedSearch.objects.get(owner=wang)

        page = signed_in.get(reverse("station:search")).content.decode()
        assert "我的" in page
        assert 'value="宅基地"' in page

        signed_in.post(reverse("station:saved_search_delete", args=[saved.pk]))
        assert not SavedSearch.objects.exists()

    def test_what_is_refused_is_said(self, signed_in):
        asked = {"name": "x", "words": "13912345678"}
        page = signed_in.post(
            reverse("station:saved_search_create"), asked, follow=True
        )

        assert page.redirect_chain == [("/search/", 302)]
        assert not SavedSearch.objects.exists()

    def test_those_of_others_are_absent(self, signed_in):
        other = SavedSearchFactory(owner=UserFactory(), name="别人的")

        page = signed_in.get(reverse("station:search")).content.decode()
        url = reverse("station:saved_search_delete", args=[other.pk])

        assert "别人的" not in page
        assert signed_in.post(url).status_code == 404

    def test_a_number_of_a_person_is_not_offered_to_be_kept(self, signed_in):
        page = signed_in.post(reverse("station:search"), {"q": "13912345678"})

        assert not page.context["may_keep"]


class TestRest:
    URL = "/api/v1/search/"

    @pytest.fixture
    def living(self, village):
        made = ResidentFactory(household=HouseholdFactory(community=village))
        made.write_name("武晓宇")
        made.write_phone("13912345678")
        made.save()
        return made

    def ask(self, client, words, **more):
        asked = {"q": words, **more}
        return client.post(self.URL, asked, content_type="application/json").json()

    def test_gives_the_hits_of_the_page(self, signed_in, living):
        answer = self.ask(signed_in, "xy", kinds=["residents"])

        [hit] = answer["results"]
        assert (hit["title"], hit["id"]) == ("武晓宇", living.pk)
        assert hit["url"] == living.get_absolute_url()
        assert (hit["found"], hit["marks"]) == ("武晓宇", [[1, 3]])
        [kind] = answer["kinds"]
        assert (kind["source"], kind["count"]) == ("residents", 1)

    def test_shows_no_whole_number(self, signed_in, living):
        answer = self.ask(signed_in, "13912345678")

        assert answer["results"][0]["found"] == "139****5678"
        assert "13912345678" not in str(answer)

    def test_remembers_what_was_opened(self, signed_in, living):
        asked = {"source": "residents", "id": living.pk}
        opened = signed_in.post(
            f"{self.URL}opened/", asked, content_type="application/json"
        )
        [row] = signed_in.get(f"{self.URL}recent/").json()["results"]

        assert opened.status_code == 204
        assert (row["id"], row["title"]) == (living.pk, "武晓宇")

        signed_in.post(f"{self.URL}forget/", content_type="application/json")
        assert signed_in.get(f"{self.URL}recent/").json()["results"] == []

    def test_remembers_nothing_out_of_scope(self, client, living):
        client.force_login(officer())
        for asked in (
            {"source": "residents", "id": living.pk},
            {"source": "nothing", "id": 1},
        ):
            answer = client.post(
                f"{self.URL}opened/", asked, content_type="application/json"
            )
            assert answer.status_code == 404, asked

    def test_keeps_and_gives_up_searches(self, signed_in):
        url = "/api/v1/saved-searches/"
        json = "application/json"
        made = signed_in.post(url, {"words": "宅基地"}, content_type=json)
        bad = signed_in.post(url, {"words": "13912345678"}, content_type=json)

        assert made.status_code == 201
        assert bad.status_code == 409
        assert bad.json()["code"] == "personal_number"
        assert signed_in.delete(f"{url}{made.json()['id']}/").status_code == 204
