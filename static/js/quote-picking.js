// Marking words of the answer instead of copying them: fills the same boxes that are typed in by hand.

class QuotePicking {
  constructor(form) {
    this.answer = form.querySelector('[data-answer]')
    this.status = form.querySelector('[data-selecting-status]')
    this.words = form.querySelector('[name="words"]')
    this.rows = Array.from(form.querySelectorAll('[data-own-row]'))
    form.querySelector('[data-selecting]').hidden = false
    // The press must not move the focus: that would end the marking.
    form.querySelectorAll('[data-selecting] button').forEach((button) => {
      button.addEventListener('pointerdown', (event) => event.preventDefault())
    })
    form.querySelector('[data-quote-selected]').addEventListener('click', () => this.quote())
    form.querySelector('[data-take-out-selected]').addEventListener('click', () => this.takeOut())
  }

  marked() {
    const selection = window.getSelection()
    const inside = selection.rangeCount && this.answer.contains(selection.anchorNode) &&
      this.answer.contains(selection.focusNode)
    const words = inside ? selection.toString().trim() : ''
    if (!words) this.say('none')
    return words
  }

  quote() {
    const words = this.marked()
    if (!words) return
    this.words.value = words
    this.say('quoted')
  }

  takeOut() {
    const words = this.marked()
    const row = this.rows.find((each) => !each.querySelector('input').value)
    if (!words || !row) return
    row.querySelector('input').value = words
    row.querySelector('select').focus()
    this.say('taken')
  }

  say(what) {
    this.status.textContent = this.status.dataset[what]
  }
}

document.querySelectorAll('[data-module~="quote-picking"]').forEach((form) => new QuotePicking(form))
