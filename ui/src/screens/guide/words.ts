// What the guide of the first hour says.

export const words = {
  title: 'First hour',
  about:
    'Six steps from an empty practice to the first statement. Each ticks itself off as soon as what it is about exists; do them in any order.',
  done: 'Done',
  open: 'To do',
  all: 'All six are done. What this screen says stays true; you will not need it any more.',
  reading: 'Looking at what there is',
  hide: 'Put the guide away',
  show: 'Show the guide on Today',
  keys: { find: 'find or do' },
  steps: {
    practice: {
      head: 'Look at the practice',
      why: 'The time zone decides the day and the month of every second; the place of service decides the estimates.',
      act: 'Open Settings',
    },
    staff: {
      head: 'Add the people',
      why: 'Whose time counts depends on their role. At least one billing practitioner, with an NPI, so that lines can be sent.',
      act: 'Add people',
    },
    patients: {
      head: 'Add patients, or import them',
      why: 'A CSV file with name, birth date, MRN and payer is enough: it is shown before anything is written.',
      act: 'Open Patients',
    },
    enrollment: {
      head: 'Enroll a patient, with consent',
      why: 'Time before the consent does not count. The form asks for each document and says which rule is behind it.',
      act: 'Choose a patient',
    },
    timer: {
      head: 'Time some work',
      why: 'Press Ctrl+K, type a few letters of the name, press Enter. Space stops the timer and asks what it was.',
      act: 'Find a patient',
    },
    statement: {
      head: "See the month's statement",
      why: "The patient's page shows what counts, what does not and why, and how far the next code is. Claims has the lines of everybody.",
      act: 'Open Today',
    },
  } as Record<string, { head: string; why: string; act: string }>,
}
