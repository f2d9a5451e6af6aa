"""Walks the survey as a person would: by what stands on the page, never by a field's name."""

WORDS = "They listen and they stay. But we waited a long time."
MOST_PAGES = 40


def start(page, survey, *, who):
    page.goto(f"/s/{survey.slug}/")
    begin(page)
    page.get_by_label(who).check()
    page.get_by_role("button", name="Continue").click()


def begin(page):
    """Go past the first page and the page that says how to leave quickly."""
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Continue").click()


def fill_page(page, *, words=WORDS):
    """Answer whatever is asked here with the first choice, a number, or some words."""
    radios = page.locator("input[type=radio]")
    for name in sorted(set(radios.evaluate_all("all => all.map(one => one.name)"))):
        page.locator(f'input[type=radio][name="{name}"]').first.check()
    # An answer such as "No" goes with no other.
    boxes = page.locator("input[type=checkbox]:not([data-exclusive])")
    for place in range(min(2, boxes.count())):
        boxes.nth(place).check()
    for box in page.locator("textarea").all():
        box.fill(words)
    for box in page.locator("main input[type=text]").all():
        box.fill(short_answer_to(box))
    for box in page.get_by_label("Year", exact=True).all():
        box.fill("2024")
    for place, choices in enumerate(page.locator("main select").all(), 1):
        choices.select_option(index=place)


def short_answer_to(box):
    """Return what fits into a box of one line: a number, a postcode, or a word."""
    if box.get_attribute("inputmode") == "numeric":
        return "3"
    return "LS6 7QZ" if box.get_attribute("autocapitalize") == "characters" else "Kind"


def go_to_check(page, *, words=WORDS, on_page=lambda page: None):
    """Answer page after page until the check page stands there."""
    for _ in range(MOST_PAGES):
        on_page(page)
        if page.get_by_role("button", name="Send my answers").count():
            return
        fill_page(page, words=words)
        page.get_by_role("button", name="Continue").click()
    raise AssertionError("The check page never came")


def send(page):
    page.get_by_role("button", name="Send my answers").click()
    return page.locator("[data-receipt]").inner_text()
