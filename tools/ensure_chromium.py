"""Print the path of a Chromium for the browser tests.

Looks at the variable CHROMIUM, then on the PATH. Where there is none and this runs as root on a system with apt-get, it
installs Debian's package, which is the script's only effect; elsewhere it says what to do.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ADVICE = """The browser tests need Chromium or Google Chrome, and none was found.
Install one (Debian and Ubuntu: sudo apt-get install chromium; Fedora: sudo dnf install chromium; macOS: Google Chrome),
or name the program: make test CHROMIUM=/path/to/chromium"""


def find():
    """Return the path of a browser that is installed, or None.

    Raises:
        SystemExit: CHROMIUM names what is not a program; the message holds the value.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if not path:
            sys.exit(f"CHROMIUM is {named!r}, and there is no such program. Correct it, or unset it to search the PATH.")
        return path
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next((path for path in found if path), None)


def can_install():
    """Return whether Debian's package can be installed without asking anyone."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install():
    """Install Debian's Chromium. What apt says goes to standard error: standard output is for the path alone."""
    print("No Chromium was found: installing Debian's package.", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "--quiet"], ["install", "--quiet", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr, check=False)
        if done.returncode:
            sys.exit(f"apt-get {arguments[0]} failed.\n{ADVICE}")


def main():
    """Print the path, or end with a message in plain words."""
    path = find()
    if path is None and can_install():
        install()
        path = find()
    if path is None:
        sys.exit(ADVICE)
    print(path)


if __name__ == "__main__":
    main()
