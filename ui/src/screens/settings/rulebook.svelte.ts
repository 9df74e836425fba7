// The rules as Settings shows them, the decisions being changed, and what they would do to a month.

import * as backend from '../../backend'
import { session } from '../../session.svelte'
import { addMonths } from '../../text/dates'
import type { Failure, KnobForm, KnobView, RulesView, WhatIfView } from '../../wire'
import { knobWords } from './knobText'

export class Rulebook {
  view = $state.raw<RulesView | null>(null)
  failed = $state.raw<Failure | null>(null)
  /** Decisions as they were changed here, by name, as they are shown. */
  wanted = $state.raw<Record<string, string>>({})
  /** What they would do. */
  found = $state.raw<WhatIfView | null>(null)

  /** Reads the rules. */
  async read() {
    try {
      this.view = await backend.rules()
      this.failed = null
    } catch (error) {
      this.failed = backend.failure(error)
    }
  }

  /** A decision by name. One that can be made of an item of a list, and was not, leaves it to the payer. */
  knob(key: string): KnobView | undefined {
    const found = this.view?.knobs.find((one) => one.key === key)
    if (found || !key.includes('.')) {
      return found && key.startsWith('coverage.') ? { ...found, choices: ['', 'true', 'false'] } : found
    }
    return { key, value: '', default: '', choices: key.startsWith('coverage.') ? ['', 'true', 'false'] : [] }
  }

  /** A decision as it is shown: minutes where it is kept in seconds. */
  shown(knob: KnobView): string {
    return this.wanted[knob.key] ?? asShown(knob.key, knob.value)
  }

  /** Decides otherwise, or the same again. */
  want(knob: KnobView, value: string) {
    this.found = null
    const others = Object.entries(this.wanted).filter(([key]) => key !== knob.key)
    const same = value === asShown(knob.key, knob.value)
    this.wanted = Object.fromEntries(same ? others : [...others, [knob.key, value]])
  }

  /** The decisions that would change. */
  get changes(): KnobForm[] {
    return Object.entries(this.wanted).map(([key, value]) => ({ key, value: asKept(key, value) }))
  }

  /** Tries them on a month. */
  async tryOut(month: string) {
    this.found = await backend.whatIf({ month, changes: this.changes, without: null })
  }

  /** Leaves everything as it is. */
  drop() {
    this.wanted = {}
    this.found = null
  }
}

/** The month it is now in the practice. */
export const thisMonth = () => session.practice?.month ?? ''

/** So long into a month the one before is still being signed, and the new one nearly empty. */
const SIGNING_DAYS = 10

/** The month to try something on first. */
export function triedMonth(): string {
  const day = Number(session.practice?.today.slice(8) ?? '')
  return day <= SIGNING_DAYS ? addMonths(thisMonth(), -1) : thisMonth()
}

/** As it is typed. */
export function asShown(key: string, value: string): string {
  return knobWords[key]?.minutes ? String(Number(value) / 60) : value
}

/** As it is kept. */
export function asKept(key: string, value: string): string {
  if (!knobWords[key]?.minutes) return value
  const seconds = Number(value.replace(',', '.')) * 60
  return value.trim() !== '' && Number.isInteger(seconds) ? String(seconds) : value
}
