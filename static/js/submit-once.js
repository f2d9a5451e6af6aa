// A second press while the first is on its way is dropped. The server is safe without this.

const RELEASE_MS = 8000

class SubmitOnce {
  constructor(form) {
    this.form = form
    form.addEventListener('submit', (event) => this.send(event))
    window.addEventListener('pageshow', () => this.release())
  }

  send(event) {
    if (this.sent) {
      event.preventDefault()
      return
    }
    this.sent = true
    this.mark(true)
    // A connection that hangs must not take the button away for good.
    setTimeout(() => this.release(), RELEASE_MS)
  }

  release() {
    this.sent = false
    this.mark(false)
  }

  // Not `disabled`: a disabled button would not send its own name and value, and loses the focus.
  mark(busy) {
    this.form.querySelectorAll('button[type="submit"]').forEach((button) => {
      if (busy) button.setAttribute('aria-disabled', 'true')
      else button.removeAttribute('aria-disabled')
    })
  }
}

document.querySelectorAll('form[data-module~="submit-once"]').forEach((form) => new SubmitOnce(form))
