"""PostgreSQL and a Redis-compatible server for `make run` without servers.

Nothing here needs Django: the services start before the settings are read.
"""
