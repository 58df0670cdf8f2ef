"""Looking at a screen as its users would: on a phone and on an office laptop, and through axe."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

PICTURES = settings.VAR_DIR / "pictures"
WIDTHS = {360: 740, 1366: 768}


def look(page, name):
    """
    Check the screen at both widths and leave pictures of it in var/pictures.

    Nothing may stick out sideways, and axe may find nothing serious.
    """
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        assert sticking_out(page) == 0, f"{name} is wider than {width} px"
        assert serious_findings(page) == [], f"{name} at {width} px"
    forget_styles(page)


def forget_styles(page):
    """A screenshot leaves style attributes; htmx would carry them over, the policy refuse them."""
    page.evaluate(
        "document.querySelectorAll('[style]').forEach((one) => one.removeAttribute('style'))"
    )


def sticking_out(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def serious_findings(page):
    violations = Axe().run(page).response["violations"]
    return [
        f"{found['id']}: {found['help']} ({', '.join(node['html'] for node in found['nodes'])})"
        for found in violations
        if found["impact"] in {"serious", "critical"}
    ]
