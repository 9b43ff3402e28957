"""Names: readings, sorting, and what finds them."""

import pytest

from station import names


class TestPinyin:
    @pytest.mark.parametrize(
        ("name", "reading"),
        [
            ("武晓宇", "wu xiao yu"),
            ("曾国藩", "zeng guo fan"),
            ("单雄信", "shan xiong xin"),
            ("区小红", "ou xiao hong"),
            ("解乐", "xie le"),
            ("仇英", "qiu ying"),
            ("尉迟恭", "yu chi gong"),
            ("万俟卨", "mo qi xie"),
            ("万丰", "wan feng"),
            ("吕红少", "lv hong shao"),
            ("欧阳娜娜", "ou yang na na"),
            ("买买提·艾力", "mai mai ti ai li"),
            ("John Smith", "john smith"),
            ("", ""),
        ],
    )
    def test_reads_surnames_their_own_way(self, name, reading):
        assert names.pinyin(name) == reading


class TestTokens:
    @pytest.mark.parametrize(
        "typed", ["武", "晓宇", "武晓宇", "wu", "wuxiaoyu", "w", "wx", "wxy", "xy"]
    )
    def test_finds_a_name_by_what_colleagues_type(self, typed):
        assert set(names.query_tokens(typed)) <= set(names.tokens("武晓宇"))

    def test_holds_each_form_once(self):
        found = names.tokens("欧阳娜娜")

        assert len(found) == len(set(found))

    def test_finds_a_character_with_two_readings_by_both(self):
        found = names.tokens("单乐")

        assert {"shanle", "shanyue", "danle", "sl", "sy", "dl"} <= set(found)


class TestNormalise:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            (" 包 敏兰\u3000", "包敏兰"),
            ("张 三", "张三"),
            ("买买提 • 艾力", "买买提·艾力"),
            ("John  Smith", "John Smith"),
        ],
    )
    def test_writes_a_name_one_way(self, text, name):
        assert names.normalise(text) == name
