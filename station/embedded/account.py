"""As whom the services run, and where their files can stand.

PostgreSQL refuses to run as root, so root hands it to a lesser account. That
account may not be able to enter the project's folder; then the files stand where
it can, and nobody's folder rights are widened.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from station.embedded.errors import EmbeddedError

ELSEWHERE = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108


@dataclass(frozen=True)
class Account:
    """The account a service is handed to when we are root."""

    name: str
    uid: int
    gid: int

    def popen(self) -> dict[str, object]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_enter(self, path: Path) -> bool:
        """Can it read and enter this, through all the folders above?"""
        asked = subprocess.run(  # noqa: S603
            ["/bin/sh", "-c", 'test -r "$0" && test -x "$0"', str(path)],
            cwd="/",
            check=False,
            **self.popen(),
        )
        return asked.returncode == 0

    def own(self, path: Path) -> None:
        """Hand over one folder of ours."""
        os.chown(path, self.uid, self.gid)


def lesser_account() -> Account | None:
    """None for an ordinary user, who needs no other account."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        "PostgreSQL does not run as root, and neither 'postgres' nor 'nobody' exists "
        "here. Run this as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )


def mark(path: Path) -> str:
    """A short mark that tells one project folder from another."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def home(var: Path, account: Account | None) -> Path:
    """The folder under which the account can keep a service's files."""
    if account is None or account.may_enter(var):
        return var
    parent = next(
        (folder for folder in ELSEWHERE if account.may_enter(folder)), ELSEWHERE[-1]
    )
    found = parent / f"fengqiao-{mark(var)}"
    try:
        found.mkdir(mode=0o755)
    except FileExistsError:
        status = found.lstat()
        if found.is_symlink() or status.st_uid != 0:
            raise EmbeddedError(f"{found} is not ours; remove it.") from None
    found.chmod(0o755)
    return found


def readable_copy(source: Path, base: Path, account: Account | None) -> Path:
    """The folder itself, or a copy of it where the account can reach it."""
    if account is None or account.may_enter(source):
        return source
    target = base / "programs" / mark(source.parent) / source.name
    stamp = target.with_name(f"{source.name}.copied")
    version = str(source.stat().st_mtime_ns)
    if not stamp.exists() or stamp.read_text() != version:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, symlinks=True)
        stamp.write_text(version)
    return target
