"""Citing: a revision in the words of five styles, also as files for programs."""

import re
from datetime import UTC, date, datetime

import pytest

from articles.citing import Work, bibtex, in_words, ris
from articles.hiding import Hiding, hide
from tests.articles.pages import heading_of, links_of, main_of, words_of
from tests.makers import delete_pages, make_history, make_revision, make_user

ACCESSED = datetime(2026, 5, 3, 14, 2, tzinfo=UTC)
RIS_TAGS = ("TY", "AU", "TI", "T2", "PY", "DA", "Y2", "UR", "N1", "ER")
ADDRESS = "https://canonica.example/revision/17"


def a_work(title: str = "Secret Speech", site: str = "Canonica AI") -> Work:
    return Work(title, site, date(1956, 9, 25), ADDRESS, 17, ACCESSED)


def test_people_read_three_styles():
    assert in_words(a_work()) == {
        "APA": "Canonica AI contributors. (1956, September 25). Secret Speech. In "
        "Canonica AI. Retrieved 14:02 (UTC), May 3, 2026, from "
        "https://canonica.example/revision/17",
        "MLA": "Canonica AI contributors. “Secret Speech.” Canonica AI, 25 Sept. 1956, "
        "https://canonica.example/revision/17. Accessed 3 May 2026.",
        "Chicago": "Canonica AI contributors, “Secret Speech,” Canonica AI, last "
        "modified September 25, 1956, https://canonica.example/revision/17 "
        "(accessed May 3, 2026).",
    }


def test_programs_read_bibtex():
    assert bibtex(a_work()) == (
        "@misc{canonica-ai-secret-speech-17,\n"
        "  author = {{Canonica AI contributors}},\n"
        "  title = {{Secret Speech}},\n"
        "  howpublished = {{Canonica AI}},\n"
        "  year = {1956},\n"
        "  month = {9},\n"
        "  url = {https://canonica.example/revision/17},\n"
        "  note = {Revision 17; accessed 3 May 2026},\n"
        "}\n"
    )


def test_programs_read_ris():
    assert ris(a_work()) == (
        "TY  - ENCYC\r\n"
        "AU  - Canonica AI contributors\r\n"
        "TI  - Secret Speech\r\n"
        "T2  - Canonica AI\r\n"
        "PY  - 1956\r\n"
        "DA  - 1956/09/25/\r\n"
        "Y2  - 2026/05/03/\r\n"
        "UR  - https://canonica.example/revision/17\r\n"
        "N1  - Revision 17\r\n"
        "ER  - \r\n"
    )


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("Zoë", r"Zo{\"{e}}"),
        ("Ångström", r"{\r{A}}ngstr{\"{o}}m"),
        ("Ñandú", r"{\~{N}}and{\'{u}}"),
        ("\u0131\u0301", "{\\i}\u0301"),
        ("Mí", r"M{\'{\i}}"),
        ("Łódź and Straße", r"{\L}{\'{o}}d{\'{z}} and Stra{\ss}e"),
        ("Phở", "Phở"),
        ("Сталин 斯大林", "Сталин 斯大林"),
        ("R&D_100% $5 #1", r"R\&D\_100\% \$5 \#1"),
        (r"\begin{x}^~", r"\textbackslash{}begin\textbraceleft{}x"
         r"\textbraceright{}\textasciicircum{}\textasciitilde{}"),
        ("}, year = {", r"\textbraceright{}, year = \textbraceleft{}"),
        ("1956\u201357 — “so”", "1956--57 --- ``so''"),
        ("Two\n lines\u2028here", "Two lines here"),
    ],
)  # fmt: skip
def test_bibtex_takes_any_title(title, latex):
    written = bibtex(a_work(title))

    assert f"  title = {{{{{latex}}}}},\n" in written
    assert written.count("{") == written.count("}")
    assert len(written.splitlines()) == 9


@pytest.mark.parametrize(
    "title", ["Two\nER  - \nTY  - BOOK", "A\r\nB", "A\u2028B\x85C"]
)
def test_ris_has_a_line_for_each_tag_whatever_a_title_has(title):
    lines = ris(a_work(title)).split("\r\n")

    assert [line[:6] for line in lines if line] == [f"{tag}  - " for tag in RIS_TAGS]
    assert all(len(line.splitlines()) == 1 for line in lines if line)


@pytest.mark.parametrize(
    ("title", "mla", "chicago"),
    [
        ("What Is Life?", "“What Is Life?”", "“What Is Life?”"),
        (
            'The "Secret" Speech',
            "“The \u2018Secret\u2019 Speech.”",
            "“The \u2018Secret\u2019 Speech,”",
        ),
        ("On “Peace”", "“On \u2018Peace\u2019.”", "“On \u2018Peace\u2019,”"),
    ],
)
def test_a_title_is_quoted_with_one_stop_and_other_marks(title, mla, chicago):
    cited = in_words(a_work(title))

    assert mla in cited["MLA"]
    assert chicago in cited["Chicago"]


@pytest.mark.parametrize("site", ["Wiki {of} Zoë & sons", "A, B and C"])
def test_the_name_of_the_site_is_as_nasty_as_a_title(site):
    written = bibtex(a_work(site=site))

    assert written.count("{") == written.count("}")
    assert len(written.splitlines()) == 9


def test_a_key_has_letters_and_numbers_only():
    assert re.match(r"@misc\{[a-z0-9-]+-17,\n", bibtex(a_work("Żółw, {№ 1}\\")))
    assert bibtex(a_work("Сталин")).startswith("@misc{canonica-ai-17,")


@pytest.mark.django_db
def test_a_page_is_cited_by_its_current_revision(client):
    _, second = make_history("One.", "Two.")

    response = client.get("/cite/Ada_Lovelace")

    assert response.status_code == 200
    assert heading_of(response) == "Cite Ada Lovelace"
    words = words_of(main_of(response))
    assert "Canonica AI contributors. (" in words
    assert f"http://testserver/revision/{second.pk}" in words
    assert "@misc{canonica-ai-ada-lovelace-" in words
    assert '<meta name="robots" content="noindex">' in response.text


@pytest.mark.django_db
def test_an_older_revision_is_cited_under_its_own_address(client):
    first, second = make_history("One.", "Two.")

    response = client.get(f"/cite/Ada_Lovelace?revision={first.pk}")

    words = words_of(main_of(response))
    assert f"http://testserver/revision/{first.pk}" in words
    assert f"/revision/{second.pk}" not in response.text
    assert "the current one is newer" in words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind", "extension"),
    [
        ("bibtex", "application/x-bibtex; charset=utf-8", "bib"),
        ("ris", "application/x-research-info-systems; charset=utf-8", "ris"),
    ],
)
def test_a_file_is_sent_with_its_kind_and_its_name(client, name, kind, extension):
    make_revision()
    [link] = [one for one in links_of(client.get("/cite/Ada_Lovelace")) if name in one]

    response = client.get(link)

    assert response.headers["Content-Type"] == kind
    assert response.headers["X-Robots-Tag"] == "noindex"
    disposition = f'attachment; filename="Ada Lovelace.{extension}"'
    assert response.headers["Content-Disposition"] == disposition
    assert "Ada Lovelace" in response.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "disposition"),
    [
        ("AC/DC & more", 'attachment; filename="AC-DC & more.ris"'),
        ("Zoë", "attachment; filename*=utf-8''Zo%C3%AB.ris"),
        ('So "quoted"', 'attachment; filename="So -quoted-.ris"'),
        ("Back\\slash", 'attachment; filename="Back-slash.ris"'),
        ("...", 'attachment; filename="page.ris"'),
    ],
)
def test_the_name_of_a_file_is_safe(client, title, disposition):
    revision = make_revision(title)

    response = client.get(
        revision.article.get_absolute_url().replace("wiki", "cite"), {"format": "ris"}
    )

    assert response.headers["Content-Disposition"] == disposition


@pytest.mark.django_db
def test_another_spelling_of_the_title_keeps_what_was_asked(client):
    make_revision()

    response = client.get("/cite/ada Lovelace?format=ris")

    assert response.url == "/cite/Ada_Lovelace?format=ris"


@pytest.mark.django_db
def test_an_unknown_format_is_the_page(client):
    make_revision()

    response = client.get("/cite/Ada_Lovelace?format=docx&revision=")

    assert response.status_code == 404
    assert client.get("/cite/Ada_Lovelace?format=docx").status_code == 200


@pytest.mark.django_db
def test_a_redirect_is_cited_itself(client):
    make_revision()
    make_revision("Ada Byron", "#REDIRECT [[Ada Lovelace]]")

    assert heading_of(client.get("/cite/Ada_Byron")) == "Cite Ada Byron"


@pytest.mark.django_db
def test_what_cannot_be_read_is_not_cited(client):
    first, bad, _ = make_history("One.", "Bad.", "Good.")
    other = make_revision("Other")
    hiding = Hiding(fields=["text"], reason="Abuse")
    hide(bad, hiding, by=make_user(role="moderator"))

    statuses = {
        number: client.get(f"/cite/Ada_Lovelace?revision={number}").status_code
        for number in (first.pk, bad.pk, other.pk, 987654, "x")
    }

    assert statuses == {
        first.pk: 200, bad.pk: 404, other.pk: 404, 987654: 404, "x": 404,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_missing_page_is_not_cited_and_a_deleted_one_is_gone(client):
    make_revision("Gone")
    delete_pages("Gone")

    assert client.get("/cite/Nothing").status_code == 404
    assert client.get("/cite/Gone").status_code == 410
    assert client.get("/cite/Gone?format=ris").status_code == 410
    assert client.post("/cite/Gone").status_code == 405
