// Fetches a piece of the page again while long work goes on:
// <div data-module="live-progress" data-url="…" data-every="2">. An element with data-finished in
// the piece ends it and loads the page anew. Without scripts the page refreshes itself.

const SLOWEST_S = 30

class LiveProgress {
  constructor(root) {
    this.root = root
    this.first = Number(root.dataset.every) || 2
    this.wait = this.first
    this.plan()
  }

  plan() {
    setTimeout(() => this.fetch(), this.wait * 1000)
  }

  async fetch() {
    if (document.hidden) {
      this.plan()
      return
    }
    try {
      const response = await fetch(this.root.dataset.url, { headers: { 'X-Requested-With': 'fetch' } })
      if (!response.ok || response.redirected) throw new Error(String(response.status))
      this.show(await response.text())
      this.wait = this.first
    } catch {
      this.wait = Math.min(this.wait * 2, SLOWEST_S)
    }
    if (!this.finished) this.plan()
  }

  show(html) {
    const piece = new DOMParser().parseFromString(html, 'text/html')
    this.finished = Boolean(piece.querySelector('[data-finished]'))
    if (this.finished) window.location.reload()
    else this.root.replaceChildren(...piece.body.childNodes)
  }
}

document.querySelectorAll('[data-module="live-progress"]').forEach((root) => new LiveProgress(root))
