"""The search: what it finds for whom, in which order, and what it keeps."""

import pytest
from django.urls import reverse

from station.models import AccessRecord, Area, NumberSeries, RecentRecord
from station.registry import registry
from station.roles import Role
from station.searching.asked import Asked
from station.searching.engine import find
from station.searching.marks import Marked, of_spoken, of_words
from tests.factories import (
    CallFactory,
    CommunityFactory,
    DisputeFactory,
    HouseholdFactory,
    ResidentFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
NUMBER = "62072419500813049X"
PHONE = "13912345678"


def named(name: str, household, **facts):
    living = ResidentFactory(household=household, **facts)
    living.write_name(name)
    living.save()
    return living


def titles(user, words: str, kind: str = "residents") -> list[str]:
    found = find(user, words, kinds=(kind,))
    return [str(hit.title) for hit in found.hits]


@pytest.fixture
def home(village):
    return HouseholdFactory(community=village)


@pytest.fixture
def ouyang(home):
    living = named("欧阳娜娜", home)
    living.write_id_number(NUMBER)
    living.write_phone(PHONE)
    living.save()
    return living


class TestAsked:
    @pytest.mark.parametrize(
        ("typed", "phone", "number"),
        [
            ("１３９１２３４５６７８", PHONE, ""),
            ("+86 139-1234-5678", PHONE, ""),
            ("jf-620724108-2026-000001", "", "JF-620724108-2026-000001"),
            ("张伟", "", ""),
        ],
    )
    def test_reads_what_it_may_be(self, typed, phone, number):
        asked = Asked.of(typed)

        assert (asked.phone, asked.number) == (phone, number)

    def test_an_id_number_is_nobodys_name(self):
        asked = Asked.of("62072419500813049x")

        assert asked.id_number == NUMBER
        assert not asked.tokens

    @pytest.mark.parametrize("typed", ["", " ", "\x00 ", "\u3000"])
    def test_nothing_is_nothing(self, typed):
        assert not Asked.of(typed)


class TestMarks:
    def test_shows_the_characters_that_the_initials_stand_for(self):
        assert of_spoken("武晓宇", "xy") == ((1, 3),)
        assert of_spoken("武晓宇", "wuxiao") == ((0, 2),)
        assert of_spoken("武晓宇", "zz") == ()

    def test_escapes_everything_else(self):
        text = Marked("<b>张伟", of_words("<b>张伟", "张伟"))

        assert text.html == "&lt;b&gt;<mark>张伟</mark>"

    def test_cuts_a_long_text_around_the_mark(self):
        text = "甲" * 60 + "宅基地" + "乙" * 60

        cut = Marked(text, of_words(text, "宅基地")).cut()

        (start, end) = cut.marks[0]
        assert cut.text[start:end] == "宅基地"
        assert len(cut.text) < 60


class TestFind:
    def test_whole_before_beginning_before_part(self, home, wang):
        for name in ("大张伟", "张伟明", "张伟"):
            named(name, home)

        assert titles(wang, "张伟") == ["张伟", "张伟明", "大张伟"]

    def test_initials_and_pinyin_the_whole_name_first(self, home, wang):
        for name in ("王小军", "大王军", "王军"):
            named(name, home)

        assert titles(wang, "wj")[0] == "王军"
        assert titles(wang, "wangjun") == ["王军"]

    def test_says_why_and_marks_it_without_the_number(self, ouyang, wang):
        [hit] = find(wang, PHONE, kinds=("residents",)).hits

        assert str(hit.found) == "139****5678"
        assert PHONE not in str(hit)

    def test_shows_the_end_of_the_phone_marked(self, ouyang, wang):
        [hit] = find(wang, "5678", kinds=("residents",)).hits

        (start, end) = hit.found.marks[0]
        assert hit.found.text[start:end] == "5678"

    def test_counts_more_than_it_shows_and_leads_to_the_list(self, home, wang):
        for number in range(7):
            named(f"张伟{'一二三四五六七'[number]}", home)

        [group] = find(wang, "张伟", most=5, kinds=("residents",)).groups

        assert len(group.hits) == 5
        assert group.count == 7
        assert (
            group.list_url == "/households/residents/?search=%E5%BC%A0%E4%BC%9F&state="
        )

    def test_a_number_of_a_person_stands_in_no_address(self, home, wang):
        for _number in range(3):
            living = named("张伟", home)
            living.write_phone(PHONE)
            living.save()

        [group] = find(wang, PHONE, most=2, kinds=("residents",)).groups

        assert group.has_more
        assert group.list_url == ""

    def test_a_figure_alone_finds_the_number_it_ends(self, home, wang):
        dispute = DisputeFactory(household=home)
        series, figure = dispute.number.rsplit("-", 1)
        NumberSeries.objects.create(series=series, last=int(figure))

        for words in (dispute.number.lower(), figure, f"jf {figure}"):
            found = find(wang, words, kinds=("disputes",))
            assert [hit.pk for hit in found.hits] == [dispute.pk], words

    def test_nobody_sees_more_than_their_scope(self, ouyang):
        stranger = officer(CommunityFactory())

        for words in ("欧阳", "oynn", "5678", PHONE, NUMBER):
            assert not find(stranger, words).groups

    def test_asks_as_often_for_many_as_for_one(
        self, home, wang, django_assert_max_num_queries
    ):
        named("张伟", home)
        DisputeFactory(household=home, party_names="张伟、李四")
        with django_assert_max_num_queries(60) as first:
            find(person_again(wang), "张伟")
        for _number in range(12):
            named("张伟", home)
            DisputeFactory(household=home, party_names="张伟、李四")

        with django_assert_max_num_queries(len(first)):
            find(person_again(wang), "张伟")


def person_again(user):
    """The same person in the next request."""
    return type(user).objects.get(pk=user.pk)


class TestWhoSearches:
    def test_the_county_finds_no_resident(self, ouyang, village):
        county = Area.objects.above(village).get(kind="county")
        supervisor = person(Role.COUNTY_SUPERVISOR, county)

        found = find(supervisor, "欧阳娜娜")

        assert not found.groups
        assert titles(supervisor, village.name, "areas") == [village.name]

    def test_no_administrator_and_no_partner_searches(self, client, village):
        for role in (Role.SYSTEM_ADMIN, Role.PARTNER, Role.VOLUNTEER):
            client.force_login(person(role, village))
            assert client.post(reverse("station:search"), {"q": "x"}).status_code == 404

    def test_every_kind_asks_the_table(self):
        for source in registry.search.values():
            assert not source.may_be_seen(person(Role.SYSTEM_ADMIN)) or source.key in {
                "people",
                "areas",
            }


class TestSearchView:
    def test_finds_and_leaves_a_trace(self, signed_in, wang, ouyang):
        page = signed_in.post(reverse("station:search"), {"q": "娜娜"})

        assert "欧阳<mark>娜娜</mark>" in page.content.decode()
        record = AccessRecord.objects.get()
        assert record.act == AccessRecord.Act.SEARCH
        assert "娜娜" not in record.fields

    def test_does_not_take_a_question_from_the_address(self, signed_in, ouyang):
        page = signed_in.get(reverse("station:search"), {"q": "娜娜"})

        assert "欧阳" not in page.content.decode()

    def test_nothing_asked_is_no_error(self, signed_in):
        page = signed_in.post(reverse("station:search"), {"q": "\x00 "})

        assert page.status_code == 200

    def test_the_palette_gets_options_and_how_many(self, signed_in, ouyang):
        page = signed_in.post(
            reverse("station:search"), {"q": "娜娜"}, headers={"HX-Request": "true"}
        )
        text = page.content.decode()

        assert 'role="option"' in text
        assert 'hx-swap-oob="innerHTML"' in text
        assert "<html" not in text


class TestRecent:
    def go(self, client, record, source="residents"):
        return client.get(reverse("station:search_open", args=[source, record.pk]))

    def test_is_what_was_opened_and_never_the_words(self, signed_in, ouyang):
        answer = self.go(signed_in, ouyang)
        page = signed_in.get(reverse("station:search")).content.decode()

        assert answer.url == ouyang.get_absolute_url()
        assert "欧阳娜娜" in page
        assert RecentRecord.objects.get().record_id == ouyang.pk

    def test_out_of_scope_is_absent(self, signed_in):
        there = ResidentFactory()

        assert self.go(signed_in, there).status_code == 404
        assert self.go(signed_in, there, "nothing").status_code == 404
        assert not RecentRecord.objects.exists()

    def test_is_not_shown_once_it_may_no_longer_be_seen(self, signed_in, ouyang):
        self.go(signed_in, ouyang)
        ouyang.area = CommunityFactory()
        ouyang.save()

        page = signed_in.get(reverse("station:search")).content.decode()

        assert "欧阳娜娜" not in page

    def test_can_be_forgotten(self, signed_in, ouyang):
        self.go(signed_in, ouyang)

        signed_in.post(reverse("station:recent_forget"))

        assert not RecentRecord.objects.exists()


class TestCalls:
    def test_are_found_by_number_caller_and_place(self, village, wang):
        call = CallFactory(area=village, caller_name="王秀兰", place="东街口")

        for words in (call.number, "秀兰", "东街"):
            found = find(wang, words, kinds=("call_records",)).hits
            assert [hit.pk for hit in found] == [call.pk], words
