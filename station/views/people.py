"""Colleagues: who is here, who serves where, and whose account is open."""

from allauth.mfa.utils import is_mfa_enabled
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from station import policy
from station.actions import posts, users
from station.forms.once import OnceForm
from station.forms.people import (
    LockForm,
    NewColleagueForm,
    PersonEditForm,
    PersonForm,
    PostEndForm,
    PostForm,
    PostProlongForm,
)
from station.models import Post, User
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.list import ListPageView
from station.views.policy import PolicyMixin
from station.views.secret_once import SecretOnceView

PASSWORD_PAGE = "station/password_once.html"  # noqa: S105


class PersonListView(ListPageView):
    """Everybody in one's charge, by name."""

    permission_required = "user.view"
    list_key = "station.user"
    template_name = "station/person_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_create=policy.can(self.request.user, "user.create"),
            **kwargs,
        )


class PersonDetailView(PolicyMixin, DetailView):
    """One colleague: posts, account, history."""

    permission_required = "user.view"
    template_name = "station/person_detail.html"
    context_object_name = "person"

    def get_queryset(self):
        return User.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        user, person = self.request.user, self.object
        today = timezone.localdate()
        held = person.posts.select_related("area__parent").order_by("-from_on", "-pk")
        if not policy.can(user, "user.edit"):
            held = Post.objects.visible_to(user).filter(pk__in=held.values("pk"))
            held = held.select_related("area__parent").order_by("-from_on", "-pk")
        rows = [
            {
                "post": post,
                "is_valid": post.is_valid(on=today),
                "is_over": post.until_on is not None and post.until_on < today,
                "may_edit": self._may_edit(post),
            }
            for post in held
        ]
        may_edit = _may_edit(user, person)
        return super().get_context_data(
            posts=rows,
            may_edit=may_edit,
            may_post=policy.can(user, "post.create") and person != user,
            has_second_factor=may_edit and is_mfa_enabled(person),
            last_sign_in=self._last_sign_in() if may_edit else None,
            timeline=timeline_of(person, user=user) if may_edit else [],
            **kwargs,
        )

    def _may_edit(self, post) -> bool:
        user = self.request.user
        return (
            post.user_id != user.pk
            and post.role in posts.appointable(user)
            and policy.covers(user, "post.edit", post.area)
        )

    def _last_sign_in(self):
        found = self.object.sign_ins.filter(outcome="ok").order_by("-at").first()
        return found.at if found else None


def _may_edit(user: User, person: User) -> bool:
    if person == user or not policy.can(user, "user.edit"):
        return False
    return User.objects.visible_to(user, "edit").filter(pk=person.pk).exists()


class PersonCreateView(SecretOnceView):
    """A new account; the chief gives it its first post in the same step."""

    permission_required = "user.create"
    needs_fresh_sign_in = True
    secret_template = PASSWORD_PAGE
    secret_of = User
    error_fields = {"badge_taken": "badge_number", "badge_invalid": "badge_number"}

    @cached_property
    def gives_posts(self) -> bool:
        return policy.can(self.request.user, "post.create")

    def get_form_class(self):
        return NewColleagueForm if self.gives_posts else PersonForm

    def form_extra(self):
        return {"by": self.request.user} if self.gives_posts else {}

    def get_initial(self):
        area = self.request.GET.get("area", "")
        found = {"from_on": timezone.localdate()}
        return found | ({"area": area} if area.isdigit() else {})

    def texts(self) -> dict:
        return {
            "heading": _("New account"),
            "submit": _("Make the account"),
            "done": "",
            "back_url": reverse("station:person_list"),
            "back_label": _("People"),
            "lead": _("You get a one-time password to hand over."),
        }

    def make(self, form) -> tuple[User, str]:
        post = form.post() if self.gives_posts else None
        return users.create(
            by=self.request.user, at=timezone.now(), first_post=post, **form.person()
        )

    def shown(self, made, secret):
        return to_hand_over(made, secret, _("The account is made. Hand this over:"))


def to_hand_over(user: User, password: str, lead: str, url: str = "") -> dict:
    return {
        "person": user,
        "password": password,
        "lead": lead,
        "url": url or user.get_absolute_url(),
    }


class PersonActionView(ActionFormView):
    """A form about one colleague in one's charge."""

    permission_required = "user.edit"
    needs_fresh_sign_in = True
    form_class = OnceForm

    @cached_property
    def person(self) -> User:
        people = User.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(people, pk=self.kwargs["pk"])

    def texts(self) -> dict:
        return {
            "back_url": self.person.get_absolute_url(),
            "back_label": self.person.name,
            **self.words(),
        }

    def words(self) -> dict:
        """``heading``, ``submit``, ``done`` and, where it helps, ``lead``."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        self.person  # noqa: B018 — 404 before the form is shown
        return super().get(request, *args, **kwargs)


class PersonEditView(PersonActionView):
    """Name and contact data."""

    needs_fresh_sign_in = False
    form_class = PersonEditForm

    def get_initial(self):
        return self.initial_of(self.person)

    def initial_of(self, current) -> dict:
        names = ("name", "phone", "email", "version")
        return {name: getattr(current, name) for name in names}

    def words(self) -> dict:
        return {"heading": _("Edit"), "submit": _("Save"), "done": _("Saved.")}

    def act(self, form):
        data = form.cleaned_data
        return users.edit(
            user=self.person,
            by=self.request.user,
            at=timezone.now(),
            **{name: data[name] for name in ("version", "name", "phone", "email")},
        )


class PersonLockView(PersonActionView):
    """Lock an account at once."""

    form_class = LockForm

    def words(self) -> dict:
        return {
            "heading": _("Lock the account"),
            "submit": _("Lock"),
            "done": _("The account is locked."),
            "lead": _("Sessions end and keys die at once. Posts stay as they are."),
            "danger": True,
        }

    def act(self, form):
        return users.disable(
            user=self.person,
            by=self.request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )


class PersonUnlockView(PersonActionView):
    """Open a locked account again."""

    def words(self) -> dict:
        return {
            "heading": _("Open the account again"),
            "submit": _("Open again"),
            "done": _("The account is open."),
            "lead": _("The old password holds; keys stay dead."),
        }

    def act(self, form):
        return users.enable(user=self.person, by=self.request.user, at=timezone.now())


class PersonPasswordView(SecretOnceView, PersonActionView):
    """A one-time password for somebody who cannot get in."""

    secret_template = PASSWORD_PAGE
    secret_of = User

    def words(self) -> dict:
        return {
            "heading": _("One-time password"),
            "submit": _("Make one"),
            "done": "",
            "lead": _("The old password ends, and so do all sessions."),
        }

    def make(self, form) -> tuple[User, str]:
        password = users.issue_password(
            user=self.person, by=self.request.user, at=timezone.now()
        )
        return self.person, password

    def shown(self, made, secret):
        return to_hand_over(made, secret, _("Hand this one-time password over:"))


class PersonFactorView(PersonActionView):
    """The phone with the codes is lost."""

    def words(self) -> dict:
        return {
            "heading": _("Take off the second factor"),
            "submit": _("Take off"),
            "done": _("The second factor is off."),
            "lead": _("Only after you made sure who asks. All sessions end."),
            "danger": True,
        }

    def act(self, form):
        users.reset_second_factor(
            user=self.person, by=self.request.user, at=timezone.now()
        )
        return self.person


class PostCreateView(ActionFormView):
    """Give a colleague a post."""

    permission_required = "post.create"
    needs_fresh_sign_in = True
    form_class = PostForm

    def form_extra(self):
        return {"by": self.request.user}

    def get_initial(self):
        asked = {
            name: self.request.GET[name]
            for name in ("user", "area")
            if self.request.GET.get(name, "").isdigit()
        }
        return {"from_on": timezone.localdate()} | asked

    def texts(self) -> dict:
        return {
            "heading": _("Give a post"),
            "submit": _("Give the post"),
            "done": _("The post is given."),
            "back_url": reverse("station:person_list"),
            "back_label": _("People"),
        }

    def act(self, form):
        return posts.appoint(
            user=form.cleaned_data["user"],
            by=self.request.user,
            at=timezone.now(),
            **form.post(),
        )

    def next_url(self, made) -> str:
        return made.user.get_absolute_url()


class PostActionView(ActionFormView):
    """A form about one post in one's charge."""

    permission_required = "post.edit"
    needs_fresh_sign_in = True

    @cached_property
    def post_held(self) -> Post:
        held = Post.objects.visible_to(self.request.user, "edit")
        return get_object_or_404(
            held.select_related("user", "area"), pk=self.kwargs["pk"]
        )

    def texts(self) -> dict:
        post = self.post_held
        return {
            "back_url": post.user.get_absolute_url(),
            "back_label": post.user.name,
            "lead": str(post),
            **self.words(),
        }

    def next_url(self, made) -> str:
        return self.post_held.user.get_absolute_url()


class PostEndView(PostActionView):
    """Let a post end."""

    form_class = PostEndForm

    def get_initial(self):
        today = timezone.localdate()
        return {"last_on": today, "version": self.post_held.version}

    def initial_of(self, current) -> dict:
        return {"last_on": current.until_on, "version": current.version}

    def words(self) -> dict:
        return {
            "heading": _("End the post"),
            "submit": _("End the post"),
            "done": _("The post ends."),
            "danger": True,
        }

    def act(self, form):
        return posts.end(
            post=self.post_held,
            last_on=form.cleaned_data["last_on"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )


class PostProlongView(PostActionView):
    """Move the last day of a post."""

    form_class = PostProlongForm

    def get_initial(self):
        return self.initial_of(self.post_held)

    def initial_of(self, current) -> dict:
        return {"until_on": current.until_on, "version": current.version}

    def words(self) -> dict:
        return {
            "heading": _("Move the last day"),
            "submit": _("Save"),
            "done": _("The last day is moved."),
        }

    def act(self, form):
        return posts.prolong(
            post=self.post_held,
            until_on=form.cleaned_data["until_on"],
            version=form.cleaned_data["version"],
            by=self.request.user,
            at=timezone.now(),
        )
