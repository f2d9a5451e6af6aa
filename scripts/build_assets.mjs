// Builds static/css and static/fonts from static/scss and the packages; run by `make assets`.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import rtlcss from 'rtlcss'
import * as sass from 'sass'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts) => join(root, ...parts)
// Each font with the scripts it is for; static/scss/_font.scss says which letters load which file.
const FONTS = {
  'atkinson-hyperlegible': ['latin', 'latin-ext'],
  'noto-sans-arabic': ['arabic'],
  'noto-sans-bengali': ['bengali']
}
const WEIGHTS = [400, 700]

mkdirSync(at('static/css'), { recursive: true })
mkdirSync(at('static/fonts'), { recursive: true })

for (const name of ['respondent', 'staff', 'paper']) {
  const { css } = sass.compile(at(`static/scss/${name}.scss`), {
    loadPaths: [at('node_modules')],
    quietDeps: true,
    style: 'compressed'
  })
  writeFileSync(at(`static/css/${name}.css`), css)
  // govuk-frontend is written left to right; ours uses logical properties, which rtlcss leaves alone.
  writeFileSync(at(`static/css/${name}.rtl.css`), rtlcss.process(css))
}

for (const [font, scripts] of Object.entries(FONTS)) {
  for (const script of scripts) {
    for (const weight of WEIGHTS) {
      const file = `${font}-${script}-${weight}-normal.woff2`
      cpSync(at(`node_modules/@fontsource/${font}/files`, file), at('static/fonts', file))
    }
  }
}
