// Leaving in a hurry: Shift three times, or one press; the page is blank before the next one loads.

const PRESSES = 3
const WINDOW_MS = 5000

class ExitPage {
  constructor(root) {
    this.root = root
    this.link = root.querySelector('a')
    this.dots = root.querySelector('.exit-page__dots')
    this.status = root.querySelector('[data-exit-status]')
    this.count = 0
    this.alone = false
    const links = [this.link, ...document.querySelectorAll('[data-exit-link]')]
    links.forEach((link) => link.addEventListener('click', (event) => this.leave(event)))
    document.addEventListener('keydown', (event) => this.hold(event), true)
    document.addEventListener('keyup', (event) => this.press(event), true)
    // A browser that keeps the page in memory must not show a blank sheet on Back.
    window.addEventListener('pageshow', () => this.reset(true))
  }

  // Shift held while a letter is typed is a capital, not a call for the way out.
  hold(event) {
    this.alone = event.key === 'Shift'
    if (!this.alone) this.reset()
  }

  press(event) {
    if (event.key !== 'Shift' || !this.alone) return
    this.alone = false
    if (this.count === 0) this.timer = setTimeout(() => this.reset(), WINDOW_MS)
    this.count += 1
    this.show()
    if (this.count >= PRESSES) this.leave()
  }

  show() {
    this.dots.hidden = this.count === 0
    Array.from(this.dots.children).forEach((dot, place) => {
      dot.classList.toggle('exit-page__dot--on', place < this.count)
    })
    this.status.textContent = this.count ? this.root.dataset.pressed : ''
  }

  leave(event) {
    if (event && (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0)) return
    if (event) event.preventDefault()
    clearTimeout(this.timer)
    const sheet = document.createElement('div')
    sheet.className = 'leaving'
    sheet.setAttribute('role', 'alert')
    sheet.setAttribute('aria-label', this.root.dataset.leaving)
    document.body.append(sheet)
    document.body.classList.add('is-leaving')
    window.location.replace(this.link.href)
  }

  reset(uncover = false) {
    clearTimeout(this.timer)
    if (uncover) {
      document.body.classList.remove('is-leaving')
      document.querySelectorAll('.leaving').forEach((sheet) => sheet.remove())
    }
    if (this.count === 0) return
    this.count = 0
    this.show()
  }
}

document.querySelectorAll('[data-module="exit-page"]').forEach((root) => new ExitPage(root))
