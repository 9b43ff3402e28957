"""Accounts of machines and their keys."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView

from station import policy
from station.actions import users
from station.forms.people import MachineForm
from station.models import Post, ServiceToken, User, Webhook
from station.paging import paginate
from station.roles import Role
from station.timeline import timeline_of
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin


def machines_of(user: User, action: str = "view"):
    """The accounts of machines in this person's charge."""
    scope = policy.scope(user, f"token.{action}")
    machines = User.objects.filter(is_service=True)
    if scope.everything:
        return machines
    inside = Post.objects.filter(area_id__in=scope.area_ids).values("user")
    outside = Post.objects.exclude(area_id__in=scope.area_ids).values("user")
    return machines.filter(pk__in=inside).exclude(pk__in=outside)


class MachineListView(PolicyMixin, TemplateView):
    """Which machines read here, and how long their keys last."""

    permission_required = "token.view"
    template_name = "station/machine_list.html"

    def get_context_data(self, **kwargs):
        now = timezone.now()
        page = paginate(
            machines_of(self.request.user),
            request=self.request,
            order=("name_sort", "id"),
        )
        by_user: dict[int, list[ServiceToken]] = {}
        for token in ServiceToken.objects.filter(user__in=page.rows):
            if token.is_valid(at=now):
                by_user.setdefault(token.user_id, []).append(token)
        return super().get_context_data(
            page=page,
            machines=[(user, by_user.get(user.pk, [])) for user in page.rows],
            may_create=policy.can(self.request.user, "token.create"),
            **kwargs,
        )


class MachineDetailView(PolicyMixin, DetailView):
    """One machine: where it may read, its keys, when they were last used."""

    permission_required = "token.view"
    template_name = "station/machine_detail.html"
    context_object_name = "machine"

    def get_queryset(self):
        return machines_of(self.request.user)

    def get_context_data(self, **kwargs):
        now = timezone.now()
        user = self.request.user
        own = self.object.tokens.select_related("created_by", "replaced_by")
        return super().get_context_data(
            posts=self.object.posts.select_related("area"),
            tokens=[(token, token.is_valid(at=now)) for token in own],
            may_create=policy.can(user, "token.create") and self.object.is_active,
            may_edit=policy.can(user, "token.edit") and self.object.is_active,
            may_revoke=policy.can(user, "token.revoke"),
            hooks=Webhook.objects.visible_to(user).filter(user=self.object),
            may_hook=policy.can(user, "webhook.create") and self.object.is_active,
            timeline=timeline_of(self.object, user=user),
            **kwargs,
        )


class MachineCreateView(ActionFormView):
    """An account for a machine, and the place it may read."""

    permission_required = "token.create"
    needs_fresh_sign_in = True
    form_class = MachineForm
    error_fields = {"badge_taken": "badge_number", "badge_invalid": "badge_number"}

    def form_extra(self):
        return {"by": self.request.user}

    def texts(self) -> dict:
        return {
            "heading": _("New machine"),
            "submit": _("Make the account"),
            "done": _("The account is made. Now give it a key."),
            "back_url": reverse("station:machine_list"),
            "back_label": _("Machines"),
            "lead": _("A machine signs in with a key only, and only over REST."),
        }

    def act(self, form):
        data = form.cleaned_data
        post = {
            "role": Role.API_CLIENT,
            "area": data["area"],
            "from_on": timezone.localdate(),
        }
        user, _none = users.create(
            badge_number=data["badge_number"],
            name=data["name"],
            is_service=True,
            first_post=post,
            by=self.request.user,
            at=timezone.now(),
        )
        return user

    def next_url(self, made) -> str:
        return reverse("station:machine_detail", args=[made.pk])
