"""Kinds of patrol: seasons, checklists, who keeps them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from patrols import seasons
from patrols.actions import kinds
from patrols.models import PatrolKind
from station.errors import RuleError
from station.roles import Role
from tests import factories as make
from tests.factories import NOW
from tests.station.sign_in import just_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(village):
    return make.person(Role.COUNTY_SUPERVISOR, village.parent.parent.parent)


class TestSeason:
    def test_across_new_year(self):
        forest = make.PatrolKindFactory(from_day="10-01", until_day="05-31")

        seasons.check(forest, on=date(2026, 12, 31))
        seasons.check(forest, on=date(2027, 1, 1))
        with pytest.raises(RuleError) as refused:
            seasons.check(forest, on=date(2026, 7, 1))

        assert refused.value.code == "out_of_season"

    def test_out_of_use_is_planned_no_more(self):
        kind = make.PatrolKindFactory(is_active=False)

        with pytest.raises(RuleError) as refused:
            seasons.check(kind, on=date(2026, 7, 1))

        assert refused.value.code == "out_of_use"


class TestKeep:
    def test_the_county_adds_one_with_a_checklist(self, county):
        kind = kinds.create(
            code="canal", title_zh="护渠", from_day="04-01", until_day="09-30",
            by=county, at=NOW,
        )  # fmt: skip
        line = kinds.add_line(kind=kind, title_zh="闸门是否完好", by=county, at=NOW)

        kinds.edit_line(
            line=line, title_zh="闸门", is_active=False, version=1, by=county, at=NOW
        )

        line.refresh_from_db()
        assert (line.title_zh, line.is_active) == ("闸门", False)

    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"code": "Ü"}, "bad_code"),
            ({"title_zh": ""}, "no_name"),
            ({"until_day": ""}, "half_season"),
            ({"until_day": "13-40"}, "bad_day"),
            ({"skills": ["flying"]}, "unknown_choice"),
        ],
    )
    def test_refuses(self, county, wrong, code):
        known = {"code": "canal", "title_zh": "护渠"}
        season = {"from_day": "04-01", "until_day": "09-30"}
        asked = {**known, **season, **wrong}

        with pytest.raises(RuleError) as refused:
            kinds.create(**asked, by=county, at=NOW)

        assert refused.value.code == code

    def test_a_code_is_there_once(self, county):
        make.PatrolKindFactory(code="canal")

        with pytest.raises(RuleError) as refused:
            kinds.create(code="canal", title_zh="护渠", by=county, at=NOW)

        assert refused.value.code == kinds.CODE_TWIN


class TestPages:
    def test_the_county_edits_a_season(self, client, county):
        kind = make.PatrolKindFactory(title_zh="护林")
        just_signed_in(client, county)
        typed = {
            "title_zh": "护林防火", "from_day": "10-01", "until_day": "05-31",
            "is_risky": "on", "icon": "trees", "position": 10, "is_active": "on",
            "version": 1,
        }  # fmt: skip

        answer = client.post(reverse("patrols:kind_edit", args=[kind.pk]), typed)

        kind.refresh_from_db()
        assert answer.status_code == 302
        assert (kind.title_zh, kind.from_day, kind.is_risky) == (
            "护林防火", "10-01", True,
        )  # fmt: skip

    def test_an_officer_reads_and_learns_who_keeps_them(self, client, wang):
        kind = make.KindCheckFactory().kind
        just_signed_in(client, wang)

        listed = client.get(reverse("patrols:kind_list")).content.decode()
        page = client.get(kind.get_absolute_url()).content.decode()

        assert kind.title in listed
        assert "消防通道是否畅通" in page
        assert client.get(reverse("patrols:kind_create")).status_code == 404
        assert PatrolKind.objects.get(pk=kind.pk).version == 1


class TestSeasonInWords:
    @pytest.mark.parametrize(
        ("language", "words"),
        [("zh-hans", "10月1日 – 5月31日"), ("en", "1 Oct – 31 May")],
    )
    def test_is_said_as_people_say_it(self, language, words):
        forest = make.PatrolKindFactory(from_day="10-01", until_day="05-31")

        with translation.override(language):
            assert forest.season == words

    def test_of_the_whole_year_is_none(self):
        assert make.PatrolKindFactory(from_day="", until_day="").season == ""
