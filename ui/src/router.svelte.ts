// The address after the hash is the screen: #/today, #/tcm, #/patients, #/patient/7/2026-11, #/review/2026-10, #/claims/2026-11, #/audit/patient/7, #/day/2026-11-19, #/unsettled, #/insights/2026-11, #/guide, #/settings/fees.

/** Where the app is. */
export type Route =
  | { screen: 'today' }
  | { screen: 'tcm' }
  | { screen: 'patients' }
  | { screen: 'patient'; id: number; month: string | null }
  | { screen: 'review'; month: string | null }
  | { screen: 'claims'; month: string | null }
  | { screen: 'insights'; month: string | null }
  | { screen: 'guide' }
  | { screen: 'audit'; patient: number | null }
  | { screen: 'day'; date: string | null }
  | { screen: 'unsettled' }
  | { screen: 'settings'; part?: string }

const date = (text: string | undefined) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null)
const month = (text: string | undefined) => (text && /^\d{4}-\d{2}$/.test(text) ? text : null)

/** The route of a hash; anything unknown is Today. */
export function parseRoute(hash: string): Route {
  const [screen, first, second] = hash.replace(/^#\/?/, '').split('/')
  if (screen === 'tcm' || screen === 'patients' || screen === 'unsettled' || screen === 'guide')
    return { screen }
  if (screen === 'settings') return first && /^[a-z]+$/.test(first) ? { screen, part: first } : { screen }
  if (screen === 'day') return { screen, date: date(first) }
  if (screen === 'audit') {
    return { screen, patient: first === 'patient' && /^\d+$/.test(second ?? '') ? Number(second) : null }
  }
  if (screen === 'claims' || screen === 'review' || screen === 'insights')
    return { screen, month: month(first) }
  if (screen === 'patient' && /^\d+$/.test(first ?? '')) {
    return { screen, id: Number(first), month: month(second) }
  }
  return { screen: 'today' }
}

/** The address of a route, for links. */
export function href(route: Route): string {
  if (route.screen === 'patient') return join('patient', String(route.id), route.month)
  if (route.screen === 'audit' && route.patient !== null)
    return join('audit', 'patient', String(route.patient))
  if (route.screen === 'claims' || route.screen === 'review' || route.screen === 'insights')
    return join(route.screen, route.month)
  if (route.screen === 'settings') return join('settings', route.part ?? null)
  if (route.screen === 'day') return join('day', route.date)
  return join(route.screen)
}

const join = (...parts: (string | null)[]) => `#/${parts.filter((part) => part !== null).join('/')}`

/** The address of a patient's page. */
export const patientHref = (id: number, month: string | null = null) => href({ screen: 'patient', id, month })

class Router {
  route = $state.raw<Route>(parseRoute(window.location.hash))
}

export const router = new Router()

window.addEventListener('hashchange', () => {
  router.route = parseRoute(window.location.hash)
})

/** Goes to a screen. */
export function go(route: Route) {
  window.location.hash = href(route)
}
