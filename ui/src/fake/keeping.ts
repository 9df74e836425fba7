// The fake practice's passwords, people and lock: the same rules in short, with invented answers.

import type { Commands } from '../backend'
import type { HealthView, PeopleView, RecoveryView, StageView, UnlockForm } from '../wire'
import { staff } from './people'
import { instant, now, state } from './practice'
import { refuse, stageView } from './views'

/** The groups of the key that is always shown. */
const GROUPS = ['K7QF2', 'M4XWD', 'T9RBA', 'H2CNP', 'W8GJV', 'D5YKE', 'Q3ZTM', 'B6LSX']
const SUGGESTED = 'amber tunnel kettle grove linen'

/** The secret that is always offered, a picture of nothing, and the code that always fits. */
const SECRET = 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP'
const PICTURE = Array.from({ length: 33 }, (_, y) =>
  Array.from({ length: 33 }, (_, x) => ((x * 7 + y * 11 + x * y) % 3 === 0 ? '1' : '0')).join(''),
)
const CODE = '123456'

/** `?health` begins with something to tell; `?stage=must_change` with a one-time password; `?again` asks for the password. */
const asked = new URLSearchParams(window.location.search)

const kept = {
  lock_minutes: 5,
  recovery_made_at: '2026-11-02T15:00:00Z' as string | null,
  recovery_proved_at: (asked.has('health') ? null : '2026-11-02T15:04:00Z') as string | null,
  one_time: new Set([3]),
  codes: state.codes,
  codes_required: false,
  locked: new Set(asked.has('health') ? [2] : []),
  unnoted: asked.has('health'),
  proved: !asked.has('again'),
  lastInput: Date.now(),
}

/** How many wrong passwords in a row were typed on the unlock screen. */
let wrong = 0

/** A key in its eight groups. */
export const recoveryView = (): RecoveryView => ({ groups: GROUPS, ask: [3, 7] })

function people(): PeopleView {
  return {
    people: staff.map((one) => ({
      staff: one,
      sign_in: one.sign_in
        ? {
            since: '2026-10-05T14:00:00Z',
            one_time: kept.one_time.has(one.id),
            locked: kept.locked.has(one.id),
            failures: kept.locked.has(one.id) ? 100 : one.id === 4 ? 2 : 0,
            code: kept.codes.has(one.id),
          }
        : null,
    })),
    lock_minutes: kept.lock_minutes,
    recovery_made_at: kept.recovery_made_at,
    recovery_proved_at: kept.recovery_proved_at,
    codes_required: kept.codes_required,
  }
}

function health(): HealthView {
  const finding =
    'The note of where the record ends (vault.head) is missing, so it cannot be said whether actions are missing. A manager can look at the record and begin a new note.'
  const warning =
    'If one password is forgotten, everything here is lost: you are the only manager, and nobody has shown that the printed recovery key is there. Add a second manager, or print a new recovery key.'
  return {
    findings: kept.unnoted ? [finding] : [],
    read_only: false,
    renewable: kept.unnoted,
    warnings: kept.recovery_proved_at ? [] : [warning],
    checked_at: instant(now()),
    checking: false,
  }
}

/** The rules of a password, in short. */
export function checkPassword(password: string, field = 'password') {
  if (password.length < 15) refuse('refused', 'Use 15 characters or more.', field)
}

/** A powerful act needs a password typed a short while ago. */
export function powerful() {
  if (!kept.proved) refuse('password_again', 'Type your password again to do this. Nothing was done yet.')
}

/** A wrong password, slowed down from the sixth on. */
export function unlock({ sign_in, password, code }: UnlockForm): StageView {
  if (password === 'wrong') {
    wrong += 1
    const failure = { code: 'wait' as const, message: 'Too many wrong tries.', field: null, wait_s: 8 }
    if (wrong > 5) throw failure
    refuse('wrong_password', 'That password is not right.', 'password')
  }
  if (sign_in === 'tamsin' && kept.codes.has(1)) {
    if (!code) refuse('code_needed', 'Type the code that your authenticator app shows now.', 'code')
    if (code !== CODE) refuse('wrong_password', 'This code is not right, or it was used already.', 'code')
  }
  wrong = 0
  kept.lastInput = Date.now()
  state.stage = password === 'one time only' ? 'must_change' : 'open'
  return stageView()
}

type Kept =
  | 'unlock_old_keys'
  | 'restore_keys'
  | 'recover'
  | 'choose_password'
  | 'attend'
  | 'password_strength'
  | 'suggest_password'
  | 'health'
  | 'renew_anchor'
  | 'change_password'
  | 'prove_password'
  | 'people'
  | 'set_active'
  | 'give_password'
  | 'release_sign_in'
  | 'set_lock'
  | 'renew_recovery'
  | 'prove_recovery'
  | 'renew_keys'
  | 'offer_code'
  | 'add_code'
  | 'remove_code'
  | 'require_codes'

export const keeping: Pick<Commands, Kept> = {
  unlock_old_keys: ({ form }) => unlock(form),
  restore_keys: () => {
    state.stage = 'locked'
    return stageView()
  },
  recover: ({ form }) => {
    if (form.key.replace(/[^a-z0-9]/gi, '').length < 40)
      refuse('refused', 'This recovery key has a typing mistake; please compare each group.')
    checkPassword(form.password)
    return recoveryView()
  },
  choose_password: ({ form }) => {
    checkPassword(form.password)
    state.stage = 'open'
    return stageView()
  },
  attend: ({ form }) => {
    if (form.input) kept.lastInput = Date.now()
    const idle = Math.floor((Date.now() - kept.lastInput) / 1000)
    const left = Math.max(0, kept.lock_minutes * 60 - idle)
    if (left === 0 && state.stage === 'open') state.stage = 'locked'
    return { locks_in_s: state.stage === 'locked' ? null : left, warning_s: 30 }
  },
  password_strength: ({ form }) => {
    const words = new Set(form.password.toLowerCase().split(/\s+/)).size
    const short = form.password.length < 15
    const score = Math.min(4, Math.floor(form.password.length / 6), words)
    const problem = short ? `Please use at least 15 characters. This has ${form.password.length}.` : null
    return { score, problem, hint: null }
  },
  suggest_password: () => SUGGESTED,
  health,
  renew_anchor: ({ form }) => {
    powerful()
    if (!form.reason.trim()) refuse('refused', 'Say what you found.', 'reason')
    kept.unnoted = false
    return null
  },
  change_password: ({ form }) => {
    if (form.present === 'wrong') refuse('wrong_password', 'The name or the password is not right.')
    checkPassword(form.password)
    return null
  },
  prove_password: ({ form }) => {
    if (form.password === 'wrong') refuse('wrong_password', 'The name or the password is not right.')
    kept.proved = true
    return null
  },
  people,
  set_active: ({ form }) => {
    powerful()
    const one = staff.find((person) => person.id === form.id)
    if (one) one.active = form.active
    return null
  },
  give_password: ({ form }) => {
    powerful()
    checkPassword(form.password)
    kept.one_time.add(form.id)
    return null
  },
  release_sign_in: ({ form }) => {
    powerful()
    kept.locked.delete(form.id)
    return null
  },
  set_lock: ({ form }) => {
    kept.lock_minutes = form.lock_minutes
    return null
  },
  renew_recovery: () => {
    powerful()
    kept.recovery_made_at = instant(now())
    kept.recovery_proved_at = null
    return recoveryView()
  },
  prove_recovery: ({ form }) => {
    if (form.key.replace(/[^a-z0-9]/gi, '').toUpperCase() !== GROUPS.join(''))
      refuse('refused', 'This is not the recovery key of this practice.', 'key')
    kept.recovery_proved_at = instant(now())
    return null
  },
  offer_code: () => ({ secret: SECRET, picture: PICTURE }),
  add_code: ({ form }) => {
    if (form.code.replace(/\s/g, '') !== CODE)
      refuse('refused', 'This code does not fit. Type the one the app shows now.', 'code')
    kept.codes.add(1)
    state.stage = 'open'
    return stageView()
  },
  remove_code: ({ form }) => {
    powerful()
    kept.codes.delete(form.id)
    return null
  },
  require_codes: ({ form }) => {
    powerful()
    kept.codes_required = form.required
    return null
  },
  renew_keys: ({ form }) => {
    if (form.password === 'wrong') refuse('wrong_password', 'This password is not right.')
    kept.recovery_made_at = instant(now())
    kept.recovery_proved_at = null
    const others = people().people.filter(({ staff, sign_in }) => sign_in && staff.active && staff.id !== 1)
    others.forEach(({ staff }) => kept.one_time.add(staff.id))
    const one_time = others.map(({ staff }) => ({
      name: staff.name,
      sign_in: staff.sign_in ?? '',
      password: SUGGESTED,
    }))
    return { one_time, recovery: recoveryView(), left: null }
  },
}

/** The groups typed back: the key is there. */
export function proved() {
  kept.recovery_proved_at = instant(now())
}
