"""A form whose saving is one action: done once, refused with its reason, or stale."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from station.actions.idempotency import KeyReused, digest, once
from station.errors import RuleError, StaleVersion
from station.forms.once import OnceForm
from station.views.policy import PolicyMixin


class ActionFormView(PolicyMixin, FormView):
    """Reads the form, calls ``act``, goes where ``act``'s record lives.

    ``error_fields`` says which field a refusal belongs to, by the RuleError's code.
    """

    template_name = "station/action_form.html"
    error_fields: dict[str, str] = {}
    closing = None  # the record this step ends: what is still open is shown with it

    def act(self, form):
        """Do it and return the record whose page comes next."""
        raise NotImplementedError

    def texts(self) -> dict:
        """``heading``, ``submit``, ``done``, ``back_url``, ``back_label``."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        texts = {"danger": False, "draft": "", "lead": "", **self.texts()}
        shown = {"texts": texts, "stale": None, "closing": self.closing}
        return super().get_context_data(**{**shown, **kwargs})

    def next_url(self, made) -> str:
        return made.get_absolute_url()

    def form_valid(self, form):
        try:
            url = self._act_once(form)
        except StaleVersion as error:
            return self.form_stale(form, error)
        except RuleError as error:
            return self.form_refused(form, error)
        messages.success(self.request, self.texts()["done"])
        return HttpResponseRedirect(url)

    def form_refused(self, form, error: RuleError):
        """Say why at the field it is about, else at the top."""
        text = str(error)
        if isinstance(error, KeyReused):
            text = _("This form was sent already. Open it anew to send it again.")
        field = self.error_fields.get(error.code)
        form.add_error(field if field in form.fields else None, text)
        return self.form_invalid(form)

    def form_stale(self, form, error: StaleVersion):
        """Show what was typed beside what stands now; saving again keeps the typed."""
        form.add_error(None, str(error))
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = error.current.version
        context = self.get_context_data(
            form=form, stale=self.differences(form, error.current)
        )
        return self.render_to_response(context, status=409)

    def differences(self, form, current) -> list[tuple[str, str]]:
        """Label and present value of what differs from the entries."""
        now = type(form)(initial=self.initial_of(current), **self.form_extra())
        return [
            (field.label, shown)
            for field in now.visible_fields()
            if (shown := _shown(field)) != _shown(form[field.name])
        ]

    def initial_of(self, current) -> dict:
        """The form's values as the record has them now."""
        return {}

    def form_extra(self) -> dict:
        """What the form's constructor needs beside data and initial values."""
        return {}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), **self.form_extra()}

    def once(self, form):
        """The work of this form, done once however often it is sent."""
        key = form.cleaned_data["once"] if isinstance(form, OnceForm) else ""
        return once(
            user=self.request.user,
            key=str(key or ""),
            request_hash=_asked(self.request),
        )

    def _act_once(self, form) -> str:
        with self.once(form) as answer:
            if answer.is_repeat:
                return answer.body
            url = self.next_url(self.act(form))
            answer.keep(url)
        return url


def _asked(request) -> bytes:
    """What the browser sent, without what differs from tap to tap."""
    said = sorted(
        f"{name}={value}"
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    )
    sizes = [str(file.size) for _name, file in sorted(request.FILES.items())]
    return digest(request.path, *said, *sizes)


def _shown(bound: forms.BoundField) -> str:
    """A field's value in words."""
    value = bound.value()
    values = value if isinstance(value, list | tuple) else [value]
    words = dict(_choices(bound.field))
    return _(", ").join(
        str(words.get(str(item), item)) for item in values if item not in (None, "")
    )


def _choices(field) -> list[tuple[str, str]]:
    return [(str(code), str(label)) for code, label in getattr(field, "choices", ())]
