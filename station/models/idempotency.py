"""A POST sent twice is done once."""

from django.db import models

from station.models.user import User


class IdempotencyKey(models.Model):
    """The answer to a request that carried a key, kept 72 hours."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    request_hash = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    response = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    PERSONAL_FIELDS = frozenset({"response"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], name="%(app_label)s_%(class)s_once"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="station_idem_age")]

    def __str__(self):
        return self.key
