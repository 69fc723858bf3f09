"""What is installed: every package pinned with the hashes of its files, the same versions in all lists, no other source."""

import re
import tomllib

import pytest

from dashboard.settings import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", re.MULTILINE)
ENTRY = re.compile(
    r"^([a-z0-9._-]+)==(\S+)(?: ;[^\\]*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", re.MULTILINE
)


def said(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """The versions that a list of requirements asks for, by normalised name."""
    return {re.sub(r"[-_.]+", "-", n).lower(): v for n, v in PIN.findall(said(name))}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_line_of_a_lock_is_a_version_with_hashes(name: str) -> None:
    entries = ENTRY.findall(said(name))
    assert len(entries) > 40
    rest = ENTRY.sub("", said(name)).strip()
    assert rest == "", "neither another index, nor a file, nor a package without hashes"


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock"), ("requirements.txt", "requirements-dev.lock"), ("requirements.lock", "requirements-dev.lock")],
)  # fmt: skip
def test_the_locks_hold_what_is_asked_for(wanted: str, lock: str) -> None:
    asked, locked = pins(wanted), pins(lock)
    assert {n: locked.get(n) for n in asked} == asked, "run `make lock`"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_exactly(name: str) -> None:
    lines = [line for line in said(name).splitlines() if line and not line.startswith(("#", "-r "))]
    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_make_installs_from_the_locks_with_hashes_only() -> None:
    installs = [
        line for line in said("Makefile").splitlines() if "$(PIP)" in line and not line.lstrip().startswith("test")
    ]
    assert [
        line for line in installs if "--require-hashes" not in line and "--no-deps --no-build-isolation" not in line
    ] == []
    needed = tomllib.loads(said("pyproject.toml"))["build-system"]["requires"]
    assert {n.split(">")[0] for n in needed} <= pins("requirements.lock").keys()


def test_the_licences_of_all_packages_are_listed() -> None:
    listed = {
        re.sub(r"[-_.]+", "-", n).lower() for n in re.findall(r"^\| (\S+)", said("docs/licences.md"), re.MULTILINE)
    }
    elsewhere = set(
        re.findall(
            r"^([\w.-]+)==\S+ ; .*sys_platform == '(?:emscripten|win32)'", said("requirements.lock"), re.MULTILINE
        )
    )
    elsewhere.add("setuptools")  # which the tool does not show
    assert pins("requirements.lock").keys() - listed - elsewhere == set(), "run `make licences`"
    assert not re.search(r"\bGPL|AGPL|UNKNOWN", said("docs/licences.md"))
