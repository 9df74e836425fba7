// What Settings shows: the practice, its staff, the zones to choose from and the activities.

import * as backend from '../../backend'
import { session } from '../../session.svelte'
import type { ActivityView, Failure, PeopleView, SettingsView } from '../../wire'

export class Settings {
  view = $state.raw<SettingsView | null>(null)
  /** For managers: how everybody's sign-in stands. */
  people = $state.raw<PeopleView | null>(null)
  zones = $state.raw<string[]>([])
  activities = $state.raw<ActivityView[]>([])
  failed = $state.raw<Failure | null>(null)

  /** Reads all of it. */
  async read() {
    try {
      const manages = session.me?.access === 'manager'
      const [view, zones, activities, people] = await Promise.all([
        backend.settings(),
        backend.timeZones(),
        backend.activities(),
        manages ? backend.people() : null,
      ])
      Object.assign(this, { view, zones, activities, people, failed: null })
    } catch (error) {
      this.failed = backend.failure(error)
    }
  }
}
