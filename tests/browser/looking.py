"""Looks at a page as different people meet it; each look returns what is wrong, in words.

Runs no script of the page's own, so that a page with scripts off can be looked at too.
"""

from contextlib import contextmanager
from urllib.parse import urlsplit


# 400 % zoom of a screen of 1280 by 1024.
ZOOMED = {"width": 320, "height": 256}
PHONE = {"width": 320, "height": 640}
PHONE_ON_ITS_SIDE = {"width": 640, "height": 320}
LEAST_TARGET = 44

SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth
  return document.documentElement.scrollWidth > width ? [`wider than ${width}`] : []
}"""
# Links inside a sentence are as high as its line; what is only for screen readers has no size.
SMALL = """(least) => {
  const wanted = 'a[href], button, select, textarea, summary, input:not([type=hidden])'
  const boxOf = (one) => {
    const label = /radio|checkbox/.test(one.type) && one.labels[0]
    const boxes = [one, ...(label ? [label] : [])].map((each) => each.getBoundingClientRect())
    const [top, left] = ['top', 'left'].map((side) => Math.min(...boxes.map((box) => box[side])))
    // Some links reach further than their words, by a part that is laid over them.
    const over = getComputedStyle(one, '::after')
    const reach = (size) => over.position === 'absolute' ? parseFloat(over[size]) || 0 : 0
    return {
      width: Math.max(reach('width'), Math.max(...boxes.map((box) => box.right)) - left),
      height: Math.max(reach('height'), Math.max(...boxes.map((box) => box.bottom)) - top),
    }
  }
  const inSentence = (one) => one.matches('p a, li a, dd a, .govuk-hint a')
    && one.parentElement.innerText.trim().length > one.innerText.trim().length + 3
    && getComputedStyle(one).display === 'inline'
  return Array.from(document.querySelectorAll(wanted))
    .filter((one) => one.checkVisibility() && !inSentence(one))
    .filter((one) => !one.closest('.govuk-skip-link, .govuk-visually-hidden, [aria-hidden=true]'))
    .filter((one) => { const box = boxOf(one); return Math.min(box.width, box.height) < least })
    .map((one) => `small: ${one.outerHTML.slice(0, 90)}`)
}"""
# What holds more than it shows: words that the wider spacing has pushed out of their box.
CUT_OFF = """() => Array.from(document.querySelectorAll('main *, header *, footer *'))
  .filter((one) => one.checkVisibility() && one.innerText
    && !one.matches('textarea, select, .table-wrap')
    && !one.closest('.govuk-visually-hidden, .govuk-skip-link, [aria-hidden=true]'))
  .filter((one) => getComputedStyle(one).overflow !== 'visible'
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
  .map((one) => `cut off: ${one.outerHTML.slice(0, 90)}`)"""
# The spacing of criterion 1.4.12, as a reader's own style sheet would set it.
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important;'
    + ' word-spacing: 0.16em !important } p { margin-block-end: 2em !important }')
  document.adoptedStyleSheets = [sheet]
}"""
CLOSE_UP = "() => { document.adoptedStyleSheets = [] }"
# With colours taken away a control is known by its edge, or is a link with its line.
NO_EDGE = """() => Array.from(document.querySelectorAll('main button, main input, main textarea,'
    + ' main select, .exit-page__button'))
  .filter((one) => one.checkVisibility() && !one.matches('[type=hidden], .default-button'))
  .map((one) => (/radio|checkbox/.test(one.type) ? [one.nextElementSibling, '::before'] : [one]))
  .filter(([one, part]) => {
    const style = getComputedStyle(one, part)
    return !parseFloat(style.borderTopWidth) || style.borderTopColor === 'rgba(0, 0, 0, 0)'
  })
  .map(([one]) => `no edge: ${one.outerHTML.slice(0, 90)}`)"""
MOVING = """() => document.getAnimations().map((each) => `moves: ${each.effect.target.outerHTML
  .slice(0, 90)}`)"""
ON_PAPER = """() => Array.from(document.querySelectorAll('.exit-bar, .govuk-back-link,'
    + ' .govuk-skip-link, .read-aloud, .languages'))
  .filter((one) => one.checkVisibility())
  .map((one) => `printed: ${one.outerHTML.slice(0, 90)}`)"""
# Some of what has the focus has to be seen: at its middle or near a corner, and with its mark.
HIDDEN_FOCUS = """() => {
  const one = document.activeElement
  if (!one || one === document.body) return []
  const shown = /radio|checkbox/.test(one.type) ? one.labels[0] : one
  const box = shown.getBoundingClientRect()
  const inset = (size) => Math.min(6, size / 2)
  const xs = [box.left + box.width / 2, box.left + inset(box.width), box.right - inset(box.width)]
  const ys = [box.top + box.height / 2, box.top + inset(box.height), box.bottom - inset(box.height)]
  const isSeen = xs.some((x) => ys.some((y) => {
    const top = document.elementFromPoint(x, y)
    return top && (shown.contains(top) || top.contains(shown) || one.contains(top))
      && !(top.closest('.exit-bar') && !one.closest('.exit-bar'))
  }))
  const marks = [getComputedStyle(one)]
  if (shown !== one) marks.push(getComputedStyle(shown), getComputedStyle(shown, '::before'))
  const isMark = (style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none'
  const isMarked = marks.some(isMark)
  const name = one.outerHTML.slice(0, 90)
  return [...(isSeen ? [] : [`focus hidden: ${name}`]), ...(isMarked ? [] : [`no mark: ${name}`])]
}"""


@contextmanager
def seen_as(page, **media):
    """Look at the page with these settings of the reader's system."""
    page.emulate_media(**media)
    try:
        yield
    finally:
        page.emulate_media(media="screen", forced_colors="none", reduced_motion="no-preference")


def look(page):
    """Return what is wrong on the page for anybody, each with its address."""
    found = page.evaluate(MOVING)  # first: to look again in other colours lets some fade over
    for size in (PHONE, ZOOMED, PHONE_ON_ITS_SIDE):
        page.set_viewport_size(size)
        found += page.evaluate(SIDEWAYS)
    page.set_viewport_size(PHONE)
    found += page.evaluate(SMALL, LEAST_TARGET)
    page.evaluate(SPACE_OUT)
    found += [f"spaced out, {each}" for each in page.evaluate(SIDEWAYS) + page.evaluate(CUT_OFF)]
    page.evaluate(CLOSE_UP)
    with seen_as(page, forced_colors="active"):
        found += page.evaluate(NO_EDGE)
    with seen_as(page, media="print"):
        found += page.evaluate(ON_PAPER)
    return [f"{path_of(page)}: {each}" for each in found]


def focus_faults(page):
    """Return what is wrong with what has the focus now."""
    return [f"{path_of(page)}: {each}" for each in page.evaluate(HIDDEN_FOCUS)]


def path_of(page):
    return urlsplit(page.url).path
