"""One's own account: contact data, look, sign-ins, devices, open sessions."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from station.actions import sessions, sign_ins, users
from station.adapters import keep_language
from station.context import THEME_COOKIE
from station.forms.me import ProfileForm
from station.models import KnownDevice, OpenSession, SignIn
from station.paging import paginate
from station.views.action import ActionFormView
from station.views.policy import SIGNED_IN, PolicyMixin


class MeView(ActionFormView):
    """Contact data and the look of the pages."""

    permission_required = SIGNED_IN
    form_class = ProfileForm
    template_name = "station/me.html"

    def get_initial(self):
        return self.initial_of(self.request.user)

    def initial_of(self, current) -> dict:
        names = ("phone", "email", "language", "theme", "version")
        return {name: getattr(current, name) for name in names}

    def texts(self) -> dict:
        return {
            "heading": _("My account"),
            "submit": _("Save"),
            "done": _("Your account is saved."),
            "back_url": reverse("station:home"),
            "back_label": _("My day"),
        }

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            posts=user.rights.posts,
            has_second_factor=is_mfa_enabled(user),
            password_age=user.password_age_days(),
            **kwargs,
        )

    def act(self, form):
        data = form.cleaned_data
        names = ("phone", "email", "language", "theme")
        return users.edit_own(
            user=self.request.user,
            version=data["version"],
            at=timezone.now(),
            **{name: data[name] for name in names},
        )

    def next_url(self, made) -> str:
        return reverse("station:me")

    def form_valid(self, form):
        response = super().form_valid(form)
        if response.status_code == 302:
            keep_language(response, form.cleaned_data["language"])
            response.delete_cookie(THEME_COOKIE)  # the profile speaks again
        return response


class SignInListView(PolicyMixin, TemplateView):
    """Where and when one signed in, on which devices, and what is open now."""

    permission_required = SIGNED_IN
    template_name = "station/sign_ins.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        own = SignIn.objects.filter(user=user)
        return super().get_context_data(
            page=paginate(own, request=self.request, order=("-at", "-id"), size=20),
            sessions=user.open_sessions.order_by("-seen_at"),
            this_key=self.request.session.session_key,
            devices=user.known_devices.order_by("-seen_at"),
            this_device=self._device_hash(),
            device_days=settings.DEVICE_DAYS,
            kept_months=settings.SIGN_INS_KEPT_MONTHS,
            **kwargs,
        )

    def _device_hash(self) -> bytes:
        token = self.request.COOKIES.get(settings.DEVICE_COOKIE, "")
        return sign_ins.device_hash(token) if token else b""


class OwnPostView(PolicyMixin, View):
    """A button about one's own sign-ins."""

    permission_required = SIGNED_IN
    http_method_names = ["post", "options"]

    def post(self, request, **kwargs):
        messages.success(request, self.act(**kwargs))
        return HttpResponseRedirect(reverse("station:sign_ins"))

    def act(self, **kwargs) -> str:
        """Do it and say what was done."""
        raise NotImplementedError


class SessionEndView(OwnPostView):
    """End one session, wherever it is open."""

    def act(self, pk):
        own = OpenSession.objects.filter(user=self.request.user)
        session = get_object_or_404(own, pk=pk)
        sessions.end(session=session, by=self.request.user, at=timezone.now())
        return _("The session has ended.")


class OtherSessionsEndView(OwnPostView):
    """End every session but this one."""

    def act(self):
        user = self.request.user
        sessions.end_all(
            user=user,
            by=user,
            at=timezone.now(),
            but=self.request.session.session_key,
        )
        return _("All other sessions have ended.")


class DeviceForgetView(OwnPostView):
    """A device one no longer has is a stranger again."""

    def act(self, pk):
        own = KnownDevice.objects.filter(user=self.request.user)
        sign_ins.forget_device(device=get_object_or_404(own, pk=pk))
        return _("The device is forgotten.")
