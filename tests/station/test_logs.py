"""No line of a log holds personal data."""

import pytest

from station import logs


class TestMask:
    @pytest.mark.parametrize(
        "text",
        [
            "resident 11010519491231002X moved",
            "id=110105194912310021,",
            "old number 110105491231002",
            "call 13800138000 now",
            "call +86 138 0013 8000",
            "fax 0931-8765432",
            "Key (phone)=(13800138000) already exists.",
            "GET /c/k3J9-x_8sdfFfd/ failed",
        ],
    )
    def test_takes_out_what_looks_personal(self, text):
        masked = logs.mask(text)

        assert "[" in masked
        assert "1380013" not in masked.replace(" ", "")
        assert "110105" not in masked
        assert "k3J9" not in masked

    @pytest.mark.parametrize(
        "text",
        [
            "2026-11-22T09:14:55.123456",
            "JF-620724108-2026-000123",
            "took 1350.25 ms",
            "area 620724108211",
        ],
    )
    def test_leaves_the_rest(self, text):
        assert logs.mask(text) == text

    def test_leaves_out_the_row_that_postgresql_quotes(self):
        masked = logs.mask("new row violates x\nDETAIL:  Failing row contains (张伟).")

        assert "张伟" not in masked

    def test_goes_into_what_is_nested(self):
        masked = logs.mask({"a": ["13800138000", {"b": 13800138000}]})

        assert "138" not in str(masked)


@pytest.mark.django_db
class TestRequestLog:
    def test_numbers_the_answer(self, client):
        response = client.get("/healthz")

        assert len(response.headers["X-Request-ID"]) == 32

    def test_keeps_a_number_from_outside_only_if_it_is_one(self, client):
        kept = client.get("/healthz", headers={"X-Request-ID": "abcdef-123456"})
        made = client.get("/healthz", headers={"X-Request-ID": "x\ny" * 5})

        assert kept.headers["X-Request-ID"] == "abcdef-123456"
        assert "\n" not in made.headers["X-Request-ID"]

    def test_writes_neither_address_nor_query(self, client, monkeypatch):
        lines = []
        monkeypatch.setattr(
            logs.log, "info", lambda *args, **values: lines.append((args, values))
        )

        client.get("/no/such/张伟?phone=13800138000")

        assert len(lines) == 1
        assert "张伟" not in str(lines)
        assert "138" not in str(lines)
