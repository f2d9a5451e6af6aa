// Reads a question aloud when asked to: its words and choices, never what was typed. Only voices of
// this device are used, so no word leaves it; where none fits the page's language nothing is shown.

const RATE = 0.9
const SPOKEN = 'legend, .govuk-label, .govuk-hint, .govuk-error-message, h1, h2, p'
const SILENT = '[data-count-message], [role="status"]'
const READING = 'is-read-aloud'

const family = (lang) => lang.toLowerCase().split(/[-_]/)[0]

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
      .filter((each) => !each.closest(SILENT) && !each.parentElement.closest(SPOKEN))
      .filter((each) => each.innerText.trim())
  }

  read(question, button) {
    this.stop()
    this.button = button
    this.name(button, this.root.dataset.stop)
    const parts = this.parts(question).map((part) => this.utterance(part, button)).filter(Boolean)
    parts.forEach((part) => this.speech.speak(part))
    if (parts.length) parts[parts.length - 1].addEventListener('end', () => this.stop(button))
    else this.stop()
  }

  utterance(part, button) {
    const lang = part.closest('[lang]').lang
    const voice = this.voiceFor(lang)
    if (!voice) return null
    const spoken = new window.SpeechSynthesisUtterance(part.innerText.trim())
    Object.assign(spoken, { lang, voice, rate: RATE })
    spoken.addEventListener('start', () => { if (this.button === button) part.classList.add(READING) })
    spoken.addEventListener('end', () => part.classList.remove(READING))
    return spoken
  }

  stop(button = this.button) {
    if (!button || button !== this.button) return
    this.button = null
    this.speech.cancel()
    this.root.querySelectorAll(`.${READING}`).forEach((each) => each.classList.remove(READING))
    this.name(button, this.root.dataset.listen)
  }
}

document.querySelectorAll('[data-module="read-aloud"]').forEach((root) => new ReadAloud(root))
