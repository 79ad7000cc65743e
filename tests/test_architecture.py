"""Architecture: rules that no tool knows, true of every file of the project."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django.urls import URLPattern, URLResolver, get_resolver

from tests.scripts import functions_in

ROOT = Path(__file__).resolve().parent.parent
APPS = ["accounts", "articles", "canonica", "markup", "moderation", "search"]
LICENCE_ORIGIN = "https://creativecommons.org/"
MOST_LINES_OF_A_FUNCTION = 60
MOST_LINES_OF_A_FILE = 400

_CREATES_REVISION = re.compile(
    r"Revision\.(_default_manager|objects)\s*\.\s*(bulk_create|create|get_or_create"
    r"|update_or_create)\b|\bRevision\(\s*\w+\s*=|\brevisions\.(create|add)\("
)
_INSERTS_REVISION = re.compile(r"INSERT\s+INTO\s+\"?articles_revision", re.IGNORECASE)
# A block of data is no script: no browser runs it.
_INLINE_SCRIPT = re.compile(
    r"<script(?! type=\"application/ld\+json\">x</script>)(?![^>]*\bsrc=)",
    re.IGNORECASE,
)
_INLINE_HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
_INLINE_STYLE = re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE)
_ORIGIN = re.compile(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"'<]*", re.IGNORECASE)
_VARIABLE = re.compile(r"\bCANONICA_[A-Z_]+\b")


def test_only_editing_creates_revisions():
    writers = {
        _name(path)
        for path in _product("*.py")
        if _CREATES_REVISION.search(text := path.read_text())
        or _INSERTS_REVISION.search(text)
    }

    assert writers == {"articles/editing.py"}


def test_html_is_trusted_in_one_template_only():
    trusting = {
        _name(path)
        for path in _templates()
        if re.search(r"\|\s*safe|autoescape\s+off", path.read_text())
    }

    assert trusting == {"templates/articles/_prose.html"}


def test_html_is_made_from_python_in_the_administration_only():
    makers = {
        _name(path)
        for path in _product("*.py")
        if re.search(
            r"\b(mark_safe|SafeString|SafeText|format_html)\b", path.read_text()
        )
    }

    assert {name for name in makers if "/admin/" not in name} == set()


def test_only_data_for_machines_says_of_itself_that_it_is_safe():
    vouching = {
        _name(path)
        for path in _product("*.py")
        if re.search(r"\b__html__\b", path.read_text())
    }

    assert vouching == {"articles/structured.py"}


def test_html_made_from_python_begins_with_a_literal():
    calls = [
        (_name(path), call.lineno)
        for path in _product("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"format_html", "mark_safe"}
        and not (call.args and isinstance(call.args[0], ast.Constant))
    ]

    assert calls == []


@pytest.mark.parametrize(
    "forbidden",
    [_INLINE_SCRIPT, _INLINE_HANDLER, _INLINE_STYLE],
    ids=lambda one: one.pattern,
)
def test_templates_have_nothing_inline(forbidden):
    found = {
        _name(path): match.group()
        for path in _templates()
        if (match := forbidden.search(_without_tags(path.read_text())))
    }

    assert found == {}


def test_each_file_that_a_template_names_is_there():
    missing = {
        (_name(path), named)
        for path in _templates()
        for named in re.findall(r"{% static '([^']+)' %}", path.read_text())
        # Those of the administration come with Django.
        if not (named.startswith("admin/") or (ROOT / "static" / named).is_file())
    }

    assert missing == set()


def test_templates_name_no_other_origin():
    found = {
        (_name(path), origin)
        for path in _templates()
        for origin in _ORIGIN.findall(_without_tags(path.read_text()))
        if not origin.startswith(LICENCE_ORIGIN)
    }

    assert found == set()


def test_our_styles_and_scripts_load_nothing_from_elsewhere():
    found = {
        (_name(path), origin)
        for path in _files("static/*.css", "static/*.js")
        if "vendor" not in path.parts
        for origin in _ORIGIN.findall(path.read_text())
    }

    assert {
        one for one in found if not one[1].startswith("http://www.w3.org/")
    } == set()


def test_each_model_says_what_a_row_means():
    silent = [
        model.__name__
        for model in _models()
        if not (model.__doc__ or "").strip() or model.__doc__.startswith(model.__name__)
    ]

    assert silent == []


def test_each_module_says_what_it_is_for():
    silent = [
        _name(path)
        for path in _product("*.py")
        if "migrations" not in path.parts
        and path.name not in {"__init__.py", "apps.py"}
        and ast.get_docstring(ast.parse(path.read_text())) is None
    ]

    assert silent == []


_OF_NO_OPERATOR = {
    "CANONICA_THREADS",
    "CANONICA_REQUEST_ID",
    "CANONICA_IS_WEB",
    "CANONICA_WEB_ROLE",
}


def test_each_setting_of_ours_is_in_the_readme():
    settings_files = _files("canonica/*.py")
    ours = {
        name for path in settings_files for name in _VARIABLE.findall(path.read_text())
    } - _OF_NO_OPERATOR

    listed = set(_VARIABLE.findall((ROOT / "README.md").read_text()))

    assert ours - listed == set()
    assert listed - ours == set()


@pytest.mark.parametrize("app", APPS)
def test_each_app_is_in_the_description_of_the_architecture(app):
    description = (ROOT / "docs" / "architecture.md").read_text()

    assert re.search(rf"`?\b{app}\b", description)


def test_each_app_of_ours_is_known_here():
    ours = {
        config.name
        for config in apps.get_app_configs()
        if Path(config.path).is_relative_to(ROOT) and ".venv" not in config.path
    }

    assert ours <= set(APPS)


def test_functions_are_short():
    long = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in _python()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    long += [
        f"{_name(path)}:{function.line} {function.name}"
        for path in _files("static/js/*.js")
        if "vendor" not in path.parts
        for function in functions_in(path.read_text())
        if function.lines > MOST_LINES_OF_A_FUNCTION
    ]

    assert long == []


def test_files_are_short():
    written = _files("*.py", "templates/*", "static/*.css", "static/*.js")
    long = {
        _name(path): lines
        for path in written
        if not {"migrations", "vendor"} & set(path.parts)
        and (lines := len(path.read_text().splitlines())) > MOST_LINES_OF_A_FILE
    }

    assert long == {}


def test_the_database_is_spoken_to_through_psycopg2():
    assert settings.DATABASES["default"]["ENGINE"].startswith(
        "django.db.backends.postgres"
    )
    assert not is_psycopg3


def test_no_address_is_exempt_from_the_check_against_forged_requests():
    exempt = [
        str(pattern.pattern)
        for pattern in _patterns(get_resolver())
        if getattr(pattern.callback, "csrf_exempt", False)
    ]

    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
    assert exempt == []


def test_each_form_that_is_posted_carries_the_token():
    forms = [
        (_name(path), form)
        for path in _templates()
        for form in re.findall(
            r"<form\b[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL
        )
    ]

    assert len(forms) > 4
    assert [name for name, form in forms if "{% csrf_token %}" not in form] == []


def _files(*patterns: str) -> list[Path]:
    """Return the files of the project that match, without what is generated."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [path for name in listed if (path := ROOT / name).is_file()]


def _python() -> list[Path]:
    return [path for path in _files("*.py") if "migrations" not in path.parts]


def _product(pattern: str) -> list[Path]:
    """Return the files that run on a server."""
    return [path for path in _files(pattern) if _name(path).split("/")[0] in APPS]


def _templates() -> list[Path]:
    return _files("templates/*.html")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _without_tags(template: str) -> str:
    """Leave out what the template engine reads: it is not sent to anybody."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "x", template)


def _models() -> list[type]:
    return [
        model for model in apps.get_models() if model.__module__.split(".")[0] in APPS
    ]


def _patterns(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in resolver.url_patterns:
        found += _patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found
