"""Forms about colleagues: accounts, posts, keys of machines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from station import policy
from station.actions import posts
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area, User
from station.roles import Duty, Role

PHONE = r"^[0-9 +-]{0,24}$"


def phone_field(**options) -> forms.RegexField:
    """The duty phone, as it stands on cards."""
    options.setdefault("label", _("Duty phone"))
    return forms.RegexField(
        PHONE,
        max_length=24,
        required=False,
        error_messages={"invalid": _("A phone number has digits, spaces and hyphens.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        **options,
    )


class AreaChoiceField(forms.ModelChoiceField):
    """Areas by their place in the tree."""

    def __init__(self, queryset, **options) -> None:
        super().__init__(queryset, empty_label=_("Choose"), **options)

    def label_from_instance(self, area):
        return "　" * max(area.depth - 2, 0) + area.short_name


class PostFields(forms.Form):
    """Role, place and time of a post."""

    role = forms.ChoiceField(label=_("Role"))
    area = AreaChoiceField(label=_("Area"), queryset=Area.objects.none())
    from_on = forms.DateField(label=_("From"), widget=date_input())
    until_on = forms.DateField(
        label=_("Last day"),
        widget=date_input(),
        required=False,
        help_text=_("Empty: until further notice."),
    )
    duty = forms.ChoiceField(
        label=_("Duty in the grid team"),
        choices=[("", "—"), *Duty.choices],
        required=False,
        help_text=_("For partners."),
    )
    is_acting = forms.BooleanField(
        label=_("Acting"),
        required=False,
        help_text=_("Stands in for somebody; needs a last day."),
    )

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        roles = [r for r in posts.appointable(by) if r != Role.API_CLIENT]
        self.fields["role"].choices = [
            ("", _("Choose")),
            *((role.value, role.label) for role in roles),
        ]
        self.fields["area"].queryset = places_for(by, *roles)

    def post(self) -> dict:
        """What ``actions.posts.appoint`` takes."""
        names = ("role", "area", "from_on", "until_on", "duty", "is_acting")
        return {name: self.cleaned_data[name] for name in names}


def places_for(by: User, *roles: str):
    """The areas in which this person may give one of these roles away."""
    areas = Area.objects.visible_to(by).filter(is_active=True)
    found = policy.scope(by, "post.create")
    if not found.everything:
        areas = areas.filter(pk__in=found.area_ids)
    kinds = [posts.PLACES.get(role) for role in roles]
    if kinds and None not in kinds:
        areas = areas.filter(kind__in=frozenset().union(*kinds))
    return areas.in_tree_order()


class PersonForm(OnceForm):
    """A new account."""

    badge_number = forms.CharField(
        label=_("Badge number"),
        max_length=24,
        help_text=_("Also for partners and volunteers: a number the office gives out."),
    )
    name = forms.CharField(label=_("Name"), max_length=40)
    phone = phone_field()
    email = forms.EmailField(label=_("Mail address"), required=False)

    folded = ("email",)

    def person(self) -> dict:
        """What ``actions.users.create`` takes."""
        names = ("badge_number", "name", "phone", "email")
        return {name: self.cleaned_data[name] for name in names}


class NewColleagueForm(PersonForm, PostFields):
    """A new account with its first post."""

    folded = ("email", "until_on", "duty", "is_acting")
    field_order = ("badge_number", "name", "phone", "role", "area", "from_on")


class PersonEditForm(VersionedForm):
    """What the office keeps about a colleague."""

    name = forms.CharField(label=_("Name"), max_length=40)
    phone = phone_field(help_text=_("Printed on contact cards."))
    email = forms.EmailField(label=_("Mail address"), required=False)


class PersonChoiceField(forms.ModelChoiceField):
    """People by name and badge number."""

    def __init__(self, queryset, **options) -> None:
        super().__init__(queryset, empty_label=_("Choose"), **options)

    def label_from_instance(self, user):
        return f"{user.name} · {user.badge_number}"


class PostForm(OnceForm, PostFields):
    """A post for a colleague."""

    user = PersonChoiceField(label=_("Person"), queryset=User.objects.none())

    folded = ("duty", "is_acting")
    field_order = ("user", "role", "area", "from_on", "until_on")

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, by=by, **kwargs)
        people = User.objects.visible_to(by).active().people().exclude(pk=by.pk)
        self.fields["user"].queryset = people


class PostEndForm(VersionedForm):
    """The last day of a post."""

    last_on = forms.DateField(
        label=_("Last day"),
        widget=date_input(),
        help_text=_("A day in the past ends it at once."),
    )


class PostProlongForm(VersionedForm):
    """Another last day for a post."""

    until_on = forms.DateField(
        label=_("Last day"),
        widget=date_input(),
        required=False,
        help_text=_("Empty: until further notice."),
    )


class LockForm(OnceForm):
    """Why an account is locked."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("For example: moved to another station."),
    )


class MachineForm(OnceForm):
    """The account of a machine and the place it may read."""

    badge_number = forms.CharField(
        label=_("Account"),
        max_length=24,
        help_text=_("Capitals, digits and hyphens, such as API-STATISTICS."),
    )
    name = forms.CharField(label=_("What it is"), max_length=40)
    area = AreaChoiceField(label=_("Area"), queryset=Area.objects.none())

    def __init__(self, *args, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = places_for(by)
