"""Walks the demo as an analyst would, in a real browser, and keeps a picture of each page in docs/.

`make screenshots`: a sample consultation of 3,000 responses in a folder of its own, thrown away
afterwards; the site and its worker beside it; the walk of scripts/analyst_walk.py. With --data-dir
FOLDER the walk is on a demo that is there already, which it changes.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright


ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from scripts.analyst_walk import WALK  # noqa: E402  after the path is set


PICTURES = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
HOST = "127.0.0.1"
RESPONSES = 3000
WIDTH, HEIGHT, TALLEST = 1280, 800, 1900
# A code may be over by the time that it is typed.
CODES, CODE_HOLDS = 3, 30_000
STOPPING = 300  # seconds: the worker ends what it has begun
COLLEAGUE = "colleague@demo.example"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", type=Path)
    folder = parser.parse_args().data_dir
    if folder:
        walk_in(folder)
        return
    with tempfile.TemporaryDirectory(prefix="consult-walk-") as made:
        environment = environment_of(made)
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "demo", "--responses", str(RESPONSES))
        walk_in(Path(made))


def environment_of(folder):
    return {**os.environ, "DATA_DIR": str(folder)}


def walk_in(folder):
    environment = environment_of(folder)
    with site(environment) as address:
        walk(folder, environment, address)


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def manage(environment, *words):
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@contextmanager
def site(environment):
    """Run the site and a worker until the walk is over, and give the site's address."""
    place = f"{HOST}:{free_port()}"
    commands = (
        ["-m", "gunicorn", "consult.wsgi", "--bind", place],
        ["manage.py", "work"],
    )
    running = [
        subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for words in commands
    ]
    try:
        _wait_until_ready(f"http://{place}")
        yield f"http://{place}"
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait(timeout=STOPPING)


def _wait_until_ready(address):
    for _try in range(120):
        try:
            with urllib.request.urlopen(f"{address}/healthz/live", timeout=5):  # noqa: S310  ours
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("The site did not start.")


def walk(folder, environment, address):
    """Go through the steps; one that fails ends the walk."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        people = {}
        for line in (folder / "demo-log-ins.txt").read_text(encoding="utf-8").splitlines():
            email, password, *secret = line.split()
            if secret:
                people[email] = signed_in(browser, environment, address, email, password)
        analyst = next(page for email, page in people.items() if email != COLLEAGUE)
        for name, step, *place in WALK:
            page = step(analyst, people[COLLEAGUE]) or analyst
            keep_picture(page, name, *place)
            print(f"{name}: {page.locator('h1').first.inner_text()}", flush=True)
        browser.close()


def signed_in(browser, environment, address, email, password):
    context = browser.new_context(
        base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB"
    )
    page = context.new_page()
    page.goto("/staff/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    for _try in range(CODES):
        code = manage(environment, "demo_code", "--email", email).strip()
        page.get_by_role("textbox", name="code").fill(code)
        page.get_by_role("button", name="Continue").click()
        page.goto("/staff/surveys/")
        if not page.get_by_role("textbox", name="code").count():
            break
        page.wait_for_timeout(CODE_HOLDS)
    return page


def keep_picture(page, name, place=""):
    """Keep the page from its top, or from a place in it, as far as a reader would scroll."""
    page.wait_for_load_state()
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": min(max(tall, HEIGHT), TALLEST)})
    page.evaluate("window.scrollTo(0, 0)")
    if place:
        page.locator(place).evaluate("each => each.scrollIntoView()")
    page.screenshot(path=PICTURES / f"{name}.png")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


if __name__ == "__main__":
    main()
