"""Suggestions for titles with a namespace: pages there, and categories in use."""

import pytest

from tests.makers import delete_pages, make_revision
from tests.search.pages import suggested

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query", ["Template:", "template:", "TEMPLATE : ", "Template:i", "template:Info"]
)
def test_a_namespace_asks_for_its_pages_only(client, query):
    make_revision("Template:Infobox person", "A box.")
    make_revision("Help:Infobox", "About the box.")
    make_revision("Infobox", "An article.")
    make_revision("Information", "An article.")

    assert suggested(client, query) == ["Template:Infobox person"]


def test_words_of_a_title_are_looked_for_in_its_namespace(client):
    make_revision("Template:Infobox person", "A box.")
    make_revision("Person", "An article.")
    make_revision("Category:Persons", "People.")

    assert suggested(client, "Template:person") == ["Template:Infobox person"]
    assert suggested(client, "category:person") == ["Category:Persons"]


def test_the_first_letter_of_a_name_may_be_small(client):
    make_revision("Category:Écoles", "Schools.")
    make_revision("Ada", "A poet. [[Category:Éclairs]]")

    assert suggested(client, "Category:éc") == ["Category:Éclairs", "Category:Écoles"]


def test_a_colon_alone_or_after_another_word_is_no_namespace(client):
    make_revision("2001: A Space Odyssey", "A film.")

    assert suggested(client, "2001: a") == ["2001: A Space Odyssey"]
    assert suggested(client, ":") == []


def test_categories_in_use_are_suggested_though_nobody_described_them(client):
    make_revision("Ada", "A poet. [[Category:Poets]] [[Category:Mathematicians]]")
    make_revision("Byron", "A poet. [[Category:Poets]] [[Category:Poems]]")
    make_revision("Category:Poets", "People who rhyme.")

    answer = client.get("/suggest", {"q": "category:poe"}).json()

    assert answer == [
        "category:poe",
        ["Category:Poems", "Category:Poets"],
        ["", "People who rhyme."],
        ["/wiki/Category:Poems", "/wiki/Category:Poets"],
    ]


def test_without_the_prefix_categories_in_use_are_not_suggested(client):
    make_revision("Ada", "She rhymed. [[Category:Poets]]")

    assert suggested(client, "poe") == []


def test_the_first_eight_categories_are_suggested_each_once(client):
    for page in ("Ada", "Byron"):
        names = (f"[[Category:Poem {number:02}]]" for number in range(12))
        make_revision(page, f"A poet. {' '.join(names)}")
    make_revision("Category:Poem 03", "The third.")

    expected = [f"Category:Poem {number:02}" for number in range(8)]
    assert suggested(client, "Category:Poem") == expected


@pytest.mark.parametrize("query", ["Category:%", "Category:p%s", "Category:100%"])
def test_signs_with_a_meaning_in_sql_stand_for_themselves(client, query):
    make_revision("Ada", "A poet. [[Category:Poets]] [[Category:100% pure]]")

    expected = ["Category:100% pure"] if "100" in query else []
    assert suggested(client, query) == expected


def test_the_category_of_a_deleted_page_is_not_in_use(client):
    make_revision("Ada", "A poet. [[Category:Poets]]")
    make_revision("Byron", "A poet. [[Category:Poems]]")
    delete_pages("Ada")

    assert suggested(client, "Category:Poe") == ["Category:Poems"]


@pytest.mark.parametrize("categories", [1, 3])
def test_suggesting_categories_costs_the_same_however_many_there_are(
    client, django_assert_num_queries, categories
):
    names = [f"Category:Poem {number}" for number in range(categories)]
    make_revision("Ada", " ".join(f"[[{name}]]" for name in names))

    with django_assert_num_queries(3):
        assert suggested(client, "Category:Poem") == names
    with django_assert_num_queries(2):
        assert suggested(client, "Category:") == names


@pytest.mark.parametrize("templates", [1, 3])
def test_suggesting_templates_costs_the_same_however_many_there_are(
    client, django_assert_num_queries, templates
):
    names = [f"Template:Box {number}" for number in range(templates)]
    for name in names:
        make_revision(name, "A box.")

    with django_assert_num_queries(2):
        assert suggested(client, "Template:Box") == names
    with django_assert_num_queries(1):
        assert suggested(client, "Template:") == names
