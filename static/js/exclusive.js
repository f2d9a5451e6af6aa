// "None of these" unticks the others, and they untick it. The server asks again where this is absent.

class Exclusive {
  constructor(root) {
    this.boxes = Array.from(root.querySelectorAll('input[type="checkbox"]'))
    root.addEventListener('change', (event) => this.settle(event.target))
  }

  settle(box) {
    if (!box.checked) return
    const alone = box.hasAttribute('data-exclusive')
    this.boxes.forEach((other) => {
      if (other !== box && (alone || other.hasAttribute('data-exclusive'))) other.checked = false
    })
  }
}

document.querySelectorAll('[data-module="exclusive"]').forEach((root) => new Exclusive(root))
