"""What a system administrator may look at: accounts, heartbeats, waiting reminders."""

from django.contrib import admin
from django.http import Http404

from station.models import Heartbeat, Reminder, User


class ReadOnlyAdmin(admin.ModelAdmin):
    """Changes are made on our own pages, where they are checked and written down."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["badge_number", "name", "is_active", "is_service", "last_login"]
    list_filter = ["is_active", "is_service"]
    search_fields = ["badge_number", "name"]
    ordering = ["badge_number"]
    fields = [
        "badge_number",
        "name",
        "is_active",
        "is_service",
        "last_login",
        "password_changed_at",
        "must_change_password",
    ]


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ["name", "at"]


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    """When and how often, never what about."""

    list_display = ["id", "kind", "state", "due_at", "attempts", "lease_until"]
    list_filter = ["state", "kind"]
    list_display_links = None
    show_full_result_count = False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        raise Http404  # its title would name the record
