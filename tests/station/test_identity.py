"""Citizen identity numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from station import identity

GOOD = "622225198503140921"


class TestParse:
    def test_reads_birth_date_and_sex(self):
        found = identity.parse(GOOD)

        assert (found.birth_date, found.sex) == (date(1985, 3, 14), "female")
        assert not found.was_old

    def test_completes_fifteen_digits(self):
        found = identity.parse("622225470321672")

        assert found.number == "622225194703216726"
        assert found.was_old

    @pytest.mark.parametrize(
        ("number", "code"),
        [
            ("", "empty"),
            (GOOD[:17], "bad_length"),
            (GOOD + "0", "bad_length"),
            ("6222251985031409A1", "bad_characters"),
            ("62222519850314X921", "bad_characters"),
            ("012225198503140921", "bad_region"),
            ("622225198513140921", "bad_birth"),
            ("622225198502300921", "bad_birth"),
            ("622225198503140922", "bad_check"),
        ],
    )
    def test_names_the_rule_a_number_breaks(self, number, code):
        with pytest.raises(identity.IdentityError) as error:
            identity.parse(number)

        assert error.value.code == code

    @given(
        st.dates(date(1900, 1, 1), date(2030, 1, 1)),
        st.integers(0, 999),
        st.integers(0, 16),
    )
    def test_one_wrong_digit_is_always_noticed(self, born, order, place):
        first17 = f"622225{born:%Y%m%d}{order:03}"
        number = first17 + identity.check_digit(first17)
        wrong = str((int(number[place]) + 1) % 10)

        assert identity.is_valid(number)
        assert ric.is_valid(number) or born.year > 2002  # county codes have their time
        assert not identity.is_valid(number[:place] + wrong + number[place + 1 :])


class TestNormalise:
    @pytest.mark.parametrize(
        "text",
        [
            " 622225 19850314 0921",
            "６２２２２５１９８５０３１４０９２１",
            "622225-19850314-0921",
            "'622225198503140921",
            "622225\u3000198503140921\n",
        ],
    )
    def test_finds_the_bare_number(self, text):
        assert identity.normalise(text) == GOOD

    def test_makes_the_x_a_capital(self):
        assert identity.normalise("62072420120218449ｘ") == "62072420120218449X"


class TestMasked:
    def test_shows_first_and_last_only(self):
        assert identity.masked(GOOD) == "6****************1"
