// What somebody stopped did not fail: it is said, and nothing stands on the screen in red.

import { say } from './parts/messages.svelte'
import type { Failure } from './wire'

/** The failure to show; none where somebody stopped what was being done, which is said. */
export function orStopped(failed: Failure): Failure | null {
  if (failed.code !== 'stopped') return failed
  say(failed.message)
  return null
}
