"""Argon2id with a cost this kind of machine can carry at the door."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = 4  # in one process; the others wait their turn
_turn = BoundedSemaphore(AT_ONCE)


class StationArgon2PasswordHasher(Argon2PasswordHasher):
    """t=2, 19 MiB, p=1: 30 to 150 ms, and twenty sign-ins at once do no harm."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password, salt):
        with _turn:
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with _turn:
            return self._verify(password, encoded)

    def _verify(self, password, encoded) -> bool:
        return super().verify(password, encoded)
