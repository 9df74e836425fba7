// The screens about trust, with the way to each: the audit, the parts of Settings, and what is in front of a locked practice.

import { go, hook, shut } from './steps.mjs'

/** A part of Settings, brought to the top of the window. */
const part = (id) => ({
  async open(page) {
    await go(page, 'settings')
    await page.find(`#${id}`)
    await page.run('document.getElementById(arguments[0]).scrollIntoView()', id)
  },
})

const dialogOf = (button, shown) => ({
  async open(page) {
    await go(page, 'settings')
    await page.click(button)
    await page.find(shown)
  },
  close: shut,
})

/** The audit. */
export const TRUST = {
  audit: { open: (page) => go(page, 'audit') },
  'audit-event': {
    async open(page) {
      await go(page, 'audit')
      await page.click(`${hook('events')} .opener`)
      await page.find(hook('event-details'))
    },
  },
  'audit-who-looked': {
    async open(page) {
      await go(page, 'today')
      await page.click('[data-testid^="row-"] .c-name a')
      await page.click(hook('who-looked'))
      await page.find(hook('events'))
    },
  },
  'audit-checked': {
    async open(page) {
      await go(page, 'audit')
      await page.click(hook('verify'))
      await page.find(hook('findings'), 60)
      await page.click(hook('export-audit'))
      await page.find(`${hook('findings')}, .note b`)
    },
  },
}

/** Settings, scrolled to each of its parts, and what opens from there. */
export const PARTS = {
  'settings-people': part('staff'),
  'settings-keeping': part('keeping'),
  'settings-backups': {
    async open(page) {
      await part('backups').open(page)
      await page.click(hook('back-up'))
      await page.find(hook('backup-list'), 60)
      await page.find(`${hook('back-up')}:not([aria-busy="true"])`, 60)
      await page.run('document.getElementById("backups").scrollIntoView()')
    },
  },
  'settings-appearance': part('appearance'),
  'settings-rules': part('rules'),
  'settings-decisions': part('decisions'),
  'settings-fees': part('fees'),
  'settings-closures': part('closures'),
  'pack-new': dialogOf(hook('add-pack'), hook('pack-dialog')),
  'settings-activities': part('activities'),
  'own-password': dialogOf(hook('change-password'), '[role="dialog"]'),
  'sign-in-of-somebody': dialogOf('[data-testid^="sign-in-"]', hook('sign-in-dialog')),
  'recovery-check': dialogOf(hook('check-recovery'), '[role="dialog"]'),
  'recovery-renew': dialogOf(hook('renew-recovery'), '[role="dialog"]'),
}

const wizard = (button) => ({
  async open(page) {
    await page.click(button)
    await page.find(`${hook('restorable')} button`, 60)
  },
})

/** In front of the locked practice, in the order one comes to them. */
export const LOCKED = {
  locked: {
    async open(page) {
      await page.click(hook('lock'))
      await page.find(hook('password'))
    },
  },
  recover: {
    async open(page) {
      await page.click(hook('use-recovery'))
      await page.find(hook('recover'))
    },
    async close(page) {
      await page.click(`${hook('recover')} ~ button`)
      await page.find(hook('unlock'))
    },
  },
  'restore-choose': wizard(hook('restore-link')),
  'restore-who': {
    async open(page) {
      await page.click(`${hook('restorable')} button`)
      await page.find(hook('restore-password'))
    },
    async close(page) {
      await page.click(hook('restore-back'))
      await page.click(hook('restore-back'))
      await page.find(hook('unlock'))
    },
  },
}
