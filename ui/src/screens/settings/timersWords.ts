// What Settings says about timers: the practice's limits, and one's own wishes.

export const timingText = {
  head: 'Timers',
  about: 'When an absence is set aside, when a long timer is mentioned, and what a stop asks.',
  labels: {
    idle_minutes: 'Idle minutes',
    notice_minutes: 'First notice, minutes',
    second_notice_minutes: 'Second notice, minutes',
  },
  helps: {
    idle_minutes: 'No key or mouse for so long: the time is set aside. 1 to 60.',
    notice_minutes: 'A running timer is mentioned. 5 to 240.',
    second_notice_minutes: 'Once more; after 4 hours it is marked stale.',
  },
  noteRequired: 'Ask for a note with each entry',
  noteRequiredHelp:
    'At a stop, and for typed time. Nobody loses time for it: what was stopped elsewhere is kept without one.',
  save: 'Save timers',
  said: 'The limits for timers were saved.',
}

export const preferencesText = {
  head: 'My timer',
  about: 'Yours alone. Everything is off until you turn it on.',
  notices: 'Notices',
  noticesAbout: 'What the desktop tells you while Caretally is behind other windows. Yours alone.',
  labels: {
    deadlines: 'Deadlines of transitional care',
    mini_window: 'Small window',
    initials: 'Initials instead of names',
    names_in_notices: 'Names in notices of the desktop',
    remind_to_start: 'Remind me to start a timer',
    shortcut: 'Key that works in every program',
  },
  helps: {
    deadlines:
      'On the day before and on the morning a contact, visit or reconciliation is due. Never with a name.',
    mini_window: 'The timer in one line, above all other windows. Drag it where you like; it stays there.',
    initials: 'In the small window, and beside the time in the tray, where there is no name otherwise.',
    names_in_notices: 'Others can read a notice over your shoulder. Without this they name nobody.',
    remind_to_start: 'A quiet line after ten minutes without a timer.',
    shortcut: 'Stops your timer, or goes on with the last patient. Like Ctrl+Alt+T; empty for none.',
  },
  save: { timer: 'Save my timer', notices: 'Save notices' },
  said: 'Your wishes were saved.',
}
