"""Browsers are told how to search here."""

import xml.etree.ElementTree as ET

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_a_browser_learns_where_to_search_and_whom_to_ask_for_suggestions(
    client, settings
):
    settings.CANONICA_NAME = "Ada & Co. <of a long name>"

    response = client.get("/opensearch.xml")

    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    # Ours, and no stranger's.
    root = ET.fromstring(response.content)  # noqa: S314
    assert len(root.findtext(f"{SPACE}ShortName", "")) in range(1, 17)
    assert {
        one.get("type"): one.get("template") for one in root.iter(f"{SPACE}Url")
    } == {
        "text/html": "http://testserver/search?go=1&q={searchTerms}",
        "application/x-suggestions+json": "http://testserver/suggest?q={searchTerms}",
        "application/opensearchdescription+xml": "http://testserver/opensearch.xml",
    }


def test_pages_name_the_description(client, db):
    page = client.get("/all").text

    assert 'rel="search" type="application/opensearchdescription+xml"' in page
