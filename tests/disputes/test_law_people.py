"""People's mediation: one test for each article of section b2 to encode here."""

from datetime import date

import pytest
from django.apps import apps

from disputes.actions import clocks, disputes, mediations, tracks
from disputes.models import Mediation
from disputes.workflow import Status
from disputes.workflow.gate import Answers, decide
from disputes.workflow.intake import Track
from disputes.workflow.law import LawText
from disputes.workflow.mediation import MediationPlace
from station import legal
from station.errors import RuleError
from station.models import LegalRule
from tests.disputes.law_cases import (
    A_QUARREL,
    NEW,
    OLD,
    gated,
    held,
    moment,
    planned,
    taken_up,
)

pytestmark = pytest.mark.django_db
MONTHS = pytest.mark.parametrize(
    ("taken_on", "due_on"),
    [
        (date(2025, 12, 1), date(2026, 1, 4)),  # 1–3 January free, the 4th worked
        (date(2025, 12, 31), date(2026, 2, 2)),  # 31 January is a Saturday
        (date(2026, 1, 1), date(2026, 2, 2)),  # 1 February is a Sunday
        (date(2026, 1, 14), date(2026, 2, 14)),  # a working Saturday
        (date(2026, 1, 16), date(2026, 2, 24)),  # Spring Festival to the 23rd
        (date(2026, 1, 28), date(2026, 2, 28)),  # a working Saturday
        (date(2026, 1, 31), date(2026, 2, 28)),  # the month's last day
        (date(2026, 4, 2), date(2026, 5, 6)),  # 2 May in Labour Day
        (date(2026, 4, 9), date(2026, 5, 9)),  # a working Saturday
        (date(2026, 8, 20), date(2026, 9, 20)),  # a working Sunday
        (date(2026, 9, 3), date(2026, 10, 8)),  # 3 October in National Day
        (date(2026, 9, 10), date(2026, 10, 10)),  # a working Saturday
    ],
)


def refusal_of(function, *args, **said) -> str:
    with pytest.raises(RuleError) as refusal:
        function(*args, **said)
    return refusal.value.code


def month_of(dispute):
    return dispute.clocks.get(code="people.month")


def ningbo(area, times: int = 1) -> LegalRule:
    """The local regulation lets the time be extended where both ask."""
    return LegalRule.objects.create(
        code="people.extensions",
        area=area,
        title_zh="人民调解期限最多延长次数",
        value=times,
        unit="times",
        from_on=date(2020, 1, 1),
        article="宁波市人民调解条例第二十七条",
        mark="P",
    )


class TestArticle4:
    def test_art_4_nothing_here_takes_a_fee(self):
        names = {
            field.name
            for model in apps.get_app_config("disputes").get_models()
            for field in model._meta.get_fields()
        }

        assert not {name for name in names if "fee" in name.split("_")}


class TestArticle17:
    @pytest.mark.parametrize("event_on", [OLD, NEW])
    def test_art_17_one_clear_refusal_stops_it(self, village, wang, event_on):
        dispute = gated(village, wang, date(2026, 1, 5), A_QUARREL, event_on)
        sitting = planned(dispute, wang, date(2026, 1, 7))

        tracks.assess(
            dispute=dispute,
            answers=Answers(is_willing=False),
            reason="一方明确拒绝",
            by=wang,
            at=moment(date(2026, 1, 6)),
        )

        dispute.refresh_from_db()
        sitting.refresh_from_db()
        assert (dispute.track, sitting.outcome) == (Track.NONE, "cancelled")
        assert month_of(dispute).state == "stopped"
        assert refusal_of(planned, dispute, wang, date(2026, 1, 8)) == "no_mediation"


class TestArticle18:
    @pytest.mark.parametrize("law", list(LawText))
    def test_art_18_what_lies_with_the_court_goes_its_way(self, law):
        found = decide(Answers(is_in_court=True), law=law)

        assert found.track == Track.JUDICIAL

    @pytest.mark.parametrize("law", list(LawText))
    def test_art_18_police_refer_a_quarrel_without_violation(self, law):
        found = decide(A_QUARREL, law=law)

        assert (found.track, "人民调解法" in found.article) == (Track.PEOPLE, True)


class TestArticle20:
    @pytest.mark.parametrize("day", [date(2025, 12, 30), date(2026, 1, 5)])
    def test_art_20_others_take_part_with_consent(self, village, wang, day):
        dispute = gated(village, wang, day, A_QUARREL)
        others = {"others_present": "表叔李某"}

        assert refusal_of(planned, dispute, wang, day, **others) == "no_consent"
        assert planned(dispute, wang, day, others_agreed=True, **others).is_planned


class TestArticle23:
    def test_art_23_rights_are_told_and_it_may_be_open_or_private(self, village, wang):
        day = date(2026, 1, 5)
        dispute = gated(village, wang, day, A_QUARREL)
        sitting = planned(dispute, wang, day, is_public=True)
        assert mediations.rules.warnings(sitting)

        sitting = held(sitting, wang, rights_told=True)

        assert (sitting.is_public, mediations.rules.warnings(sitting)) == (True, [])


class TestArticle26:
    @pytest.mark.parametrize("day", [date(2025, 12, 30), date(2026, 1, 5)])
    def test_art_26_failure_ends_it_and_tells_of_other_ways(self, village, wang, day):
        dispute = gated(village, wang, day, A_QUARREL)

        held(planned(dispute, wang, day), wang, told_on=day)

        dispute.refresh_from_db()
        assert (dispute.status, dispute.told_of_court_on) == (Status.FAILED, day)
        assert month_of(dispute).state == "met"
        assert not dispute.clocks.filter(code="case.limit").exists()


class TestArticle27:
    def test_art_27_what_was_said_is_recorded(self, village, wang):
        day = date(2026, 1, 5)
        sitting = planned(gated(village, wang, day, A_QUARREL), wang, day)
        result = mediations.Result(outcome="agreed", record=" ")

        code = refusal_of(
            mediations.hold, mediation=sitting, result=result, by=wang, at=moment(day)
        )

        assert code == "no_record"


class TestArticle33OfTheRules:
    """人民调解工作若干规定 art. 33: within a month; local rules may give more."""

    @MONTHS
    def test_art_33_one_month_and_the_first_day_after_a_holiday(
        self, village, wang, taken_on, due_on
    ):
        dispute = gated(village, wang, taken_on, A_QUARREL)

        assert month_of(dispute).due_on == due_on

    def test_art_33_as_many_sittings_as_the_month_holds_and_none_after(
        self, village, wang
    ):
        dispute = gated(village, wang, date(2026, 3, 2), A_QUARREL)
        for day in (3, 4, 5):
            held(planned(dispute, wang, date(2026, 3, day)), wang)

        assert Mediation.objects.held().count() == 3
        assert planned(dispute, wang, date(2026, 4, 2)).is_planned
        Mediation.objects.filter(outcome="planned").update(outcome="cancelled")
        assert refusal_of(planned, dispute, wang, date(2026, 4, 3)) == "month_over"

    def test_art_27_of_ningbo_longer_where_both_ask(self, village, wang):
        dispute = gated(village, wang, date(2026, 3, 2), A_QUARREL)
        step = {"by": wang, "at": moment(date(2026, 3, 30))}
        found = month_of(dispute)
        asked = {"clock": found, "approved_by": "双方当事人", **step}
        assert refusal_of(clocks.extend, **asked) == "no_extension"

        ningbo(village.parent.parent.parent)
        found = clocks.extend(**asked)

        assert (found.extensions, found.due_on) == (1, date(2026, 5, 6))
        assert planned(dispute, wang, date(2026, 4, 3)).is_planned

    def test_the_nearest_area_s_rule_wins_and_ends_with_its_day(self, village):
        county = village.parent.parent.parent
        ningbo(county)
        near = ningbo(village.parent, times=3)

        def times(on=date(2026, 3, 2), area=village):
            return legal.figure("people.extensions", on=on, area=area)

        assert times() == 3
        assert times(area=county) == 1
        assert times(area=county.parent) == 0
        near.until_on = date(2025, 12, 31)
        near.save()
        assert (times(), times(on=OLD)) == (1, 3)


class TestOnlineCourt:
    """在线调解规则, 特邀调解 art. 27: the court's own times."""

    @pytest.mark.parametrize(
        ("code", "due_on"),
        [
            ("court.online_accept", date(2026, 2, 24)),
            ("court.online_before", date(2026, 3, 16)),
            ("court.online_ordinary", date(2026, 2, 27)),
            ("court.online_summary", date(2026, 2, 24)),
        ],
    )
    def test_art_27_of_invited_mediation_3_30_15_7(self, village, wang, code, due_on):
        started_on = date(2026, 2, 12)
        dispute = taken_up(village, wang, started_on)

        found = clocks.start(
            dispute=dispute,
            code=code,
            started_on=started_on,
            by=wang,
            at=moment(started_on),
        )

        assert found.due_on == due_on


class TestPoliceLink:
    """浙司〔2013〕127号: the mediation room in the station."""

    def test_notice_127_the_committee_sits_in_the_station_s_room(self, village, wang):
        day = date(2026, 1, 5)
        dispute = gated(village, wang, day, A_QUARREL)

        sitting = planned(
            dispute, wang, day, place_kind=MediationPlace.STANDARD_ROOM, officers=()
        )

        assert (sitting.track, sitting.place_kind) == ("people", "standard_room")


class TestSettled:
    def test_the_month_is_kept_or_missed(self, village, wang):
        in_time = gated(village, wang, date(2026, 3, 2), A_QUARREL)
        too_late = gated(village, wang, date(2026, 3, 2), A_QUARREL)

        for dispute, day in ((in_time, 31), (too_late, 3)):
            month = 3 if day == 31 else 4
            disputes.settle(
                dispute=dispute,
                version=dispute.version,
                by=wang,
                at=moment(date(2026, month, day)),
            )

        assert month_of(in_time).state == "met"
        assert month_of(too_late).state == "missed"
