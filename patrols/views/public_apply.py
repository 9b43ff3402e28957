"""Behind the code of a card or a plate: somebody applies as a volunteer."""

from households.views.public import Limited
from households.views.public_send import SendView
from patrols.actions import volunteers
from patrols.forms.public_apply import ApplyForm
from station.errors import RuleError
from station.tasks import sweep

FIELD_OF = {
    "no_name": "sender_name",
    "phone_invalid": "sender_phone",
    "too_young": "born_on",
    "too_old": "born_on",
}


class ApplyView(SendView):
    """Takes one application; the officer calls back."""

    kind = "volunteer"
    form_class = ApplyForm

    def show(self):
        return self.page("volunteer_apply", **self.frame(self.form()))

    def frame(self, form) -> dict:
        return {"form": form, **self.place()}

    def act(self):
        form = self.form(self.request.POST)
        context = self.frame(form)
        if not form.is_valid():
            return self.page("volunteer_apply", status=400, **context)
        try:
            self.take_sending()
            self._apply(form.cleaned_data)
        except Limited as limited:
            return self.limited("volunteer_apply", limited.seconds, **context)
        except RuleError as error:
            form.add_error(FIELD_OF.get(error.code), str(error))
            return self.page("volunteer_apply", status=409, **context)
        sweep.delay_on_commit()
        return self.page("volunteer_applied", **context)

    def _apply(self, data: dict) -> None:
        """Whoever is on the register already learns nothing of it here."""
        facts = volunteers.Facts(
            name=data["sender_name"],
            phone=data["sender_phone"],
            born_on=data["born_on"],
            trade=data["trade"],
            skills=tuple(data["skills"]),
            motive=data["text"],
            area=self.area,
        )
        try:
            volunteers.apply(facts=facts, by=None, at=self.at)
        except RuleError as error:
            if error.code != volunteers.TWIN:
                raise
