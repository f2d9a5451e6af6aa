// Counts down once most of the room is used. Writing past the end is allowed; sending says so.

const SHOW_FROM = 0.75
const SPEAK_AFTER_MS = 1000

// Characters as people see them, as the server counts: an emoji is one, and spaces at the ends are none.
const segmenter = window.Intl && Intl.Segmenter ? new Intl.Segmenter() : null

function lengthOf (text) {
  const kept = text.trim().normalize('NFC')
  return segmenter ? Array.from(segmenter.segment(kept)).length : Array.from(kept).length
}

class CharacterCount {
  constructor(root) {
    this.words = root.dataset
    this.max = Number(root.dataset.max)
    this.box = root.querySelector('textarea')
    this.message = root.querySelector('[data-count-message]')
    this.status = root.querySelector('[data-count-status]')
    this.before = this.message.textContent
    this.box.addEventListener('input', () => this.update())
    this.update(false)
  }

  update(speak = true) {
    const used = lengthOf(this.box.value)
    const over = used > this.max
    const template = over ? this.words.over : this.words.left
    const text = used < this.max * SHOW_FROM
      ? this.before
      : template.replace('{n}', Math.abs(this.max - used).toLocaleString())
    this.message.textContent = text
    this.message.classList.toggle('govuk-character-count__message--over', over)
    clearTimeout(this.timer)
    if (speak && text !== this.before) {
      this.timer = setTimeout(() => { this.status.textContent = text }, SPEAK_AFTER_MS)
    }
  }
}

document.querySelectorAll('[data-module="character-count"]').forEach((root) => new CharacterCount(root))
