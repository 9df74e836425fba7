// What is said of backups: in Settings, in the banner, and while going back to one.

import type { BackupProgressView, BackupView } from '../wire'

export const backupText = {
  head: 'Backups',
  about:
    'Made every half hour while something changes, and at closing. Each is opened again and looked at whole before it counts.',
  now: 'Back up now',
  last: 'Last good backup',
  none: 'None yet',
  second: 'Second place',
  secondHelp: 'A folder on a USB disk or a server. Each backup is copied there too and read back.',
  path: 'Folder of the second place',
  pathHelp: 'The whole path, such as E:\\ or a folder of a server. Empty: no second place.',
  savePath: 'Save second place',
  saved: 'The second place was saved.',
  notChosen: 'Not chosen',
  away: 'not connected',
  copied: (when: string) => `Last copy read back ${when}`,
  neverCopied: 'Nothing was copied there yet',
  proof: 'Last proof',
  proofHelp:
    'Opens the newest backup of the second place on this PC, looks at all of it, and takes it away again.',
  prove: 'Prove my backup',
  proving: 'Opening the newest backup and looking at all of it',
  never: 'Never',
  good: (when: string, entries: string) =>
    `The backup of ${when} opens. Its ${entries} entries and their whole record are sound.`,
  bad: (when: string) => `The backup of ${when} is not good. Make a new one now.`,
  made: 'The backup was made, and it is good.',
  stopped: (newest: string | null) =>
    newest
      ? `The backup was stopped. Nothing was changed; the backup of ${newest} is the newest.`
      : 'The backup was stopped. Nothing was changed; there is no backup yet.',
  list: 'Backups on this PC',
  columns: { made: 'Made', why: 'Why', entries: 'Entries', events: 'Recorded actions', size: 'Size' },
  all: (n: number) => `Show all ${n}`,
  folder: (path: string) => `Kept in ${path}`,
  restore: 'Restore a backup',
  open: 'Open Settings',
  why: {
    schedule: 'Half-hourly',
    asked: 'Asked for',
    closing: 'At closing',
    before_update: 'Before an update',
    before_import: 'Before an import',
    before_restore: 'Before a restore',
  } as Record<string, string>,
}

export const restoreText = {
  title: 'Restore a backup',
  link: 'Restore a backup',
  about: 'Nothing is deleted: the present vault is moved aside as it is and stays on this PC.',
  back: 'Back',
  cancel: 'Cancel',
  looking: 'Looking for backups',
  choose: 'Which backup?',
  chooseHelp: 'Newest first. The newest good one loses the least.',
  none: 'No backup was found here.',
  here: 'this PC',
  elsewhere: 'second place',
  folder: 'Look in another folder',
  folderHelp: 'A USB disk or a server folder; the whole path.',
  look: 'Look there',
  known: 'Known backups',
  who: 'Who restores it?',
  whoHelp: 'A manager, with the name and the password of the day the backup was made.',
  signIn: 'Sign-in name',
  password: 'Password of that day',
  check: 'Check this backup',
  checking: 'Looking at the whole backup',
  lose: 'What you will lose',
  good: 'The backup was opened and looked at whole. It is good.',
  nothing: 'There is no vault on this PC yet, so nothing is lost.',
  noLoss: 'Nothing: no entry was made after this backup.',
  entries: (n: number) =>
    n === 1
      ? 'You will lose 1 entry made after this backup.'
      : `You will lose ${n} entries made after this backup.`,
  events: (n: number) => (n === 1 ? '1 recorded action in all' : `${n} recorded actions in all`),
  closed: 'What will be lost cannot be told, because the present vault does not open.',
  parted: 'The present vault does not go on from this backup, so all of it will be given up.',
  staff: 'Time of',
  count: 'Entries',
  restore: 'Restore this backup',
  restoring: 'Restoring',
  signedOut: 'Everybody is signed out for it. A running timer stands at its last proof and is asked about.',
  done: 'The backup is restored',
  doneHelp: 'Sign in with the name and the password of the day it was made.',
  aside: (path: string) => `The vault before is kept in ${path}`,
  toSignIn: 'Go to sign-in',
}

/** "12.4 MB" */
export const size = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`

/** "8,412" */
export const number = (n: number) => n.toLocaleString('en-US')

/** Why a backup was made. */
export const whyOf = (backup: BackupView) => backupText.why[backup.why] ?? backup.why

const stages: Record<string, string> = {
  copying: 'Copying',
  checking: 'Opening the copy and looking at all of it',
  second: 'Copying to the second place and reading it back',
}

/** "Copying, 42 %" */
export const progressOf = ({ stage, percent }: BackupProgressView) =>
  percent > 0 && percent < 100 ? `${stages[stage] ?? stage}, ${percent} %` : (stages[stage] ?? stage)
