// How the UI is built and tested: plain files that satisfy a strict content security policy.

import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  build: {
    // The floor of the webviews: WebKitGTK 2.40, macOS 13.3, WebView2 111.
    target: ['safari16.4', 'chrome111'],
    // The policy allows fonts from 'self' only: nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The app, and the one-line window that stays on top.
    rollupOptions: { input: ['index.html', 'mini.html'] },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
  },
})
