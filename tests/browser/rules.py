"""Rules: what axe, which knows those of WCAG, objects to in a page as it stands."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = {
    "runOnly": {"type": "tag", "values": _RULES},
    "resultTypes": ["violations"],
}


def bring_rules(visitor: BrowserContext | Page) -> None:
    """Put the rules into all pages to come, before these forbid others' scripts."""
    visitor.add_init_script(Axe().axe_script)


def violations(page: Page) -> str:
    """Return a line for each element that breaks a rule: none, if all is well."""
    found = page.evaluate("options => axe.run(options)", _AXE)["violations"]
    return "\n".join(
        f"{rule['id']}: {node['target']} - {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    )
