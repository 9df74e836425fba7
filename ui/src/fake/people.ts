// Invented people of an invented practice, for running the screens in a plain browser.

import type { PatientForm, StaffView } from '../wire'

/** One line: name, birth date, sex, MRN, payer, call window, program, counted and excluded seconds, what is missing. */
type Line = [string, string, string, string, string, string, string, number, number, string?]

const lines: Line[] = [
  ['Barnaby Quill', '1949-02-11', 'M', '40-1186', 'medicare', 'any time', 'ccm', 1199, 100],
  ['Marigold Fennimore', '1945-03-14', 'F', '40-2217', 'medicare', 'mornings', 'ccm', 1894, 625],
  ['Henrietta Moss', '1942-07-30', 'F', '40-0932', 'medicare', 'before noon', 'ccm', 1100, 250],
  ['Philippa Nightjar', '1960-05-02', 'F', '40-3041', 'priority', 'after 2 PM', 'complex_ccm', 3370, 380],
  ['Isidro Campanilla', '1967-09-18', 'M', '40-2750', 'medicare', 'daughter, 5 PM', 'pcm', 1655, 0],
  ['Nneka Oakfern', '1953-01-25', 'F', '40-1904', 'medicare', 'any time', 'ccm', 760, 140],
  ['Thaddeus Wren', '1946-06-08', 'M', '40-0417', 'medicare', 'after 3 PM', 'ccm', 1865, 210],
  ['Beatrix Holloway', '1950-12-19', 'F', '40-1552', 'medicare', 'not Mondays', 'ccm', 540, 0],
  ['Ansel Birchwood', '1939-04-04', 'M', '40-0088', 'medicare', 'wife, mornings', 'complex_ccm', 4210, 600],
  ['Rosalind Ferncastle', '1957-08-27', 'F', '40-2309', 'priority', 'any time', 'ccm', 305, 415],
  ['Emeka Saltmarsh', '1951-10-13', 'M', '40-1777', 'medicare', 'lunch hour', 'pcm', 1210, 0],
  ['Lucinda Poppleton', '1948-11-30', 'F', '40-0650', 'medicare', 'after 10 AM', 'ccm', 90, 60],
  ['Gideon Ashgrove', '1955-03-03', 'M', '40-2891', 'medicare', 'any time', 'ccm', 0, 0],
  ['Oona Tidewater', '1944-02-17', 'F', '40-0271', 'medicare', 'son, evenings', 'ccm', 0, 130],
  ['Casimir Loomis', '1962-07-21', 'M', '40-3320', 'priority', 'before 9 AM', 'pcm', 0, 0],
  ['Verity Hawthornden', '1941-05-29', 'F', '40-0119', 'medicare', 'afternoons', 'ccm', 0, 0],
  ['Aurelio Brambilla', '1958-01-06', 'M', '40-2644', 'medicare', '', 'complex_ccm', 0, 0],
  ['Winifred Appleyard', '1947-09-09', 'F', '40-0703', 'medicare', 'Tuesdays', 'ccm', 0, 0],
  ['Jasper Mooncliff', '1952-04-22', 'M', '40-1490', 'medicare', 'any time', 'ccm', 3660, 200],
  ['Ottilie Greywood', '1943-08-15', 'F', '40-0366', 'medicare', 'mornings', 'ccm', 3725, 0],
  ['Desmond Larkin-Vale', '1956-06-01', 'M', '40-2418', 'medicare', 'after 4 PM', 'pcm', 5460, 320],
  [
    'Perpetua Stonebrook',
    '1949-12-05',
    'F',
    '40-1203',
    'medicare',
    'any time',
    'ccm',
    820,
    0,
    'R-NO-CONSENT',
  ],
  ['Florian Dewberry', '1954-10-28', 'M', '40-2066', 'medicare', 'mornings', 'ccm', 1250, 90, 'R-PLAN-COPY'],
  ['Magnolia Pike', '1963-03-19', 'F', '40-3158', 'medicare', '', 'ccm', 0, 0, 'R-NO-INITVISIT'],
  ['Wendell Thistlewood', '1948-01-22', 'M', '40-0845', 'medicare', 'any time', 'ccm', 410, 0],
  ['Odette Larkspur', '1957-05-16', 'F', '40-2533', 'medicare', 'mornings', 'ccm', 0, 0],
  ['Cornelius Applegarth', '1944-04-11', 'M', '40-0229', 'medicare', 'daughter', 'ccm', 640, 0],
  ['Kenji Aokusa', '1952-02-02', 'M', '40-1681', 'medicare', 'after 1 PM', 'ccm', 0, 0],
]

/** One enrolled person as the fake month needs it. */
export interface Person {
  form: PatientForm & { id: number }
  program: string
  practitioner: number
  counted: number
  excluded: number
  missing: string | null
}

/** `?patients=5000` repeats the lines, to see how a long list behaves. */
const wanted = Number(new URLSearchParams(window.location.search).get('patients') ?? lines.length)

function personAt(index: number): Person {
  const [name, birth_date, sex, mrn, ...rest] = lines[index % lines.length] as Line
  const [payer, call_window, program, counted, excluded, missing] = rest
  const round = Math.floor(index / lines.length)
  const again = round === 0 ? '' : `-${round}`
  return {
    form: {
      id: index + 1,
      name: name + again,
      birth_date,
      sex,
      mrn: mrn + again,
      payer,
      call_window,
      subscriber: null,
      from: null,
    },
    program,
    practitioner: index % 3 === 2 ? 5 : 4,
    counted,
    excluded,
    missing: missing ?? null,
  }
}

export const people: Person[] = Array.from({ length: wanted }, (_, index) => personAt(index))

const staffLine = (
  id: number,
  name: string,
  role: string,
  access: string,
  credentials: string,
  sign_in: string | null,
): StaffView => ({
  id,
  name,
  role,
  access,
  credentials,
  npi: role === 'physician' || role === 'np' ? `123456789${id}` : null,
  sign_in,
  team_training: id === 3 ? null : '2026-08-14',
  scope_document: role === 'ma',
  active: true,
  practitioner: role === 'physician' || role === 'np',
})

export const staff: StaffView[] = [
  staffLine(1, 'Tamsin Reyes-Holt', 'rn', 'care_team', 'RN', 'tamsin'),
  staffLine(2, 'Bex Okonjo', 'ma', 'care_team', 'CMA', 'bex'),
  staffLine(3, 'Corwin Slate', 'lpn', 'care_team', 'LPN', 'corwin'),
  staffLine(4, 'Dr. Aldous Penhallow', 'physician', 'practitioner', 'MD', 'aldous'),
  staffLine(5, 'Linnea Marsh', 'np', 'practitioner', 'NP', 'linnea'),
  staffLine(6, 'Harriet Bloom', 'biller', 'manager', '', 'harriet'),
]

/** Years of age on a day. */
export function age(birth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(5) < birth.slice(5) ? years - 1 : years
}
