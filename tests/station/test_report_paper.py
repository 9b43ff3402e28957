"""The report on paper and as a workbook: the same figures, hidden where they must be."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from station.models import Area
from station.reports import book, paper, telling
from station.reports.shown import shown
from station.roles import Role
from tests import factories as make
from tests.disputes.paper_case import archival_faults, text_of
from tests.factories import NOW, ReportFactory, person

pytestmark = pytest.mark.django_db
LATE = "follow_ups.late"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def station(village) -> Area:
    return Area.objects.above(village).get(kind="station")


@pytest.fixture
def chief(station):
    return person(Role.STATION_CHIEF, station)


@pytest.fixture
def leader(station):
    return person(Role.COUNTY_SUPERVISOR, station.parent)


def late_ones(area, count):
    for number in range(count):
        home = make.HouseholdFactory(area=area, address__area=area)
        due_at = NOW - timedelta(days=1 + number)
        make.FollowUpFactory(household=home, due_at=due_at)


def sheets(report, user) -> dict[str, list[list]]:
    read = CalamineWorkbook.from_filelike(io.BytesIO(book.xlsx(report, user)))
    return {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}


def owed(report, user) -> dict[str, str]:
    """What is late, as the paper tells it."""
    rows = paper.data_of(shown(report, user))["late"]
    return {row["label"]: row["text"] for row in rows}


def in_book(report, user) -> dict[str, object]:
    """The same as the workbook tells it."""
    rows = list(sheets(report, user).values())[1]
    return {row[0]: row[3] for row in rows[1:]}


class TestFigures:
    def test_are_the_same_on_paper_and_in_the_workbook(self, chief, station, village):
        late_ones(village, 7)
        report = ReportFactory(area=station)
        label = shown(report, chief).figures[LATE].metric.label

        assert owed(report, chief)[label] == "7"
        assert in_book(report, chief)[label] == 7

    def test_stay_when_things_change_later(self, chief, station, village):
        late_ones(village, 7)
        report = ReportFactory(area=station)
        late_ones(village, 2)
        station.name = "改名派出所"
        station.save()

        assert "7" in owed(report, chief).values()
        assert "改名派出所" not in paper.data_of(shown(report, chief))["issuer"]

    def test_small_ones_are_not_told_outside_in_any_form(
        self, chief, leader, station, village
    ):
        late_ones(village, 3)
        report = ReportFactory(area=station, is_signed=True)
        label = shown(report, chief).figures[LATE].metric.label

        assert owed(report, chief)[label] == "3"
        assert owed(report, leader)[label] == telling.value(
            shown(report, leader).figures[LATE].metric,
            shown(report, leader).figures[LATE].amount,
        )
        assert not owed(report, leader)[label].isdigit()
        assert not isinstance(in_book(report, leader)[label], int | float)


class TestPaper:
    def test_is_archival_and_says_what_is_signed(self, chief, station, village):
        late_ones(village, 7)
        report = ReportFactory(area=station, is_signed=True)

        body = paper.pdf(report, chief)

        assert archival_faults(body) == []
        said = text_of(body)
        assert station.name in said
        assert "全周走访12户。" in said
        assert report.signed_by.name in said
        assert "草稿" not in said

    def test_of_a_draft_says_so(self, chief, station):
        report = ReportFactory(area=station)

        assert paper.data_of(shown(report, chief))["is_draft"]
        assert archival_faults(paper.pdf(report, chief)) == []

    def test_is_drawn_in_english_too(self, chief, station, village):
        late_ones(village, 7)
        report = ReportFactory(area=station)

        with translation.override("en"):
            said = text_of(paper.pdf(report, chief))

        assert "Weeklyworkreport" in said
        assert "Latefollow-upsfollow-ups7" in said

    def test_of_a_correction_names_the_reason(self, chief, station):
        old = ReportFactory(area=station, is_signed=True, replaced_at=NOW)
        new = ReportFactory(area=station, supersedes=old, reason="更正数据")

        assert "更正数据" in paper.data_of(shown(new, chief))["notes"][0]
        assert len(paper.data_of(shown(old, chief))["notes"]) == 1

    def test_draws_all_figures_of_a_station(self, chief, station, village):
        late_ones(village, 7)
        report = ReportFactory(area=station, is_whole=True)

        data = paper.data_of(shown(report, chief))

        assert data["places"]["lines"][0]["name"] == village.short_name
        assert data["definitions"]
        assert archival_faults(paper.pdf(report, chief)) == []


class TestWorkbook:
    def test_has_a_sheet_for_each(self, chief, station):
        found = sheets(ReportFactory(area=station), chief)

        assert len(found) == 7
        assert all(rows for rows in found.values())

    def test_holds_no_formula_whatever_was_typed(self, chief, station):
        typed = '=HYPERLINK("http://x","y")'
        report = ReportFactory(area=station, texts={"overview": typed})

        body = book.xlsx(report, chief)

        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            names = [n for n in parts.namelist() if n.startswith("xl/worksheets/")]
            assert not any(b"<f>" in parts.read(name) for name in names)
        front = next(iter(sheets(report, chief).values()))
        assert any(typed in row for row in front)
