"""The house keeps its order: floors, packages, and what the README promises."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, settings

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
        if "__pycache__" in path.parts:
            continue  # what Python keeps there may come and go while one looks
        if path.is_file() and path.suffix not in {".ttf", ".png"}:
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not any(name in text for name in registries), path


def test_no_property_is_tried_against_the_clock():
    """How long an example takes is a matter of the machine: the profile says so for all, and none takes it back."""
    assert settings.default is not None
    assert settings.default.deadline is None and set(settings.default.suppress_health_check) == set(HealthCheck)
    own = [path for path in (ROOT / "tests").rglob("*.py") if path.name not in ("conftest.py", "test_house.py")]
    limits = re.compile(r"suppress_health_check=|deadline=(?!None)")
    assert not [path for path in own if limits.search(path.read_text(encoding="utf-8"))]


def test_people_read_one_kind_of_quotation_marks():
    """“…” and not 「…」, but where marks are data: line breaking, patterns, labels of former versions, a place pointed out."""
    data = {"linebreak.py", "indicator_names.py", "prompts.py", "history.py", "carry.py"}
    others: list[str] = []
    for path in (ROOT / "medaid_desktop").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source if "「" in source else "")
        alone = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}  # docstrings
        texts = [one for one in ast.walk(tree) if isinstance(one, ast.Constant) and id(one) not in alone]
        others += [path.name for one in texts if isinstance(one.value, str) and "「" in one.value]
    assert set(others) <= data
