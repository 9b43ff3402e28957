"""Telephone numbers."""

import pytest

from station import phones


class TestNormalise:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("13200009755", "13200009755"),
            ("+86 132 0000 9755", "13200009755"),
            ("0086-132-0000-9755", "13200009755"),
            ("８６１３２００００９７５５", "13200009755"),
            ("(0936)6621234", "09366621234"),
            ("+86 936 6621234", "09366621234"),
        ],
    )
    def test_keeps_the_digits_only(self, text, number):
        assert phones.normalise(text) == number
        assert phones.is_valid(number)


class TestIsValid:
    @pytest.mark.parametrize(
        "number",
        ["1390000", "12345678901", "1320000975", "132000097555", "110", "0", ""],
    )
    def test_refuses_what_cannot_be_called(self, number):
        assert not phones.is_valid(number)


class TestMasked:
    def test_shows_network_and_tail(self):
        assert phones.masked("13200009755") == "132****9755"

    def test_shows_the_area_code_of_a_landline(self):
        assert phones.masked("09366621234") == "0936****234"

    def test_shows_nothing_of_a_fragment(self):
        assert phones.masked("6621234") == "*******"
