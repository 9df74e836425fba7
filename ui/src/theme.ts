// Light, dark or high contrast, as the system asks for.

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const contrast = window.matchMedia('(prefers-contrast: more)')

function apply() {
  document.documentElement.dataset['theme'] = contrast.matches ? 'contrast' : dark.matches ? 'dark' : 'light'
}

/** Follows the system's preference from now on. */
export function followSystemTheme() {
  apply()
  dark.addEventListener('change', apply)
  contrast.addEventListener('change', apply)
}
