// What Settings says about timers: the practice's limits, and one's own wishes.

export const timingText = {
  head: 'Timers',
  about: 'When an absence is set aside and when a long timer is mentioned.',
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
  save: 'Save timers',
  said: 'The limits for timers were saved.',
}

export const preferencesText = {
  head: 'My timer',
  about: 'Yours alone. Everything is off until you turn it on.',
  labels: {
    remind_to_start: 'Remind me to start a timer',
  },
  helps: {
    remind_to_start: 'A quiet line after ten minutes without a timer.',
  },
  save: 'Save my timer',
  said: 'Your wishes were saved.',
}
