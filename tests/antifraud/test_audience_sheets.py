"""The registers of groups and of the alliance by workbook."""

import json

import pytest

from antifraud.models import Ally, Audience
from station.actions import sheet_imports
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


@pytest.fixture
def group(village, wang):
    return make.AudienceFactory(area=village, owner=wang, size=300)


@pytest.mark.usefixtures("_media")
class TestSheets:
    @pytest.fixture
    def _media(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "media"

    def send(self, kind, by, rows):
        content = "\r\n".join(",".join(map(str, cells)) for cells in rows)
        job = sheet_imports.upload(
            kind=kind, content=content.encode("gb18030"), name="群.csv", by=by, at=NOW
        )
        sheet_imports.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        return job

    def take_in(self, job, by):
        sheet_imports.approve(sheet_import=job, by=by, at=NOW)
        sheet_imports.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        return job

    def faults(self, job) -> dict:
        rows = job.rows.filter(state="refused").order_by("row")
        return {row.row: json.loads(row.details)["faults"][0][0] for row in rows}

    def groups(self, village, wang):
        place = village.short_name
        return [
            ["群名称", "人群", "辖区", "人数", "渠道", "渠道地址", "责任民警"],
            ["花源骑手群", "courier", place, 186, "wechat", "", wang.badge_number],
            ["财务邮件组", "company_staff", place, 58, "mail", "a@example.com", ""],
            ["没有地址", "company_staff", place, 58, "mail", "", ""],
            ["没有民警", "courier", place, 10, "wechat", "", "999999"],
            ["没有村", "courier", "没有这个村", 10, "wechat", "", ""],
            ["太大", "courier", place, 0, "wechat", "", ""],
        ]

    def test_groups_are_taken_in_once_and_faults_named(self, wang, village):
        wang.language = "en"
        wang.save()
        rows = self.groups(village, wang)

        job = self.send("antifraud.audience", wang, rows)
        told = self.faults(job)
        self.take_in(job, wang)
        again = self.send("antifraud.audience", wang, rows[:3])

        assert told == {
            4: "Address of the channel",
            5: "Kept by",
            6: "Area",
            7: "People",
        }
        assert Audience.objects.count() == 2
        assert Audience.objects.get(channel="mail").address == "a@example.com"
        assert (again.new_count, again.changed_count) == (0, 0)

    def test_an_empty_cell_leaves_what_is_known(self, wang, village):
        rows = self.groups(village, wang)
        self.take_in(self.send("antifraud.audience", wang, rows[:3]), wang)
        rows[2][3], rows[2][5] = 60, ""

        self.take_in(self.send("antifraud.audience", wang, [rows[0], rows[2]]), wang)

        group = Audience.objects.get(channel="mail")
        assert (group.size, group.address) == (60, "a@example.com")

    def test_members_of_the_alliance_come_with_their_groups(self, wang, village, group):
        wang.language = "en"
        wang.save()
        place = village.short_name
        rows = [
            ["姓名", "身份", "辖区", "手机号", "单位", "所在群组", "加入日期"],
            ["陈晓", "student", place, PHONE, "学生会", group.name, "2026-05-01"],
            ["李强", "shop_staff", place, "", "便民超市", "", ""],
            ["赵一", "student", place, PHONE, "", "没有这个群", ""],
            ["钱二", "student", place, PHONE, "", "", "2999-01-01"],
        ]

        job = self.send("antifraud.ally", wang, rows)
        told = self.faults(job)
        self.take_in(job, wang)
        again = self.send("antifraud.ally", wang, rows[:3])

        assert told == {4: "Groups", 5: "Member since"}
        chen = Ally.objects.get(name="陈晓")
        assert (chen.phone, list(chen.audiences.all())) == (PHONE, [group])
        assert (again.new_count, again.changed_count) == (0, 0)
