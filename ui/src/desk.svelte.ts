// Interruptions, the wrong patient, began earlier, phone mode and answers about absences: what a person does at the desk.

import * as backend from './backend'
import { say } from './parts/messages.svelte'
import { session } from './session.svelte'
import { timeOf } from './text/dates'
import { deskText } from './text/desk'
import { clock } from './text/time'
import { attempt, mustAsk, takeDesk, timer, undoable } from './timer.svelte'
import type { AnswerGapForm, BeganEarlierForm, GapView, MoveTailForm, PausedView, StartForm } from './wire'

/** The gaps somebody put off: the question about them stays away until there is more of it. */
class Later {
  until = $state('')
}

export const later = new Later()

const keyOf = (gaps: GapView[]) => gaps.map((gap) => `${gap.id}:${gap.ended_at}`).join()

/** The one open question about absences, unless it was put off. */
export function question() {
  const asked = timer.desk?.question ?? null
  return asked && keyOf(asked.gaps) !== later.until ? asked : null
}

/** Puts the question off: it waits in the inbox. */
export function putOff() {
  later.until = keyOf(timer.desk?.question?.gaps ?? [])
  say(deskText.laterSaid)
}

/** P: pauses the running timer and starts another; with nothing to pause it just starts. */
export async function push(form: StartForm) {
  const paused = timer.view?.name
  const desk = await backend.pushTimer(form)
  takeDesk(desk)
  const name = desk.running?.name ?? ''
  say(paused ? deskText.pushed(name, paused) : deskText.continued(name), undoable())
}

/** P again: stops what interrupted and returns; it asks first what that was, when nobody said. */
export async function pop() {
  const view = timer.view
  if (!timer.desk?.paused[0]) return
  if (view && mustAsk(view) && !view.interrupted_at) timer.asking = 'pop'
  else await popWith(view?.activity ?? null, view?.note ?? '')
}

/** Returns with what is now known about the interruption. */
export const popWith = (activity: string | null, note: string) =>
  attempt(async () => {
    const desk = await backend.popTimer({ activity, note })
    takeDesk(desk)
    say(deskText.popped(desk.running?.name ?? ''), undoable())
  })

/** A paused timer will not be returned to: its time is written. */
export const stopPaused = ({ id, activity, name }: PausedView) =>
  attempt(async () => {
    takeDesk(await backend.stopPaused({ id, activity, note: '' }))
    say(deskText.pausedStopped(name), undoable())
  })

/** Phone mode on or off. */
export const togglePhone = () =>
  attempt(async () => {
    const on = timer.view?.phone === false
    takeDesk(await backend.setPhone(on))
    say(on ? deskText.phoneOn : deskText.phoneOff)
  })

/** B: the timer began earlier. */
export async function beganEarlier(form: BeganEarlierForm) {
  const desk = await backend.beganEarlier(form)
  takeDesk(desk)
  say(deskText.earlierSaid(timeOf(desk.running?.started_at ?? '', session.zone)), undoable())
}

/** M: the tail of the running timer belongs to another patient. */
export async function moveTail(form: MoveTailForm) {
  const desk = await backend.moveTail(form)
  takeDesk(desk)
  const { elapsed_s = 0, name = '' } = desk.running ?? {}
  say(deskText.moveSaid(clock(elapsed_s), name), undoable())
}

/** Starts again where the person stopped last. */
export const continueLast = () =>
  attempt(async () => {
    const desk = await backend.continueLast()
    takeDesk(desk)
    say(deskText.continued(desk.running?.name ?? ''), undoable())
  })

/** Answers for time that was set aside; `name` is whose it is afterwards. */
export async function answerGap(form: AnswerGapForm, seconds: number, name: string) {
  takeDesk(await backend.answerGap(form))
  say(deskText.answered[form.answer](clock(seconds), name), undoable())
}
