"""Rules: what axe, which knows those of WCAG, objects to in a page as it stands."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = {
    "runOnly": {"type": "tag", "values": _RULES},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> str:
    """Return a line for each element that breaks a rule: none, if all is well."""
    # The page's policy forbids it any script of others, but not to the debugger.
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(options)", _AXE)["violations"]
    return "\n".join(
        f"{rule['id']}: {node['target']} - {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    )
