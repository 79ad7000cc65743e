"""A template that was composed says what Django would make it say."""

from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine, TemplateSyntaxError
from django.utils import translation

from accounts.models import User
from articles.hiding import Hiding, hide
from articles.models import Revision
from canonica.composing import fragments
from tests.makers import make_history, make_user

FILES = {
    "root": "<{% block title %}root{% endblock %}|"
    "{% block main %}{{ a }}{% endblock %}>",
    "middle": '{% extends "root" %}{% block title %}[{{ block.super }}]'
    "{% block inner %}inner{% endblock %}{% endblock %}",
    "leaf": '{% extends "middle" %}{% block title %}({{ block.super }}{{ block.super }}'
    "){% endblock %}{% block inner %}leaf {{ a }}{% endblock %}",
    "skips": '{% extends "middle" %}{% block main %}{% if a %}{{ block.super }}'
    "{% endif %}{% endblock %}{% block nowhere %}lost{% endblock %}",
    "chosen": "{% extends parent %}{% block title %}chosen{% endblock %}",
    "below chosen": '{% extends "chosen" %}{% block title %}below{% endblock %}',
    "names": '{% extends "root" %}{% block title %}{% url "keyboard" as here %}'
    "{{ here }}{% endblock %}{% block main %}[{{ here }}]{% endblock %}",
    "part": "{{ a }}{{ b|default:'-' }}",
    "tree": "({{ node.name }}{% for one in node.below %}"
    '{% include "tree" with node=one only %}{% endfor %})',
    "cycles": "{% cycle 'x' 'y' %}",
}
TEMPLATES = {
    "words": '{% translate "Log in" %} {% translate "Search" context "verb" %}',
    "words of a variable": "{% translate a %}",
    "named words": '{% translate "Log in" as words %}<{{ words }}>',
    "a sentence": "{% blocktranslate trimmed %} From {{ site_name }} "
    "{% endblocktranslate %}",
    "a sentence with %": "{% blocktranslate %}50 % of {{ a }}{% endblocktranslate %}",
    "a sentence without values": "{% blocktranslate %}100 %{% endblocktranslate %}",
    "values of its own": "{% blocktranslate with b=a|upper %}{{ b }} {{ a }} {{ none }}"
    "{% endblocktranslate %}{{ b }}",
    "a named sentence": "{% blocktranslate asvar x %}A {{ a }}{% endblocktranslate %}"
    "{{ x }}",
    "a number": "{% blocktranslate count n=5 %}{{ n }} byte{% plural %}{{ n }} bytes"
    "{% endblocktranslate %}",
    "an address": "{% url 'keyboard' %} {% url 'articles:history' a %}",
    "an odd address": "{% url 'articles:history' title %}",
    "a named address": "{% url 'articles:read' a as x %}<{{ x }}>",
    "no address": "{% url 'articles:read' none as x %}<{{ x }}>"
    "{% url 'no' as y %}<{{ y }}>",
    "an address with names": "{% url 'articles:read' title=a %}",
    "a file": "{% load static %}{% static 'css/base.css' %}{% static a %}",
    "a comment": "a{# none #}{% comment %}none{% endcomment %}b",
    "whether": "{% if a %}{% translate 'Log in' %}{% elif b %}x{% else %}y{% endif %}",
    "one by one": "{% for x in list %}{% translate 'Log in' %}{{ x }}{% empty %}"
    "no{% endfor %}",
    "an included one": '{% include "part" %}{% include "part" with b=1 %}'
    '{% include "part" with b=2 only %}{{ b }}',
    "one that includes itself": '{% include "tree" with node=tree only %}',
    "one included by turns": '{% for x in list %}{% include "cycles" %}{% endfor %}',
    "one that is chosen": "{% include which %}",
    "inherited": '{% include "leaf" %}{% include "skips" %}',
    "without escaping": "{% autoescape off %}{{ odd }}{% url 'articles:read' title %}"
    "{% blocktranslate %}{{ odd }}{% endblocktranslate %}{% endautoescape %}",
    "escaped": "{{ odd }}{% blocktranslate %}{{ odd }}{% endblocktranslate %}"
    "{% include 'part' with a=odd only %}",
    "another language": "{% load i18n %}{% language 'ru' %}{% translate 'Log in' %}"
    "{% endlanguage %}{% translate 'Log in' %}",
    **{f"page {name}": f'{{% extends "{name}" %}}' for name in FILES if name != "tree"},
}
SAID = {
    "a": "Ada",
    "odd": "<a & 'b'>",
    "title": "A & 'b'",
    "list": [1, 2, 3],
    "which": "part",
    "parent": "middle",
    "site_name": "Canonica",
    "tree": {"name": "a", "below": [{"name": "b", "below": [{"name": "c"}]}]},
}
LOCMEM = "django.template.loaders.locmem.Loader", FILES | TEMPLATES


OURS: Any = settings.TEMPLATES[0]


def engine(*loaders):
    options = OURS["OPTIONS"]
    libraries = {
        "static": "django.templatetags.static",
        "i18n": "django.templatetags.i18n",
    }
    return Engine(
        dirs=OURS["DIRS"],
        loaders=list(loaders),
        builtins=options["builtins"],
        libraries=libraries,
    )


@pytest.fixture
def composing():
    return engine(("canonica.composing.loader.Loader", [LOCMEM]))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_it_says_what_django_says(name, language, composing):
    plain = engine(LOCMEM)
    with translation.override(language):
        expected = plain.get_template(name).render(Context(SAID))
        said = [composing.get_template(name).render(Context(SAID)) for _ in range(2)]

    assert said == [expected, expected]


def test_each_language_has_its_own(composing):
    said = []
    for language in ("en", "ru", "en"):
        with translation.override(language):
            said.append(composing.get_template("words").render(Context()))

    assert said[0] == said[2] != said[1]


def test_what_is_the_same_each_time_is_text_in_one_piece(composing):
    nodes = composing.get_template("a comment").nodelist
    words = composing.get_template("words").nodelist

    assert [type(node).__name__ for node in (*nodes, *words)] == ["TextNode"] * 2


def test_what_a_page_says_is_no_other_ones(composing):
    template = composing.get_template("leaf")

    said = [template.render(Context({"a": one})) for one in ("first", "second")]

    assert "first" not in said[1]
    assert said[0].replace("first", "second") == said[1]


def test_a_mistake_is_told_as_django_tells_it(composing):
    composing.template_loaders[0].loaders[0].templates_dict["bad"] = "{% if %}"

    with pytest.raises(TemplateSyntaxError):
        composing.get_template("bad")


def test_whoever_works_on_a_template_sees_it_changed(composing):
    loader = composing.template_loaders[0]
    assert composing.get_template("part").render(Context(SAID)) == "Ada-"

    loader.loaders[0].templates_dict = FILES | {"part": "new"}
    loader.reset()

    assert composing.get_template("part").render(Context(SAID)) == "new"


ROW = "articles/_revision_row.html"


@pytest.fixture
def row():
    """What a row says of a revision, as a list fetches it."""
    page = get_template_of(
        f'{{% include "{ROW}" with revision=one may_hide=may only %}}'
    )

    def row(revision, **more):
        listed = Revision.objects.for_listing().get(pk=revision.pk)
        return page.render(Context({"one": listed, **more}))

    return row


def get_template_of(source):
    made = OURS["OPTIONS"]["loaders"]
    page = LOCMEM[0], {"page": source}
    loaders = [page, *made[0][1]]
    return engine((made[0][0], loaders)).get_template("page")


@pytest.mark.django_db
def test_a_row_that_was_made_is_not_made_again(row):
    _, second = make_history("One.", "Two.")
    made, before = row(second), fragments.count()

    assert row(second) == made
    assert fragments.count() == before
    assert row(second, may=True) != made
    assert fragments.count() == before + 1


@pytest.mark.django_db
def test_a_row_tells_what_became_of_its_revision(row):
    first, second = make_history("One.", "Two words.")
    root, told = make_user(role="administrator"), [row(second)]

    hide(second, Hiding(fields=["summary"], reason="x"), by=root)
    told.append(row(second))
    hide(second, Hiding(fields=["summary", "author"], reason="x"), by=root)
    told.append(row(second))
    User.objects.filter(pk=first.author_id).update(username="Renamed")
    told.append(row(first))
    told.append(row(first, may=True))
    with translation.override("ru"):
        told.append(row(first, may=True))

    assert len(set(told)) == len(told)
    assert "summary removed" in told[1]
    assert second.author.username not in told[2]
    assert "Renamed" in told[3]
    assert "/hide/" in told[4]


@pytest.mark.django_db
def test_a_row_of_a_list_asks_the_database_nothing(row, django_assert_num_queries):
    """Or else it would tell what was there when it was made."""
    _, second = make_history("One.", "Two.")
    page = get_template_of(
        f'{{% include "{ROW}" with revision=one run_start=one only %}}'
    )
    listed = Revision.objects.for_listing().get(pk=second.pk)

    with django_assert_num_queries(0):
        assert page.render(Context({"one": listed}))
