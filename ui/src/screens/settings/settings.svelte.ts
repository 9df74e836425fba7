// What Settings shows: the practice, its staff, the zones to choose from and the activities.

import * as backend from '../../backend'
import type { ActivityView, Failure, SettingsView } from '../../wire'

export class Settings {
  view = $state.raw<SettingsView | null>(null)
  zones = $state.raw<string[]>([])
  activities = $state.raw<ActivityView[]>([])
  failed = $state.raw<Failure | null>(null)

  /** Reads all of it. */
  async read() {
    try {
      const [view, zones, activities] = await Promise.all([
        backend.settings(),
        backend.timeZones(),
        backend.activities(),
      ])
      Object.assign(this, { view, zones, activities, failed: null })
    } catch (error) {
      this.failed = backend.failure(error)
    }
  }
}
