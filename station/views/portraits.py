"""Giving a portrait: one's own, or a colleague's in one's charge."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station.actions import attachments, portraits
from station.forms.once import OnceForm
from station.models import User
from station.views.action import ActionFormView
from station.views.policy import SIGNED_IN


class PortraitForm(OnceForm):
    """One picture of a face."""

    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=gettext_lazy(
            "In uniform, the face in the middle. It is printed on cards and boards."
        ),
    )


class PortraitView(ActionFormView):
    """A colleague's portrait."""

    permission_required = "user.edit"
    form_class = PortraitForm
    error_fields = dict.fromkeys(
        ("too_large", "wrong_type", "too_many_pixels", "broken"), "photo"
    )

    @cached_property
    def person(self) -> User:
        people = User.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        self.person  # noqa: B018 — 404 before the form is shown
        return super().get(request, *args, **kwargs)

    def texts(self) -> dict:
        return {
            "heading": _("Portrait of %(name)s") % {"name": self.person.name},
            "submit": _("Save"),
            "done": _("The portrait is saved."),
            "back_url": self.person.get_absolute_url(),
            "back_label": self.person.name,
        }

    def act(self, form) -> User:
        picture = attachments.store_picture(form.cleaned_data["photo"].read())
        return portraits.set_portrait(
            user=self.person, picture=picture, by=self.request.user, at=timezone.now()
        )


class MyPortraitView(PortraitView):
    """One's own portrait."""

    permission_required = SIGNED_IN

    @cached_property
    def person(self) -> User:
        return User.objects.get(pk=self.request.user.pk)

    def texts(self) -> dict:
        me = {"back_url": reverse("station:me"), "back_label": _("My account")}
        return super().texts() | me

    def next_url(self, made) -> str:
        return reverse("station:me")
