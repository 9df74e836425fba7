// What the unlock and first-run screens say.

export const unlockText = {
  locked: 'Locked',
  person: 'Person',
  signIn: 'Sign-in name',
  password: 'Password',
  unlock: 'Unlock',
  demo: 'The demo command prints the password of this practice.',
  running: 'A timer is running',
  since: (length: string) => `A timer is running: ${length}`,
  stop: 'Stop it',
  stopped: 'The timer was stopped. It waits for its activity.',
  offline: 'Everything stays on this PC, encrypted.',
  wait: (time: string) => `Too many wrong passwords. You can try again in ${time}; what you typed is kept.`,
  lockedOut: 'This sign-in is locked after 100 wrong passwords in a row. Ask a manager to let you try again.',
  shut: 'Closed',
}

export const setupText = {
  title: 'Set up your practice',
  about: 'One encrypted file on this PC holds everything. Nothing is sent anywhere.',
  practiceHead: 'The practice',
  practice: 'Name of the practice',
  zone: 'Time zone',
  zoneHelp: 'It decides to which day and month time belongs.',
  youHead: 'You, the manager',
  name: 'Your name',
  role: 'Role',
  credentials: 'Credentials',
  credentialsHelp: 'Such as RN, MD or CMA. May be empty.',
  signInHead: 'How you sign in',
  signIn: 'Sign-in name',
  signInHelp: 'Short, without spaces.',
  password: 'Password',
  again: 'Password again',
  different: 'The two passwords differ.',
  create: 'Create the practice',
  creating: 'Creating the encrypted file',
  home: (path: string) => `It will be kept in ${path}`,
}

export const recoveryText = {
  title: 'Print your recovery key',
  about:
    'If every password is forgotten, this key is the only way back to your data. Nobody else has it, and it is not shown again. Print it and keep it in a safe place away from this PC.',
  group: (n: number) => `Group ${n}`,
  print: 'Print',
  prove: 'Type two groups back, so that we know you have it.',
  confirm: 'I have it, go on',
  later: 'Not now: remind me',
  keep: 'Keep this paper where you keep the deed and the insurance papers, not at this PC. Whoever has it and the PC has everything. It works once: the next one is printed then.',
  printHead: 'Caretally recovery key',
  practice: 'Practice',
}
