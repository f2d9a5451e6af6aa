"""The walk itself, from "find themes" to the report: what is pressed, and which page is kept.

A step takes the page of the analyst and that of a colleague, who does what needs a second person,
and leaves the analyst's page, or the page it returns, at what is worth a picture.
"""

import re
import tempfile
from pathlib import Path


SURVEY = "/staff/surveys/help-together/"
# The same thing asked of children, parents and practitioners.
BETTER = (
    "What could helpers do better?",
    "What one change would most improve how people work together for families?",
    "What is the one change that would help you do your best work with others?",
)
# The one that the demo has left to whoever tries it.
LEFT = "What makes you trust them?"
ACCEPTED, READ, AUDITED = 2, 10, 3
SLOW, TRIES = 600_000, 600


def go_to(page, question, section=""):
    page.goto(SURVEY)
    # Among the questions: what waits for the person, above, leads elsewhere by the same words.
    page.locator(".question-rows").get_by_role("link", name=question, exact=True).click()
    if section:
        pages = page.get_by_role("navigation", name="This question")
        pages.get_by_role("link", name=section, exact=True).click()


def press(page, words):
    page.get_by_role("button", name=re.compile(f"^{words}")).first.click()


def overview(page, colleague):
    page.goto(SURVEY)


def where_people_stop(page, colleague):
    page.goto(SURVEY)
    page.locator("details.stopping > summary").nth(1).click()


def find_themes(page, colleague):
    page.goto(SURVEY)
    page.get_by_role("button", name=re.compile(f"^Find themes.*{re.escape(LEFT)}")).click()
    page.get_by_text("Look at the themes").first.wait_for(timeout=SLOW)


def suggestions(page, colleague):
    go_to(page, BETTER[0])


def themes(page, colleague):
    """Reject what says nothing, accept what does, and look at what there is now."""
    go_to(page, BETTER[0])
    press(page, "Reject ")
    for _each in range(ACCEPTED):
        press(page, "Accept ")
    go_to(page, BETTER[0])


def across_audiences(page, colleague):
    go_to(page, BETTER[0], "Across audiences")


def reading(page, colleague):
    go_to(page, BETTER[0], "Read")
    for _each in range(READ):
        confirm = page.get_by_role("button", name="Confirm all and next")
        if confirm.count():
            confirm.first.click()
        else:
            press(page, "Save and next")


def quality(page, colleague):
    """Let the colleague go on with the sample that both read blind."""
    go_to(colleague, BETTER[0], "Quality")
    colleague.get_by_role("link", name=re.compile("blind", re.I)).first.click()
    for _each in range(AUDITED):
        colleague.locator("input[type=checkbox]").first.check()
        press(colleague, "Keep and go")
    go_to(page, BETTER[0], "Quality")


def blind_reading(page, colleague):
    return colleague


def audit(page, colleague):
    go_to(page, BETTER[0], "Quality")
    page.get_by_role("main").get_by_role("link", name=re.compile("^Sample of")).first.click()


def disagreements(page, colleague):
    go_to(page, BETTER[0], "Quality")
    page.get_by_role("link", name=re.compile("to settle$")).first.click()


def compare(page, colleague):
    go_to(page, BETTER[0], "Compare")


def joins(page, colleague):
    go_to(page, BETTER[0], "Joins")


def pick_a_quote(page, colleague):
    go_to(page, BETTER[0], "Quotes")
    page.get_by_role("link", name=re.compile("^Find quotes")).first.click()
    page.get_by_role("link", name=re.compile("^Quote ")).first.click()
    page.get_by_role("radio", name=re.compile("^Typical")).check()
    press(page, "Show how it looks")


def quotes(page, colleague):
    press(page, "Keep as a draft")
    go_to(colleague, BETTER[0], "Quotes")
    colleague.get_by_role("link", name=re.compile("^Read it")).first.click()
    for box in colleague.locator("main input[type=checkbox]").all():
        box.check()
    press(colleague, "Approve the quote")
    go_to(page, BETTER[0], "Quotes")


def all_quotes(page, colleague):
    page.goto(f"{SURVEY}quotes/")


def recommendations(page, colleague):
    page.goto(f"{SURVEY}recommendations/")


def recommendation(page, colleague):
    page.locator("main .theme-card__title a, main h2 a, main h3 a").first.click()


def what_we_did(page, colleague):
    page.goto(SURVEY)
    page.get_by_role("link", name="You said, we did").first.click()


def files(page, colleague):
    page.goto(f"{SURVEY}exports/")


def scales(page, colleague):
    page.goto(f"{SURVEY}scales/")


def new_answers(page, colleague):
    go_to(page, BETTER[0], "New answers")


def sign_off(page, colleague):
    go_to(page, BETTER[0], "Sign off")


def what_everybody_reads(page, colleague):
    page.goto("/s/help-together/what-happened/")


def report(page, colleague):
    """Ask for the report, and open it once the worker has made it."""
    page.goto(f"{SURVEY}exports/")
    page.get_by_label("What is the file for?").fill("For the people who took part")
    page.get_by_role("radio", name=re.compile("^Report to publish")).check()
    press(page, "Make the file")
    link = page.get_by_role("link", name=re.compile(r"^Download .*\.html"))
    for _try in range(TRIES):
        page.wait_for_timeout(1_000)
        page.reload()
        if link.count():
            break
    with page.expect_download() as download:
        link.first.click()
    with tempfile.TemporaryDirectory(prefix="consult-walk-") as folder:
        path = Path(folder) / "report.html"
        download.value.save_as(path)
        page.goto(path.as_uri())


def decisions(page, colleague):
    go_to(page, BETTER[0], "Decisions")


# (name of the picture, the step, and where the picture begins if not at the page's top)
WALK = [
    ("overview", overview),
    ("where-people-stop", where_people_stop, "#stopping"),
    ("finding-themes", find_themes),
    ("suggestions", suggestions),
    ("themes", themes),
    ("across-audiences", across_audiences),
    ("reading", reading),
    ("quality", quality),
    ("blind-reading", blind_reading),
    ("audit", audit),
    ("disagreements", disagreements),
    ("compare", compare),
    ("joins", joins),
    ("pick-a-quote", pick_a_quote),
    ("quotes", quotes),
    ("all-quotes", all_quotes),
    ("recommendations", recommendations),
    ("recommendation", recommendation),
    ("what-we-did", what_we_did),
    ("what-everybody-reads", what_everybody_reads),
    ("scales", scales),
    ("new-answers", new_answers),
    ("decisions", decisions),
    ("sign-off", sign_off),
    ("files", files),
    ("report", report),
]
