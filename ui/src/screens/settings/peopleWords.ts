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
  outHead: 'Works here',
  outAbout:
    'Who leaves can no longer sign in, at once. Nothing they did is lost; a running timer of theirs stops at its last proof.',
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
