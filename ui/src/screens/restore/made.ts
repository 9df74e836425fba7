// When a backup was made, in the time of this PC, which is named: the practice's zone is inside the vault.

import type { BackupView } from '../../wire'

const moment = new Intl.DateTimeFormat('en-US', {
  ...{ year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  timeZoneName: 'short',
})

/** "Nov 19, 2026, 10:33 AM EST" */
export const madeAt = (backup: BackupView) => moment.format(new Date(backup.made_at))
