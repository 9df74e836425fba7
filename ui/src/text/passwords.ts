// Words for choosing a password, typing it again, and the printed recovery key.

export const passwordText = {
  rule: '15 characters or more; four or five unrelated words are good.',
  scores: ['Guessed at once.', 'Easy to guess.', 'Not good enough yet.', 'Good.', 'Very good.'],
  fine: 'You can use this one.',
  looking: 'Looking at it',
  suggest: 'Suggest one',
  different: 'The two passwords differ.',
}

export const chooseText = {
  title: (name: string) => `Welcome, ${name}`,
  about:
    'You came in with a one-time password that somebody else has seen. Choose one of your own; nothing is open before that.',
  password: 'Your new password',
  again: 'Your new password again',
  choose: 'Choose it and go on',
  choosing: 'Setting your password',
  lock: 'Lock instead',
}

export const againText = {
  title: 'Type your password again',
  about: 'It was typed more than five minutes ago, and this changes people, keys or all of the data.',
  password: 'Your password',
  go: 'Go on',
}

export const ownText = {
  head: 'Your password',
  about: 'Only you know it. Whoever has it is you, as far as the record can tell.',
  change: 'Change my password',
  present: 'Present password',
  fresh: 'New password',
  again: 'New password again',
  save: 'Change password',
  said: 'Your password was changed. It holds from the next sign-in on.',
}

export const codeText = {
  add: 'Ask me for a code too',
  title: 'A code besides your password',
  about:
    'An authenticator app on your phone shows six digits that change every half minute. From now on they are asked after your password. They protect your sign-in; the file itself is protected by the password alone.',
  mustAbout:
    'This practice asks everybody for a code besides the password. Set up an authenticator app on your phone; nothing is open before that.',
  scan: 'Photograph this with an authenticator app.',
  picture: 'The secret for the app, as a QR code',
  typeIt: 'Or type this into it:',
  first: 'The code it shows now',
  firstHelp: 'Six digits. It proves that the app has it.',
  save: 'Ask for codes from now on',
  added: 'From now on a code is asked after your password.',
  remove: 'Stop asking me for a code',
  removeTitle: 'Stop asking you for a code?',
  removeAbout:
    'Your password alone opens Caretally then. Do this before you change phones, and set the new one up after.',
  removed: 'No code is asked any more.',
  code: 'Code of your authenticator app',
  codeHelp: 'Six digits.',
}

export const recoverText = {
  open: 'Use the recovery key',
  title: 'Sign in with the recovery key',
  about:
    'The printed key sets a new password for a manager. It is used up by that: a new one is shown, to be printed. The record says that this was done.',
  key: 'Recovery key',
  keyHelp: '8 groups of 7 letters and digits, as printed. Spaces and dashes do not matter.',
  signIn: "A manager's sign-in name",
  password: 'The new password',
  go: 'Set the password',
  going: 'Opening the practice',
  back: 'Back to sign-in',
}

export const oldKeysText = {
  about:
    'A manager can go on with this older key file. Everybody whose password was changed since then gets a new one.',
  go: 'Go on with the older key file',
}

export const troubleText = {
  restore: 'Use the copy from before',
  sure: 'Yes, use the copy',
  about:
    'Names and passwords changed last are not in the copy. The damaged file is kept beside it. After that, a manager signs in first.',
  cancel: 'Leave it as it is',
}
