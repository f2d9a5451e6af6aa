// Reads a question aloud when asked to: its words and choices, never what was typed. Only voices of
// this device are used, so no word leaves it; where none fits the page's language nothing is shown.

const RATE = 0.9
const SPOKEN = 'legend, .govuk-label, .govuk-hint, .govuk-error-message, h1, h2, p'
const SILENT = '[data-count-message], [role="status"]'
const READING = 'is-read-aloud' // the paragraph

const LIT = 'read-aloud' // the sentence of the moment, where the browser can light a part of a text
const family = (lang) => lang.toLowerCase().split(/[-_]/)[0]

// Words of a part by sentence, each with its place on the page.
function sentencesOf (part, lang) {
  const splitter = window.Intl && Intl.Segmenter && new Intl.Segmenter(lang, { granularity: 'sentence' })
  const all = part.textContent
  const places = splitter ? Array.from(splitter.segment(all)) : [{ segment: all, index: 0 }]
  return places.filter(({ segment }) => segment.trim()).map(({ segment, index }) => (
    { text: segment.replace(/\s+/g, ' ').trim(), range: rangeOf(part, index, index + segment.length) }))
}

function rangeOf (part, start, end) {
  const range = document.createRange()
  const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
  for (let before = 0; nodes.nextNode(); before += nodes.currentNode.length) {
    const has = (offset) => offset >= before && offset <= before + nodes.currentNode.length
    if (has(start)) range.setStart(nodes.currentNode, start - before)
    if (has(end)) range.setEnd(nodes.currentNode, end - before)
  }
  return range
}

class ReadAloud {
  constructor(root) {
    this.root = root
    this.speech = window.speechSynthesis
    if (!this.speech || !window.SpeechSynthesisUtterance) return
    this.buttons = this.questions().map((question) => this.addButton(question))
    this.show()
    // Some browsers know their voices only after a while.
    if (this.speech.addEventListener) this.speech.addEventListener('voiceschanged', () => this.show())
    window.addEventListener('pagehide', () => this.stop())
    document.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.stop() })
  }

  questions() {
    return Array.from(this.root.querySelectorAll('.govuk-form-group, .information'))
      .filter((each) => !each.parentElement.closest('.govuk-form-group'))
  }

  addButton(question) {
    const heading = question.querySelector('legend, .govuk-label-wrapper, .govuk-label, h1, h2') || question
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary read-aloud'
    button.dataset.of = heading.innerText.trim()
    button.addEventListener('click', () => (this.button === button ? this.stop() : this.read(question, button)))
    if (heading === question) question.prepend(button)
    else heading.after(button)
    this.name(button, this.root.dataset.listen)
    return button
  }

  // The question's own words tell one button from the next to whoever only hears them.
  name(button, words) {
    const about = document.createElement('span')
    about.className = 'govuk-visually-hidden'
    about.textContent = ` ${button.dataset.of}`
    button.replaceChildren(words, about)
  }

  voiceFor(lang) {
    return this.speech.getVoices().find((voice) => voice.localService && family(voice.lang) === family(lang))
  }

  show() {
    const hasVoice = Boolean(this.voiceFor(document.documentElement.lang))
    this.buttons.forEach((button) => { button.hidden = !hasVoice })
  }

  parts(question) {
    return Array.from(question.querySelectorAll(SPOKEN))
      .filter((each) => !each.closest(SILENT) && !each.parentElement.closest(SPOKEN) && each.innerText.trim())
  }

  read(question, button) {
    this.stop()
    this.button = button
    this.name(button, this.root.dataset.stop)
    const spoken = this.parts(question).flatMap((part) => this.utterances(part, button))
    spoken.forEach((each) => this.speech.speak(each))
    spoken.slice(-1).forEach((last) => last.addEventListener('end', () => this.stop(button)))
    if (!spoken.length) this.stop()
  }

  utterances(part, button) {
    const lang = part.closest('[lang]').lang
    const voice = this.voiceFor(lang)
    return !voice ? [] : sentencesOf(part, lang).map(({ text, range }) => {
      const spoken = new window.SpeechSynthesisUtterance(text)
      Object.assign(spoken, { lang, voice, rate: RATE })
      spoken.addEventListener('start', () => {
        part.classList.toggle(READING, this.button === button)
        if (CSS.highlights && this.button === button) CSS.highlights.set(LIT, new window.Highlight(range))
      })
      spoken.addEventListener('end', () => part.classList.remove(READING))
      return spoken
    })
  }

  stop(button = this.button) {
    if (!button || button !== this.button) return
    this.button = null
    this.speech.cancel()
    this.root.querySelectorAll(`.${READING}`).forEach((each) => each.classList.remove(READING))
    if (CSS.highlights) CSS.highlights.delete(LIT)
    this.name(button, this.root.dataset.listen)
  }
}

document.querySelectorAll('[data-module="read-aloud"]').forEach((root) => new ReadAloud(root))
