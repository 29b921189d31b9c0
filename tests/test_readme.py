"""What the README shows is what happens: answers, commands, files, the lines of Python."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from untoc_graph.graph.assembly import assemble
from untoc_graph.graph.release import write_release
from untoc_graph.graph.report import Report
from untoc_graph.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"<!-- command: (.+?) -->\n```\n(.*?)```\n", README, re.DOTALL)
ANSWERS = re.findall(r"<!-- answer: (.+?) -->\n```\n(.*?)```\n", README, re.DOTALL)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    write_release(assemble(Settings()), Report(()), folder / "build")
    return folder


def untoc(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "untoc_graph.cli", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_there_are_four_questions_with_their_answers() -> None:
    assert (len(ANSWERS), len(COMMANDS)) == (3, 1)


@pytest.mark.parametrize(("arguments", "answer"), ANSWERS, ids=[shlex.split(a)[0] for a, _ in ANSWERS])
def test_the_answer_shown_is_the_answer_given(build: Path, arguments: str, answer: str) -> None:
    done = untoc("query", *shlex.split(arguments), cwd=build)
    assert done.stdout.replace("\r\n", "\n") == answer, done.stderr
    shown = arguments.split(" --columns", maxsplit=1)[0].removesuffix(" --format csv")
    assert f"untoc query {shown}" in README or f"queries/{shown}.rq" in README


@pytest.mark.parametrize(("arguments", "shown"), COMMANDS, ids=[shlex.split(a)[0] for a, _ in COMMANDS])
def test_what_a_command_shows_begins_as_told(
    build: Path, monkeypatch: pytest.MonkeyPatch, arguments: str, shown: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = untoc(*shlex.split(arguments), cwd=build)
    assert done.stdout.startswith(shown), done.stderr
    assert f"untoc {arguments}\n" in README


def test_the_lines_of_python_run(
    build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    here = code.group(1).split("rows = Client(")[0]
    monkeypatch.chdir(build)
    exec(compile(here, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines()[0] == "Organized Crime Convention yes 2006-06-03"


def test_every_command_has_help_and_stands_in_the_readme(tmp_path: Path) -> None:
    listed = untoc("--help", cwd=tmp_path).stdout.split("Commands:")[1]
    commands = re.findall(r"^  (\w+)  ", listed, re.MULTILINE)
    assert len(commands) >= 5
    for command in commands:
        assert f"`untoc {command}`" in README
        done = untoc(command, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) > 5


def test_links_lead_to_files() -> None:
    for page in (README, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", page):
            assert (ROOT / target).exists(), target


def test_make_has_the_targets_that_are_named() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("serve", "test", "build", "validate", "export", "lint", "format"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("make test")
