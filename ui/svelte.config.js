// Compiler settings: runes only, and CSS always as files because the policy forbids injected styles.

import { vitePreprocess } from '@sveltejs/vite-plugin-svelte'

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true, css: 'external' },
}
