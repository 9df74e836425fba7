// A small reader of patient lists, so that the import screen has something to show.

import { parseDate } from '../text/dates'
import type { ImportView, PatientForm } from '../wire'

const fields = ['name', 'birth_date', 'mrn', 'payer', 'sex']
const headings: Record<string, string[]> = {
  name: ['name', 'patient', 'patient name'],
  birth_date: ['birth_date', 'birth date', 'dob', 'date of birth'],
  mrn: ['mrn', 'record', 'medical record number'],
  payer: ['payer', 'insurance'],
  sex: ['sex', 'gender'],
}

/** What the file would bring in, and the forms of its good rows. */
export function previewOf(text: string): { view: ImportView; forms: PatientForm[] } {
  const rows = text
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, '')))
  const head = rows[0] ?? []
  const columns = fields.map((field) => ({
    field,
    heading: head.find((cell) => headings[field]?.includes(cell.toLowerCase())) ?? null,
  }))
  const at = (row: string[], field: string) =>
    row[head.indexOf(columns.find((column) => column.field === field)?.heading ?? '')] ?? ''
  const view: ImportView = { columns, sample: [], good: 0, faults: [], added: 0 }
  const forms: PatientForm[] = []
  rows.slice(1).forEach((row, index) => {
    if (row.join('') === '') return
    const birth_date = parseDate(at(row, 'birth_date'))
    const line = index + 2
    if (!birth_date) view.faults.push({ line, message: 'The birth date is not a date.' })
    else {
      const known = {
        name: at(row, 'name'),
        birth_date,
        mrn: at(row, 'mrn'),
        payer: at(row, 'payer') || 'medicare',
      }
      forms.push({ ...known, id: null, sex: at(row, 'sex'), call_window: '', subscriber: null, from: null })
      if (view.sample.length < 10) view.sample.push({ line, ...known })
      view.good += 1
    }
  })
  return { view, forms }
}
