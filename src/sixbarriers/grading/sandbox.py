"""
The bubblewrap sandbox in which students' code runs.

Inside there is: the system, Python and this course's package, all read-only; three folders in memory, small; no network;
no other process; no gradebook, no master, no other student. Resource limits hold for every process inside.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass

from .errors import GradingError

__all__ = ["Limits", "argv", "check", "environment"]

ROOT = pathlib.Path(__file__).parents[3]
NOBODY = "65534"
ADVICE = """Students' code is run only inside bubblewrap, and that does not work here: {why}
On Debian and Ubuntu: sudo apt-get install bubblewrap. In a container, unprivileged user namespaces must be allowed.
On macOS or Windows, mark in a Linux virtual machine or a codespace.
If you trust every submission with all that your account may do, add --accept-no-sandbox: then nothing protects your files,
the gradebook or other students' work."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds a cell and in all, bytes of memory a process, of output and of disk, processes, open files."""

    cell: float = 30.0
    total: float = 180.0
    memory: int = 2 << 30
    all_memory: int = 4 << 30
    output: int = 40_000
    disk: int = 64 << 20
    processes: int = 128
    files: int = 256


def _readable():
    """Return the folders and files that Python and the course's package need, none of them inside another."""
    wanted = {pathlib.Path(sys.prefix), pathlib.Path(sys.base_prefix), pathlib.Path(sysconfig.get_path("purelib"))}
    package = pathlib.Path(__file__).parents[1]
    wanted.add(package)
    book = ROOT / "book"  # in a checkout the registries stand there
    wanted |= {book / "references.bib", book / "evidence.yml", *book.glob("*/references.bib"), *book.glob("*/evidence.yml")}
    both = {path.absolute() for path in wanted} | {path.resolve() for path in wanted}
    return sorted(path for path in both if path.exists() and not any(other != path and other in path.parents for other in both) and not path.is_relative_to("/usr"))


def environment():
    """Return the environment inside: nothing of the grader's own."""
    package = pathlib.Path(__file__).parents[2]
    return {
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin", "HOME": "/home/student", "LANG": "C.UTF-8", "PYTHONPATH": str(package),
        "MPLBACKEND": "agg", "MPLCONFIGDIR": "/tmp/matplotlib", "IPYTHONDIR": "/tmp/ipython", "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "TZ": "UTC",
    }  # fmt: skip


def _limits(limits):
    found = shutil.which("prlimit")
    if not found:
        return []
    seconds = int(limits.total) + 5
    return [found, f"--as={limits.memory}", f"--fsize={limits.disk}", f"--nproc={limits.processes}", f"--nofile={limits.files}", f"--cpu={seconds}", "--core=0", "--"]


def argv(command, limits):
    """
    Return the command line that runs *command*, a list, in the sandbox.

    As root it first builds the file system, then becomes nobody for good: the limit on processes binds nobody, not root.
    """
    root = os.geteuid() == 0
    line = [shutil.which("bwrap") or "bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    line += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "exercise"]
    line += [] if root else ["--unshare-user", "--disable-userns", "--uid", NOBODY, "--gid", NOBODY]
    for name, value in environment().items():
        line += ["--setenv", name, value]
    line += ["--ro-bind", "/usr", "/usr"]
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        path = pathlib.Path("/", name)
        if path.is_symlink():
            line += ["--symlink", str(path.readlink()).lstrip("/"), str(path)]
        elif path.is_dir():
            line += ["--ro-bind", str(path), str(path)]
    line += ["--perms", "0755", "--dir", "/etc"]
    for name in ("/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives"):
        line += ["--ro-bind-try", name, name]
    line += ["--proc", "/proc", "--dev", "/dev", "--perms", "0755", "--dir", "/home"]
    for folder in ("/tmp", "/home/student", "/dev/shm"):
        line += ["--perms", "0777", "--size", str(limits.disk), "--tmpfs", folder]
    readable = _readable()  # after the empty folders, which would hide an environment that lies below one of them
    for parent in sorted({parent for path in readable for parent in path.parents} - {pathlib.Path("/")}):
        line += ["--perms", "0755", "--dir", str(parent)]  # made by bubblewrap itself they would be closed to nobody
    for path in readable:
        line += ["--ro-bind", str(path), str(path)]
    cache = pathlib.Path(os.environ.get("SIXBARRIERS_FONT_CACHE", ""))
    if cache.is_dir() and str(cache) != ".":
        line += ["--ro-bind", str(cache), "/tmp/matplotlib"]
    line += ["--remount-ro", "/", "--chdir", "/home/student", "--"]
    if root:
        # A user namespace of its own inside: what nobody may do there reaches nothing outside.
        line += ["/usr/bin/setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--"]
        line += ["/usr/bin/unshare", "--user", "--"]
    return [*line, *_limits(limits), *command]


def check():
    """
    Return nothing if a command runs in the sandbox.

    Raises:
        GradingError: it does not; the message says why and what to do.
    """
    if not sys.platform.startswith("linux"):
        raise GradingError(ADVICE.format(why=f"bubblewrap exists for Linux only, and this is {sys.platform}."))
    if not shutil.which("bwrap"):
        raise GradingError(ADVICE.format(why="there is no program bwrap."))
    if not shutil.which("prlimit"):
        raise GradingError(ADVICE.format(why="there is no program prlimit (Debian's package util-linux)."))
    done = subprocess.run(argv([sys.executable, "-c", "print(6 * 7)"], Limits()), capture_output=True, text=True, check=False, timeout=60, stdin=subprocess.DEVNULL)
    if done.stdout.strip() != "42":
        raise GradingError(ADVICE.format(why=(done.stderr.strip() or f"it ended with code {done.returncode}.").splitlines()[-1]))
