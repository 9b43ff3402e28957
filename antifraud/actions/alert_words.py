"""What an alert says: everybody can read it, so nobody is named in it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from antifraud import alike
from antifraud.models import Alert, ScamType
from antifraud.workflow.alerts import Form, NoticeKind
from antifraud.workflow.people import Group, Scene
from station import identity
from station.errors import RuleError
from station.models import User

LONGEST_TITLE = 80
LONGEST_SHORT = 500  # what a group still reads as one message
LONGEST = 4000
SAFE = ("https://", "http://")
NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15})(?!\d)")


@dataclass(frozen=True)
class Words:
    """What is said, how, of which fraud and to whom it matters."""

    kind: str
    form: str
    title: str
    body: str
    scam_type: ScamType | None = None
    scenes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    source: str = ""
    video_url: str = ""


def say(alert: Alert, words: Words, *, by: User) -> None:
    """Put the words into the alert; whoever wrote a part of them is its author."""
    _check(words)
    alert.kind, alert.form = words.kind, words.form
    alert.title, alert.body = words.title.strip(), words.body.strip()
    alert.scam_type = words.scam_type
    alert.scenes = list(dict.fromkeys(words.scenes))
    alert.groups = list(dict.fromkeys(words.groups))
    alert.source, alert.video_url = words.source.strip(), words.video_url.strip()
    alert.words = alike.shingles(alert.title, alert.body)
    alert.authors = sorted({*alert.authors, by.pk})


def _check(words: Words) -> None:
    known = (
        words.kind in NoticeKind.values
        and words.form in Form.values
        and set(words.scenes) <= set(Scene.values)
        and set(words.groups) <= set(Group.values)
    )
    if not known:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not 0 < len(words.title.strip()) <= LONGEST_TITLE:
        raise RuleError(
            _("Give it a heading of at most %(n)d characters.") % {"n": LONGEST_TITLE},
            code="title",
        )
    _check_body(words)
    _check_video(words)


def _check_body(words: Words) -> None:
    body = words.body.strip()
    if not body:
        raise RuleError(_("Write what people should know."), code="body")
    longest = LONGEST_SHORT if words.form == Form.TEXT else LONGEST
    if len(body) > longest:
        raise RuleError(
            _("At most %(n)d characters in this form.") % {"n": longest}, code="body"
        )
    if _holds_identity(" ".join((words.title, body, words.source))):
        raise RuleError(
            _("An ID number stands in it. Everybody can read this: name nobody."),
            code="body",
        )


def _holds_identity(text: str) -> bool:
    """Somebody's ID number (PIPL, articles 6 and 28); phones may be the station's."""
    return any(_is_identity(found) for found in NUMBER.findall(text))


def _is_identity(number: str) -> bool:
    try:
        identity.parse(identity.normalise(number))
    except identity.IdentityError:
        return False
    return True


def _check_video(words: Words) -> None:
    url = words.video_url.strip()
    if words.form == Form.VIDEO and not url:
        raise RuleError(_("Give the link of the video."), code="video")
    if url and not url.startswith(SAFE):
        raise RuleError(_("The link must begin with https://."), code="video")
