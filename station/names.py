"""Personal names: how they are read, sorted and found.

Surnames have readings of their own (曾 is Zeng, 单 is Shan, 尉迟 is Yuchi); a general
dictionary gets them wrong, so the surname is looked up here first.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, pairwise

from pypinyin.constants import PINYIN_DICT

# Surnames whose reading differs from the character's usual one.
SURNAME_READINGS = {
    "曾": "zeng", "单": "shan", "區": "ou", "区": "ou", "解": "xie", "仇": "qiu",
    "查": "zha", "任": "ren", "华": "hua", "朴": "piao", "盖": "ge", "覃": "qin",
    "秘": "bi", "冼": "xian", "洗": "xian", "折": "she", "员": "yun", "乐": "yue",
    "缪": "miao", "宓": "fu", "翟": "zhai", "召": "shao", "种": "chong", "晁": "chao",
    "郇": "xun", "尉": "wei", "隗": "wei", "佴": "nai", "呙": "guo", "哈": "ha",
    "纪": "ji", "贾": "jia", "柏": "bai", "薄": "bo", "那": "na", "宁": "ning",
    "曲": "qu", "瞿": "qu", "石": "shi", "眭": "sui", "幺": "yao", "应": "ying",
    "於": "yu", "都": "du", "车": "che", "重": "chong", "祭": "zhai", "阚": "kan",
    "句": "gou", "过": "guo", "强": "qiang", "相": "xiang", "繁": "po", "牟": "mou",
    "葛": "ge", "盛": "sheng", "占": "zhan", "褚": "chu", "燕": "yan", "令": "ling",
    "尹": "yin", "谌": "chen", "逄": "pang", "庹": "tuo", "郗": "xi", "郄": "qie",
    "俞": "yu", "苻": "fu", "邸": "di", "妫": "gui", "芈": "mi", "仝": "tong",
    "亓": "qi", "干": "gan", "行": "xing", "敖": "ao", "臧": "zang", "炅": "gui",
    "璩": "qu", "鲍": "bao", "适": "kuo", "殷": "yin", "长": "zhang", "蕃": "pi",
    "黑": "he", "尧": "yao", "费": "fei", "卜": "bu", "撒": "sa", "缴": "jiao",
    "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai",
    "令狐": "ling hu", "单于": "chan yu", "鲜于": "xian yu", "皇甫": "huang fu",
    "乐正": "yue zheng", "子车": "zi ju", "夹谷": "jia gu", "宰父": "zai fu",
    "谷梁": "gu liang", "亓官": "qi guan", "拓跋": "tuo ba", "拓拔": "tuo ba",
    "欧阳": "ou yang", "司马": "si ma", "上官": "shang guan", "诸葛": "zhu ge",
    "东方": "dong fang", "慕容": "mu rong", "宇文": "yu wen", "公孙": "gong sun",
    "轩辕": "xuan yuan", "钟离": "zhong li", "闻人": "wen ren", "赫连": "he lian",
    "濮阳": "pu yang", "淳于": "chun yu", "太叔": "tai shu", "申屠": "shen tu",
    "仲孙": "zhong sun", "贺兰": "he lan", "独孤": "du gu", "端木": "duan mu",
    "西门": "xi men", "司寇": "si kou", "司徒": "si tu", "司空": "si kong",
    "夏侯": "xia hou", "南宫": "nan gong", "呼延": "hu yan", "百里": "bai li",
    "东郭": "dong guo", "巫马": "wu ma", "公西": "gong xi", "漆雕": "qi diao",
    "完颜": "wan yan", "纳兰": "na lan", "宗政": "zong zheng", "段干": "duan gan",
}  # fmt: skip
# Characters of given names with two living readings: both are found.
SECOND_READINGS = {
    "乐": "yue", "重": "zhong", "行": "hang", "长": "zhang", "朝": "zhao",
    "晟": "cheng", "茜": "xi", "娜": "nuo", "参": "shen", "盛": "cheng",
    "翟": "di", "覃": "tan", "茹": "ru", "柏": "bo", "盖": "gai", "牟": "mu",
    "解": "jie", "单": "dan", "曾": "ceng", "查": "cha", "卜": "bo", "隗": "kui",
    "仇": "chou", "任": "ren", "区": "qu", "尉": "yu", "臧": "cang", "郇": "huan",
    "好": "hao", "朴": "pu", "贾": "gu", "薄": "bao", "艾": "yi", "蕾": "lei",
    "缪": "mu", "员": "yuan", "宓": "mi", "折": "zhe", "黑": "hei", "万": "mo",
    "秘": "mi", "强": "jiang", "莞": "wan", "婷": "ting", "倩": "qian", "奇": "ji",
}  # fmt: skip
# Usual readings in names where the dictionary's first one is another.
NAME_READINGS = {
    "乐": "le", "朝": "chao", "娜": "na", "茜": "qian", "长": "chang", "行": "xing",
    "重": "chong", "晟": "sheng", "佑": "you", "柏": "bai", "吕": "lv", "女": "nv",
    "绿": "lv", "律": "lv", "旅": "lv", "芸": "yun", "莎": "sha", "菲": "fei",
}  # fmt: skip
MIDDLE_DOT = "·"
_DOTS = re.compile(r"\s*[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65•]\s*")
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_INITIALS = 6


def normalise(name: str) -> str:
    """One way to write a name: one kind of middle dot, no spaces between characters."""
    text = _DOTS.sub(MIDDLE_DOT, name.strip())
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|(?<=\s)\s+", "", text)


@lru_cache(maxsize=20_000)
def reading(character: str) -> str:
    """The usual reading of one character, without its tone; '' if it has none."""
    known = NAME_READINGS.get(character)
    if known:
        return known
    marked = PINYIN_DICT.get(ord(character), "").split(",")[0]
    plain = unicodedata.normalize("NFD", marked.replace("ü", "v"))
    return "".join(
        letter for letter in plain.replace("u\u0308", "v") if letter.isascii()
    )


def syllables(name: str) -> list[str]:
    """The name read aloud, one syllable a character, the surname's own first."""
    for length in (2, 1):
        known = SURNAME_READINGS.get(name[:length]) if len(name) > length else None
        if known and (length == 1 or len(name) > 2):
            return known.split() + _read(name[length:])
    return _read(name)


def _read(text: str) -> list[str]:
    found = []
    for word in re.findall(r"[A-Za-z0-9]+|[^\x00-\x7f]", text):
        sound = word.lower() if word.isascii() else reading(word)
        if sound:
            found.append(sound)
    return found


def pinyin(name: str) -> str:
    """The key that a list of names is sorted by: ``ou yang na na``."""
    return " ".join(syllables(name))


def tokens(name: str) -> list[str]:
    """Every form a colleague may type to find this name, each once.

    Single characters and pairs, syllables, the pinyin and the initials with all
    their beginnings, of the whole name and of the given name.
    """
    bare = [letter for letter in name.lower() if not letter.isspace()]
    han = [letter for letter in bare if letter.isalpha() and not letter.isascii()]
    found = dict.fromkeys(han)
    found.update(dict.fromkeys(map("".join, pairwise(han))))
    if len(han) > 2:
        found["".join(han)] = None
    sounds = syllables(name)
    found.update(dict.fromkeys(sounds))
    for reading_of_all in _spoken(name, sounds):
        found.update(dict.fromkeys(reading_of_all))
        found.update(dict.fromkeys(accumulate(reading_of_all)))
        found.update(dict.fromkeys(_initials(reading_of_all)))
    return list(found)


def _spoken(name: str, sounds: list[str]) -> list[list[str]]:
    """The reading of the name, and one more for a character with two readings."""
    spoken = [sounds]
    if len(sounds) == len(name):
        for place, letter in enumerate(name):
            second = SECOND_READINGS.get(letter)
            if second and second != sounds[place]:
                spoken.append([*sounds[:place], second, *sounds[place + 1 :]])
    return spoken


def _initials(sounds: list[str]) -> list[str]:
    """w, wx, wxy of Wu Xiaoyu, and xy of the given name alone."""
    whole = "".join(sound[0] for sound in sounds)[:_LONGEST_INITIALS]
    forms = [whole[:end] for end in range(1, len(whole) + 1)]
    if len(whole) > 2:
        forms.append(whole[1:])
    return forms


def query_tokens(text: str) -> list[str]:
    """What to look for in ``tokens`` when somebody types this."""
    asked = text.strip().lower()
    if _WORD.fullmatch(asked.replace(" ", "")):
        return [asked.replace(" ", "")]
    han = [letter for letter in asked if letter.isalpha()]
    if len(han) < 2:
        return han
    return list(map("".join, pairwise(han)))
