"""What the repository must hold to: no machine paths, no secrets, no persons, the customary files."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from untoc_graph import __version__

ROOT = Path(__file__).parents[1]


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
        names = [name for name in listed.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        # An unpacked archive has no git: every file counts, but for what commands make.
        made = {".venv", "build", "dist", ".git"}
        names = [
            str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if not made & set(p.relative_to(ROOT).parts)
        ]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


@pytest.mark.parametrize(
    "name",
    [
        ".ci/run",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "data/LICENSE",
        "data/README.md",
        "ontology/DECISIONS.md",
        "ontology/README.md",
        "pyproject.toml",
        "queries/README.md",
        "server.py",
    ],
)
def test_customary_files_are_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 100, name


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a path of one machine", r"(?<![\w.:/-])/(?:home|root|work|Users)/\w"),
        ("a package registry's host", r"pypi\.org|pythonhosted|npmjs\.(?:org|com)|deb\.debian\.org"),
        ("a private key", r"BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY"),
    ],
)
def test_no_file_holds(what: str, pattern: str) -> None:
    forbidden = re.compile(pattern)
    for path in tracked():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = forbidden.search(text)
        assert not found, f"{path.relative_to(ROOT)} holds {what}: {found.group()}"


def test_data_holds_no_addresses_of_persons() -> None:
    for path in (ROOT / "data").rglob("*.[ct]sv"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[\w.+-]+@[\w-]+\.(?:org|com|int|gov|net)", text), path
        assert not re.search(r"\+\d{1,3}[ (-]\d{2,}[ )-]\d{3,}", text), path


def test_the_version_is_said_once_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ontology = (ROOT / "ontology" / "untoc.ttl").read_text(encoding="utf-8")
    assert project["version"] == __version__
    assert f'owl:versionInfo "{__version__}"' in ontology
    assert f"ontology/{__version__}>" in ontology
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_dependency_is_pinned_for_the_tests() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").casefold().replace("_", "-")
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in wanted:
        name = re.match(r"[\w-]+", requirement)
        assert name
        assert re.search(rf"^{re.escape(name.group().casefold())}==", constraints, re.MULTILINE), requirement
        assert ">=" in requirement, f"{requirement} has no lower bound"
