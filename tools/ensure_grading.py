"""Print the folder of PostgreSQL's programs, after making sure of it and of bubblewrap for the tests of marking.

Where one is missing and this runs as root on a system with apt-get, it installs Debian's packages, which is the script's
only effect; elsewhere it says what to do.
"""

import os
import pathlib
import shutil
import subprocess
import sys

ADVICE = """The tests of marking need bubblewrap, in which students' code runs, and PostgreSQL, one of the gradebook's databases.
Install both (Debian and Ubuntu: sudo apt-get install bubblewrap postgresql; Fedora: sudo dnf install bubblewrap postgresql-server)."""


def server():
    """Return the folder of initdb and pg_ctl, the newest there is, or None."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
    beside = shutil.which("pg_ctl")
    return found[-1].parent if found else pathlib.Path(beside).resolve().parent if beside else None


def missing():
    """Return the names of Debian's packages that are missing."""
    return [name for name, there in (("bubblewrap", shutil.which("bwrap")), ("postgresql", server())) if not there]


def install(names):
    """Install Debian's packages. What apt says goes to standard error: standard output is for the path alone."""
    print(f"Installing Debian's packages: {', '.join(names)}.", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "--quiet"], ["install", "--quiet", "--yes", "--no-install-recommends", *names]):
        if subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr, check=False).returncode:
            sys.exit(f"apt-get {arguments[0]} failed.\n{ADVICE}")


def main():
    """Print the folder, or end with a message in plain words."""
    if missing() and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing())
    if missing():
        sys.exit(ADVICE)
    print(server())


if __name__ == "__main__":
    main()
