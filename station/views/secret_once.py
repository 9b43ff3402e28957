"""A form that ends with a secret on the screen: the key, the address, the password."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from station.errors import RuleError, StaleVersion
from station.views.action import ActionFormView


class SecretOnceView(ActionFormView):
    """Shows what ``make`` made and its secret; nobody can ask for it again.

    A double tap makes one, and the second answer shows the same secret: the browser
    never showed the first. Until the form's key is forgotten it lies sealed with it.
    """

    secret_template = ""
    secret_of = None  # the model of what is made

    def make(self, form) -> tuple:
        """Do it; gives the record and its secret."""
        raise NotImplementedError

    def shown(self, made, secret: str) -> dict:
        """What the page with the secret takes."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            made, secret = self._make_once(form)
        except StaleVersion as error:
            return self.form_stale(form, error)
        except RuleError as error:
            return self.form_refused(form, error)
        return self.answer(made, secret)

    def answer(self, made, secret: str) -> HttpResponse:
        """The page with the secret."""
        page = render(self.request, self.secret_template, self.shown(made, secret))
        patch_cache_control(page, no_store=True)
        return page

    def _make_once(self, form) -> tuple:
        with self.once(form) as answer:
            if answer.is_repeat:
                pk, secret = json.loads(answer.body)
                return self.secret_of.objects.get(pk=pk), secret
            made, secret = self.make(form)
            answer.keep(json.dumps([made.pk, secret]))
        return made, secret
