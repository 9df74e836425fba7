// What Settings says about people, the lock of the screen and the recovery key.

import { usDate } from '../../text/dates'

export const peopleText = {
  columns: {
    name: 'Name',
    role: 'Role',
    access: 'Access',
    sign_in: 'Sign-in',
    npi: 'NPI',
    training: 'Team training',
  },
  signIn: 'Sign-in',
  signInWho: (name: string) => `Sign-in of ${name}`,
  oneTime: 'One-time password',
  locked: 'Locked out',
  out: 'Sign-in ended',
  own: 'Own password',
  code: 'and a code',
  since: (date: string) => `since ${date}`,
  failures: (n: number) => (n === 1 ? '1 wrong password' : `${n} wrong passwords`),
}

export const signInText = {
  title: (name: string) => `Sign-in of ${name}`,
  passwordHead: 'Password',
  passwordAbout:
    'If it is forgotten or somebody else may know it. It opens once: then a new one has to be chosen, which only they know.',
  oneTime: 'One-time password',
  give: 'Set one-time password',
  given: (name: string) => `Tell ${name} this password`,
  givenAbout: 'It is shown once. At the first sign-in they choose their own.',
  signsInAs: 'Signs in as',
  done: 'Done',
  lockedHead: 'Locked after 100 wrong passwords in a row',
  lockedAbout:
    'If it was they who mistyped, let them try again. If not, somebody was guessing: look at the audit.',
  release: 'Let them try again',
  released: (name: string) => `${name} may try again.`,
  codeHead: 'A code is asked besides the password',
  codeAbout: 'If the phone is lost, or a new one is coming. Be sure that it is they who ask.',
  codeRemove: 'Stop asking for a code',
  codeRemoved: (name: string) => `No code is asked of ${name} any more.`,
  outHead: 'Works here',
  outAbout:
    'Who leaves can no longer sign in, at once. Nothing they did is lost; a running timer of theirs stops at its last proof. If they may have a copy of the files, make new keys afterward, under Lock and recovery.',
  disable: 'End the sign-in',
  disabled: (name: string) => `${name} can no longer sign in.`,
  enable: 'Allow the sign-in again',
  enabled: (name: string) => `${name} can sign in again, with the password from before.`,
  inAbout: 'Signs in again with the password from before.',
}

export const keepingText = {
  head: 'Lock and recovery',
  about: 'When the screen locks by itself, and the way back in when a password is lost.',
  lock: 'Lock the screen after',
  lockHelp: 'Without a key or the mouse being touched. Timers run on. Ctrl+L locks at once.',
  minutes: (n: number) => (n === 1 ? '1 minute' : `${n} minutes`),
  saveLock: 'Save',
  lockSaid: (n: number) => `The screen locks after ${n === 1 ? '1 minute' : `${n} minutes`}.`,
  codes: 'Ask everybody for a code of an authenticator app',
  codesHelp: 'Who has no app yet sets one up at the next sign-in. Codes protect the sign-in, not the file.',
  codesOn: 'From now on everybody is asked for a code.',
  codesOff: 'Codes are asked only of who set up an app.',
  recovery: 'Recovery key',
  made: (at: string) => `Made on ${usDate(at.slice(0, 10))}.`,
  proved: (at: string) => `Shown to be there on ${usDate(at.slice(0, 10))}.`,
  unproved: 'Nobody has shown yet that the printed key is there.',
  check: 'Check the printed key',
  renew: 'Make a new key',
  checkTitle: 'Check the printed key',
  checkAbout: 'Type the whole key from the paper. Nothing is changed; the paper stays good.',
  key: 'Recovery key',
  keyHelp: '8 groups of 7 letters and digits. Spaces and dashes do not matter.',
  checkSave: 'Check it',
  checked: 'This is the right key. Put it back in its safe place.',
  renewTitle: 'Make a new recovery key?',
  renewAbout:
    'The printed key opens nothing any more from then on. The new one is shown once: print it, and type groups 3 and 7 back.',
  renewSave: 'Make a new key',
}

export const newKeysText = {
  making: 'Encrypting everything anew',
  head: 'New keys',
  about: 'After somebody left who may have a copy of the files, or when a password got about.',
  open: 'Make new keys',
  title: 'Make new keys for everything?',
  whatHappens: [
    'Everything is encrypted anew. Who may no longer sign in opens none of it any more, whatever they copied or know.',
    'Your password stays. Everybody else gets one for a single sign-in; the list is shown once, to print or write down.',
    'The printed recovery key opens nothing any more; a new one is shown afterward.',
    'Timers run on. A backup is made before and after.',
  ],
  limit:
    'A copy that was taken before stays readable with the passwords of its time. So do the backups made until now: keep them locked away, or destroy them.',
  password: 'Your password',
  save: 'Make new keys',
  listTitle: 'Hand these out',
  listAbout: (n: number) =>
    n === 1
      ? 'This password is shown once. It opens one time; then the person chooses an own one.'
      : 'These passwords are shown once. Each opens one time; then the person chooses an own one.',
  nobody: 'Nobody else signs in here, so there is nothing to hand out.',
  name: 'Name',
  signIn: 'Signs in as',
  oneTime: 'One-time password',
  left: (folder: string) =>
    `The files under the old keys could not be removed. Please delete this folder: ${folder}`,
  print: 'Print',
  next: 'Next: the recovery key',
}
