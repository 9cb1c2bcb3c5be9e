"""Reads a page as a person does, and sends its forms as a browser without scripts does."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode, urlsplit

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.http.site import Browser

_BLOCKS = {"p", "pre", "li", "div", "dd", "dt", "h1", "h2", "h3", "section", "td", "th", "label", "button", "summary"}


@dataclass
class Formular:
    """One form: where it goes, what it sends, and the buttons that may send it (words: (address, name, value))."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: dict[str, tuple[str, str | None, str | None]] = field(default_factory=dict)


class Shown(HTMLParser):
    """`words` is the text; `forms` are in their order; `links` are (words, address)."""

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.response = response
        self.words = ""
        self.forms: list[Formular] = []
        self.links: list[tuple[str, str]] = []
        self._by_id: dict[str, Formular] = {}
        self._open: list[tuple[str, dict[str, str | None], int]] = []
        self._form: Formular | None = None
        self._area: str | None = None
        self._select: str | None = None
        self.feed(response.get_data(as_text=True))
        self.words = re.sub(r"\s+", " ", self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        self.words += " " if tag in _BLOCKS else ""
        if tag == "form":
            self._form = Formular(a.get("action") or "", a.get("method") or "get")
            self.forms.append(self._form)
            if a.get("id"):
                self._by_id[str(a["id"])] = self._form
        elif tag == "input":
            self._input(a)
        elif tag == "select":
            self._select = a.get("name")
        elif tag == "option" and "selected" in a:
            self._send(a, self._select, a.get("value"))
        if tag in ("a", "button", "textarea"):
            self._open.append((tag, a, len(self.words)))

    def _input(self, a: dict[str, str | None]) -> None:
        if a.get("type") in ("checkbox", "radio") and "checked" not in a:
            return
        self._send(a, a.get("name"), a.get("value") or "")

    def _send(self, a: dict[str, str | None], name: str | None, value: str | None) -> None:
        form = self._by_id.get(a.get("form") or "", self._form)
        if form is not None and name:
            form.fields.append((name, value or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag not in ("a", "button", "textarea"):
            return
        _, a, start = self._open.pop()
        words = self.words[start:]
        if tag == "a":
            self.links.append((" ".join(words.split()), a.get("href") or ""))
        elif tag == "textarea":
            self.words = self.words[:start]
            self._send(a, a.get("name"), words.removeprefix("\n"))
        else:
            form = self._by_id.get(a.get("form") or "", self._form)
            if form is not None:
                form.buttons[" ".join(words.split())] = (
                    a.get("formaction") or form.action,
                    a.get("name"),
                    a.get("value"),
                )

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def alert(self) -> str:
        """The first sentence that a screen reader announces."""
        found = re.search(r'role="alert"[^>]*>([^<]*)<', self.response.get_data(as_text=True))
        return unescape(found[1]) if found else ""

    def link(self, words: str) -> str:
        """The address of the first link whose text begins with these words."""
        return next(address for said, address in self.links if said.startswith(words))


class Person:
    """A person with a browser without scripts, who opens pages and presses buttons."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.address = "/"

    def look(self, path: str) -> Shown:
        """Open a page. The fragment is not sent to the server."""
        path = urldefrag(path).url
        headers = {"Referer": f"http://localhost{self.address}"}
        response = self.browser.get(path, headers=headers)
        self.address = path
        return self.look(response.headers["Location"]) if response.status_code == 303 else Shown(response)

    def search(self, page: Shown, words: str) -> Shown:
        """Type into the search of a page and press Enter."""
        form = next(form for form in page.forms if form.method == "get" and "q" in dict(form.fields))
        return self.look(f"{urldefrag(form.action).url}?{urlencode(dict(form.fields) | {'q': words})}")

    def press(self, page: Shown, button: str, /, **typed: str | list[str]) -> Shown:
        """Type, and press the button whose text begins with these words. Returns the answer after redirects. If several buttons
        match, takes the first one in a form with these fields."""
        found = [(form, words) for form in page.forms for words in form.buttons if words.startswith(button)]
        form, said = next((pair for pair in found if typed.keys() <= dict(pair[0].fields).keys()), found[0])
        action, name, value = form.buttons[said]
        sent = MultiDict(form.fields)
        for field_name, answer in typed.items():
            sent.setlist(field_name, answer if isinstance(answer, list) else [answer])
        if name:
            sent.setlist(name, [value or ""])
        sent["csrf_token"] = self.browser.csrf
        headers = {"Referer": f"http://localhost{self.address}"}
        response = self.browser.client.post(action or self.address, data=sent, headers=headers)
        self.address = action or self.address
        if response.status_code == 303:
            return self.look(urlsplit(response.headers["Location"]).geturl())
        return Shown(response)
