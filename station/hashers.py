"""Argon2id with a cost this kind of machine can carry at the door."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class StationArgon2PasswordHasher(Argon2PasswordHasher):
    """t=2, 19 MiB, p=1: 30 to 150 ms, and twenty sign-ins at once do no harm."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
