"""Sessions of the police: section b1, one test an article."""

from datetime import date

import pytest
from django.urls import reverse

from disputes.actions import disputes, mediations
from disputes.models import Mediation
from disputes.workflow.mediation import MediationPlace
from households.models import Visit
from station.errors import RuleError
from station.models import AccessRecord
from station.roles import Role
from tests.disputes.law_cases import (
    NEW,
    OLD,
    gated,
    held,
    moment,
    planned,
)
from tests.factories import PartyFactory, officer, person

pytestmark = pytest.mark.django_db


def refusal_of(function, *args, **said) -> str:
    with pytest.raises(RuleError) as refusal:
        function(*args, **said)
    return refusal.value.code


def clock(dispute, code):
    return dispute.clocks.filter(code=code).order_by("-pk").first()


class TestArticle181:
    """程序规定 art. 181, 2025 Act art. 98: minors and their guardians."""

    @pytest.mark.parametrize(
        ("born", "works", "code"),
        [
            (date(2008, 1, 6), False, "guardian_not_told"),
            (date(2009, 1, 5), True, ""),
            (date(2010, 1, 6), True, "guardian_not_told"),
            (date(2008, 1, 5), False, ""),
        ],
    )
    def test_art_181_guardian_is_told_unless_sixteen_and_on_own_work(
        self, village, wang, born, works, code
    ):
        dispute = gated(village, wang, date(2026, 1, 5))
        PartyFactory(dispute=dispute, birth_date=born, lives_on_own_labour=works)

        if code:
            assert refusal_of(planned, dispute, wang, date(2026, 1, 6)) == code
        else:
            assert planned(dispute, wang, date(2026, 1, 6)).is_planned

    @pytest.mark.parametrize("event_on", [OLD, NEW])
    def test_art_98_a_guardian_or_suitable_adult_is_there(
        self, village, wang, event_on
    ):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=event_on)
        PartyFactory(dispute=dispute, birth_date=date(2012, 1, 1))
        told = date(2026, 1, 5)
        sitting = planned(dispute, wang, date(2026, 1, 6), guardian_told_on=told)

        assert refusal_of(held, sitting, wang) == "guardian_absent"
        assert held(sitting, wang, guardian_present="母亲").record


class TestArticle182:
    def test_art_182_persons_known_to_both_may_be_invited(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))

        sitting = planned(
            dispute, wang, date(2026, 1, 6), others_present="村委会主任李某"
        )

        assert sitting.others_present == "村委会主任李某"


class TestArticle183:
    """程序规定 art. 183: once, a second time within seven working days."""

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            # 1–3 January are free, Sunday 4 January is worked.
            (date(2025, 12, 31), date(2026, 1, 12)),
            (date(2026, 1, 1), date(2026, 1, 12)),
            # Spring Festival 15–23 February, Saturdays 14 and 28 February worked.
            (date(2026, 2, 11), date(2026, 2, 27)),
            (date(2026, 2, 13), date(2026, 3, 2)),
            # Labour Day 1–5 May, Saturday 9 May worked.
            (date(2026, 4, 29), date(2026, 5, 12)),
            # Sunday 20 September worked for Mid-Autumn, 25–27 September free.
            (date(2026, 9, 17), date(2026, 9, 28)),
            # National Day 1–7 October, Saturday 10 October worked.
            (date(2026, 9, 29), date(2026, 10, 14)),
        ],
    )
    def test_art_183_second_session_within_7_working_days(
        self, village, wang, first, last
    ):
        dispute = gated(village, wang, first)
        held(planned(dispute, wang, first), wang)

        late = date.fromordinal(last.toordinal() + 1)
        assert clock(dispute, "ps.second").due_on == last
        assert (
            refusal_of(planned, dispute, wang, late, second_because="party")
            == "second_too_late"
        )
        assert planned(dispute, wang, last, second_because="party").ordinal == 2

    def test_art_183_a_second_session_says_why(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        held(planned(dispute, wang, date(2026, 1, 6)), wang)

        assert (
            refusal_of(planned, dispute, wang, date(2026, 1, 7)) == "no_second_reason"
        )

    def test_art_183_never_a_third_session(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        day = date(2026, 1, 6)
        held(planned(dispute, wang, day), wang)
        second = planned(dispute, wang, day, second_because="police")
        held(second, wang, told_on=day)
        dispute.refresh_from_db()
        dispute = disputes.reopen(
            dispute=dispute,
            reason="双方再次要求",
            version=dispute.version,
            by=wang,
            at=moment(day, 12),
        )

        code = refusal_of(planned, dispute, wang, day, second_because="party")

        assert code == "too_many_sessions"
        assert Mediation.objects.held().count() == 2


class TestArticle108:
    """2025 Act art. 108: one officer alone only in a standard room, fully recorded."""

    @pytest.mark.parametrize(
        ("place", "recorded", "refused"),
        [
            (MediationPlace.STANDARD_ROOM, True, False),
            (MediationPlace.STANDARD_ROOM, False, True),
            (MediationPlace.POLICE_ROOM, True, True),
            (MediationPlace.SCENE, True, True),
        ],
    )
    def test_art_108_one_officer(self, village, wang, place, recorded, refused):
        dispute = gated(village, wang, date(2026, 1, 5))
        said = {
            "officers": (wang,),
            "place_kind": place,
            "is_fully_recorded": recorded,
        }

        if refused:
            code = refusal_of(planned, dispute, wang, date(2026, 1, 6), **said)
            assert code == "one_officer"
        else:
            sitting = planned(dispute, wang, date(2026, 1, 6), **said)
            assert refusal_of(held, sitting, wang) == "no_recording"
            assert held(sitting, wang, recording="YJ-0001").recording

    def test_art_108_an_auxiliary_does_not_count(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        helper = person(Role.AUXILIARY_OFFICER, village)

        code = refusal_of(
            planned, dispute, wang, date(2026, 1, 6), officers=(wang, helper)
        )

        assert code == "one_officer"

    def test_art_108_before_the_law_of_2025_it_is_a_warning(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=OLD)

        sitting = planned(dispute, wang, date(2026, 1, 6), officers=(wang,))

        assert mediations.rules.warnings(sitting)


class TestArticle95:
    def test_art_95_nobody_in_the_chair_is_concerned(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))

        code = refusal_of(planned, dispute, wang, date(2026, 1, 6), is_impartial=False)

        assert code == "not_impartial"


class TestSecrecy:
    """2025 Act art. 94, 136–138: sealed, read for a purpose, written down."""

    def test_art_94_136_138_record_is_sealed_and_each_reading_is_written_down(
        self, client, village, wang
    ):
        dispute = gated(village, wang, date(2026, 1, 5))
        sitting = held(planned(dispute, wang, date(2026, 1, 6)), wang)
        url = reverse(
            "station:reveal", args=["disputes.mediation", sitting.pk, "record"]
        )

        client.force_login(wang)
        page = client.get(sitting.get_absolute_url()).content.decode()
        unasked = client.post(url, {}).content.decode()
        shown = client.post(url, {"purpose": "case"}).content.decode()

        assert "双方各执一词" not in page + unasked
        assert "双方各执一词" in shown
        assert AccessRecord.objects.filter(act="reveal").count() == 1

    def test_art_136_nobody_elsewhere_is_given_it(self, client, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        sitting = held(planned(dispute, wang, date(2026, 1, 6)), wang)

        client.force_login(officer())

        assert client.get(sitting.get_absolute_url()).status_code == 404


class TestArticle103:
    def test_art_103_a_visit_is_no_search_and_a_refusal_is_a_normal_outcome(self):
        names = {field.name for field in Visit._meta.get_fields()}

        assert not {name for name in names if "search" in name or "seiz" in name}
        assert "declined" in dict(Visit._meta.get_field("outcome").choices)
