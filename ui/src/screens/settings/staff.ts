// The staff form: from a staff member, and as it crosses to Rust.

import { session } from '../../session.svelte'
import { roles } from '../../text/role'
import type { StaffForm, StaffView } from '../../wire'

/** What is typed: empty strings where the wire has null. */
export interface StaffDraft {
  id: number | null
  name: string
  role: string
  access: string
  credentials: string
  npi: string
  signs_in: boolean
  sign_in: string
  password: string
  team_training: string | null
  scope_document: boolean
  active: boolean
  from: string | null
}

/** The draft of a staff member, or of a new one. */
export function draftOf(one: StaffView | null): StaffDraft {
  if (!one) return { ...empty }
  const { id, name, role, access, credentials, team_training, scope_document, active } = one
  return {
    ...{ id, name, role, access, credentials, team_training, scope_document, active },
    npi: one.npi ?? '',
    signs_in: one.sign_in !== null,
    sign_in: one.sign_in ?? '',
    password: '',
    from: session.practice?.month ?? null,
  }
}

/** True where what the rules know of somebody becomes another: it holds from a month on. */
export const isDated = (draft: StaffDraft, one: StaffView | null) =>
  one !== null && (draft.role !== one.role || draft.scope_document !== one.scope_document)

const empty: StaffDraft = {
  id: null,
  name: '',
  role: 'rn',
  access: 'care_team',
  credentials: '',
  npi: '',
  signs_in: true,
  sign_in: '',
  password: '',
  team_training: null,
  scope_document: false,
  active: true,
  from: null,
}

/** True for the roles listed as practitioners, who have an NPI on claims. */
export const hasNpi = (role: string) =>
  roles.find((one) => one.value === role)?.group === roles.find((one) => one.value === 'physician')?.group

/** What is sent: a sign-in name only of who signs in, of somebody new an NPI only where the role has one.
 * Who had one keeps it: the claims of the months in that role need it. */
export function formOf({ signs_in, ...draft }: StaffDraft): StaffForm {
  return {
    ...draft,
    npi: hasNpi(draft.role) || draft.id !== null ? draft.npi.trim() || null : null,
    sign_in: signs_in ? draft.sign_in.trim() : null,
    password: signs_in ? draft.password || null : null,
  }
}
