"""A browser page that notes whatever a page does beyond showing words."""

from urllib.parse import urlsplit


# The policy is the net below; a page that needs it has already let something through.
HOOKS = """
addEventListener('securitypolicyviolation', (event) =>
  __noted('policy', `${event.effectiveDirective} ${event.blockedURI}`), true)
"""
# Elements and attributes that no page of ours has: whoever finds one has found somebody's markup.
STRANGE = """() => {
  const addresses = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href']
  const isStrange = (each) => /^on|^style$|^srcdoc$/.test(each.name)
    || (addresses.includes(each.name) && /^\\s*(javascript|data|vbscript):/i.test(each.value))
  return Array.from(document.querySelectorAll('*'))
    .filter((each) => Array.from(each.attributes).some(isStrange)
      || each.matches('script:not([src^="/static/"]), iframe, object, embed, base, math, style,'
        + 'animate, set, video, audio, marquee, template, xss, meta[http-equiv]'))
    .map((each) => each.outerHTML.slice(0, 120))
}"""
SEEN = """() => [
  document.title,
  document.body.innerText,
  ...Array.from(document.querySelectorAll('input, textarea'), (field) => field.value),
  ...Array.from(document.querySelectorAll('option'), (option) => option.text),
].join('\\n')"""
SEND = """(fields) => {
  const form = document.querySelector('main form[method=post]')
  for (const [name, value] of fields) {
    form.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((field) => field.remove())
    const field = document.createElement('textarea')
    Object.assign(field, { name, value })
    form.append(field)
  }
  form.submit()
}"""
# Long enough for an event handler that something has planted: load, error, focus, toggle.
SETTLE = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))"


class Watch:
    """One browser profile and its page; `found` is all that should not have happened."""

    def __init__(self, browser, home):
        self.home = home
        self.found, self.asked, self.seen = [], [], ""
        self.context = browser.new_context(base_url=home, locale="en-GB")
        self.context.set_default_timeout(20_000)
        self.context.expose_function("__x", lambda number=None: self.note("script", number))
        self.context.expose_function("__noted", self.note)
        self.context.add_init_script(HOOKS)
        self.page = self.context.new_page()
        self.page.on("request", self._note_request)
        self.page.on("popup", lambda popup: self.note("window", popup.url))
        self.page.on("console", self._note_console)
        self.page.on("dialog", self._note_dialog)

    def note(self, what, detail):
        self.found.append((what, detail))

    def _note_request(self, request):
        if request.frame != self.page.main_frame or not request.is_navigation_request():
            self.asked.append(request.url)

    def _note_console(self, message):
        if "Content Security Policy" in message.text:
            self.note("policy", message.text)

    def _note_dialog(self, dialog):
        self.note("dialog", dialog.message)
        dialog.dismiss()

    def sign_in(self, client):
        """Take over the session of Django's test client."""
        cookies = [
            {"name": name, "value": morsel.value, "url": self.home}
            for name, morsel in client.cookies.items()
        ]
        self.context.add_cookies(cookies)

    def look(self, path, *, also=()):
        """Open a page and return what can be read on it; nothing else may happen.

        `also` are the addresses that the page itself asks for, beside our styles and scripts.
        """
        self.page.goto(path)
        return self.check(path, also=also)

    def check(self, path, *, also=()):
        self.page.evaluate(SETTLE)
        self.found += [("markup", each) for each in self.page.evaluate(STRANGE)]
        self.found += [("request", url) for url in self.asked if not self._is_ours(url, also)]
        self.asked.clear()
        if urlsplit(self.page.url).path != urlsplit(path).path or len(self.page.frames) > 1:
            self.note("navigation", [frame.url for frame in self.page.frames])
        seen = words_of(self.page.evaluate(SEEN))
        self.seen += seen
        assert self.found == [], f"on {path}"
        return seen

    def check_here(self):
        """Check the page that a walk has come to."""
        self.page.wait_for_load_state()
        return self.check(urlsplit(self.page.url).path)

    def _is_ours(self, url, also):
        path = urlsplit(url).path
        return url.startswith(f"{self.home}/") and (path.startswith("/static/") or path in also)

    def post(self, fields):
        """Send the page's own form with some fields set to what no person could choose."""
        with self.page.expect_navigation():
            self.page.evaluate(SEND, list(fields.items()))
        return self.check_here()


def words_of(text):
    """Return a text without spaces and line ends, which browsers lay out as they must."""
    return "".join(text.split())


def missing_from(seen, texts):
    return [text for text in texts if words_of(text) not in seen]
