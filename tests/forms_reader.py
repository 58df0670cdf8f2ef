"""Reads a page as a browser would: its forms, what each of their buttons sends, and its markup."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit


@dataclass
class Field:
    name: str
    kind: str
    value: str | None = None
    options: list[str] = field(default_factory=list)
    is_required: bool = False

    def filled(self, answer=None) -> str | None:
        """What somebody sends who fills in what must be filled; None for a box left unticked."""
        if self.value or self.kind == "checkbox":
            return self.value
        if answer is not None and (answer in self.options or not self.options):
            return answer
        if self.options:
            may_stay_open = "" in self.options and not self.is_required
            return "" if may_stay_open else next(filter(None, self.options), "")
        return ("1" if self.kind == "number" else "Contoh") if self.is_required else ""


@dataclass
class Form:
    """What one button of a form sends where; `is_live` when htmx sends it meanwhile."""

    action: str
    method: str
    fields: list[Field]
    is_live: bool = False

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.fields]

    @property
    def kind(self) -> tuple:
        """Alike for forms that differ by their values alone."""
        path = "".join("0" if sign.isdigit() else sign for sign in urlsplit(self.action).path)
        return path, self.method, self.is_live, *sorted(set(self.names))

    def filled(self, **answers) -> list[tuple[str, str]]:
        """As it comes, with answers to what is open, by the last part of a field's name."""
        sent = [
            (each.name, each.filled(answers.get(each.name.rpartition("-")[2])))
            for each in self.fields
        ]
        return [(name, value) for name, value in sent if value is not None]


class Page(HTMLParser):
    """
    :ivar elements: every tag with its attributes, in order.
    :ivar forms: one for each button of each form, and for each part that htmx sends by itself.
    :ivar nameless: the fields to be filled in that no label names.
    """

    def __init__(self, html, path="/"):
        super().__init__()
        self.path, self.elements = path, []
        self._forms, self._fields, self._buttons, self._lives = {}, [], [], []
        self._form = self._field = self._label = None
        self.nameless = []
        self.feed(html)
        self.close()
        labelled = {attrs.get("for") for tag, attrs in self.elements if tag == "label"}
        self.nameless = [attrs for attrs in self.nameless if attrs.get("id") not in labelled]
        self.forms = [sent for form in self._forms for sent in self._ways(form)]

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attrs))
        if tag == "form":
            self._form = attrs.get("id", len(self._forms))
            self._forms[self._form] = attrs
        owner = attrs.get("form", self._form)
        if tag == "button" or attrs.get("type") == "submit":
            self._buttons.append((owner, attrs))
        elif tag in {"input", "select", "textarea"} and "disabled" not in attrs:
            self._field = _field(tag, attrs)
            self._fields.append((owner, self._field))
            if self._field.kind != "hidden" and not (self._label or "aria-label" in attrs):
                self.nameless.append(attrs)
        elif tag == "label":
            self._label = attrs
        elif tag == "option":
            self._field.options.append(attrs["value"])
            if "selected" in attrs:
                self._field.value = attrs["value"]
        if "hx-post" in attrs:
            self._lives.append((owner, attrs))

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "label":
            self._label = None
        elif tag == "textarea":
            self._field = None

    def handle_data(self, data):
        if self._field and self._field.kind == "textarea" and data.strip():
            self._field.value = data.removeprefix("\n")

    def _ways(self, form):
        attrs = self._forms[form]
        action = urljoin(self.path, attrs.get("action") or self.path)
        method = attrs.get("method", "get").upper()
        fields = _grouped([each for owner, each in self._fields if owner == form and each.name])
        for owner, button in self._buttons:
            if owner == form:
                pressed = Field(button.get("name", ""), "button", button.get("value", ""))
                to = urljoin(action, button.get("formaction", action))
                yield Form(to, method, fields + [pressed] * bool(pressed.name))
        for owner, live in self._lives:
            if owner == form:
                vals = json.loads(live.get("hx-vals", "{}")).items()
                told = [Field(name, "hidden", str(value)) for name, value in vals]
                yield Form(urljoin(self.path, live["hx-post"]), "POST", fields + told, is_live=True)

    @property
    def query_names(self) -> set[str]:
        """What its links and forms ask for in addresses."""
        links = [attrs.get("href", "") for tag, attrs in self.elements if tag == "a"]
        linked = {name for link in links for name, _ in parse_qsl(urlsplit(link).query)}
        return linked.union(*(form.names for form in self.forms if form.method == "GET"))


def _field(tag, attrs) -> Field:
    kind = attrs.get("type", "text") if tag == "input" else tag
    made = Field(attrs.get("name", ""), kind, attrs.get("value"), is_required="required" in attrs)
    if kind in {"checkbox", "radio"}:
        made.options = [attrs.get("value", "on")]
        made.value = made.options[0] if "checked" in attrs else None
    return made


def _grouped(fields):
    """The radio buttons of one name are one field."""
    grouped, radios = [], {}
    for each in fields:
        first = radios.setdefault(each.name, each) if each.kind == "radio" else each
        if first is each:
            grouped.append(each)
        else:
            first.options += each.options
            first.value = first.value or each.value
    return grouped
