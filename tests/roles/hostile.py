"""What nobody should send, and what must never come back."""

from tests.roles.world import html_of

MARKUP = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>"
SNIPPETS = "' OR 1=1; DROP TABLE x -- {{ 7300000001|add:7 }}{% csrf_token %} %s %(name)s \\"
NUL = "a\0b"
HUGE = "panjang " * 12_500
BEYOND_64_BITS = str(2**64)
VALUES = [
    MARKUP,
    SNIPPETS,
    NUL,
    HUGE,
    BEYOND_64_BITS,
    "",
    " \t\u202egnitirw\u2066 \ud800 \u0661\u00b2",
    "a\r\nSet-Cookie: a=b",
    "01/13/2024",
    "31/02/2024",
    "0000-00-00",
    "1/1/99999999999",
    "-1",
    "NaN",
]
NEVER_SHOWN = ["<img src=x", "<script>alert", "7300000008"]

BODIES = [
    ("application/json", '{"name":'),
    ("text/plain", "name"),
    ("multipart/form-data", "name"),
    (
        "multipart/form-data; boundary=b",
        '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n',
    ),
    ("application/x-www-form-urlencoded; charset=utf-16", "name=a"),
    ("application/x-www-form-urlencoded", "&&==%zz%&name=%ff"),
    ("application/x-www-form-urlencoded", "name=a&" * 3000),
    ("", "name=a"),
]
"""What is no form, by its content type."""

IDS = [0, 2**63 - 1, 2**63, 2**64, 10**40, int("9" * 4000)]


def harm_of(ask) -> list[str]:
    """What harm the answer to a question shows."""
    try:
        response = ask()
    except Exception as error:
        return [f"{type(error).__name__}: {error}"[:200]]
    harm = [f"shows {markup}" for markup in NEVER_SHOWN if markup in html_of(response)]
    return harm + ([f"is answered {response.status_code}"] if response.status_code >= 500 else [])
