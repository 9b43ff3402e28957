"""Model fields for personal data."""

from django.db import models

from station import crypto


class Sealed(str):
    """A value as it lies in the database, still sealed."""

    __slots__ = ()


class _OpenOnRead:
    """Opens the sealed value the first time somebody reads the attribute."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = crypto.unseal(value, place=self.field.place(instance))
            instance.__dict__[name] = value
        return value

    def __set__(self, instance, value) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """Text sealed with AES-256-GCM and bound to its row by ``row_key``.

    The model must have a ``row_key`` UUID; the empty string stays empty.
    """

    def place(self, instance) -> str:
        """Where the value belongs: table, column, row."""
        return f"{self.model._meta.db_table}.{self.column}.{instance.row_key}"

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, self.attname, _OpenOnRead(self))

    def from_db_value(self, value, expression, connection):
        return Sealed(value) if value else value

    def pre_save(self, model_instance, add):
        value = model_instance.__dict__.get(self.attname)
        if not value or isinstance(value, Sealed):
            return value
        return Sealed(crypto.seal(str(value), place=self.place(model_instance)))

    def get_prep_value(self, value):
        if value and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} can only be written through its row.")
        return str(value) if value is not None else None
