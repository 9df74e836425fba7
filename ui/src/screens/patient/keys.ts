// The names of what can be done by key on the patient screen.

export const keys = {
  toggle: 'Start or stop the timer on this patient',
  addTime: 'Add time that was not timed',
  explain: "Explain this month's number",
  discharge: 'Add a discharge',
  enroll: 'Enroll in a program',
  edit: 'Edit the patient',
  before: 'Month before',
  after: 'Month after',
  next: 'Next entry',
  previous: 'Entry before',
  correct: 'Correct the entry',
  void: 'Void the entry',
  history: 'History of the entry',
  hints: {
    start: 'start',
    stop: 'stop',
    addTime: 'add time',
    explain: 'explain',
    correct: 'correct',
    void: 'void',
    history: 'history',
    move: 'entries',
  },
}
