"""The gate of questions: which legal track a dispute takes, with the article.

Pure: the answers and the text of the law in, the decision out. Articles are named as
they stand in the text of the day of the event.
"""

from dataclasses import asdict, dataclass, fields
from datetime import date

from django.utils.translation import gettext_lazy as _

from disputes.workflow.intake import Track
from disputes.workflow.law import (
    MEDIATED,
    Act,
    Appraisal,
    Easier,
    Exclusion,
    LawText,
)

SCOPE = {
    LawText.OLD: "治安管理处罚法（2012年修正）第九条；程序规定第一百七十八条",
    LawText.NEW: "治安管理处罚法（2025年修订）第九条第一款；程序规定第一百七十八条",
}
COMMITTEE = {
    LawText.OLD: "程序规定第一百八十六条",
    LawText.NEW: "治安管理处罚法（2025年修订）第九条第四款；程序规定第一百八十六条",
}
BY_LAW = {
    LawText.OLD: "治安管理处罚法（2012年修正）第九条",
    LawText.NEW: "治安管理处罚法（2025年修订）第九条第三款",
}
EXCLUDED = "程序规定第一百七十九条"
NOT_A_VIOLATION = "程序规定第一百七十八条；人民调解法第十七条"
REFUSED = "人民调解法第十七条、第二十六条"
IN_COURT = "人民法院在线调解规则；特邀调解规定"
NOISE_FIRST = "治安管理处罚法（2025年修订）第八十八条"


@dataclass(frozen=True)
class Answers:
    """What was answered at the gate; plain yes and no, and a few kinds."""

    act: str = Act.NONE
    is_civil: bool = True
    is_light: bool = True
    easier: tuple[str, ...] = ()
    is_willing: bool = True
    appraisal: str = Appraisal.NONE
    appraised_on: date | None = None
    is_in_court: bool = False
    by_committee: bool = False  # the parties ask for people's mediation instead
    noise_dissuaded: bool = False  # the residents' body tried and failed
    school_told: bool = False
    exclusion: str = ""
    exclusion_words: str = ""

    def told(self) -> dict:
        """As it is kept on file, without the words of others."""
        said = asdict(self)
        said.pop("exclusion_words")
        day = self.appraised_on.isoformat() if self.appraised_on else None
        return {**said, "easier": list(self.easier), "appraised_on": day}

    @classmethod
    def of(cls, kept: dict) -> "Answers":
        """From what is on file."""
        names = {found.name for found in fields(cls)}
        said = {name: value for name, value in kept.items() if name in names}
        day = said.get("appraised_on")
        said["appraised_on"] = date.fromisoformat(day) if day else None
        return cls(**{**said, "easier": tuple(said.get("easier", ()))})

    @property
    def bar(self) -> str:
        """Which of the seven exclusions applies; who is unwilling excludes it too."""
        return self.exclusion or ("" if self.is_willing else Exclusion.UNWILLING)


@dataclass(frozen=True)
class Decision:
    """The track, what it rests on, and what must be said with it."""

    track: str
    article: str
    why: object  # in words, translated when it is shown
    exclusion: str = ""


def decide(answers: Answers, *, law: str) -> Decision:
    """Which way the law leaves open."""
    if answers.is_in_court:
        return Decision(
            Track.JUDICIAL, IN_COURT, _("It lies with the court: the court mediates.")
        )
    if answers.act == Act.NONE:
        return _no_violation(answers)
    if answers.by_committee and answers.is_willing and not answers.exclusion:
        why = _(
            "The parties ask for people's mediation: if they keep the agreement before"
            " the police decide and apply in writing, there is no penalty."
        )
        return Decision(Track.PEOPLE, COMMITTEE[law], why)
    if _noise_comes_first(answers, law):
        why = _(
            "First the residents' body, the owners' committee, the property manager or"
            " the department dissuades, mediates or handles it; a penalty only after."
        )
        return Decision(Track.PEOPLE, NOISE_FIRST, why)
    return _violation(answers, law)


def _no_violation(answers: Answers) -> Decision:
    if answers.is_willing:
        why = _(
            "No violation: the parties are told to go to the people's mediation"
            " committee or to the court."
        )
        return Decision(Track.PEOPLE, NOT_A_VIOLATION, why)
    why = _("A party clearly refuses: no mediation; they are told of the court.")
    return Decision(Track.NONE, REFUSED, why)


def _noise_comes_first(answers: Answers, law: str) -> bool:
    return (
        law == LawText.NEW
        and answers.act == Act.NOISE
        and not answers.noise_dissuaded
        and answers.is_willing
    )


def _violation(answers: Answers, law: str) -> Decision:
    """The two parts of the gate, after the seven exclusions."""
    if answers.bar:
        return Decision(Track.NONE, EXCLUDED, EXCLUSION_WHY, answers.bar)
    for fits, why in (
        (answers.is_civil, NOT_CIVIL),
        (answers.act in MEDIATED, NOT_LISTED),
        (answers.is_light, NOT_LIGHT),
        (bool(set(answers.easier) & set(Easier.values)), NOT_EASIER),
    ):
        if not fits:
            return Decision(Track.NONE, SCOPE[law], why)
    return Decision(
        Track.PUBLIC_SECURITY,
        SCOPE[law],
        _("A light violation out of a civil quarrel: the police may mediate."),
    )


EXCLUSION_WHY = _(
    "Public-security mediation is excluded: the violation is handled by law, and the"
    " parties are told that they may sue."
)
NOT_CIVIL = _("It did not come of a civil quarrel: it is handled by law.")
NOT_LISTED = _("This violation is not one that may be mediated: handled by law.")
NOT_LIGHT = _("The circumstances are not light: it is handled by law.")
NOT_EASIER = _(
    "Neither their relation nor the victim's fault nor anything else makes mediation"
    " the easier way: it is handled by law."
)


def warnings(
    answers: Answers, *, law: str, domestic_violence: bool, minors: bool
) -> list:
    """What must be thought of beside the track."""
    found = []
    if domestic_violence:
        found.append(
            _(
                "Domestic violence: give the written warning or the protection order"
                " first; what must be punished is not mediated away"
                " (Anti-Domestic Violence Law art. 16 and 20)."
            )
        )
    if minors:
        found.append(_("A party is under age: the guardian is notified and present."))
    if answers.appraisal == Appraisal.UNDER_WAY:
        found.append(
            _("Injuries are being appraised: the three working days begin after it.")
        )
    if law == LawText.NEW and answers.act == Act.BULLYING and not answers.school_told:
        found.append(
            _("Bullying at school: notify the school and note the day (art. 60).")
        )
    return found
