"""The dossier of a people's mediation and its number: section b3."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disputes.actions import agreements, dossiers
from disputes.actions import papers as actions
from disputes.models import Dossier
from disputes.papers import completeness, covers, dossier, draw
from disputes.papers.case import gather
from disputes.workflow.papers import ITEMS, PaperKind
from station import legal
from station.errors import RuleError
from station.models import Event, LegalRule
from tests.disputes.law_cases import A_QUARREL, NEW, OLD, gated, held, moment, planned
from tests.disputes.paper_case import (
    agreed,
    archival_faults,
    images_in,
    pages_in,
    quarrel,
    scan,
    text_of,
    whole_case,
)
from tests.factories import NOW, HouseholdFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("row_by_row")]
K = PaperKind


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def case(household, wang):
    return gather(whole_case(household, wang))


class TestDossier:
    """人民调解卷宗: the ministry's notice of December 2010."""

    def test_notice_2010_has_thirteen_items_six_of_them_required(self):
        required = {kinds[0] for kinds, is_required in ITEMS if is_required}

        assert len(ITEMS) == 13
        assert required == {
            K.APPLICATION,
            K.RIGHTS,
            K.IDENTITY,
            K.RECORD,
            K.AGREEMENT,
            K.BACK,
        }

    def test_notice_2010_at_first_the_required_ones_are_owed(self, household, wang):
        check = completeness.check(gather(quarrel(household, wang)))

        assert {item.kind for item in check.owed} == {
            K.ACCEPTANCE,
            K.RIGHTS,
            K.IDENTITY,
            K.RECORD,
            K.AGREEMENT,
        }
        assert all(item.lacks for item in check.owed if item.kind != K.RIGHTS)

    def test_notice_2010_a_whole_case_lacks_only_the_going_back(self, case):
        check = completeness.check(case)

        assert [item.kind for item in check.owed] == [K.FOLLOW_UP]
        assert (check.there, check.needed) == (12, 13)

    def test_notice_2010_the_number_has_its_form_and_is_never_given_twice(
        self, household, wang
    ):
        numbers = [
            dossiers.accept(dispute=quarrel(home, wang), by=wang, at=NOW).number
            for home in (household, HouseholdFactory(address__community=household.area))
        ]
        place = numbers[0].partition("）")[2].partition("人调字")[0]

        assert numbers == [f"（{NOW.year}）{place}人调字第{n}号" for n in (1, 2)]

    def test_notice_2010_the_series_begins_anew_with_the_year(self, household, wang):
        late = NOW + timedelta(days=366)
        for at in (NOW, late):
            dossiers.accept(dispute=quarrel(household, wang), by=wang, at=at)

        assert set(Dossier.objects.values_list("year", "ordinal")) == {
            (NOW.year, 1),
            (late.year, 1),
        }

    def test_notice_2010_accepted_twice_keeps_its_number(self, household, wang):
        dispute = quarrel(household, wang)
        found = [dossiers.accept(dispute=dispute, by=wang, at=NOW) for _ in range(2)]

        assert found[0] == found[1]

    def test_notice_2010_no_number_for_what_the_police_mediate(self, household, wang):
        dispute = quarrel(household, wang, track="public_security")

        with pytest.raises(RuleError) as refused:
            dossiers.accept(dispute=dispute, by=wang, at=NOW)

        assert refused.value.code == "not_people"

    def test_notice_2010_how_long_it_is_kept_is_for_the_county_to_say(self, case):
        assert covers.retention(case, on=NOW.date()) == "10年"

        legal.ensure()
        LegalRule.objects.filter(code=covers.RETENTION).update(value=360)

        assert covers.retention(case, on=NOW.date()) == "30年"
        assert "30年" in text_of(draw.render(case, K.COVER))

    def test_the_whole_is_one_archival_file_with_right_pages(self, case):
        body = dossier.render(case)
        text = text_of(body)

        assert archival_faults(body) == []
        assert images_in(body) >= 2
        assert f"共{pages_in(body) - 3}页" in text  # cover, contents and back apart
        contents = text[text.index("卷内目录") : text.index("人民调解申请书编号")]
        bound = list(dossier.parts_of(case))
        assert all(part.name in contents for part in bound)
        assert "草稿" in text  # nobody went back yet

    def test_a_scan_stands_for_the_sheet_it_was_made_of(self, household, wang):
        dispute = quarrel(household, wang)
        agreed(dispute, wang)
        before = list(dossier.parts_of(gather(dispute)))
        actions.write(
            dispute=dispute,
            kind=K.AGREEMENT,
            content=actions.Content(NOW),
            scans=[scan(), scan()],
            by=wang,
            at=NOW,
        )

        (part,) = [
            part
            for part in dossier.parts_of(gather(dispute))
            if part.kind == K.AGREEMENT
        ]

        assert len(next(p for p in before if p.kind == K.AGREEMENT).sheets) == 1
        assert (part.sheets, len(part.scans)) == ([], 2)

    def test_costs_the_same_for_many_papers(self, household, wang):
        dispute = whole_case(household, wang)
        gather(dispute, user=wang)  # who may do what is asked for once
        with CaptureQueriesContext(connection) as few:
            gather(dispute, user=wang)
        for _n in range(5):
            content = actions.Content(NOW, text="问答。")
            actions.write(
                dispute=dispute,
                kind=K.INVESTIGATION,
                content=content,
                scans=[scan()],
                by=wang,
                at=NOW,
            )
        with CaptureQueriesContext(connection) as many:
            gather(dispute, user=wang)

        assert len(many) == len(few)


class TestAccepted:
    """Accepted are the parties who are asked to sit down (人民调解法 art. 17)."""

    @pytest.mark.parametrize(
        ("day", "year"), [(OLD, 2025), (NEW, 2026), (date(2026, 2, 28), 2026)]
    )
    def test_notice_2010_the_first_sitting_takes_the_number(
        self, village, wang, day, year
    ):
        dispute = gated(village, wang, day, A_QUARREL)
        assert not Dossier.objects.exists()

        planned(dispute, wang, day)

        made = dispute.dossier
        assert (made.year, made.accepted_on, made.ordinal) == (year, day, 1)
        assert made.number.startswith(f"（{year}）")
        assert made.number.endswith("人调字第1号")
        assert Event.objects.about(dispute).filter(kind="dossier.opened").exists()

    def test_notice_2010_a_second_sitting_keeps_it(self, village, wang):
        dispute = gated(village, wang, NEW, A_QUARREL)
        held(planned(dispute, wang, NEW), wang)
        first = dispute.dossier

        planned(dispute, wang, NEW + timedelta(days=4))

        assert Dossier.objects.get() == first

    def test_notice_2010_the_agreement_bears_it(self, village, wang):
        dispute = gated(village, wang, NEW, A_QUARREL)
        sitting = held(planned(dispute, wang, NEW), wang, outcome="agreed")

        content = agreements.Content(form="people", terms="蔡涛七日内改造排水管。")
        made = agreements.draft(
            dispute=dispute, content=content, mediation=sitting, by=wang, at=moment(NEW)
        )

        assert made.number == dispute.dossier.number

    def test_notice_2010_a_refused_sitting_takes_none(self, village, wang):
        dispute = gated(village, wang, NEW, A_QUARREL)

        with pytest.raises(RuleError):
            planned(dispute, wang, NEW, others_present="村主任李强")

        assert not Dossier.objects.exists()

    def test_notice_2010_the_police_take_none(self, village, wang):
        planned(gated(village, wang, date(2026, 1, 5)), wang, date(2026, 1, 6))

        assert not Dossier.objects.exists()
