"""Scam types: what is told of, since when, and from which list it is known."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from antifraud.actions import scam_lists as list_actions
from antifraud.actions import scam_types as actions
from antifraud.forms.scam_lists import ListForm, lines_of
from antifraud.models import ScamList, ScamListEntry, ScamType
from station.errors import RuleError, StaleVersion
from station.models import Event, reference
from station.roles import Role
from tests.factories import (
    NOW,
    CountyFactory,
    PostFactory,
    ScamListFactory,
    ScamTypeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
API = "/api/v1/scam-types/"
LISTS = "/api/v1/scam-lists/"
JSON = {"content_type": "application/json"}
TODAY = NOW.date()
FACTS = {
    "name_zh": "AI换脸",
    "name_en": "Swapped faces",
    "signs": "视频里的熟人催着转账",
    "phrases": "是我呀\n\n快转给我",
    "groups": ["elderly", "parent"],
    "scenes": ["social"],
    "hotline": "96110",
    "mark": "O",
    "valid_from": TODAY,
}


@pytest.fixture
def county():
    chief = UserFactory()
    PostFactory(user=chief, role=Role.COUNTY_SUPERVISOR, area=CountyFactory())
    return chief


@pytest.fixture
def desk(client, county):
    client.force_login(county)
    return client


class TestAdd:
    def test_is_told_of_with_what_they_say(self, county):
        made = actions.add(facts=FACTS, code="faces", by=county, at=NOW)

        assert made.said == ["是我呀", "快转给我"]
        assert Event.objects.filter(subject=reference(made)).exists()

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"name_zh": " "}, "no_name"),
            ({"hotline": " "}, "no_hotline"),
            ({"valid_until": TODAY - timedelta(days=1)}, "days"),
            ({"groups": ["martians"]}, "unknown_choice"),
            ({"screening": "astrology"}, "unknown_choice"),
        ],
    )
    def test_refuses_what_cannot_be(self, county, said, code):
        with pytest.raises(RuleError) as refusal:
            actions.add(facts={**FACTS, **said}, code="faces", by=county, at=NOW)

        assert refusal.value.code == code
        assert not ScamType.objects.filter(code="faces").exists()

    def test_a_code_is_given_once(self, county, rebates):
        with pytest.raises(RuleError) as refusal:
            actions.add(facts=FACTS, code=rebates.code, by=county, at=NOW)

        assert refusal.value.code == "code_taken"


class TestEdit:
    def test_writes_what_changed(self, county, rebates):
        actions.edit(
            scam_type=rebates, facts={"advice": "不垫钱"}, version=1, by=county, at=NOW
        )

        event = Event.objects.get(subject=reference(rebates))
        assert event.changes == {"advice": ["", "不垫钱"]}

    def test_an_older_version_changes_nothing(self, county, rebates):
        with pytest.raises(StaleVersion):
            actions.edit(
                scam_type=rebates, facts={"advice": "x"}, version=7, by=county, at=NOW
            )

    def test_the_database_keeps_days_in_order(self, rebates):
        with (
            pytest.raises(IntegrityError, match="days_in_order"),
            transaction.atomic(),
        ):
            ScamType.objects.filter(pk=rebates.pk).update(valid_until="2000-01-01")


class TestValid:
    def test_is_spoken_of_from_its_day_to_its_day(self):
        rows = [
            ScamTypeFactory(valid_from=TODAY),
            ScamTypeFactory(valid_from=TODAY + timedelta(days=1)),
            ScamTypeFactory(
                valid_from=date(2020, 1, 1), valid_until=TODAY - timedelta(days=1)
            ),
            ScamTypeFactory(valid_from=TODAY, is_active=False),
        ]
        made = ScamType.objects.filter(pk__in=[row.pk for row in rows])

        assert list(made.valid(on=TODAY)) == rows[:1]
        assert [row.is_valid_on(TODAY) for row in rows] == [True, False, False, False]


class TestNational:
    """What the migration brought; skipped where other tests emptied the tables."""

    @pytest.fixture(autouse=True)
    def _there(self):
        if not ScamList.objects.filter(code="mps-2024-06-25").exists():
            pytest.skip("the tables were emptied")

    def test_the_ten_of_2024_stand_in_order(self):
        found = ScamList.objects.get(code="mps-2024-06-25")

        ranks = list(found.entries.values_list("rank", "scam_type__code"))
        assert [rank for rank, _code in ranks] == list(range(1, 11))
        assert ranks[0][1] == "fake-order"
        assert found.is_whole

    def test_what_was_not_seen_is_not_there(self):
        seen = ScamList.objects.get(code="mps-2025-06")
        early = ScamList.objects.get(code="mps-2023-06-15")

        assert (seen.is_whole, seen.is_day_known) == (False, False)
        assert set(seen.entries.values_list("rank", flat=True)) == {1, 2, 3, 4, 5}
        assert early.entries.get().rank is None

    def test_every_scam_of_the_screening_has_a_type(self):
        named = ScamType.objects.exclude(screening="").values_list(
            "screening", flat=True
        )

        assert len(set(named)) == 11


class TestLists:
    def facts(self):
        return {
            "title_zh": "2026年公布的类型",
            "title_en": "Types published in 2026",
            "published_on": date(2026, 6, 15),
            "publisher": "公安部",
            "source": "原文",
            "mark": "P",
            "is_whole": True,
        }

    def test_a_type_stands_on_it_once(self, county, rebates):
        places = tuple(list_actions.Place(rebates, "刷单", rank) for rank in (1, 2))

        with pytest.raises(RuleError) as refusal:
            list_actions.add(
                facts=self.facts(), code="mps-2026", places=places, by=county, at=NOW
            )

        assert refusal.value.code == "places"

    def test_the_database_holds_it_too(self, rebates):
        found = ScamListFactory()
        ScamListEntry.objects.create(of_list=found, scam_type=rebates, words="刷单")

        with (
            pytest.raises(IntegrityError, match="scamlistentry_once"),
            transaction.atomic(),
        ):
            ScamListEntry.objects.create(of_list=found, scam_type=rebates, words="x")

    def test_places_are_written_a_line_each(self):
        ScamTypeFactory(name_zh="甲骗", name_en="A")
        ScamTypeFactory(name_zh="乙骗", name_en="B")
        ScamTypeFactory(name_zh="丙骗", name_en="C")
        form = ListForm({"places": "1 甲骗\n2. 合并类 = 乙骗、丙骗"})
        form.is_valid()

        places = form.cleaned_data["places"]

        assert [(p.rank, p.words, p.scam_type.name_zh) for p in places] == [
            (1, "甲骗", "甲骗"),
            (2, "合并类", "乙骗"),
            (2, "合并类", "丙骗"),
        ]

    def test_a_name_nobody_knows_is_refused(self):
        form = ListForm({"places": "1 占卜诈骗"})

        assert "占卜诈骗" in form.errors["places"][0]

    def test_reads_as_it_was_written(self, rebates):
        found = ScamListFactory()
        for rank, words in ((3, "刷单"),):
            ScamListEntry.objects.create(
                of_list=found, scam_type=rebates, rank=rank, words=words
            )

        assert lines_of(found) == "3 刷单 = 刷单返利"
        with pytest.raises(ValidationError):
            ListForm().fields["places"].clean("")


class TestPages:
    def test_the_list_shows_what_is_told_of_now(self, desk):
        ScamTypeFactory(name_zh="现行类", name_en="Told now")
        ScamTypeFactory(name_zh="旧类", name_en="Told once", is_active=False)

        now = desk.get(reverse("antifraud:scam_type_list")).content.decode()
        every = desk.get(reverse("antifraud:scam_type_list") + "?told=all")

        assert "Told now" in now or "现行类" in now
        assert "Told once" not in now
        assert "旧类" not in now
        assert every.context["page"].rows[-1].is_active in {True, False}

    def test_a_word_finds_a_type(self, desk):
        ScamTypeFactory(phrases="亲,给您三倍赔付", name_zh="客服", name_en="Service")

        url = reverse("antifraud:scam_type_list")
        found = desk.get(url, {"search": "三倍赔付", "told": "all"})

        assert {row.name_zh for row in found.context["page"].rows} >= {"客服"}

    def test_one_type_shows_what_they_say_and_its_lists(self, desk, rebates):
        rebates.phrases = "系统卡单了"
        rebates.groups, rebates.scenes = ["student"], ["job"]
        rebates.save()
        found = ScamListFactory()
        ScamListEntry.objects.create(of_list=found, scam_type=rebates, words="刷单")

        page = desk.get(rebates.get_absolute_url()).content.decode()

        assert "系统卡单了" in page
        assert "tel:96110" in page
        assert found.get_absolute_url() in page

    def test_the_county_keeps_the_types(self, desk, rebates):
        said = {
            "name_zh": "刷单",
            "name_en": "Rebates",
            "hotline": "96110",
            "mark": "O",
            "valid_from": "2026-01-01",
            "order": 5,
        }

        desk.post(
            reverse("antifraud:scam_type_edit", args=[rebates.pk]),
            {"version": 1, "groups": ["student"], "is_active": "on", **said},
        )
        desk.post(reverse("antifraud:scam_type_create"), {"code": "new-one", **said})

        rebates.refresh_from_db()
        assert (rebates.name_zh, rebates.groups) == ("刷单", ["student"])
        assert not ScamType.objects.get(code="new-one").is_active

    def test_the_county_enters_a_list(self, desk, rebates):
        url = reverse("antifraud:scam_list_create")

        desk.post(
            url,
            {
                "code": "mps-2026",
                "title_zh": "2026年名单",
                "title_en": "List of 2026",
                "published_on": "2026-06-15",
                "publisher": "公安部",
                "source": "原文",
                "mark": "P",
                "places": f"1 刷单 = {rebates.name_en}",
            },
        )

        found = ScamList.objects.get(code="mps-2026")
        page = desk.get(reverse("antifraud:scam_lists")).content.decode()
        assert found.entries.get().words == "刷单"
        assert "List of 2026" in page or "2026年名单" in page

    def test_the_workbook_holds_the_sayings(self, desk, rebates):
        answer = desk.get(reverse("antifraud:scam_type_export"))

        assert answer.status_code in {200, 302}


class TestApi:
    def test_adds_and_sets_right(self, desk):
        said = {**FACTS, "code": "faces", "valid_from": str(TODAY)}

        made = desk.post(API, said, **JSON)
        url = f"{API}{made.json()['id']}/"
        edited = desk.patch(url, {"scenes": ["calls"], "version": 1}, **JSON)

        assert made.status_code == 201, made.content
        assert edited.json()["scenes"] == ["calls"]
        assert edited.json()["phrases"] == FACTS["phrases"]

    def test_refuses_days_the_wrong_way_round(self, desk, rebates):
        answer = desk.patch(
            f"{API}{rebates.pk}/", {"valid_until": "2001-01-01", "version": 1}, **JSON
        )

        assert (answer.status_code, answer.json()["code"]) == (409, "days")

    def test_narrows_by_group(self, desk):
        mine = ScamTypeFactory(groups=["courier"])

        found = desk.get(API, {"group": "courier"}).json()["results"]

        assert mine.pk in {row["id"] for row in found}

    def test_enters_a_list_and_its_places(self, desk, rebates):
        said = {
            "code": "mps-2026",
            "title_zh": "2026年名单",
            "title_en": "List of 2026",
            "published_on": "2026-06-15",
            "publisher": "公安部",
            "source": "原文",
            "mark": "P",
            "is_whole": False,
            "entries": [{"rank": 1, "scam_type": rebates.pk, "words": "刷单"}],
        }

        made = desk.post(LISTS, said, **JSON)
        url = f"{LISTS}{made.json()['id']}/"
        edited = desk.patch(url, {"note": "补录", "version": 1}, **JSON)

        assert made.status_code == 201, made.content
        assert edited.json()["entries"][0]["scam_type"]["code"] == rebates.code

    def test_a_village_officer_only_reads(self, client, wang, rebates):
        client.force_login(wang)

        assert client.get(API).status_code == 200
        assert client.post(API, {}, **JSON).status_code == 403
        assert client.patch(f"{API}{rebates.pk}/", {}, **JSON).status_code == 403
