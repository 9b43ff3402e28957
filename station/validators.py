"""What a password must be, by profile.

``dengbao`` follows GB/T 22239-2019 8.1.4.1 (classes of characters, no old password,
change every 90 days). ``asvs`` follows OWASP ASVS 5, which forbids just those rules and
relies on length and on lists. The office chooses by the setting PASSWORD_PROFILE.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 256
CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^a-zA-Z\d]")
WORDS = """
fengqiao fengqiaojingyan paichusuo jingwushi jingcha gongan minjing fujing shequ
shequminjing wangge yijing zhian police policestation officer station community
weirenmin weirenminfuwu renmin china zhongguo gansu qinghai sichuan shandong gaotai
luocheng heiquan luotuocheng shengli shenglilu xining chengxi huayuan xinjin chengdu
pingchuan linze zhangye fenghuang juye heze
枫桥 枫桥经验 派出所 警务室 警察 公安 民警 辅警 社区 社区民警 为人民服务 人民 中国
"""
STATION_WORDS = frozenset(WORDS.split())
LOOKALIKES = str.maketrans("@0134$57!", "aoieassti")


@dataclass(frozen=True)
class Profile:
    """The rules one choice of PASSWORD_PROFILE stands for."""

    least: int = 12
    classes: int = 0
    barred_last: int = 0
    days: int | None = None


PROFILES = {
    "dengbao": Profile(classes=3, barred_last=5, days=90),
    "asvs": Profile(),
}


def profile() -> Profile:
    """The rules that hold here."""
    return PROFILES[settings.PASSWORD_PROFILE]


@cache
def _strangers_list() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords) | STATION_WORDS


class StationPasswordValidator:
    """Every rule at once, so that one try names all that is missing."""

    def __init__(self) -> None:
        self.common = _strangers_list()

    def validate(self, password, user=None) -> None:
        checks = (
            self._length(password),
            self._classes(password),
            self._listed(password),
            self._personal(password, user),
            self._used_before(password, user),
        )
        found = [
            ValidationError(text, code=code) for code, text in filter(None, checks)
        ]
        if found:
            raise ValidationError(found)

    def get_help_text(self) -> str:
        rules = profile()
        if not rules.classes:
            return _("At least %(least)s characters; a sentence is fine.") % {
                "least": rules.least
            }
        return _(
            "At least %(least)s characters, with three of these four: small letters, "
            "capitals, digits, signs. A sentence is fine."
        ) % {"least": rules.least}

    def _length(self, password):
        least = profile().least
        if len(password) < least:
            return "password_too_short", _(
                "The password needs at least %(least)s characters."
            ) % {"least": least}
        if len(password) > LONGEST:
            return "password_too_long", _(
                "The password can have at most %(most)s characters."
            ) % {"most": LONGEST}
        return None

    def _classes(self, password):
        wanted = profile().classes
        if sum(bool(re.search(found, password)) for found in CLASSES) >= wanted:
            return None
        return "password_too_plain", _(
            "Mix three of these four: small letters, capitals, digits, signs."
        )

    def _listed(self, password):
        """Also when dressed up: P@ssw0rd!!2026, Fengqiao@2026, 派出所-2026A."""
        if cores(password).isdisjoint(self.common):
            return None
        return "password_too_common", _(
            "This password is on the list that strangers try first."
        )

    def _personal(self, password, user):
        plain = password.casefold()
        if any(word in plain for word in _own_words(user)):
            return "password_too_personal", _(
                "Leave your badge number, name and phone out of the password."
            )
        return None

    def _used_before(self, password, user):
        barred = profile().barred_last
        if not barred or user is None or user.pk is None:
            return None
        recent = user.old_passwords.order_by("-set_at", "-pk")[:barred]
        hashes = [user.password, *(old.password for old in recent)][:barred]
        if any(check_password(password, old) for old in hashes):
            return "password_used_before", _(
                "This was one of your last %(count)s passwords."
            ) % {"count": barred}
        return None


def cores(password: str) -> set[str]:
    """The password and what is left of it without its decoration."""
    plain = unicodedata.normalize("NFKC", password).casefold().strip()
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    found = {plain, _letters(plain), _letters(bare.translate(LOOKALIKES))}
    longest = max(re.findall(r"[^\W\d_]+", plain), key=len, default="")
    if len(_letters(plain)) - len(longest) <= 2:
        found.add(longest)
    return found


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def _own_words(user) -> list[str]:
    """What everybody knows about this person."""
    if user is None:
        return []
    words = (user.badge_number, user.name, user.name_sort.replace(" ", ""), user.phone)
    return [word.casefold() for word in words if word and len(word) > 2] + [
        word for word in (user.name,) if word and len(word) == 2
    ]
