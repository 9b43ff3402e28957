"""What a partner sees behind the link: what is shared, and nothing else."""

from django.http import HttpResponseRedirect
from django.urls import reverse

from disputes.actions import invitations as actions
from disputes.actions import undertakings
from disputes.forms.public_invitation import PublicAnswerForm, PublicDoneForm
from disputes.models import Invitation
from disputes.workflow.joint import Answer
from households.views.public import HOUR, Limited, PublicView
from station import crypto
from station.actions.access import record_access
from station.actions.attachments import stored_pictures
from station.errors import RuleError
from station.models import AccessRecord, Area
from station.pictures import PictureError

MOST_LOOKS = 60  # an hour
MOST_ANSWERS = 20  # an hour


class InvitationView(PublicView):
    """The invitation; accept, decline, propose another time, say what was done."""

    def get(self, request, *, token):
        return self.find(token) or self.show()

    def post(self, request, *, token):
        return self.find(token) or self.act()

    # -- the link ----------------------------------------------------------------

    def find(self, token: str):
        """Wrong, expired and taken back look the same to whoever tries links."""
        self.token = token
        rows = Invitation.objects.standing().filter(
            token_hash=crypto.fingerprint(token), expires_at__gt=self.at
        )
        joins = ("joint__dispute__area", "joint__template", "joint__chair")
        self.invitation = rows.select_related(*joins).defer("phone").first()
        try:
            if self.invitation is None:
                self.take_lookup()
                return self.page("invitation_gone", status=404)
            self.take("invitation-look", MOST_LOOKS, HOUR, str(self.invitation.pk))
        except Limited as limited:
            return self.limited("invitation_gone", limited.seconds)
        return None

    # -- what is shown -----------------------------------------------------------

    def show(self, *, form=None, status: int = 200):
        self._keep()
        invitation, joint = self.invitation, self.invitation.joint
        if form is None:
            form = PublicAnswerForm(auto_id="f-%s", initial=_said(invitation))
        return self.page(
            "invitation",
            status=status,
            invitation=invitation,
            joint=joint,
            form=form if joint.is_planned and self.at < joint.planned_at else None,
            promised=[
                (row, PublicDoneForm(auto_id=f"done-{row.pk}-%s"))
                for row in invitation.undertakings.order_by("due_on", "pk")
            ],
            said=self.request.GET.get("said", ""),
            **self._place(),
        )

    def _keep(self) -> None:
        """Every look is written down; nobody is named for it."""
        record_access(
            by=None,
            act=AccessRecord.Act.VIEW,
            subject=self.invitation,
            fields="subject, agenda, undertakings",
            at=self.at,
        )
        if self.invitation.first_opened_at is None:
            actions.opened(invitation=self.invitation, at=self.at)

    def _place(self) -> dict:
        area = self.invitation.joint.dispute.area
        above = Area.objects.above(area).filter(kind=Area.Kind.STATION)
        station = above.first()
        profile = (station.profile or {}) if station else {}
        return {
            "station": station,
            "station_phone": str(profile.get("phone", "")),
            "station_address": str(profile.get("address", "")),
        }

    # -- what is done ------------------------------------------------------------

    def act(self):
        try:
            self.take("invitation-say", MOST_ANSWERS, HOUR, str(self.invitation.pk))
        except Limited as limited:
            return self.limited("invitation_gone", limited.seconds)
        if "undertaking" in self.request.POST:
            return self._finish()
        form = PublicAnswerForm(self.request.POST, auto_id="f-%s")
        if not form.is_valid():
            return self.show(form=form, status=400)
        try:
            actions.answer(
                invitation=self.invitation, **form.cleaned_data, by=None, at=self.at
            )
        except RuleError as error:
            form.add_error(None, str(error))
            return self.show(form=form, status=409)
        return self._again("answer")

    def _finish(self):
        form = PublicDoneForm(self.request.POST, self.request.FILES)
        row = None
        if form.is_valid():
            rows = self.invitation.undertakings
            row = rows.filter(pk=form.cleaned_data["undertaking"]).first()
        if row is None:
            return self.page("invitation_gone", status=404)
        photo, result = form.cleaned_data["photo"], form.cleaned_data["result"]
        try:
            with stored_pictures([photo] if photo else []) as files:
                undertakings.finish(
                    undertaking=row, result=result, by=None, at=self.at, files=files
                )
        except PictureError:
            return self._again("photo")
        except RuleError:
            return self._again("late")
        return self._again("done")

    def _again(self, said: str):
        query = f"?said={said}" + (f"&lang={self.lang}" if self.lang else "")
        here = reverse("partner:invitation", args=[self.token])
        return HttpResponseRedirect(here + query)


def _said(invitation: Invitation) -> dict:
    if invitation.answer == Answer.PENDING:
        return {}
    return {"answer": invitation.answer, "words": invitation.words}
