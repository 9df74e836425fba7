// Planning talks, cancer treatment plans and other services: what the forms send, and what the page says of it.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../../backend'
import { takersOver } from '../../forms/discharging'
import { readStage } from '../../session.svelte'
import type { StaffNameView, StaffView } from '../../wire'
import PlanDialog from './PlanDialog.svelte'
import ServiceDialog from './ServiceDialog.svelte'
import Services from './Services.svelte'
import TalkDialog from './TalkDialog.svelte'
import VoidServiceDialog from './VoidServiceDialog.svelte'

const named = (name: string) => document.querySelector<HTMLInputElement>(`[name="${name}"]`)!
const type = (name: string, value: string) => fireEvent.input(named(name), { target: { value } })
/** Chooses in a select; this DOM does not know which option is :checked, so it is told. */
function choose(name: string, value: string) {
  const select = named(name)
  const option = select.querySelector(`option[value="${value}"]`)
  const find = select.querySelector.bind(select)
  vi.spyOn(select, 'querySelector').mockImplementation((query: string) =>
    query === ':checked' ? option : find(query),
  )
  return fireEvent.change(select, { target: { value } })
}
const submit = (testid: string) => fireEvent.submit(screen.getByTestId(testid).closest('form')!)
const onclose = vi.fn()
const patient = 8
const month = '2026-11'
const shared = { patient, month, name: 'Odette Larkspur', onclose }
let staff: StaffView[]
let practitioners: StaffNameView[]

beforeEach(async () => {
  vi.clearAllMocks()
  HTMLElement.prototype.scrollIntoView = () => undefined
  await readStage()
  staff = (await backend.settings()).staff
  practitioners = takersOver(staff, null)
})

const page = async () => {
  const view = await backend.patient(patient, month)
  render(Services, { view, ask: vi.fn() })
  return screen.getByTestId('services')
}

async function logs(start: string, length: string) {
  const { unmount } = render(TalkDialog, { ...shared, practitioners })
  await choose('practitioner', String(practitioners[0]!.id))
  await type('date', '11/18/2026')
  await type('start', start)
  await type('length', length)
  await submit('talk-save')
  await waitFor(() => expect(onclose).toHaveBeenCalled())
  unmount()
}

test('a patient without any is told what these services earn', async () => {
  expect((await page()).textContent).toMatch(/None in November.*16 minutes or more earns 99497/)
})

test('a talk without its practitioner is refused there, with everything kept', async () => {
  render(TalkDialog, { ...shared, practitioners: [...practitioners, { id: 99, name: 'Another' }] })
  await type('length', '20')
  await submit('talk-save')
  await waitFor(() => expect(named('practitioner').getAttribute('aria-invalid')).toBe('true'))
  expect(named('length').value).toBe('20')
  expect(onclose).not.toHaveBeenCalled()
})

test('two talks of a day are one line, and a voided one stays readable and counts no more', async () => {
  await logs('9:00 AM', '8')
  await logs('3:00 PM', '38')
  const shown = await page()
  expect(shown.textContent).toContain('46:00 counted')
  expect(shown.textContent).toContain('99497, 99498 · $165.00')
  const [day] = (await backend.patient(patient, month)).services.talk_days
  const service = { kind: 'talk' as const, id: day!.talks[1]!.id, says: 'the talk at 3' }
  document.body.replaceChildren()
  render(VoidServiceDialog, { service, onclose })
  await submit('void-service-save')
  await waitFor(() => expect(named('reason').getAttribute('aria-invalid')).toBe('true'))
  await type('reason', 'another patient')
  await submit('void-service-save')
  await waitFor(async () =>
    expect((await backend.patient(patient, month)).services.talk_days[0]!.counted_s).toBe(480),
  )
  const after = await page()
  expect(after.textContent).toContain('voided: another patient')
  expect(after.textContent).toContain('earns nothing')
})

test('a plan says why Medicare pays nothing for it', async () => {
  const { unmount } = render(PlanDialog, { ...shared, practitioners })
  await choose('practitioner', String(practitioners[0]!.id))
  await type('date', '11/18/2026')
  await submit('plan-save')
  await waitFor(() => expect(named('cancer').getAttribute('aria-invalid')).toBe('true'))
  await type('cancer', 'c50.911')
  await submit('plan-save')
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  unmount()
  const shown = await page()
  expect(shown.textContent).toContain('First plan of')
  expect(shown.textContent).toContain('C50.911')
  expect(shown.textContent).toContain('Medicare does not accept this code')
})

test('another service is noted with its minutes, and makes no line', async () => {
  const { unmount } = render(ServiceDialog, { ...shared, staff })
  await type('code', '99457')
  await type('date', '11/18/2026')
  await choose('staff', String(staff[0]!.id))
  await type('start', '9:00 AM')
  await type('length', '20')
  await submit('service-save')
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce())
  unmount()
  const shown = await page()
  expect(shown.textContent).toMatch(/99457 of .*20 minutes.*billed by other means/)
  expect((await backend.claims(month)).rows.some((row) => row.line?.code === '99457')).toBe(false)
})
