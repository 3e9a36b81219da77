"""Build the book once for a run of the tests: python tests/build_site.py FOLDER makes FOLDER/site, and FOLDER/site.txt with what went wrong."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[1]


def main(shared):
    """Build into shared/site, unless somebody else does; shared/site.txt appears when it is done."""
    out = shared / "site"
    try:
        out.mkdir()
    except FileExistsError:
        return
    tool = pathlib.Path(sys.executable).with_name("jupyter-book")
    command = [str(tool), "build", str(ROOT), "-W", "-n", "--keep-going", "--path-output", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    wrong = done.stdout[-4000:] + done.stderr[-4000:] if done.returncode else ""
    (shared / "site.new").write_text(wrong, encoding="utf-8")
    (shared / "site.new").rename(shared / "site.txt")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
