"""What README and the handbook point at is there, and every picture is used."""

import re

import pytest
from django.conf import settings

PAGES = [settings.BASE_DIR / "README.md", *sorted((settings.BASE_DIR / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def targets(page):
    return [page.parent / link for link in LINK.findall(page.read_text())]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(settings.BASE_DIR)))
def test_every_link_leads_somewhere(page):
    missing = [str(target) for target in targets(page) if not target.exists()]

    assert missing == []


def test_no_picture_lies_about_unused():
    pictures = set((settings.BASE_DIR / "docs" / "pictures").glob("*.png"))

    shown = {target.resolve() for page in PAGES for target in targets(page)}

    assert pictures <= shown
