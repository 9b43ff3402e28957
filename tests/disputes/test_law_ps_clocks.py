"""The clocks of a public-security case: section b1, one test an article."""

from datetime import date

import pytest

from disputes.actions import clocks, disputes, tracks
from disputes.workflow.gate import Answers
from disputes.workflow.law import Act, Appraisal, Easier
from station.errors import RuleError
from tests.disputes.law_cases import (
    NEW,
    OLD,
    gated,
    held,
    moment,
    planned,
    taken_up,
)

pytestmark = pytest.mark.django_db


def refusal_of(function, *args, **said) -> str:
    with pytest.raises(RuleError) as refusal:
        function(*args, **said)
    return refusal.value.code


def clock(dispute, code):
    return dispute.clocks.filter(code=code).order_by("-pk").first()


class TestArticle185:
    """程序规定 art. 185: the case clock runs from the failure or the breach."""

    @pytest.mark.parametrize(
        ("event_on", "named"), [(OLD, "第一百六十五条"), (NEW, "第一百一十八条")]
    )
    def test_art_185_case_clock_from_the_failed_mediation(
        self, village, wang, event_on, named
    ):
        dispute = gated(village, wang, date(2026, 1, 5), event_on=event_on)
        failed_on = date(2026, 1, 7)
        assert clock(dispute, "case.limit") is None

        held(planned(dispute, wang, failed_on), wang, told_on=failed_on)

        found = clock(dispute, "case.limit")
        assert (found.reason, found.started_on) == ("not_agreed", failed_on)
        assert found.due_on == date(2026, 2, 6)

    def test_art_185_case_clock_from_the_broken_agreement(self, village, wang):
        dispute = gated(village, wang, date(2026, 1, 5))
        dispute = disputes.settle(
            dispute=dispute,
            version=dispute.version,
            by=wang,
            at=moment(date(2026, 1, 6)),
        )
        assert clock(dispute, "ps.start").state == "met"

        disputes.reopen(
            dispute=dispute,
            reason="到期未付",
            version=dispute.version,
            by=wang,
            at=moment(date(2026, 3, 2)),
        )

        found = clock(dispute, "case.limit")
        assert (found.reason, found.started_on) == ("not_kept", date(2026, 3, 2))
        assert found.due_on == date(2026, 4, 1)


class TestArticle118:
    """2025 Act art. 118, before it 程序规定 art. 165: time for the case."""

    def _case(self, village, wang, started_on, event_on=None):
        dispute = taken_up(village, wang, started_on, event_on)
        return clocks.start(
            dispute=dispute,
            code="case.limit",
            started_on=started_on,
            reason="filed",
            by=wang,
            at=moment(started_on),
        )

    def _extend(self, found, wang, times):
        for _n in range(times):
            found = clocks.extend(
                clock=found,
                approved_by="平川县公安局",
                by=wang,
                at=moment(found.started_on),
            )
        return found

    @pytest.mark.parametrize(
        ("started_on", "due_on"),
        [
            (date(2026, 1, 1), date(2026, 2, 2)),  # 31 January is a Saturday
            (date(2026, 1, 16), date(2026, 2, 24)),  # 15 February in Spring Festival
            (date(2026, 1, 15), date(2026, 2, 14)),  # a working Saturday
            (date(2026, 1, 29), date(2026, 2, 28)),  # a working Saturday
            (date(2026, 4, 9), date(2026, 5, 9)),  # a working Saturday
            (date(2026, 9, 3), date(2026, 10, 8)),  # 3 October in National Day
            (date(2026, 9, 10), date(2026, 10, 10)),  # a working Saturday
        ],
    )
    def test_art_118_thirty_days_from_filing_and_art_35_after_a_holiday(
        self, village, wang, started_on, due_on
    ):
        assert self._case(village, wang, started_on).due_on == due_on

    def test_art_118_two_extensions_of_thirty_days_and_no_third(self, village, wang):
        found = self._case(village, wang, date(2026, 3, 2))

        found = self._extend(found, wang, 2)

        assert (found.extensions, found.due_on) == (2, date(2026, 6, 1))
        assert refusal_of(self._extend, found, wang, 1) == "no_extension"

    def test_art_118_an_extension_names_who_approved_it(self, village, wang):
        found = self._case(village, wang, date(2026, 3, 2))

        code = refusal_of(
            clocks.extend,
            clock=found,
            approved_by=" ",
            by=wang,
            at=moment(date(2026, 3, 3)),
        )

        assert code == "no_approval"

    def test_art_165_older_cases_have_one_extension(self, village, wang):
        found = self._case(village, wang, date(2026, 1, 5), event_on=OLD)

        found = self._extend(found, wang, 1)

        assert found.due_on == date(2026, 3, 6)
        assert refusal_of(self._extend, found, wang, 1) == "no_extension"

    @pytest.mark.parametrize("reason", ["appraisal", "hearing"])
    def test_art_118_appraisal_and_hearing_do_not_count(self, village, wang, reason):
        found = self._case(village, wang, date(2026, 3, 2))
        step = {"by": wang, "at": moment(date(2026, 3, 20))}

        found = clocks.pause(
            clock=found, reason=reason, from_on=date(2026, 3, 5), **step
        )
        found = clocks.resume(clock=found, until_on=date(2026, 3, 15), **step)

        assert (found.state, found.due_on) == ("running", date(2026, 4, 13))


class TestArticle35:
    @pytest.mark.parametrize(
        ("started_on", "due_on"),
        [
            (date(2025, 12, 31), date(2026, 1, 6)),  # Sunday 4 January counts
            (date(2026, 2, 12), date(2026, 2, 24)),  # 13, Saturday 14, then 24
            (date(2026, 2, 26), date(2026, 3, 2)),  # 27, Saturday 28, Monday
            (date(2026, 5, 7), date(2026, 5, 11)),  # 8, Saturday 9, Monday
            (date(2026, 9, 18), date(2026, 9, 22)),  # Sunday 20, 21, 22
            (date(2026, 10, 8), date(2026, 10, 12)),  # 9, Saturday 10, Monday
        ],
    )
    def test_art_35_the_first_day_is_not_counted_and_3_working_days_start(
        self, village, wang, started_on, due_on
    ):
        dispute = gated(village, wang, started_on)

        assert clock(dispute, "ps.start").due_on == due_on


class TestWorkingRules:
    """公通字〔2007〕81号: three working days, after an appraisal where there is one."""

    def test_notice_81_waits_for_the_appraisal_and_runs_from_its_end(
        self, village, wang
    ):
        under_way = Answers(
            act=Act.INJURY, easier=(Easier.FAULT,), appraisal=Appraisal.UNDER_WAY
        )
        dispute = gated(village, wang, date(2026, 1, 5), under_way)
        assert clock(dispute, "ps.start") is None

        done = Answers(
            act=Act.INJURY,
            easier=(Easier.FAULT,),
            appraisal=Appraisal.DONE,
            appraised_on=date(2026, 2, 12),
        )
        tracks.assess(
            dispute=dispute, answers=done, by=wang, at=moment(date(2026, 2, 12))
        )

        found = clock(dispute, "ps.start")
        assert (found.reason, found.due_on) == ("appraised", date(2026, 2, 24))
