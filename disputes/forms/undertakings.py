"""Forms of undertakings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.undertakings import Promise
from disputes.forms.disputes import words
from disputes.models import JointMediation
from disputes.workflow.joint import Attendance
from station.forms.files import PhotosField
from station.forms.once import OnceForm, VersionedForm, date_input


class UndertakeForm(OnceForm):
    """Who promised what by when."""

    who = forms.ChoiceField(label=_("Who promised it"))
    what = words(_("What is to be done"), rows=2, longest=500)
    due_on = forms.DateField(label=_("By when"), widget=date_input())

    def __init__(self, *args, joint: JointMediation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = joint.invitations.standing().defer("phone", "words")
        came = rows.exclude(attendance=Attendance.ABSENT)
        self.people = {f"invitation-{row.pk}": ("invitation", row) for row in came}
        parties = joint.dispute.parties.defer("phone")
        self.people |= {f"party-{row.pk}": ("party", row) for row in parties}
        self.people["officer"] = ("officer", joint.chair)
        self.fields["who"].choices = [
            ("", _("Choose")),
            *((key, _shown(kind, row)) for key, (kind, row) in self.people.items()),
        ]

    def promise(self) -> Promise:
        """What the action takes."""
        data = self.cleaned_data
        kind, row = self.people[data["who"]]
        return Promise(what=data["what"], due_on=data["due_on"], **{kind: row})


def _shown(kind: str, row) -> str:
    return row.who if kind == "invitation" else row.name


class FinishForm(VersionedForm):
    """It was done; a picture proves it."""

    result = words(_("What was done"), rows=2, longest=1000, required=False)
    photos = PhotosField(label=_("Photos"), required=False)


class FailForm(VersionedForm):
    result = words(_("Why it was not kept"), rows=2, longest=1000)
