// When a backup was made, in the time of this PC: the practice's zone is inside the vault.

import { momentOf } from '../../text/dates'
import type { BackupView } from '../../wire'

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** "Nov 19, 2026, 10:33 AM" */
export function madeAt(backup: BackupView): string {
  const [day = '', ...time] = momentOf(backup.made_at, zone).split(', ')
  return [day, backup.made_at.slice(0, 4), ...time].join(', ')
}
