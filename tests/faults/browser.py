"""A browser of a hundred lines: cookies, redirects, forms read from the page, nothing else.

It knows the site only by what any client sees: ordinary forms, fields by name, `data-receipt`.
"""

import http.client
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit


REDIRECTS = frozenset({301, 302, 303, 307})


@dataclass
class Form:
    """One form: where it goes, what it holds already, and what may be chosen in it."""

    action: str
    method: str
    values: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    checked: dict = field(default_factory=dict)

    def filled(self, answers):
        """Return what is posted for {question key: value}; a key not asked here is not used."""
        pairs = list(self.values)
        for name, allowed in self.choices.items():
            wanted = answers.get(key_of(name), self.checked.get(name, []))
            chosen = [str(each) for each in (wanted if isinstance(wanted, list) else [wanted])]
            pairs += [(name, value) for value in chosen if value in allowed]
        pairs += [(name, answers.get(key_of(name), kept)) for name, kept in self.texts.items()]
        return pairs


def key_of(name):
    """Return the question key of a field called `<step>-<key>`."""
    return name.rpartition("-")[2]


class PageParser(HTMLParser):
    """Gathers the forms of a page, its receipt and its readable text."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.receipt, self.words = [], "", []
        self._form = self._textarea = None
        self._in_receipt = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self._in_receipt = self._in_receipt or "data-receipt" in known
        if tag == "form":
            self._form = Form(known.get("action") or "", known.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and known.get("name"):
            self._field(tag, known)

    def _field(self, tag, known):
        name, value = known["name"], known.get("value") or ""
        kind = known.get("type", "text")
        if tag == "textarea":
            self._textarea = name
            self._form.texts[name] = ""
        elif tag == "input" and kind in {"radio", "checkbox"}:
            self._form.choices.setdefault(name, []).append(value)
            if "checked" in known:
                self._form.checked.setdefault(name, []).append(value)
        elif tag == "input" and kind == "hidden":
            self._form.values.append((name, value))
        elif tag == "input":
            self._form.texts[name] = value

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = None
        self._in_receipt = False

    def handle_data(self, data):
        self.words.append(data)
        if self._textarea:
            self._form.texts[self._textarea] += data.removeprefix("\n")
        if self._in_receipt:
            self.receipt += data.strip()


@dataclass(frozen=True)
class Page:
    """One answer of the server, after redirects."""

    status: int
    path: str
    body: str

    @property
    def parsed(self):
        return PageParser(self.body)

    @property
    def receipt(self):
        return self.parsed.receipt

    @property
    def form(self):
        """The page's own form: the first that posts."""
        return next((form for form in self.parsed.forms if form.method == "post"), None)


class Browser:
    """One person's browser on one site."""

    def __init__(self, port, *, timeout=10, headers=None):
        self.port = port
        self.timeout = timeout
        self.headers = headers or {}
        self.cookies = {}
        self._pending = None

    def again(self):
        """Do the last request once more, as a person presses Reload after an error."""
        return self._follow(*self._pending)

    def get(self, path):
        return self._follow("GET", path, None)

    def post(self, path, pairs):
        return self._follow("POST", path, urlencode(pairs).encode("utf-8"))

    def submit(self, page, answers):
        """Fill in the page's form and send it."""
        form = page.form
        return self.post(form.action or page.path, form.filled(answers))

    def _follow(self, method, path, body):
        for _hop in range(5):
            self._pending = (method, path, body)
            status, location, text = self._request(method, path, body)
            if status not in REDIRECTS:
                return Page(status, path, text)
            parts = urlsplit(location)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            method, body = "GET", None
        raise http.client.HTTPException("redirected in a circle")

    def _request(self, method, path, body):
        connection = self.connection()
        try:
            connection.request(method, path, body, self.headers_for(method))
            response = connection.getresponse()
            text = response.read().decode("utf-8")
            # Only a whole answer changes the browser's cookies.
            self._keep_cookies(response.headers.get_all("Set-Cookie") or [])
            return response.status, response.headers.get("Location", ""), text
        finally:
            connection.close()

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)

    def headers_for(self, method):
        origin = f"http://127.0.0.1:{self.port}"
        headers = {"Host": f"127.0.0.1:{self.port}", **self.headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if method == "POST":
            headers["Origin"] = origin
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers

    def _keep_cookies(self, lines):
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


class Stuck(Exception):
    """The walk came to a page that no person could go on from."""


def walk_to_check(browser, answers, *, slug="help-together", do=lambda act: act()):
    """Go from the first page to the last before sending, filling in what is asked.

    `do` runs each act of the browser, so that a caller may be patient with a failing server.
    """
    page = do(partial(browser.get, f"/s/{slug}/"))
    for _step in range(40):
        if page.path.endswith("/check/") and page.status == 200:
            return page
        if page.form is None:
            raise Stuck(f"{page.status} {page.path}")
        page = do(partial(browser.submit, page, answers))
    raise Stuck("more than 40 steps")
