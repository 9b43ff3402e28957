"""A list taken away: as what is shown, by page and REST, written down, never short."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from station import list_exports
from station.actions import jobs, saved_filters
from station.actions.access import link
from station.actions.list_exports import take
from station.errors import RuleError
from station.models import AccessRecord, Job, ListPreference
from station.registry import registry
from station.roles import Role
from tests.factories import (
    NOW,
    CommunityFactory,
    HouseholdFactory,
    ResidentFactory,
    officer,
    person,
)

pytestmark = pytest.mark.django_db
LIST = "households.household"
URL = "/households/export/"
API = "/api/v1/households/export/"
PHONE = "13912345678"
NUMBER = "620724198001010016"


@pytest.fixture
def homes(village):
    return HouseholdFactory.create_batch(3, community=village)


@pytest.fixture
def resident(village):
    home = HouseholdFactory(community=village)
    found = ResidentFactory.build(
        household=home, area=home.area, station=home.station, name='=CMD("x")'
    )
    found.write_phone(PHONE)
    found.write_id_number(NUMBER)
    found.save()
    return found


def csv_rows(answer) -> list[list[str]]:
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def xlsx_rows(answer) -> list[list]:
    body = io.BytesIO(answer.getvalue())
    return CalamineWorkbook.from_filelike(body).get_sheet_by_index(0).to_python()


def numbers(rows) -> list[str]:
    return [row[0] for row in rows[1:]]


class TestFile:
    def test_page_offers_both_by_plain_links(self, signed_in, homes):
        page = signed_in.get("/households/", {"visited": "never"})

        assert f'href="{URL}?visited=never"' in page.text
        assert f'href="{URL}?visited=never&amp;as=csv"' in page.text

    def test_both_hold_the_rows_of_the_page_in_its_order(self, signed_in, homes):
        HouseholdFactory()
        asked = {"ordering": "-name"}
        shown = signed_in.get("/households/", asked).context["page"].rows

        book = xlsx_rows(signed_in.get(URL, asked))
        text = csv_rows(signed_in.get(URL, asked | {"as": "csv"}))

        assert numbers(book) == numbers(text) == [row.number for row in shown]
        assert book[0] == text[0]

    def test_both_leave_masked_and_run_nothing(self, signed_in, resident):
        url = reverse("households:resident_export")

        body = signed_in.get(url, {"as": "csv"})
        text = body.getvalue().decode()
        book = str(xlsx_rows(signed_in.get(url)))

        for found in (text, book):
            assert PHONE not in found
            assert NUMBER not in found
            assert resident.phone_masked in found
        assert "\"'=CMD(" in text
        assert "=CMD" in book
        assert body["Content-Type"] == "text/csv; charset=utf-8"
        assert "no-store" in body["Cache-Control"]
        assert 'filename="residents.csv"' in body["Content-Disposition"]

    def test_csv_has_the_columns_one_has_chosen(self, signed_in, wang, homes):
        saved_filters.choose_columns(list_key=LIST, columns=["due"], by=wang)

        head, *_rows = csv_rows(signed_in.get(URL, {"as": "csv"}))

        assert len(head) == 4
        assert ListPreference.objects.get().columns == ["due"]

    def test_saved_filter_holds_in_the_file_too(self, signed_in, wang, homes):
        homes[0].left_on = NOW.date()
        homes[0].save()
        saved = saved_filters.create(
            name="x", list_key=LIST, query="state=left", by=wang, at=NOW
        )

        rows = csv_rows(signed_in.get(URL, {"filter": saved.slug, "as": "csv"}))

        assert numbers(rows) == [homes[0].number]

    def test_unknown_saved_filter_exports_nothing(self, signed_in, homes):
        answer = signed_in.get(URL, {"filter": "no-such"})

        assert answer.status_code == 302
        assert not AccessRecord.objects.exists()

    def test_csv_costs_the_same_queries_for_many_rows(self, signed_in, village):
        signed_in.get(URL, {"as": "csv"}).getvalue()  # what is asked once only
        counts = []
        for more in (1, 11):
            HouseholdFactory.create_batch(more, community=village)
            with CaptureQueriesContext(connection) as asked:
                signed_in.get(URL, {"as": "csv"}).getvalue()
            counts.append(len(asked))

        assert counts[0] == counts[1]

    def test_every_list_gives_a_csv(self, client, village):
        client.force_login(person(Role.STATION_CHIEF, village.parent.parent))
        wrong = []
        for kind in registry.lists.values():
            if kind.export_name:
                answer = client.get(reverse(kind.export_name), {"as": "csv"})
                if answer.getvalue()[:3] != b"\xef\xbb\xbf":
                    wrong.append(kind.key)

        assert wrong == []


class TestCeiling:
    def test_more_than_fits_is_told_not_cut(self, signed_in, homes, monkeypatch):
        monkeypatch.setattr(list_exports, "AT_ONCE", 1)
        monkeypatch.setattr(list_exports, "MOST", 2)

        page = signed_in.get(URL, {"visited": "never"}, follow=True)
        api = signed_in.get(API)

        assert page.redirect_chain[0][0] == "/households/?visited=never"
        assert [str(m) for m in page.context["messages"]]
        assert (api.status_code, api.json()["code"]) == (409, "too_many_rows")
        assert not Job.objects.exists()
        assert not AccessRecord.objects.exists()

    def test_what_grew_meanwhile_fails_aloud(self, wang, homes, monkeypatch):
        monkeypatch.setattr(list_exports, "AT_ONCE", 1)
        monkeypatch.setattr(list_exports, "MOST", 3)
        job = large(wang).job
        HouseholdFactory(community=homes[0].area)

        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert job.state == Job.State.FAILED
        assert job.error

    def test_cells_never_end_early_in_silence(self, wang, homes, monkeypatch):
        listing = list_exports.exported(registry.lists[LIST], user=wang, query="")
        monkeypatch.setattr(list_exports, "MOST", 2)

        with pytest.raises(RuleError) as refused:
            list(list_exports.cells(listing, []))

        assert refused.value.code == "too_many_rows"


def large(by, form="csv", query="visited=never"):
    return take(
        kind=registry.lists[LIST], params=QueryDict(query), form=form, by=by, at=NOW
    )


class TestLarge:
    @pytest.fixture(autouse=True)
    def _small(self, monkeypatch, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        monkeypatch.setattr(list_exports, "AT_ONCE", 1)

    @pytest.mark.parametrize(("form", "read"), [("csv", csv_rows), ("xlsx", xlsx_rows)])
    def test_is_written_by_the_worker(self, signed_in, wang, homes, form, read):
        answer = signed_in.get(URL, {"as": form, "visited": "never"})
        job = Job.objects.get()
        assert answer["Location"] == job.get_absolute_url()
        assert (job.total, job.done) == (3, 0)

        jobs.run(pk=job.pk, at=NOW)
        file = signed_in.get(reverse("station:job_result", args=[job.pk]))

        assert set(numbers(read(file))) == {home.number for home in homes}
        job.refresh_from_db()
        assert (job.done, job.total) == (3, 3)

    def test_is_written_down_when_it_leaves(self, signed_in, wang, homes):
        job = large(wang).job
        assert not AccessRecord.objects.exists()
        jobs.run(pk=job.pk, at=NOW)

        signed_in.get(reverse("station:job_result", args=[job.pk])).getvalue()

        row = AccessRecord.objects.get()
        assert row.subject == LIST
        assert row.reason == "as=csv&rows=3&state=present&visited=never"

    def test_page_says_until_when_it_is_kept(self, signed_in, wang, homes):
        job = large(wang).job
        jobs.run(pk=job.pk, at=NOW)

        page = signed_in.get(job.get_absolute_url())

        assert page.context["kept_until"] == NOW + timedelta(days=7)

    def test_is_gone_after_seven_days_even_unswept(self, wang, homes):
        job = large(wang).job
        jobs.run(pk=job.pk, at=NOW)
        job.refresh_from_db()
        seven = NOW + timedelta(days=7)

        jobs.fetch(job=job, by=wang, at=seven - timedelta(seconds=1)).close()
        with pytest.raises(FileNotFoundError):
            jobs.fetch(job=job, by=wang, at=seven)

    def test_leaves_no_plain_file_behind(self, wang, homes, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "plain"))
        (tmp_path / "plain").mkdir()
        broken = large(wang)
        jobs.run(pk=large(wang).job.pk, at=NOW)
        monkeypatch.setattr(list_exports, "write_workbook", lambda *_a: 1 / 0)
        monkeypatch.setattr(list_exports, "csv_pieces", lambda *_a: 1 / 0)
        jobs.run(pk=broken.job.pk, at=NOW)

        assert list((tmp_path / "plain").iterdir()) == []

    def test_of_somebody_disabled_is_aborted(self, wang, homes):
        job = large(wang).job
        wang.is_active = False
        wang.save()

        jobs.run(pk=job.pk, at=NOW)

        job.refresh_from_db()
        assert (job.state, job.result_file) == (Job.State.FAILED, "")


class TestRecord:
    def take(self, by, query):
        return take(
            kind=registry.lists["households.resident"],
            params=QueryDict(query),
            form="xlsx",
            by=by,
            at=NOW,
        )

    @pytest.mark.parametrize(
        "typed",
        [
            PHONE,
            "139 1234 5678",
            "张三 139-1234-5678",
            NUMBER,
            "１３９１２３４５６７８",
        ],
    )
    def test_holds_no_number_of_a_person(self, wang, resident, typed):
        params = QueryDict(mutable=True)
        params["search"] = typed

        take(
            kind=registry.lists["households.resident"],
            params=params,
            form="xlsx",
            by=wang,
            at=NOW,
        )

        row = AccessRecord.objects.get()
        assert "search=***" in row.reason
        assert "5678" not in row.reason
        assert "1980" not in row.reason

    def test_names_only_filters_of_the_list(self, wang, resident):
        self.take(wang, f"state=present&whatever={PHONE}&cursor=x&ordering=-name")

        row = AccessRecord.objects.get()
        assert row.reason == "as=xlsx&rows=1&ordering=-name&state=present"
        assert row.fields.startswith("name,")
        assert row.area == wang.home_area

    def test_bears_many_columns_and_long_filters(self, wang, resident):
        self.take(wang, "&".join(f"search={'长' * 90}{n}" for n in range(9)))

        row = AccessRecord.objects.get()
        assert row.reason.startswith("as=xlsx&rows=")
        assert len(row.reason) <= list_exports.LONGEST

    def test_stays_in_the_chain(self, wang, resident):
        self.take(wang, "")

        row = AccessRecord.objects.get()
        body = (
            row.shard,
            row.sequence,
            row.actor_id,
            row.act,
            row.subject,
            row.fields,
            row.purpose,
            row.reason,
            row.area_id,
            round(row.happened_at.timestamp() * 1_000_000),
        )
        assert bytes(row.digest) == link(b"\0" * 32, body)

    def test_chief_reads_it_in_words(self, client, wang, resident, village):
        self.take(wang, f"state=present&area={village.pk}")
        client.force_login(person(Role.STATION_CHIEF, village.parent.parent))

        page = client.get(reverse("station:access_list"))

        (look,) = page.context["looks"]
        kind = registry.lists["households.resident"]
        assert look["subject"] == str(kind.label)
        assert "Excel" in look["reason"]
        assert village.name in look["reason"]
        assert "as=" not in page.text
        assert str(kind.columns[0].label) in look["fields"]


class TestRest:
    @pytest.mark.parametrize(("form", "read"), [("csv", csv_rows), ("xlsx", xlsx_rows)])
    def test_gives_the_same_file(self, signed_in, homes, form, read):
        HouseholdFactory()

        answer = signed_in.get(API, {"as": form}, headers={"Accept": "text/csv"})

        assert answer.status_code == 200
        assert set(numbers(read(answer))) == {home.number for home in homes}
        assert AccessRecord.objects.get().subject == LIST

    def test_names_the_job_of_a_large_one(self, signed_in, homes, monkeypatch):
        monkeypatch.setattr(list_exports, "AT_ONCE", 1)

        answer = signed_in.get(API, {"as": "csv"})

        job = Job.objects.get()
        url = reverse("api:jobs-detail", args=[job.pk])
        assert answer.status_code == 202
        assert answer.json() == {"job": job.pk, "url": url, "rows": 3}
        assert signed_in.get(answer["Location"]).json()["state"] == "queued"

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ({"as": "pdf"}, "as"),
            ({"filter": "no-such"}, "filter"),
            ({"area": "x"}, "area"),
        ],
    )
    def test_tells_by_field_what_is_wrong(self, signed_in, homes, asked, field):
        answer = signed_in.get(API, asked)

        assert answer.status_code == 400
        assert field in answer.json()["errors"]
        assert not AccessRecord.objects.exists()

    def test_takes_saved_filters(self, signed_in, wang, homes):
        saved = saved_filters.create(
            name="x", list_key=LIST, query="state=left", by=wang, at=NOW
        )

        rows = csv_rows(signed_in.get(API, {"filter": saved.slug, "as": "csv"}))

        assert numbers(rows) == []

    def test_is_for_those_who_may_export(self, client, village, homes):
        client.force_login(person(Role.AUXILIARY_OFFICER, village))

        assert client.get(API).status_code == 403
        client.force_login(officer(CommunityFactory()))
        assert numbers(csv_rows(client.get(API, {"as": "csv"}))) == []
