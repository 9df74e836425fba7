// Lint rules, and the walls between the parts of the UI.

import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

const tauri = {
  regex: '^@tauri-apps/',
  message: 'Only backend.ts talks to Rust.',
}
const lucide = {
  regex: '^@lucide/svelte$',
  message: "Import one icon: '@lucide/svelte/icons/x'.",
}
const fake = {
  regex: 'backend\\.fake',
  message: 'The fake backend is its own chunk: only backend.ts loads it.',
}
const walls = (...patterns) => ['error', { patterns: [tauri, lucide, fake, ...patterns] }]

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/wire.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.es2022 } },
    rules: {
      'no-undef': 'off',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-console': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'off',
      'svelte/no-navigation-without-resolve': 'off',
      'no-restricted-imports': walls(),
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
          message: 'No markup from strings.',
        },
        {
          selector: "ImportDeclaration[source.value='svelte/transition']",
          message: 'Svelte transitions inject styles, which the content security policy forbids.',
        },
        { selector: 'ImportExpression', message: 'Only backend.ts loads a chunk by itself.' },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.test.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    files: ['src/screens/**'],
    rules: {
      'no-restricted-imports': walls(
        { regex: '^\\.\\./(?!\\.\\.)', message: 'A screen does not import another screen.' },
        { regex: '/screens/', message: 'A screen does not import another screen.' },
        { regex: '^bits-ui', message: 'Use a part.' },
      ),
    },
  },
  {
    files: ['src/parts/**'],
    rules: {
      'no-restricted-imports': walls({
        regex: '^\\.\\./(?!wire$|text/(time|dates|parts)$)',
        message: 'Parts know no domain.',
      }),
    },
  },
  {
    files: ['src/backend.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [lucide] }], 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/**/*.test.ts'],
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
)
