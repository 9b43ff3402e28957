"""Filters under a name, the columns one wants, and what is shown of both."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from station.actions import saved_filters as actions
from station.errors import RuleError
from station.models import Area, ListPreference, SavedFilter
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    HouseholdFactory,
    SavedFilterFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
LIST = "households.household"
URL = "/households/"


def save(by, **changes) -> SavedFilter:
    facts = {"name": "未走访", "list_key": LIST, "query": "visited=never", **changes}
    return actions.create(by=by, at=NOW, **facts)


@pytest.fixture
def chief(village):
    return person(Role.STATION_CHIEF, Area.objects.above(village).get(kind="station"))


class TestCreate:
    def test_keeps_the_filters_and_drops_the_rest(self, wang):
        made = save(wang, query="visited=never&cursor=abc&x=1&filter=y&ordering=-due")

        assert made.query == "ordering=-due&state=present&visited=never"
        assert made.slug.startswith("wei-zou-fang-")
        assert made.shared_with is None

    @pytest.mark.parametrize(
        "query", ["search=13900000001", "search=张三+620724198001010016"]
    )
    def test_never_keeps_a_personal_number(self, wang, query):
        with pytest.raises(RuleError) as refused:
            save(wang, query=query)

        assert refused.value.code == "personal_number"
        assert not SavedFilter.objects.exists()

    def test_not_even_as_a_name(self, wang):
        with pytest.raises(RuleError) as refused:
            save(wang, name="找 13900000001")

        assert refused.value.code == "personal_number"

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": " "}, "no_name"),
            ({"list_key": "households.nothing"}, "no_list"),
            ({"query": "&".join(["search=" + "长" * 30] * 9)}, "too_long"),
        ],
    )
    def test_refuses(self, wang, changes, code):
        with pytest.raises(RuleError) as refused:
            save(wang, **changes)

        assert refused.value.code == code

    def test_refuses_a_list_one_may_not_see(self):
        with pytest.raises(RuleError) as refused:
            save(person(Role.VOLUNTEER))

        assert refused.value.code == "no_list"

    def test_refuses_a_name_one_has_already(self, wang):
        save(wang)

        with pytest.raises(RuleError) as refused:
            save(wang)

        assert refused.value.code == "station_savedfilter_name_once"

    def test_shares_with_the_whole_station(self, wang, village):
        made = save(wang, is_shared=True)

        assert made.shared_with.kind == "station"

    def test_auxiliary_cannot_share(self, village):
        with pytest.raises(RuleError) as refused:
            save(person(Role.AUXILIARY_OFFICER, village), is_shared=True)

        assert refused.value.code == "may_not_share"

    def test_pins_no_more_than_six(self, wang):
        for number in range(6):
            save(wang, name=f"{number}", is_pinned=True)

        with pytest.raises(RuleError) as refused:
            save(wang, name="seventh", is_pinned=True)

        assert refused.value.code == "too_many_pinned"

    def test_keeps_no_more_than_a_hundred(self, wang):
        SavedFilterFactory.create_batch(100, owner=wang)

        with pytest.raises(RuleError) as refused:
            save(wang)

        assert refused.value.code == "too_many"


class TestWho:
    def test_sees_ones_own_and_what_the_station_shares(self, wang, village, chief):
        private, shared = save(wang), save(wang, name="全所", is_shared=True)
        neighbour = officer(CommunityFactory(parent=village.parent))
        stranger = officer(CommunityFactory())
        offered = SavedFilter.objects.offered

        assert set(offered(wang, LIST)) == {private, shared}
        assert set(offered(neighbour, LIST)) == {shared}
        assert set(offered(chief, LIST)) == {shared}
        assert set(offered(stranger, LIST)) == set()

    def test_only_its_owner_and_the_chief_edit_a_shared_one(self, wang, village, chief):
        private, shared = save(wang), save(wang, name="全所", is_shared=True)
        neighbour = officer(CommunityFactory(parent=village.parent))

        assert set(SavedFilter.objects.visible_to(wang, "edit")) == {private, shared}
        assert set(SavedFilter.objects.visible_to(chief, "edit")) == {shared}
        assert not SavedFilter.objects.visible_to(neighbour, "edit").exists()


class TestListPage:
    @pytest.fixture
    def rows(self, village):
        left = HouseholdFactory(community=village, left_on=NOW.date())
        return HouseholdFactory(community=village), left

    def shown(self, page):
        return list(page.context["page"].rows)

    def test_shows_the_same_rows_under_the_name(self, signed_in, wang, rows):
        saved = save(wang, query="state=left")

        named = signed_in.get(URL, {"filter": saved.slug})
        spelled = signed_in.get(URL, {"state": "left"})
        api = signed_in.get("/api/v1/households/", {"filter": saved.slug}).json()

        assert self.shown(named) == self.shown(spelled) == [rows[1]]
        assert [row["id"] for row in api["results"]] == [rows[1].pk]
        assert "state=left" in named.context["list_tools"].query

    def test_address_has_the_last_word(self, signed_in, wang, rows):
        saved = save(wang, query="state=left")

        page = signed_in.get(URL, {"filter": saved.slug, "state": "present"})

        assert self.shown(page) == [rows[0]]

    def test_default_is_kept_with_it(self, signed_in, wang, rows):
        saved = save(wang, query="")

        api = signed_in.get("/api/v1/households/", {"filter": saved.slug}).json()

        assert [row["id"] for row in api["results"]] == [rows[0].pk]

    def test_foreign_or_unknown_name_is_told_and_ignored(self, signed_in, rows):
        foreign = save(officer(CommunityFactory()), is_shared=True)

        for slug in (foreign.slug, "no-such"):
            page = signed_in.get(URL, {"filter": slug})

            assert self.shown(page) == [rows[0]]
            assert [str(m) for m in page.context["messages"]]
            api = signed_in.get("/api/v1/households/", {"filter": slug})
            assert api.status_code == 400

    def test_saves_from_the_page_and_comes_back_to_it(self, signed_in, wang):
        answer = signed_in.post(
            reverse("station:filter_create"),
            {"list": LIST, "query": "visited=due", "name": "该走访", "is_pinned": "1"},
        )

        saved = SavedFilter.objects.get(owner=wang)
        assert answer["Location"] == f"{URL}?filter={saved.slug}"
        page = signed_in.get(answer["Location"])
        assert saved in page.context["list_tools"].filters
        assert f"{URL}?filter={saved.slug}" in page.text

    def test_refusal_comes_back_as_a_message(self, signed_in):
        answer = signed_in.post(
            reverse("station:filter_create"),
            {"list": LIST, "query": "", "name": "", "next": URL},
            follow=True,
        )

        assert answer.redirect_chain[0][0] == URL
        assert [str(m) for m in answer.context["messages"]]

    def test_never_leads_elsewhere(self, signed_in):
        answer = signed_in.post(
            reverse("station:columns"), {"next": "https://evil.example/"}
        )

        assert answer["Location"] == "/"

    def test_costs_the_same_for_many_filters_and_rows(
        self, signed_in, wang, village, django_assert_max_num_queries
    ):
        SavedFilterFactory.create_batch(30, owner=wang)
        HouseholdFactory.create_batch(12, community=village)

        with django_assert_max_num_queries(30):
            signed_in.get(URL)


class TestSideBar:
    def test_counts_what_is_pinned(self, signed_in, wang, village):
        HouseholdFactory.create_batch(2, community=village)
        save(wang, name="辖区户", query="", is_pinned=True)

        page = signed_in.get(URL)

        (link,) = page.context["shell"].nav["pinned"]
        assert (link.label, link.count) == ("辖区户", 2)

    def test_counts_no_further_than_a_hundred(self, signed_in, wang, monkeypatch):
        monkeypatch.setattr("station.context.MOST_COUNTED", 1)
        HouseholdFactory.create_batch(3, community=wang.home_area)
        save(wang, query="", is_pinned=True)

        page = signed_in.get(URL)

        assert page.context["shell"].nav["pinned"][0].count == 1

    def test_leaves_out_what_is_no_longer_shared(self, signed_in, wang, chief):
        saved = save(chief, is_shared=True)
        actions.pin(saved_filter=saved, by=wang, at=NOW)
        actions.edit(saved_filter=saved, is_shared=False, by=chief, at=NOW)

        assert signed_in.get(URL).context["shell"].nav["pinned"] == []

    def test_pins_and_takes_out_by_one_button(self, signed_in, wang):
        saved = save(wang)
        url = reverse("station:filter_pin", args=[saved.pk])

        signed_in.post(url)
        assert list(saved.pinned_by.all()) == [wang]
        signed_in.post(url)
        assert not saved.pinned_by.exists()


class TestEdit:
    def test_renames_and_shares(self, signed_in, wang):
        saved = save(wang)

        signed_in.post(saved.get_absolute_url(), {"name": "新名", "is_shared": "on"})

        saved.refresh_from_db()
        assert (saved.name, saved.shared_with.kind) == ("新名", "station")

    def test_takes_other_filters_under_its_name(self, signed_in, wang):
        saved = save(wang)
        page = signed_in.get(URL, {"filter": saved.slug, "state": "left"})
        url = reverse("station:filter_refill", args=[saved.pk])
        assert url in page.text

        signed_in.post(url, {"query": page.context["list_tools"].query})

        saved.refresh_from_db()
        assert saved.query == "state=left&visited=never"
        signed_in.post(url, {"query": "search=13900000001"})
        saved.refresh_from_db()
        assert "139" not in saved.query

    def test_chief_edits_what_is_shared(self, client, wang, chief):
        shared, own = save(wang, is_shared=True), save(wang, name="自己的")
        client.force_login(chief)

        page = client.get(URL)

        assert shared.get_absolute_url() in page.text
        assert own.get_absolute_url() not in page.text

    def test_deletes(self, signed_in, wang):
        saved = save(wang)

        signed_in.post(reverse("station:filter_delete", args=[saved.pk]))

        assert not SavedFilter.objects.exists()

    def test_name_once_is_kept_by_the_database(self, wang):
        save(wang)

        with pytest.raises(IntegrityError, match="name_once"):
            SavedFilterFactory(owner=wang, list_key=LIST, name="未走访")


class TestColumns:
    def choose(self, client, *columns, **more):
        data = {"list": LIST, "column": columns, "next": URL, **more}
        return client.post(reverse("station:columns"), data)

    def test_hides_what_was_not_chosen(self, signed_in, village):
        HouseholdFactory(community=village)
        heads = signed_in.get(URL).text.count("<th scope")

        self.choose(signed_in, "area", "due", "nonsense")

        page = signed_in.get(URL)
        assert page.context["list_tools"].shown >= {"head", "area", "due"}
        assert "card" not in page.context["list_tools"].shown
        assert page.text.count("<th scope") == heads - 3
        assert ListPreference.objects.get().columns == ["area", "due"]

    def test_as_usual_again(self, signed_in):
        self.choose(signed_in, "area")
        self.choose(signed_in, reset="1")

        assert not ListPreference.objects.exists()

    def test_usual_ones_go_by_the_role(self, client, village):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        tools = client.get("/households/residents/").context["list_tools"]

        assert "id_number" not in tools.shown
        assert {"name", "phone", "address"} <= tools.shown

    def test_of_a_list_one_may_not_see_are_refused(self, client):
        client.force_login(person(Role.VOLUNTEER))
        self.choose(client, "area")

        assert not ListPreference.objects.exists()


class TestApi:
    URL = "/api/v1/saved-filters/"

    def test_makes_lists_edits_and_deletes(self, signed_in, wang):
        json = {"content_type": "application/json"}
        made = signed_in.post(
            self.URL,
            {"name": "未走访", "list": LIST, "query": "visited=never"},
            **json,
        )
        assert made.status_code == 201
        url = f"{self.URL}{made.json()['id']}/"
        assert made.json()["query"] == "state=present&visited=never"
        other = signed_in.patch(url, {"query": "state=left"}, **json)
        assert (other.json()["query"], other.json()["count"]) == ("state=left", 0)
        signed_in.patch(url, {"query": "visited=never"}, **json)

        signed_in.post(f"{url}pin/", **json)
        edited = signed_in.patch(url, {"name": "新"}, **json).json()
        assert (edited["name"], edited["is_pinned"]) == ("新", True)
        assert [r["id"] for r in signed_in.get(self.URL).json()["results"]]

        assert signed_in.delete(url).status_code == 204
        assert not SavedFilter.objects.exists()

    def test_refuses_a_personal_number(self, signed_in):
        answer = signed_in.post(
            self.URL,
            {"name": "x", "list": LIST, "query": "search=13900000001"},
            content_type="application/json",
        )

        assert answer.status_code == 409
        assert answer.json()["code"] == "personal_number"

    def test_hides_what_is_not_ones_own(self, signed_in):
        foreign = save(officer(CommunityFactory()), is_shared=True)

        assert signed_in.get(f"{self.URL}{foreign.pk}/").status_code == 404
