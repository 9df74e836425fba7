// Words for the month from which a change holds.

export const since = {
  label: 'Holds from',
  always: 'It was never otherwise',
}
