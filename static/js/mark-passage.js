// Words of an answer that are selected become the place that the added themes are about.
// The page works without this: there a passage is chosen from a list of what was said.

const LONGEST = 60

class MarkPassage {
  constructor(words) {
    this.words = words
    this.label = words.closest('article').querySelector('[data-marked]')
    if (!this.label) return
    this.radio = this.label.querySelector('input')
    this.said = this.label.querySelector('[data-marked-words]')
    document.addEventListener('selectionchange', () => this.look())
  }

  look() {
    const selection = document.getSelection()
    if (selection.isCollapsed || !selection.rangeCount) return
    const range = selection.getRangeAt(0)
    if (!this.words.contains(range.startContainer) || !this.words.contains(range.endContainer)) return
    const marked = this.textUpTo(range.endContainer, range.endOffset)
    const before = this.textUpTo(range.startContainer, range.startOffset)
    const words = marked.slice(before.length)
    const start = before.length + words.length - words.trimStart().length
    const end = marked.trimEnd().length
    if (start >= end) return
    this.show(this.count(marked.slice(0, start)), this.count(marked.slice(0, end)), words.trim())
  }

  // Without the small numbers of the marks, which are ours and not the person's.
  textUpTo(node, offset) {
    const range = document.createRange()
    range.setStart(this.words, 0)
    range.setEnd(node, offset)
    const part = range.cloneContents()
    part.querySelectorAll('[data-not-said]').forEach((number) => number.remove())
    return part.textContent
  }

  // The server counts characters, a script halves of some: an emoji is one there and two here.
  count(text) {
    return Array.from(text).length
  }

  show(start, end, words) {
    const short = Array.from(words)
    this.radio.value = `${start}-${end}`
    this.radio.checked = true
    this.said.textContent = short.length > LONGEST ? `${short.slice(0, LONGEST).join('')}…` : words
    this.label.hidden = false
  }
}

document.querySelectorAll('[data-module~="mark-passage"]').forEach((words) => new MarkPassage(words))
