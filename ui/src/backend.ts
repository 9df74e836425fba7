// Every command of the Rust side as one typed function; the only place that calls it.

import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type * as wire from './wire'

/** What a refused command rejects with. */
export type { Failure } from './wire'

/** The commands by name: their arguments and answers. The fake for a plain browser has the same shape. */
export interface Commands {
  stage(): wire.StageView
  set_up(args: { form: wire.SetUpForm }): wire.RecoveryView
  confirm_recovery(args: { form: wire.RecoveryProofForm }): wire.StageView
  unlock(args: { form: wire.UnlockForm }): wire.StageView
  lock(): wire.StageView
  stop_while_locked(): wire.StageView
  unlock_old_keys(args: { form: wire.UnlockForm }): wire.StageView
  restore_keys(): wire.StageView
  recover(args: { form: wire.RecoverForm }): wire.RecoveryView
  choose_password(args: { form: wire.PasswordForm }): wire.StageView
  attend(args: { form: wire.AttentionForm }): wire.AttentionView
  password_strength(args: { form: wire.StrengthForm }): wire.StrengthView
  suggest_password(): string
  health(): wire.HealthView
  renew_anchor(args: { form: wire.RenewAnchorForm }): null
  change_password(args: { form: wire.ChangePasswordForm }): null
  prove_password(args: { form: wire.PasswordForm }): null
  today(): wire.TodayView
  running(): wire.RunningView | null
  activities(): wire.ActivityView[]
  start_timer(args: { form: wire.StartForm }): wire.StartedView
  describe_timer(args: { form: wire.TimerForm }): wire.RunningView
  stop_timer(args: { form: wire.TimerForm }): wire.StoppedView
  settle_timer(args: { choice: wire.SettleForm }): wire.RunningView | null
  desk(): wire.DeskView
  push_timer(args: { form: wire.StartForm }): wire.DeskView
  pop_timer(args: { form: wire.TimerForm }): wire.DeskView
  stop_paused(args: { form: wire.StopPausedForm }): wire.DeskView
  set_phone(args: { on: boolean }): wire.DeskView
  began_earlier(args: { form: wire.BeganEarlierForm }): wire.DeskView
  move_tail(args: { form: wire.MoveTailForm }): wire.DeskView
  continue_last(): wire.DeskView
  answer_gap(args: { form: wire.AnswerGapForm }): wire.DeskView
  inbox(): wire.GapView[]
  unsettled(args: { month: string }): wire.UnsettledView[]
  undo(): wire.UndoneView
  redo(): wire.UndoneView
  split_entry(args: { form: wire.SplitForm }): number
  settle_overlap(args: { form: wire.OverlapForm }): null
  day(args: { date: string | null }): wire.DayView
  timing(): wire.TimingView
  save_timing(args: { form: wire.TimingForm }): null
  preferences(): wire.PreferencesView
  save_preferences(args: { form: wire.PreferencesForm }): null
  find_patients(args: { text: string }): wire.PatientLineView[]
  patient(args: { id: number; month: string | null }): wire.PatientView
  save_patient(args: { form: wire.PatientForm }): number
  save_enrollment(args: { form: wire.EnrollmentForm }): number
  add_entry(args: { form: wire.NewEntryForm }): number
  correct_entry(args: { form: wire.CorrectEntryForm }): number
  void_entry(args: { form: wire.VoidEntryForm }): null
  entry_history(args: { id: number }): wire.EntryVersionView[]
  save_episode(args: { form: wire.EpisodeForm }): number
  log_contact(args: { form: wire.ContactForm }): null
  tcm(): wire.BoardView
  check_contact(args: { form: wire.ContactForm }): wire.ContactCheckView
  check_visit(args: { form: wire.VisitForm }): wire.VisitCheckView
  log_visit(args: { form: wire.VisitForm }): null
  void_contact(args: { form: wire.VoidContactForm }): null
  correct_contact(args: { form: wire.CorrectContactForm }): null
  save_readmission(args: { form: wire.ReadmissionForm }): null
  discharge_again(args: { form: wire.AgainForm }): number
  save_death(args: { form: wire.DeathForm }): null
  claim_history(args: { id: number }): wire.PastMonthView[]
  note_billed_elsewhere(args: { form: wire.BilledElsewhereForm }): number
  withdraw_billed_elsewhere(args: { form: wire.WithdrawForm }): null
  log_talk(args: { form: wire.TalkForm }): number
  void_talk(args: { form: wire.VoidServiceForm }): null
  log_plan(args: { form: wire.PlanForm }): number
  void_plan(args: { form: wire.VoidServiceForm }): null
  note_service(args: { form: wire.OwnServiceForm }): number
  void_service(args: { form: wire.VoidServiceForm }): null
  preview_import(args: { text: string }): wire.ImportView
  import_patients(args: { text: string }): wire.ImportView
  claims(args: { month: string }): wire.ClaimsView
  export_claims(args: { form: wire.ExportForm }): wire.ExportView
  x12_check(args: { form: wire.X12CheckForm }): wire.X12CheckView
  audit_packet(args: { form: wire.PacketForm }): wire.PaperView
  claims_report(args: { form: wire.TotalsForm }): wire.PaperView
  review(args: { month: string }): wire.ReviewView
  review_patient(args: { id: number; month: string }): wire.ReviewPatientView
  sign_month(args: { form: wire.SignForm }): wire.SignOffView
  return_month(args: { form: wire.ReturnForm }): wire.SignOffView
  closing(args: { month: string }): wire.ClosingView
  close_month(args: { form: wire.CloseForm }): wire.ClosingView
  reopen_month(args: { form: wire.CloseForm }): wire.ClosingView
  save_reviewing(args: { form: wire.ReviewingForm }): null
  insights(args: { month: string }): wire.InsightsView
  guide(): wire.StepView[]
  rules(): wire.RulesView
  save_rules(args: { form: wire.RulesForm }): null
  what_if(args: { form: wire.WhatIfForm }): wire.WhatIfView
  preview_rule_pack(args: { month: string; text: string }): wire.WhatIfView
  add_rule_pack(args: { text: string }): null
  remove_rule_pack(args: { pack: string }): null
  save_fees(args: { form: wire.FeesForm }): null
  closures(): wire.ClosuresView
  close_day(args: { form: wire.ClosureForm }): null
  open_day_again(args: { day: string }): null
  appearance(): wire.AppearanceView
  save_appearance(args: { form: wire.AppearanceForm }): null
  save_care_team(args: { form: wire.CareTeamForm }): null
  open_in_emergency(args: { form: wire.EmergencyForm }): string
  emergencies(): wire.EmergencyView[]
  acknowledge_emergencies(args: { form: wire.AcknowledgeForm }): null
  audit(args: { form: wire.AuditForm }): wire.AuditView
  export_audit(args: { form: wire.AuditForm; seal: string | null }): wire.AuditFileView
  verify(): wire.VerificationView
  verify_step(): number
  print(args: { form: wire.PrintForm }): wire.HeadView
  settings(): wire.SettingsView
  save_practice(args: { form: wire.PracticeForm }): wire.StageView
  billing(): wire.BillingView
  save_billing(args: { form: wire.BillingPracticeForm }): null
  save_payer(args: { form: wire.PayerIdentityForm }): null
  save_staff(args: { form: wire.StaffForm }): number
  people(): wire.PeopleView
  set_active(args: { form: wire.PersonForm }): null
  give_password(args: { form: wire.GivePasswordForm }): null
  release_sign_in(args: { form: wire.ReleaseForm }): null
  set_lock(args: { form: wire.LockForm }): null
  renew_recovery(): wire.RecoveryView
  prove_recovery(args: { form: wire.RecoveryKeyForm }): null
  offer_code(): wire.OfferView
  add_code(args: { form: wire.AddCodeForm }): wire.StageView
  remove_code(args: { form: wire.ReleaseForm }): null
  require_codes(args: { form: wire.RequireCodesForm }): null
  renew_keys(args: { form: wire.PasswordForm }): wire.NewKeysView
  time_zones(): string[]
  backups(): wire.BackupsView
  prove_backup(): wire.ProofView
  back_up(): wire.BackupsView
  set_second_place(args: { form: wire.SecondPlaceForm }): wire.BackupsView
  restorable(args: { form: wire.RestorableForm }): wire.RestorableView[]
  preview_restore(args: { form: wire.RestoreForm }): wire.RestorePreviewView
  restore(args: { form: wire.RestoreForm }): wire.RestoredView
  zoom(args: { percent: number }): null
  copied(): null
  work(args: { kind: wire.WorkForm }): wire.ReachedView | null
  cancel_work(args: { kind: wire.WorkForm }): boolean
}

type Name = keyof Commands
type Args<N extends Name> = Parameters<Commands[N]>

const inTauri = '__TAURI_INTERNALS__' in window
let whenLocked: () => void = () => undefined
let askAgain: () => Promise<boolean> = () => Promise.resolve(false)

/** What to do when a command finds the vault locked, or Rust says that it locked the screen by itself. */
export function onLocked(then: () => void) {
  whenLocked = then
  if (inTauri) void listen('stage', then)
}

/** What to do when Rust says that somebody left, came back, or used the tray. */
export function onTimer(then: () => void) {
  if (inTauri) void listen('timer', then)
}

/** How to ask for the password again before a powerful act; true when it was typed. The command is then sent once more. */
export function onPasswordAgain(ask: () => Promise<boolean>) {
  askAgain = ask
}

/** Any rejection as a `Failure`. */
export function failure(error: unknown): wire.Failure {
  if (error !== null && typeof error === 'object' && 'code' in error && 'message' in error) {
    return error as wire.Failure
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), field: null }
}

async function call<N extends Name>(name: N, ...args: Args<N>): Promise<ReturnType<Commands[N]>> {
  try {
    if (inTauri) return await invoke(name, args[0] as Record<string, unknown> | undefined)
    const { answer } = await import('./backend.fake')
    return await answer(name, ...args)
  } catch (error) {
    const failed = failure(error)
    if (failed.code === 'locked') whenLocked()
    if (failed.code === 'password_again' && (await askAgain())) return call(name, ...args)
    throw failed
  }
}

export const stage = () => call('stage')
export const setUp = (form: wire.SetUpForm) => call('set_up', { form })
export const confirmRecovery = (form: wire.RecoveryProofForm) => call('confirm_recovery', { form })
export const unlock = (form: wire.UnlockForm) => call('unlock', { form })
export const lock = () => call('lock')
export const stopWhileLocked = () => call('stop_while_locked')
export const unlockOldKeys = (form: wire.UnlockForm) => call('unlock_old_keys', { form })
export const restoreKeys = () => call('restore_keys')
export const recover = (form: wire.RecoverForm) => call('recover', { form })
export const choosePassword = (form: wire.PasswordForm) => call('choose_password', { form })
export const attend = (form: wire.AttentionForm) => call('attend', { form })
export const passwordStrength = (form: wire.StrengthForm) => call('password_strength', { form })
export const suggestPassword = () => call('suggest_password')
export const health = () => call('health')
export const renewAnchor = (form: wire.RenewAnchorForm) => call('renew_anchor', { form })
export const changePassword = (form: wire.ChangePasswordForm) => call('change_password', { form })
export const provePassword = (form: wire.PasswordForm) => call('prove_password', { form })
export const today = () => call('today')
export const running = () => call('running')
export const activities = () => call('activities')
export const startTimer = (form: wire.StartForm) => call('start_timer', { form })
export const describeTimer = (form: wire.TimerForm) => call('describe_timer', { form })
export const stopTimer = (form: wire.TimerForm) => call('stop_timer', { form })
export const settleTimer = (choice: wire.SettleForm) => call('settle_timer', { choice })
export const desk = () => call('desk')
export const pushTimer = (form: wire.StartForm) => call('push_timer', { form })
export const popTimer = (form: wire.TimerForm) => call('pop_timer', { form })
export const stopPaused = (form: wire.StopPausedForm) => call('stop_paused', { form })
export const setPhone = (on: boolean) => call('set_phone', { on })
export const beganEarlier = (form: wire.BeganEarlierForm) => call('began_earlier', { form })
export const moveTail = (form: wire.MoveTailForm) => call('move_tail', { form })
export const continueLast = () => call('continue_last')
export const answerGap = (form: wire.AnswerGapForm) => call('answer_gap', { form })
export const inbox = () => call('inbox')
export const unsettled = (month: string) => call('unsettled', { month })
export const undo = () => call('undo')
export const redo = () => call('redo')
export const splitEntry = (form: wire.SplitForm) => call('split_entry', { form })
export const settleOverlap = (form: wire.OverlapForm) => call('settle_overlap', { form })
export const day = (date: string | null) => call('day', { date })
export const timing = () => call('timing')
export const saveTiming = (form: wire.TimingForm) => call('save_timing', { form })
export const preferences = () => call('preferences')
export const savePreferences = (form: wire.PreferencesForm) => call('save_preferences', { form })
export const findPatients = (text: string) => call('find_patients', { text })
export const patient = (id: number, month: string | null) => call('patient', { id, month })
export const savePatient = (form: wire.PatientForm) => call('save_patient', { form })
export const saveEnrollment = (form: wire.EnrollmentForm) => call('save_enrollment', { form })
export const addEntry = (form: wire.NewEntryForm) => call('add_entry', { form })
export const correctEntry = (form: wire.CorrectEntryForm) => call('correct_entry', { form })
export const voidEntry = (form: wire.VoidEntryForm) => call('void_entry', { form })
export const entryHistory = (id: number) => call('entry_history', { id })
export const saveEpisode = (form: wire.EpisodeForm) => call('save_episode', { form })
export const logContact = (form: wire.ContactForm) => call('log_contact', { form })
export const tcm = () => call('tcm')
export const checkContact = (form: wire.ContactForm) => call('check_contact', { form })
export const checkVisit = (form: wire.VisitForm) => call('check_visit', { form })
export const logVisit = (form: wire.VisitForm) => call('log_visit', { form })
export const voidContact = (form: wire.VoidContactForm) => call('void_contact', { form })
export const correctContact = (form: wire.CorrectContactForm) => call('correct_contact', { form })
export const saveReadmission = (form: wire.ReadmissionForm) => call('save_readmission', { form })
export const dischargeAgain = (form: wire.AgainForm) => call('discharge_again', { form })
export const saveDeath = (form: wire.DeathForm) => call('save_death', { form })
export const noteBilledElsewhere = (form: wire.BilledElsewhereForm) => call('note_billed_elsewhere', { form })
export const withdrawBilledElsewhere = (form: wire.WithdrawForm) =>
  call('withdraw_billed_elsewhere', { form })
export const logTalk = (form: wire.TalkForm) => call('log_talk', { form })
export const voidTalk = (form: wire.VoidServiceForm) => call('void_talk', { form })
export const logPlan = (form: wire.PlanForm) => call('log_plan', { form })
export const voidPlan = (form: wire.VoidServiceForm) => call('void_plan', { form })
export const noteService = (form: wire.OwnServiceForm) => call('note_service', { form })
export const voidService = (form: wire.VoidServiceForm) => call('void_service', { form })
export const claimHistory = (id: number) => call('claim_history', { id })
export const previewImport = (text: string) => call('preview_import', { text })
export const importPatients = (text: string) => call('import_patients', { text })
export const claims = (month: string) => call('claims', { month })
export const x12Check = (form: wire.X12CheckForm) => call('x12_check', { form })
export const exportClaims = (form: wire.ExportForm) => call('export_claims', { form })
export const auditPacket = (form: wire.PacketForm) => call('audit_packet', { form })
export const claimsReport = (form: wire.TotalsForm) => call('claims_report', { form })
export const review = (month: string) => call('review', { month })
export const reviewPatient = (id: number, month: string) => call('review_patient', { id, month })
export const signMonth = (form: wire.SignForm) => call('sign_month', { form })
export const returnMonth = (form: wire.ReturnForm) => call('return_month', { form })
export const closing = (month: string) => call('closing', { month })
export const closeMonth = (form: wire.CloseForm) => call('close_month', { form })
export const reopenMonth = (form: wire.CloseForm) => call('reopen_month', { form })
export const saveReviewing = (form: wire.ReviewingForm) => call('save_reviewing', { form })
export const insights = (month: string) => call('insights', { month })
export const guide = () => call('guide')
export const rules = () => call('rules')
export const saveRules = (form: wire.RulesForm) => call('save_rules', { form })
export const whatIf = (form: wire.WhatIfForm) => call('what_if', { form })
export const previewRulePack = (month: string, text: string) => call('preview_rule_pack', { month, text })
export const addRulePack = (text: string) => call('add_rule_pack', { text })
export const removeRulePack = (pack: string) => call('remove_rule_pack', { pack })
export const saveFees = (form: wire.FeesForm) => call('save_fees', { form })
export const closures = () => call('closures')
export const closeDay = (form: wire.ClosureForm) => call('close_day', { form })
export const openDayAgain = (day: string) => call('open_day_again', { day })
export const appearance = () => call('appearance')
export const saveAppearance = (form: wire.AppearanceForm) => call('save_appearance', { form })
export const saveCareTeam = (form: wire.CareTeamForm) => call('save_care_team', { form })
export const openInEmergency = (form: wire.EmergencyForm) => call('open_in_emergency', { form })
export const emergencies = () => call('emergencies')
export const acknowledgeEmergencies = (ids: number[]) => call('acknowledge_emergencies', { form: { ids } })
export const audit = (form: wire.AuditForm) => call('audit', { form })
export const exportAudit = (form: wire.AuditForm, seal: string | null) => call('export_audit', { form, seal })
export const verify = () => call('verify')
export const verifyStep = () => call('verify_step')
export const print = (form: wire.PrintForm) => call('print', { form })
export const settings = () => call('settings')
export const billing = () => call('billing')
export const saveBilling = (form: wire.BillingPracticeForm) => call('save_billing', { form })
export const savePayer = (form: wire.PayerIdentityForm) => call('save_payer', { form })
export const savePractice = (form: wire.PracticeForm) => call('save_practice', { form })
export const saveStaff = (form: wire.StaffForm) => call('save_staff', { form })
export const people = () => call('people')
export const setActive = (form: wire.PersonForm) => call('set_active', { form })
export const givePassword = (form: wire.GivePasswordForm) => call('give_password', { form })
export const releaseSignIn = (form: wire.ReleaseForm) => call('release_sign_in', { form })
export const setLock = (form: wire.LockForm) => call('set_lock', { form })
export const renewRecovery = () => call('renew_recovery')
export const offerCode = () => call('offer_code')
export const addCode = (form: wire.AddCodeForm) => call('add_code', { form })
export const removeCode = (form: wire.ReleaseForm) => call('remove_code', { form })
export const requireCodes = (form: wire.RequireCodesForm) => call('require_codes', { form })
export const renewKeys = (form: wire.PasswordForm) => call('renew_keys', { form })
export const proveRecovery = (form: wire.RecoveryKeyForm) => call('prove_recovery', { form })
export const timeZones = () => call('time_zones')
export const backups = () => call('backups')
export const proveBackup = () => call('prove_backup')
export const backUp = () => call('back_up')
export const setSecondPlace = (form: wire.SecondPlaceForm) => call('set_second_place', { form })
export const restorable = (form: wire.RestorableForm) => call('restorable', { form })
export const previewRestore = (form: wire.RestoreForm) => call('preview_restore', { form })
export const restore = (form: wire.RestoreForm) => call('restore', { form })
export const zoom = (percent: number) => call('zoom', { percent })
export const copied = () => call('copied')
export const work = (kind: wire.WorkForm) => call('work', { kind })
export const cancelWork = (kind: wire.WorkForm) => call('cancel_work', { kind })
