"""Settings from the environment fail with the variable's name."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


class TestText:
    def test_takes_the_variable(self, monkeypatch):
        monkeypatch.setenv("NAME", "花园")

        assert env.text("NAME") == "花园"

    def test_names_what_is_missing(self, monkeypatch):
        monkeypatch.delenv("NAME", raising=False)

        with pytest.raises(ImproperlyConfigured, match="NAME is not set"):
            env.text("NAME")

    def test_an_empty_variable_is_a_missing_one(self, monkeypatch):
        monkeypatch.setenv("NAME", "")

        with pytest.raises(ImproperlyConfigured, match="NAME"):
            env.text("NAME")


class TestFlag:
    @pytest.mark.parametrize(
        ("word", "meaning"),
        [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)],
    )
    def test_knows_the_usual_words(self, monkeypatch, word, meaning):
        monkeypatch.setenv("FLAG", word)

        assert env.flag("FLAG", default=not meaning) is meaning

    def test_does_not_guess(self, monkeypatch):
        monkeypatch.setenv("FLAG", "maybe")

        with pytest.raises(ImproperlyConfigured, match="FLAG must be 1 or 0"):
            env.flag("FLAG", default=False)


class TestNumber:
    def test_refuses_words(self, monkeypatch):
        monkeypatch.setenv("SIZE", "many")

        with pytest.raises(ImproperlyConfigured, match="SIZE must be a whole number"):
            env.number("SIZE", default=1)

    def test_refuses_too_little(self, monkeypatch):
        monkeypatch.setenv("SIZE", "0")

        with pytest.raises(ImproperlyConfigured, match="SIZE must be at least 1"):
            env.number("SIZE", default=5, least=1)


class TestOneOf:
    def test_names_what_would_be_right(self, monkeypatch):
        monkeypatch.setenv("LOG_FORMAT", "xml")

        with pytest.raises(
            ImproperlyConfigured, match="LOG_FORMAT must be one of json"
        ):
            env.one_of("LOG_FORMAT", ["json", "text"], default="text")


class TestSecret:
    def test_refuses_a_short_one_without_repeating_it(self, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "hunter2")

        with pytest.raises(ImproperlyConfigured, match="SECRET_KEY") as refused:
            env.secret("SECRET_KEY")

        assert "hunter2" not in str(refused.value)


class TestWords:
    def test_splits_at_commas(self, monkeypatch):
        monkeypatch.setenv("HOSTS", "a.example, b.example,")

        assert env.words("HOSTS") == ["a.example", "b.example"]


class TestFolder:
    def test_is_absolute(self, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("PLACE", "here")

        assert env.folder("PLACE", default=Path("/nowhere")) == tmp_path / "here"


class TestDatabase:
    def test_reads_every_part(self, monkeypatch):
        monkeypatch.setenv(
            "DATABASE_URL",
            "postgresql://of%40ficer:p%2Fw@db.example:5433/name?sslmode=require",
        )

        found = env.database("DATABASE_URL")

        assert found["USER"] == "of@ficer"
        assert found["PASSWORD"] == "p/w"
        assert found["HOST"] == "db.example"
        assert found["PORT"] == "5433"
        assert found["NAME"] == "name"
        assert found["OPTIONS"] == {"sslmode": "require"}

    def test_reads_a_socket_in_a_folder_with_spaces(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://me@/db?host=%2Fa%20b%2B%2Fc")

        found = env.database("DATABASE_URL")

        assert found["HOST"] == "/a b+/c"

    @pytest.mark.parametrize(
        "address", ["mysql://x/y", "postgresql://h:many/n", "postgresql://host"]
    )
    def test_names_the_variable_that_is_wrong(self, monkeypatch, address):
        monkeypatch.setenv("DATABASE_URL", address)

        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
            env.database("DATABASE_URL")
