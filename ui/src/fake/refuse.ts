// How the fake backend refuses.

import type { Failure, FailureCode } from '../wire'

/** Refuses like the Rust side does. */
export function refuse(code: FailureCode, message: string, field: string | null = null): never {
  const failure: Failure = { code, message, field }
  throw failure
}
