// The few words the parts say by themselves.

export const parts = {
  again: 'Try again',
  close: 'Close',
  dismiss: 'Dismiss',
  messages: 'Messages',
  required: 'required',
  show: (label: string) => `Show ${label.toLowerCase()}`,
  hide: (label: string) => `Hide ${label.toLowerCase()}`,
  clear: 'Clear',
  dateHelp: 'MM/DD/YYYY',
  dateWrong: 'Write the date as MM/DD/YYYY, for example 03/14/1945.',
  timeHelp: 'Such as 9:40 AM or 14:15',
  timeWrong: 'Write the time as 9:40 AM or 14:15.',
  working: 'Working',
  month: 'Month',
  monthBefore: 'Month before',
  monthAfter: 'Month after',
  found: (n: number) => (n === 1 ? '1 found' : `${n} found`),
  nothingFound: 'Nothing matches.',
  showNumbers: 'Show the numbers',
  hideNumbers: 'Hide the numbers',
  /** Numbers too many for one table stand in several. */
  table: (title: string, nth: number, of: number) => (of > 1 ? `${title}, ${nth} of ${of}` : title),
  chooseOne: 'Choose one of the list.',
}
