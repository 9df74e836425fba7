// Light, dark or high contrast: as the system asks for, or as the person chose.

/** What can be chosen. */
export type Theme = 'system' | 'light' | 'dark' | 'contrast'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const contrast = window.matchMedia('(prefers-contrast: more)')

let chosen: Theme = 'system'

function apply() {
  const system = contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light'
  document.documentElement.dataset['theme'] = chosen === 'system' ? system : chosen
}

/** Follows the system's preference from now on, while nobody has chosen. */
export function followSystemTheme() {
  apply()
  dark.addEventListener('change', apply)
  contrast.addEventListener('change', apply)
}

/** Shows what the person chose. */
export function setTheme(theme: Theme) {
  chosen = theme
  apply()
}
