// The gallery shows every part, and the build does not have it.

import { render, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import config from '../../vite.config'
import Gallery from './Gallery.svelte'

const parts = Object.keys(import.meta.glob('../parts/*.svelte'))
const pages = import.meta.glob<string>('./*.svelte', { query: '?raw', import: 'default', eager: true })

/** Shown inside of others only: the frame of a field, the list of a select that is typed into. */
const INSIDE = ['FieldFrame', 'SearchList']

test('every part is in the gallery', () => {
  const text = Object.values(pages).join('\n')
  const missing = parts
    .map((path) => path.replace('../parts/', '').replace('.svelte', ''))
    .filter((name) => !INSIDE.includes(name) && !text.includes(`parts/${name}.svelte`))
  expect(parts.length).toBeGreaterThan(20)
  expect(missing).toEqual([])
})

test('it can be drawn, and is no page of the build', () => {
  render(Gallery)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Gallery of parts')
  expect(JSON.stringify(config)).not.toContain('gallery')
})
