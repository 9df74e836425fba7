// The backups of the fake practice: a few made on the fake day, a second place that has been away for three days.

import type { BackupView, BackupWordView, BackupsView, ProofView, RestorableView, RestoreForm } from '../wire'
import type { RestorePreviewView } from '../wire'
import { instant, now, state } from './practice'
import { refuse } from './views'

const folder = '~/.local/share/caretally/backups'
const HOUR = 3_600_000

function backup(hoursAgo: number, why: string, entries: number): BackupView {
  const made_at = instant(now() - hoursAgo * HOUR)
  const dir = `${folder}/${made_at.slice(0, 10)}-${made_at.slice(11, 19).replaceAll(':', '')}Z`
  return { dir, made_at, why, entries, events: entries * 5 + 212, bytes: 12_400_000 + entries * 100 }
}

const kept = {
  backups: [
    backup(0.4, 'schedule', 8_412),
    backup(0.9, 'schedule', 8_409),
    backup(17.2, 'closing', 8_391),
    backup(18, 'before_import', 8_388),
    backup(41, 'closing', 8_340),
    backup(65, 'closing', 8_296),
    backup(89, 'closing', 8_251),
    backup(260, 'closing', 8_004),
  ],
  second: { path: 'E:\\', verified_at: instant(now() - 73 * HOUR), present: false } as BackupsView['second'],
  proved_at: instant(now() - 12 * 24 * HOUR) as string | null,
  under_way: null as BackupsView['under_way'],
}

function words(): BackupWordView[] {
  const { second } = kept
  if (!second)
    return [
      {
        tone: 'warn',
        text: 'The backups are on this PC only: if it is lost, so are they. Choose a second place, such as a USB disk.',
      },
    ]
  const days = second.verified_at ? Math.floor((now() - Date.parse(second.verified_at)) / (24 * HOUR)) : 0
  if (days < 2) return []
  const text = `The newest backup in the second place is ${days} days old. Connect ${second.path}, then make a backup.`
  return [{ tone: 'alarm', text }]
}

const stages = [
  { stage: 'copying', percent: 38 },
  { stage: 'checking', percent: 0 },
  { stage: 'second', percent: 0 },
]

/** How they stand; a backup under way gets on each time it is asked for. */
export function view(): BackupsView {
  if (kept.under_way) {
    const at = stages.findIndex((one) => one.stage === kept.under_way?.stage)
    kept.under_way = stages[at + 1] ?? null
    if (!kept.under_way) {
      kept.backups.unshift(backup(0, 'asked', 8_413))
      if (kept.second?.present) kept.second.verified_at = instant(now())
    }
  }
  return { ...kept, folder, words: words() }
}

export function backUp(): BackupsView {
  kept.under_way = stages[0] ?? null
  return { ...kept, folder, words: words() }
}

/** Stops the backup under way; nothing of it is kept. */
export function stop(): boolean {
  const heard = kept.under_way !== null
  kept.under_way = null
  return heard
}

export function setPlace(path: string): BackupsView {
  if (path && !/^([A-Z]:\\|\/|~)/.test(path))
    refuse('refused', 'Write the whole path of a folder, such as E:\\ or a folder of a server.', 'path')
  kept.second = path ? { path, verified_at: null, present: true } : null
  return view()
}

export function prove(): ProofView {
  const newest = kept.backups[0] ?? refuse('refused', 'There is no backup in the second place.')
  kept.proved_at = instant(now())
  return { good: true, made_at: newest.made_at, entries: newest.entries, faults: [] }
}

export function restorable(asked: string): RestorableView[] {
  if (asked && asked !== 'E:\\') refuse('refused', 'There is no such folder. Write its whole path.', 'folder')
  return kept.backups.map((one) => ({ backup: one, sign_ins: ['bex', 'tamsin'], here: asked === '' }))
}

export function preview(form: RestoreForm): RestorePreviewView {
  if (form.password === 'wrong') refuse('wrong_password', 'The name or the password is not right.')
  const one =
    kept.backups.find((kept) => kept.dir === form.backup) ?? refuse('refused', 'There is no backup.')
  const lost = (kept.backups[0]?.entries ?? 0) - one.entries
  const entries = [
    { staff: 'Bex Okonjo', count: Math.floor(lost / 3) },
    { staff: 'Tamsin Reyes-Holt', count: lost - Math.floor(lost / 3) },
  ].filter(({ count }) => count > 0)
  const present = state.stage !== 'set_up'
  return { backup: one, present, closed: null, parted: false, events: lost * 5 + 3, entries }
}
