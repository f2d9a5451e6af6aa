// One letter for each control that names one in data-shortcut, inside the card that has the focus or
// is pointed at, else anywhere on the page. `j` and `k` lead from card to card. `?` lists them all.
// The choice to turn them off is kept.

const OFF = 'shortcuts-off'
// Where a letter is a letter. A tick box takes none, and has the focus after a key has ticked it.
const TYPED_INTO = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'
const STEPS = { j: 1, k: -1 }

class Shortcuts {
  constructor(dialog) {
    this.dialog = dialog
    this.list = dialog.querySelector('[data-shortcuts-list]')
    this.toggle = dialog.querySelector('[data-shortcuts-off]')
    if (this.toggle) {
      this.toggle.checked = sessionStorage.getItem(OFF) === 'yes'
      this.toggle.addEventListener('change', () => {
        sessionStorage.setItem(OFF, this.toggle.checked ? 'yes' : 'no')
      })
    }
    document.addEventListener('keydown', (event) => this.press(event))
    const opener = document.querySelector('[data-shortcuts-open]')
    if (opener && document.querySelector('[data-shortcut]')) {
      opener.hidden = false
      opener.addEventListener('click', () => this.open())
    }
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.dialog.open) return
    if (event.target.closest(TYPED_INTO)) {
      if (event.key === 'Escape') this.leave(event.target)
      return
    }
    if (event.key === '?') {
      this.open()
      return
    }
    if (this.toggle && this.toggle.checked) return
    if (event.key in STEPS && this.step(STEPS[event.key])) {
      event.preventDefault()
      return
    }
    const control = this.find(event.key.toLowerCase())
    if (!control) return
    event.preventDefault()
    if (control.matches(TYPED_INTO)) control.focus()
    else control.click()
  }

  // From a line that was typed into, back to its card, where letters are keys again.
  leave(line) {
    const card = line.closest('article[tabindex]')
    if (card) card.focus({ preventScroll: true })
    else line.blur()
  }

  find(key) {
    const controls = Array.from(document.querySelectorAll('[data-shortcut]'))
      .filter((control) => control.dataset.shortcut === key)
    const card = document.activeElement.closest('article') || document.querySelector('article:hover')
    const mine = this.within(card, controls) || this.within(document.querySelector('[data-in-hand]'), controls)
    // With many cards on the page a letter alone could mean any of them.
    return mine || (controls.length === 1 ? controls[0] : null)
  }

  // Of several with one letter, the first that is not chosen yet.
  within(card, controls) {
    const mine = controls.filter((control) => card && card.contains(control))
    return mine.find((control) => control.type !== 'radio' || !control.checked) || mine[0]
  }

  // Cards in a part that is folded away are passed over. Returns whether there was one to go to.
  step(by) {
    const cards = Array.from(document.querySelectorAll('main article[tabindex]'))
      .filter((card) => card.getClientRects().length > 0)
    const here = cards.indexOf(document.activeElement.closest('article'))
    const next = cards[here < 0 ? 0 : here + by]
    if (next) next.focus()
    return Boolean(next)
  }

  open() {
    const seen = new Map()
    if (document.querySelector('main article[tabindex]')) {
      seen.set('j', this.dialog.dataset.next).set('k', this.dialog.dataset.previous)
    }
    document.querySelectorAll('[data-shortcut]').forEach((control) => {
      const label = control.dataset.shortcutLabel || control.firstChild.textContent.trim()
      if (!seen.has(control.dataset.shortcut)) seen.set(control.dataset.shortcut, label)
    })
    this.list.replaceChildren(...Array.from(seen).flatMap(([key, label]) => {
      const term = document.createElement('dt')
      const meaning = document.createElement('dd')
      term.textContent = key
      meaning.textContent = label
      return [term, meaning]
    }))
    this.dialog.showModal()
  }
}

document.querySelectorAll('[data-module="shortcuts"]').forEach((dialog) => new Shortcuts(dialog))
