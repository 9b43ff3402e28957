"""Screening: what calls are proposed to be, and how well."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from station.models import ScreeningTerm, TermSwitch
from station.screening import learning
from station.screening.judge import Judge
from station.screening.learning import Labels, Learned, features
from station.screening.loading import judge_of, terms_of
from station.screening.passages import passages
from station.screening.terms import Term, found, shipped
from tests.factories import StationFactory, TermFactory, UserFactory

DATA = Path(__file__).parent.parent / "data"


def evaluated(name: str, capsys, *options) -> dict:
    call_command("evaluate_screening", str(DATA / name), "--json", *options)
    return json.loads(capsys.readouterr().out)


@pytest.fixture(scope="module")
def judge():
    return Judge(shipped(), learning.from_examples())


class TestProposals:
    @pytest.mark.parametrize(
        ("text", "kind", "part"),
        [
            ("楼上装修声音太大,上门说了几次不听,双方吵起来", "dispute", "neighbour"),
            ("工地老板拖欠工资三个月不给", "dispute", "wages"),
            (
                "接到自称公安局的电话,说涉嫌洗钱,把钱转到安全账户",
                "fraud",
                "impersonate_police",
            ),
            ("刷单做任务,前几单返利,后来六万提现不了", "fraud", "brushing"),
            ("停在楼下的电动车被偷", "other", ""),
            ("两车追尾,无人受伤", "other", ""),
            ("咨询补办身份证需要什么材料", "other", ""),
        ],
    )
    def test_kind_and_part(self, judge, text, kind, part):
        proposal = judge.propose(text)

        assert (proposal.kind, proposal.field or proposal.scam) == (kind, part)

    @pytest.mark.parametrize(
        ("text", "dangers"),
        [
            ("双方争吵,一方拿出菜刀扬言砍人", {"weapon", "threat"}),
            ("婆媳吵架,婆婆说不想活了", {"self_harm"}),
            ("三十多名村民围在渠口争吵", {"crowd"}),
            ("两人因口角发生争执,未动手", set()),
        ],
    )
    def test_signs_of_danger(self, judge, text, dangers):
        assert set(judge.propose(text).dangers) == dangers

    def test_marks_are_the_words_of_the_text(self, judge):
        text = "两户因地埂被移动发生争吵"

        words = {text[m.start : m.end] for m in judge.propose(text).marks}

        assert {"争吵", "地埂"} <= words

    def test_an_empty_text_is_neither(self, judge):
        assert judge.propose("").kind == "other"


class TestTerms:
    def test_a_gap_reaches_over_a_few_characters_of_one_sentence(self):
        term = Term("field", "debt", "借…不还", 1)

        assert found("借走三万元两年不还", [term])
        assert not found("借走三万元。两年不还", [term])

    def test_numbers_from_ten_on_make_a_crowd(self):
        term = Term("danger", "crowd", "10+人", 1)

        assert found("来了二十多个人", [term])
        assert found("来了15人", [term])
        assert not found("来了三个人", [term])

    def test_what_is_denied_is_no_danger(self):
        assert not found("双方未动手", [Term("danger", "violence", "动手", 1)])

    def test_signs_of_a_pattern_mean_themselves(self):
        assert found("a.b(c", [Term("kind", "other", "a.b(c", 1)])


@pytest.fixture
def _terms(db):
    """What the migration adds; a test that empties the tables may have come before."""
    migration = import_module("station.migrations.0003_screening_terms")
    migration.add(apps, None)


@pytest.mark.usefixtures("_terms")
class TestTermsOfAStation:
    def test_what_ships_is_in_the_database_after_migrating(self):
        assert len(terms_of(None)) == len(shipped())

    def test_an_empty_table_falls_back_on_the_file(self):
        ScreeningTerm.objects.all().delete()

        assert terms_of(StationFactory()) == shipped()

    def test_a_station_reads_with_its_own_words(self):
        term = TermFactory(pattern="抢水口子", code="water_land", weight=9)
        other = StationFactory()

        here = judge_of(term.area).propose("抢水口子")

        assert (here.kind, here.field) == ("dispute", "water_land")
        assert term.pattern not in {t.pattern for t in terms_of(other)}

    def test_what_is_left_out_does_not_vote_there(self):
        station = StationFactory()
        term = ScreeningTerm.objects.filter(target="danger", code="weapon").first()
        TermSwitch.objects.create(term=term, area=station, switched_by=UserFactory())

        assert term.pattern not in {t.pattern for t in terms_of(station)}
        assert term.pattern in {t.pattern for t in terms_of(None)}


class TestLearning:
    def test_parts_are_numbers_nobody_can_read_back(self):
        assert all(isinstance(part, int) for part in features("两户因地埂吵架"))

    def test_what_was_decided_speaks_for_its_label(self):
        learned = Learned()
        learned.add(features("抢水口子打架"), Labels("dispute", "water_land"))
        learned.add(features("电动车丢失"), Labels("other"))

        scores = learned.scores(features("抢水口子"), "kind")

        assert scores["dispute"] > scores["other"]


@pytest.mark.django_db
class TestEvaluation:
    def test_the_sample_is_read_as_labelled(self, capsys):
        figures = evaluated("calls_labelled.csv", capsys)

        assert set(figures) == {"kind", "field", "scam", "risk"}
        assert figures["kind"]["macro_f1"] >= 0.95
        assert figures["field"]["macro_f1"] >= 0.9
        assert figures["scam"]["macro_f1"] >= 0.9
        assert figures["risk"]["macro_f1"] >= 0.9

    def test_in_parts_it_learns_from_the_others(self, capsys):
        figures = evaluated("calls_labelled.csv", capsys, "--folds", "5")

        assert figures["kind"]["macro_f1"] >= 0.9
        assert figures["field"]["macro_f1"] >= 0.8

    def test_calls_it_never_saw(self, capsys):
        figures = evaluated("calls_unseen.csv", capsys)

        assert figures["kind"]["macro_f1"] >= 0.85
        assert figures["field"]["macro_f1"] >= 0.75

    def test_the_table_says_who_is_taken_for_whom(self, capsys):
        call_command("evaluate_screening", str(DATA / "calls_labelled.csv"))

        said = capsys.readouterr().out
        assert "dispute → dispute: 23" in said
        assert "macro-F1" in said

    def test_a_file_without_labels_is_refused(self, tmp_path):
        file = tmp_path / "x.csv"
        file.write_text("a,b\n1,2\n")

        with pytest.raises(CommandError):
            call_command("evaluate_screening", str(file))


class TestPassages:
    def test_the_text_is_whole_and_marked(self):
        parts = passages(
            "两户争吵拿刀", [[2, 4, "kind", "dispute"], [4, 6, "danger", "weapon"]]
        )

        assert "".join(part.text for part in parts) == "两户争吵拿刀"
        assert [part.text for part in parts if part.is_danger] == ["拿刀"]
