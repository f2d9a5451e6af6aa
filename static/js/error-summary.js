// Takes the reader to what needs mending: focus to the summary, and from it straight into the field.

class ErrorSummary {
  constructor(root) {
    root.focus()
    root.addEventListener('click', (event) => this.follow(event))
  }

  follow(event) {
    const link = event.target.closest('a[href^="#"]')
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    event.preventDefault()
    const group = field.closest('fieldset, .govuk-form-group') || field
    group.scrollIntoView()
    field.focus({ preventScroll: true })
  }
}

document.querySelectorAll('[data-module="error-summary"]').forEach((root) => new ErrorSummary(root))
