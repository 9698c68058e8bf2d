"""The house keeps its order: floors, packages, and what the README promises."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_import_contracts_hold():
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_every_package_is_shipped():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    found = {
        str(path.parent.relative_to(ROOT)).replace("/", ".") for path in ROOT.glob("medaid_desktop/**/__init__.py")
    }
    assert found | {"medaid_desktop.resources"} == set(declared)


def test_ci_calls_the_commands_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = re.findall(r"^\.ci/setup && .*$", readme, re.MULTILINE)
    assert len(commands) == 2
    assert all(command in script for command in commands)


def test_no_registry_is_named():
    folders = ("medaid_desktop", "resources", "tests", "docs", ".ci")
    names = [path for folder in folders for path in (ROOT / folder).rglob("*")] + list(ROOT.iterdir())
    registries = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "deb.debian" + ".org")
    for path in names:
        if path.is_file() and path.suffix not in {".ttf", ".png", ".pyc"}:
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not any(name in text for name in registries), path
