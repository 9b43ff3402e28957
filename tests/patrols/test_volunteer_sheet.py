"""The register of volunteers by workbook: checked first, then taken in once."""

import json
from datetime import date

import pytest

from patrols.models import Volunteer
from patrols.sheets import volunteers as sheet
from station.actions import sheet_imports as actions
from station.searching.engine import find
from station.sheet_kinds import RowRefused, SheetContext
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
HEADS = ["姓名*", "手机号", "出生日期", "所属村", "职业", "特长", "义警队", "职务",
         "保险到期"]  # fmt: skip
PHONE = "13200009755"
AT_FAULT = {
    4: "Phone",
    5: "Born on",
    6: "Area",
    7: "Trade",
    8: "Skills",
    9: "Patrol team",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def village():
    return make.CommunityFactory()


@pytest.fixture
def officer(village):
    person = make.officer(village)
    person.language = "en"
    person.save()
    return person


@pytest.fixture
def team(village):
    return make.TeamFactory(area=village, name="天城村义警队")


def lines(village) -> list[list[str]]:
    """Two good rows and one of each fault."""
    place, good = village.short_name, [PHONE, "1980-05-01"]
    return [
        ["张德厚", *good, place, "guard", "first_aid、driving", "天城村义警队", "captain",
         "2099-12-31"],
        ["李秀英", "13200009756", "1975/3/1", place, "farmer", "", "", "", ""],
        ["赵一", "12", "1980-05-01", place, "guard", "", "", "", ""],
        ["钱二", PHONE, "2015-05-01", place, "guard", "", "", "", ""],
        ["孙三", *good, "没有这个村", "guard", "", "", "", ""],
        ["周四", *good, place, "飞行员", "", "", "", ""],
        ["吴五", *good, place, "guard", "隐身术", "", "", ""],
        ["郑六", *good, place, "guard", "", "没有这个队", "", ""],
    ]  # fmt: skip


def send(by, rows):
    content = "\r\n".join(",".join(cells) for cells in [HEADS, *rows])
    job = actions.upload(
        kind="patrols.volunteer",
        content=content.encode("gb18030"),
        name="义警.csv",
        by=by,
        at=NOW,
    )
    actions.run(pk=job.pk, at=NOW)
    job.refresh_from_db()
    return job


def take_in(job, by):
    actions.approve(sheet_import=job, by=by, at=NOW)
    actions.run(pk=job.pk, at=NOW)
    job.refresh_from_db()
    return job


def titles(user, kind: str, words: str) -> list[str]:
    return [str(hit.title) for hit in find(user, words, kinds=(kind,)).hits]


@pytest.mark.usefixtures("team")
class TestImport:
    def test_names_each_fault_by_row_and_writes_nothing(self, officer, village):
        job = send(officer, lines(village))

        refused = job.rows.filter(state="refused").order_by("row")
        faults = {row.row: json.loads(row.details)["faults"] for row in refused}
        assert (job.new_count, job.refused_count) == (2, 6)
        assert {row: found[0][0] for row, found in faults.items()} == AT_FAULT
        assert not Volunteer.objects.exists()

    def test_takes_in_the_good_rows_once(self, officer, village, team):
        take_in(send(officer, lines(village)), officer)

        made = Volunteer.objects.get(name="张德厚")
        again = send(officer, lines(village)[:2])
        assert Volunteer.objects.count() == 2
        assert (made.status, made.user, made.phone) == ("active", None, PHONE)
        assert made.vetted_by == officer
        assert made.skills == ["driving", "first_aid"]
        assert team.memberships.get().role == "captain"
        assert made.insurances.get().until_on == date(2099, 12, 31)
        assert (again.new_count, again.changed_count) == (0, 0)

    def test_an_empty_cell_leaves_what_is_known(self, officer, village):
        take_in(send(officer, lines(village)[:1]), officer)
        row = ["张德厚", PHONE, "1980-05-01", village.short_name, "veteran", "", "",
               "", ""]  # fmt: skip

        take_in(send(officer, [row]), officer)

        made = Volunteer.objects.get()
        assert made.trade == "veteran"
        assert made.skills == ["driving", "first_aid"]

    def test_takes_nobody_on_elsewhere(self, officer, village):
        values = {column.key: "" for column in sheet.COLUMNS}
        values |= {
            "name": "张德厚",
            "phone": PHONE,
            "born_on": date(1980, 5, 1),
            "trade": "guard",
            "area": str(make.CommunityFactory().pk),
            "insured_until": None,
        }
        context = SheetContext(owner=officer, area=village, today=TODAY)

        with pytest.raises(RowRefused) as refused:
            sheet.check_row(values, context)

        assert refused.value.column == "area"


class TestSearch:
    def test_finds_by_name_and_phone_within_the_scope(self, officer, village):
        volunteer = make.VolunteerFactory(area=village)
        volunteer.write_name("王建国")
        volunteer.write_phone(PHONE)
        volunteer.save()

        assert titles(officer, "volunteers", "王建") == ["王建国"]
        assert titles(officer, "volunteers", "wjg") == ["王建国"]
        assert titles(officer, "volunteers", PHONE) == ["王建国"]
        stranger = make.officer(make.CommunityFactory())
        assert not titles(stranger, "volunteers", "王建")

    def test_finds_teams(self, officer, team):
        assert titles(officer, "patrol_teams", "天城") == [team.name]
