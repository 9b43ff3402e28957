"""The queryset every scoped list starts from."""

from django.db import models
from django.db.models import Lookup, Q

from station import policy


@models.ForeignKey.register_lookup
@models.BigAutoField.register_lookup
class Among(Lookup):
    """One of many keys, as one array (``policy.Keys``, or ids of any kind).

    A parameter for each would cost a list more than reading its rows does.
    """

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        keys = value if isinstance(value, policy.Keys) else policy.Keys(value)
        return "%s::bigint[]", [str(keys)]

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        keys, given = self.process_rhs(compiler, connection)
        return f"{column} = ANY ({keys})", [*params, *given]


class ScopedQuerySet(models.QuerySet):
    """Rows that a person may see only within the scope of their posts.

    The model names its ``policy_resource`` and the look-ups ``scope_area`` (an area
    id), ``scope_own`` and ``scope_assigned`` (a user id), where it has them.
    """

    def visible_to(self, user, action: str = "view"):
        """What this person may see (or do ``action`` on) at this moment."""
        scope = policy.scope(user, f"{self.model.policy_resource}.{action}")
        return self.filter(self.scope_condition(scope, user))

    def scope_condition(self, scope, user) -> Q:
        """The rows of a scope as a condition."""
        if scope.everything:
            return Q()
        condition = Q(pk__in=[])
        if scope.area_ids:
            condition |= Q(**{f"{self.model.scope_area}__among": scope.keys})
        for wanted, attribute in (
            (scope.own, "scope_own"),
            (scope.assigned, "scope_assigned"),
        ):
            lookup = getattr(self.model, attribute, None)
            if wanted and lookup:
                condition |= Q(**{lookup: user.pk})
        return condition
