"""Look-ups of our own."""

from django.db.models import Field, ForeignObject
from django.db.models.lookups import Lookup


class AnyOf(Lookup):
    """``id__any_of=[…]``: one array parameter where ``in`` makes a thousand."""

    lookup_name = "any_of"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [list(value)]

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} = ANY({rhs})", [*lhs_params, *rhs_params]


Field.register_lookup(AnyOf)
ForeignObject.register_lookup(AnyOf)
