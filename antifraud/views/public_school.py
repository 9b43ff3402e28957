"""Behind the code on the door of a session: no sign-in, no cookie, no names of others."""

from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.functional import cached_property

from antifraud.actions import attendance, quizzes
from antifraud.forms.public_school import ComeForm, SheetForm
from antifraud.models import Attendee, CourseSession
from antifraud.workflow.school import EARLY, AgeGroup, SessionStatus, moment_of
from households.receipts import OPEN_FOR
from households.views.public import HOUR, Limited, PublicView, address_of
from station import crypto
from station.errors import RuleError
from station.models import Area

# A hall full of people sits behind one address.
PER_ADDRESS, PER_CODE = 600, 3000
DAY = timedelta(days=1)
SALT = "school-sheet"
FIELD_OF = {"no_name": "name", "no_tail": "tail", "guardian": "age"}


class SessionCodeView(PublicView):
    """A page behind the code of a session."""

    def get(self, request, *, token):
        return self.with_code(token) or self.show()

    def post(self, request, *, token):
        return self.with_code(token) or self.act()

    def show(self):
        raise NotImplementedError

    def act(self):
        return self.show()

    def with_code(self, token: str):
        """Finds the session; a wrong code costs something, a closed one says when."""
        rows = CourseSession.objects.select_related("course", "area")
        found = rows.filter(token_hash=crypto.fingerprint(token)).first()
        if found is None:
            return self._unknown()
        self.token, self.session = token, found
        if found.status == SessionStatus.CANCELLED:
            return self.page("session_gone", status=410, **self.place())
        if not found.takes_people(at=self.at):
            opens_at = found.starts_at - EARLY
            return self.page(
                "session_closed",
                opens_at=opens_at if opens_at > self.at else None,
                **self.place(),
            )
        return None

    def place(self) -> dict:
        above = Area.objects.above(self.session.area)
        station = above.filter(kind=Area.Kind.STATION).last()
        return {"session": self.session, "station": station, "token": self.token}

    def _unknown(self):
        try:
            self.take_lookup()
        except Limited as limited:
            return self.limited("session_gone", limited.seconds, session=None)
        return self.page("session_gone", status=404, session=None)

    def take_sending(self) -> None:
        self.take(
            "school-address", PER_ADDRESS, HOUR, address_of(self.request, self.at)
        )
        self.take("school-code", PER_CODE, HOUR, str(self.session.pk))

    @cached_property
    def questions(self) -> list:
        return list(self.session.course.questions.filter(retired_at=None))

    def moment_at(self, at: datetime) -> str:
        session = self.session
        return moment_of(session.starts_at, session.ends_at, at=at)

    def sheet(self, data=None, *, who: str = "") -> SheetForm:
        purpose = f"school-quiz:{self.session.pk}"
        return SheetForm(
            data,
            questions=self.questions,
            purpose=purpose,
            at=self.at,
            initial={"who": who},
        )

    def who(self, attendee: Attendee) -> str:
        """Carries a name from one page to the next without telling it."""
        return signing.dumps([self.session.pk, attendee.pk], salt=SALT)


class ComeView(SessionCodeView):
    """I am here: name and four digits."""

    def form(self, data=None):
        purpose = f"school:{self.session.pk}"
        return ComeForm(data, purpose=purpose, at=self.at)

    def show(self):
        return self._again(self.form())

    def act(self):
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self._again(form, status=400)
        try:
            self.take_sending()
            return self._came(form)
        except Limited as limited:
            return self.limited("session", limited.seconds, form=form, **self._around())
        except RuleError as error:
            form.add_error(FIELD_OF.get(error.code), str(error))
            return self._again(form, status=409)

    def _again(self, form, *, status: int = 200):
        return self.page("session", status=status, form=form, **self._around())

    def _around(self) -> dict:
        return {"has_quiz": bool(self.questions), **self.place()}

    def _came(self, form):
        data = form.cleaned_data
        if data["age"] == AgeGroup.CHILD:
            if self._is_new(form.given.nonce):
                attendance.count_child(session=self.session, at=self.at)
            return self._next(None)
        attendee = attendance.come(
            session=self.session,
            name=data["name"],
            tail=data["tail"],
            age=data["age"],
            at=self.at,
        )
        return self._next(attendee)

    def _is_new(self, nonce: str) -> bool:
        """A child that taps twice is one child."""
        try:
            self.take("school-child", 1, DAY, nonce)
        except Limited:
            return False
        return True

    def _next(self, attendee: Attendee | None):
        """You are on the list; the quiz, unless it was filled in."""
        moment = self.moment_at(self.at)
        done = attendee is not None and (
            attendee.quiz_sheets.filter(moment=moment).exists()
        )
        asks = bool(self.questions) and not done
        who = self.who(attendee) if attendee else ""
        return self.page(
            "session_came",
            form=self.sheet(who=who) if asks else None,
            moment=moment,
            **self.place(),
        )


class QuizView(SessionCodeView):
    """The questions; with a name carried along, or without any."""

    def show(self):
        return self._again(self.sheet())

    def act(self):
        form = self.sheet(self.request.POST)
        if not form.is_valid():
            return self._again(form, status=400)
        try:
            self.take_sending()
            sheet = self._fill(form)
        except Limited as limited:
            return self.limited(
                "session_quiz", limited.seconds, form=form, **self.place()
            )
        except RuleError as error:
            form.add_error(None, str(error))
            return self._again(form, status=409)
        is_after = sheet.moment == "after"
        return self.page(
            "session_thanks",
            sheet=sheet,
            is_after=is_after,
            solved=self._solved(sheet) if is_after else [],
            **self.place(),
        )

    def _again(self, form, *, status: int = 200):
        if not self.questions:
            return self.page(
                "session_closed", status=404, opens_at=None, **self.place()
            )
        return self.page("session_quiz", status=status, form=form, **self.place())

    def _fill(self, form):
        """Before or after is told by when the page was given out."""
        given_at = datetime.fromtimestamp(form.given.given_at, tz=UTC)
        return quizzes.fill(
            session=self.session,
            moment=self.moment_at(given_at),
            answers=form.answers(),
            attendee=self._attendee(form.cleaned_data["who"]),
            nonce=form.given.nonce[:32],
            at=self.at,
        )

    def _attendee(self, text: str) -> Attendee | None:
        try:
            session, key = signing.loads(text, salt=SALT, max_age=OPEN_FOR)
        except (signing.BadSignature, TypeError, ValueError):
            return None
        if session != self.session.pk:
            return None
        return self.session.attendees.came().filter(pk=key).first()

    def _solved(self, sheet) -> list[tuple[str, str, bool]]:
        """Each question with its right answer, and whether it was hit."""
        return [
            (row.text, row.options[row.right], self._chose(sheet, row) == row.right)
            for row in self.questions
        ]

    def _chose(self, sheet, row) -> int | None:
        return sheet.answers.get(str(row.pk))
