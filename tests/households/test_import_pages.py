"""The pages of the imports, from the upload to the commit."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from households import tasks
from households.actions import import_jobs
from households.actions import register_imports as actions
from households.importing.layout import find_tables
from households.models import MatchSuggestion, RegisterImport, Resident
from station import workbook
from station.models import AccessRecord
from station.roles import Role
from tests import workbooks
from tests.factories import HouseholdFactory, ResidentFactory, officer
from tests.factories import person as user_with_role
from tests.workbooks import id_number, person

pytestmark = pytest.mark.django_db

BAD = {"姓名": "", "公民身份号码": id_number(order=94)}
PHONE = {"手机号码": "1390000", "公民身份号码": id_number(order=96), "与户主关系": "女"}


@pytest.fixture(autouse=True)
def quiet(settings, tmp_path, monkeypatch):
    """Files in a place of their own; pages ring no bell."""
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(tasks.run_register_import, "delay_on_commit", lambda _pk: None)


@pytest.fixture
def li(tiancheng):
    """The community officer of 天城村."""
    return officer(tiancheng)


@pytest.fixture
def desk(client, li):
    client.force_login(li)
    return client


@pytest.fixture
def content(tmp_path):
    def make(*rows: dict) -> bytes:
        return workbooks.write(tmp_path / "a.xlsx", list(rows)).read_bytes()

    return make


@pytest.fixture
def job(desk, luocheng, content):
    """A workbook sent in by the browser."""
    file = SimpleUploadedFile(
        "实有人口.xlsx", content(person(), person(**BAD), person(**PHONE))
    )
    answer = desk.post(url("create"), {"file": file, "station": luocheng.pk})
    assert answer.status_code == 302
    return RegisterImport.objects.get()


@pytest.fixture
def checked(job):
    import_jobs.run(pk=job.pk, at=timezone.now())
    return job


def url(name: str, *args: object) -> str:
    return reverse(f"households:import_{name}", args=args)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


class TestUpload:
    def test_asks_for_the_file_alone_where_the_station_is_plain(self, desk):
        page = text(desk.get(url("create")))

        assert 'type="hidden" name="station"' in page
        assert "data-drop" in page

    @pytest.mark.parametrize("name", ["bomb.xlsx", "macro.xlsx", "external.xlsx"])
    def test_tells_on_the_form_why_a_hostile_file_is_refused(
        self, desk, luocheng, name
    ):
        hostile, code = workbooks.hostile_files()[name]
        file = SimpleUploadedFile(name, hostile)

        page = text(desk.post(url("create"), {"file": file, "station": luocheng.pk}))

        assert str(workbook.MESSAGES[code]) in page
        assert not RegisterImport.objects.exists()

    def test_is_not_offered_to_an_auxiliary(self, client, tiancheng):
        client.force_login(user_with_role(Role.AUXILIARY_OFFICER, tiancheng))

        assert client.get(url("create")).status_code == 404
        assert client.get(url("list")).status_code == 404

    def test_refuses_another_station(self, desk, content, village):
        file = SimpleUploadedFile("a.xlsx", content(person()))
        station = village.parent.parent

        desk.post(url("create"), {"file": file, "station": station.pk})

        assert not RegisterImport.objects.exists()

    def test_survives_a_broker_that_is_away(self, desk, luocheng, content, monkeypatch):
        def away(_pk):
            raise OperationalError

        monkeypatch.setattr(tasks.run_register_import, "delay_on_commit", away)
        file = SimpleUploadedFile("a.xlsx", content(person()))

        answer = desk.post(url("create"), {"file": file, "station": luocheng.pk})

        assert answer.status_code == 302
        assert import_jobs.due(at=timezone.now()).exists()


class TestProgress:
    def test_is_shown_and_asks_again_by_itself(self, desk, job):
        page = text(desk.get(job.get_absolute_url()))

        assert 'id="job-progress"' in page
        assert "hx-trigger" in page

    def test_gives_way_to_the_preview(self, desk, checked):
        answer = desk.get(checked.get_absolute_url(), headers={"HX-Request": "true"})

        assert answer.headers["HX-Refresh"] == "true"


class TestPreview:
    def test_begins_with_what_was_not_taken_in(self, desk, checked):
        page = text(desk.get(checked.get_absolute_url()))

        assert "姓名" in page
        assert url("commit", checked.pk) in page
        assert url("correction", checked.pk) in page

    def test_shows_each_fault_with_row_column_value_and_remedy(self, desk, checked):
        page = text(desk.get(checked.get_absolute_url(), {"show": "warned"}))

        assert "手机号码" in page
        assert "1390000" in page
        assert "6" in page

    @pytest.mark.parametrize(
        "show", ["refused", "warned", "mended", "new", "changed", "nonsense"]
    )
    def test_answers_every_look(self, desk, checked, show):
        assert text(desk.get(checked.get_absolute_url(), {"show": show}))

    def test_can_be_narrowed_to_a_column(self, desk, checked):
        look = {"show": "warned", "column": "姓名"}

        assert "1390000" not in text(desk.get(checked.get_absolute_url(), look))

    def test_shows_what_changes_field_by_field(self, desk, checked, content, luocheng):
        desk.post(url("commit", checked.pk))
        import_jobs.run(pk=checked.pk, at=timezone.now())
        file = SimpleUploadedFile("b.xlsx", content(person(手机号码="13900001111")))
        desk.post(url("create"), {"file": file, "station": luocheng.pk})
        second = RegisterImport.objects.latest("pk")
        import_jobs.run(pk=second.pk, at=timezone.now())

        page = text(desk.get(second.get_absolute_url(), {"show": "changed"}))

        assert "132****9755" in page
        assert "139****1111" in page

    def test_masks_numbers_for_the_chief(self, client, checked, luocheng):
        client.force_login(user_with_role(Role.STATION_CHIEF, luocheng))

        page = text(client.get(checked.get_absolute_url(), {"show": "warned"}))

        assert "1390000" not in page

    def test_is_written_down_as_a_look(self, desk, checked, li):
        desk.get(checked.get_absolute_url())

        assert AccessRecord.objects.filter(actor=li, act="view").exists()

    def test_of_somebody_else_does_not_exist(self, client, checked, tiancheng):
        client.force_login(officer(tiancheng))

        assert client.get(checked.get_absolute_url()).status_code == 404
        assert client.post(url("commit", checked.pk)).status_code == 404
        assert client.get(url("correction", checked.pk)).status_code == 404


class TestCommit:
    def test_imports_the_good_rows(self, desk, checked):
        desk.post(url("commit", checked.pk))
        import_jobs.run(pk=checked.pk, at=timezone.now())

        page = text(desk.get(checked.get_absolute_url()))
        assert Resident.objects.count() == 2
        assert reverse("households:list") in page
        assert url("commit", checked.pk) not in page

    def test_twice_says_so_and_does_nothing(self, desk, checked):
        for _time in range(2):
            desk.post(url("commit", checked.pk))
            import_jobs.run(pk=checked.pk, at=timezone.now())

        assert Resident.objects.count() == 2

    def test_is_only_a_post(self, desk, checked):
        assert desk.get(url("commit", checked.pk)).status_code == 405


class TestCorrection:
    def test_holds_the_bad_rows_only(self, desk, checked, tmp_path):
        answer = desk.get(url("correction", checked.pk))

        assert "attachment" in answer.headers["Content-Disposition"]
        path = tmp_path / "back.xlsx"
        path.write_bytes(io.BytesIO(answer.content).read())
        (table,) = find_tables(workbook.read(path))
        assert [row.cells["id_number"] for row in table.rows] == [BAD["公民身份号码"]]
        assert AccessRecord.objects.filter(act="export").exists()

    def test_sent_again_corrected_is_taken_in(self, desk, checked, luocheng, tmp_path):
        desk.post(url("commit", checked.pk))
        import_jobs.run(pk=checked.pk, at=timezone.now())
        path = workbooks.write(
            tmp_path / "again.xlsx",
            [person(**BAD | {"姓名": "武小明", "与户主关系": "女"})],
        )
        file = SimpleUploadedFile("again.xlsx", path.read_bytes())
        desk.post(url("create"), {"file": file, "station": luocheng.pk})
        again = RegisterImport.objects.latest("pk")
        import_jobs.run(pk=again.pk, at=timezone.now())

        again.refresh_from_db()
        assert (again.new_count, again.refused_count) == (1, 0)


class TestEnd:
    def test_discarding_takes_file_and_quotes_away(self, desk, checked):
        desk.post(url("discard", checked.pk))

        checked.refresh_from_db()
        assert checked.step == "discarded"
        assert text(desk.get(checked.get_absolute_url()))

    def test_failure_says_why_and_can_be_tried_again(self, desk, job):
        import_jobs.fail(job=job, message="没有表头", at=timezone.now())

        page = text(desk.get(job.get_absolute_url()))
        assert "没有表头" in page

        desk.post(url("retry", job.pk))
        job.refresh_from_db()
        assert job.state == "queued"

    def test_old_import_still_opens(self, desk, checked):
        desk.post(url("commit", checked.pk))
        import_jobs.run(pk=checked.pk, at=timezone.now())
        actions.purge(at=timezone.now() + timedelta(days=8))

        assert text(desk.get(checked.get_absolute_url(), {"show": "warned"}))
        assert text(desk.get(checked.get_absolute_url(), {"show": "new"}))


class TestList:
    def test_leads_back_to_every_workbook(self, desk, checked):
        page = text(desk.get(url("list")))

        assert checked.get_absolute_url() in page

    def test_says_what_to_do_when_it_is_empty(self, desk):
        assert url("create") in text(desk.get(url("list")))

    @pytest.mark.parametrize("count", [1, 12])
    def test_queries_do_not_grow(
        self, desk, li, luocheng, count, django_assert_max_num_queries
    ):
        for _number in range(count):
            RegisterImport.objects.create(
                owner=li, area=luocheng, original_name="a.xlsx"
            )

        with django_assert_max_num_queries(25):
            desk.get(url("list"))


class TestMatches:
    @pytest.fixture
    def match(self, tiancheng):
        resident = ResidentFactory(household=HouseholdFactory(community=tiancheng))
        return MatchSuggestion.objects.create(
            kind="move",
            area=tiancheng,
            resident=resident,
            household=HouseholdFactory(community=tiancheng),
            reasons=["other_household_in_workbook"],
        )

    def test_are_listed_and_shown(self, desk, match):
        listed = text(desk.get(reverse("households:match_list")))
        shown = text(desk.get(match.get_absolute_url()))

        assert match.get_absolute_url() in listed
        assert match.household.address.text in shown

    def test_are_accepted_with_a_remark(self, desk, match):
        page = reverse("households:match_accept", args=[match.pk])

        assert text(desk.get(page))
        assert desk.post(page, {"note": "上门核实"}).status_code == 302
        match.refresh_from_db()
        assert (match.status, match.decision_note) == ("accepted", "上门核实")
        assert text(desk.get(reverse("households:match_list"), {"state": "decided"}))

    def test_are_decided_once(self, desk, match):
        for name in ("match_reject", "match_accept"):
            desk.post(reverse(f"households:{name}", args=[match.pk]), {"note": ""})

        match.refresh_from_db()
        assert match.status == "rejected"

    def test_outside_ones_area_do_not_exist(self, client, match, village):
        client.force_login(officer(village))

        assert client.get(match.get_absolute_url()).status_code == 404
        accept = reverse("households:match_accept", args=[match.pk])
        assert client.post(accept, {}).status_code == 404
