"""What is made with Node: exact versions, known licences, the bytes that its sources make, no other host."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "assets"
PACKAGE = ROOT / "untoc_graph"
STATIC = PACKAGE / "web" / "static"
BUILT = STATIC / "built"
NPM = shutil.which("npm")

# Names of vocabularies, which nobody fetches.
NAMESPACES = re.compile(r"http://www\.w3\.org/(?:2000/svg|1999/xhtml|1999/xlink|XML/1998/namespace)(?![\w/])")


@pytest.fixture(scope="module")
def manifest() -> Any:
    return json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lock() -> Any:
    return json.loads((ASSETS / "package-lock.json").read_text(encoding="utf-8"))


def test_the_manifest_has_the_sum_of_each_built_file(manifest: Any) -> None:
    for name, told in manifest["files"].items():
        content = (PACKAGE / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == told["sha256"], f"{name}: run make assets"
        assert len(content) == told["bytes"]


def test_every_built_file_is_in_the_manifest(manifest: Any) -> None:
    built = {path.relative_to(PACKAGE).as_posix() for path in BUILT.rglob("*") if path.is_file()}
    assert built - {"web/static/built/manifest.json"} <= set(manifest["files"])
    assert "web/static/built/editor.js" in built


def test_every_package_in_a_file_is_named_with_version_and_licence(manifest: Any, lock: Any) -> None:
    texts = (BUILT / "LICENCES.txt").read_text(encoding="utf-8")
    used = {name for told in manifest["files"].values() for name in told["packages"]}
    assert used == {each["name"] for each in manifest["packages"]}
    assert used
    for each in manifest["packages"]:
        locked = lock["packages"][f"node_modules/{each['name']}"]
        assert (each["version"], each["licence"]) == (locked["version"], locked["license"])
        assert each["licence"] in {"MIT", "ISC", "BSD-3-Clause", "Apache-2.0"}
        assert f"\n{each['name']} {each['version']} ({each['licence']})\n" in texts


def test_versions_are_exact(lock: Any) -> None:
    said = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))
    wanted = said["dependencies"] | said["devDependencies"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} {version}: name one version"
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert lock["packages"][""]["dependencies"] == said["dependencies"]


def test_the_lock_holds_sums_and_no_host(lock: Any) -> None:
    text = (ASSETS / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert "://" not in text
    assert all("integrity" in each for name, each in lock["packages"].items() if name)
    assert "omit-lockfile-registry-resolved=true" in (ASSETS / ".npmrc").read_text(encoding="utf-8").split()


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(STATIC.rglob("*")) if path.suffix in {".js", ".css", ".svg"}],
    ids=lambda path: path.relative_to(STATIC).as_posix(),
)
def test_a_static_file_names_no_other_host(path: Path) -> None:
    text = NAMESPACES.sub("", path.read_text(encoding="utf-8"))
    assert not re.findall(r"\b(?:https?|wss?|ftp)://[^\s\"'`)]*", text)
    # Addresses that take the scheme of the page.
    assert not re.findall(
        r"""(?:url\(\s*["']?|\bfrom\s*["']|\bimport\s*\(?\s*["'`]|(?:src|href)=["'])//""", text
    )


@pytest.mark.parametrize(
    "path",
    sorted((STATIC / "js").rglob("*.js")),
    ids=lambda path: path.relative_to(STATIC).as_posix(),
)
def test_a_script_makes_no_markup_and_no_code_of_texts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setAttribute\(\s*[\"']style"
    assert not re.findall(rf"{markup}|\beval\(|new Function", text)


@pytest.mark.parametrize("tag", ["script", "link", "img", "iframe", "source", "use"])
def test_no_template_loads_anything_from_another_host(tag: str) -> None:
    for path in sorted((PACKAGE / "web" / "templates").rglob("*.html")):
        for element in re.findall(rf"<{tag}\b[^>]*>", path.read_text(encoding="utf-8")):
            loads = tag != "link" or re.search(r"""rel="(?:stylesheet|icon|modulepreload|preload)""", element)
            assert not (loads and re.search(r"""(?:src|href)=["'](?:\w+:)?//""", element)), (
                f"{path}: {element}"
            )


@pytest.mark.slow
@pytest.mark.skipif(NPM is None, reason="npm is not here; on Debian: apt-get install nodejs npm")
def test_the_sources_make_the_same_bytes_again(manifest: Any, tmp_path: Path) -> None:
    sources = tmp_path / "assets"
    shutil.copytree(ASSETS, sources, ignore=shutil.ignore_patterns("node_modules"))
    # The shapes of states go by the table of participants.
    (tmp_path / "data").symlink_to(ROOT / "data")
    for command in (
        [str(NPM), "ci", "--ignore-scripts"],
        ["node", "build.mjs", str(tmp_path / "made")],
    ):
        done = subprocess.run(command, cwd=sources, capture_output=True, text=True, timeout=240, check=False)
        assert done.returncode == 0, done.stderr
    for name in [*manifest["files"], "web/static/built/manifest.json"]:
        assert (tmp_path / "made" / name).read_bytes() == (PACKAGE / name).read_bytes(), name
