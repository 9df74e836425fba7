// Every type that crosses from Rust. Written from src-tauri/src/wire by `make types`; never by hand.

export type Failure = { 
/**
 * What the screen acts on.
 */
code: FailureCode, 
/**
 * What happened, what was kept and what to do; never a patient's name.
 */
message: string, 
/**
 * The form field the sentence belongs to, if it belongs to one.
 */
field: string | null, 
/**
 * Seconds to wait before the next try, after too many wrong passwords.
 */
wait_s?: number, };

export type FailureCode = "bad_request" | "locked" | "wrong_password" | "wait" | "locked_out" | "password_again" | "code_needed" | "old_keys" | "forbidden" | "not_found" | "refused" | "stopped" | "ambiguous_time" | "newer" | "damaged" | "internal";

export type StageView = { "stage": "set_up", 
/**
 * Where the vault will be made.
 */
home: string, 
/**
 * The zone of this PC, as a suggestion.
 */
time_zone: string, } | { "stage": "locked", 
/**
 * Names that may sign in, for the list on the unlock screen.
 */
sign_ins: Array<string>, 
/**
 * The practice's name, once it was unlocked in this run.
 */
practice: string | null, 
/**
 * True on the demo practice, whose password is public.
 */
demo: boolean, 
/**
 * A timer runs on while locked: its start, without a name.
 */
running_since: string | null, } | { "stage": "open", 
/**
 * Who is signed in.
 */
me: MeView, 
/**
 * The practice.
 */
practice: PracticeView, } | { "stage": "must_change", 
/**
 * Who.
 */
name: string, 
/**
 * The practice's name.
 */
practice: string, } | { "stage": "must_add_code", 
/**
 * Who.
 */
name: string, 
/**
 * Name of the practice.
 */
practice: string, } | { "stage": "trouble", 
/**
 * What happened and what to do.
 */
message: string, 
/**
 * The key file is damaged, and the copy from before its last change is sound.
 */
previous_keys: boolean, };

export type MeView = { 
/**
 * Staff id.
 */
id: number, 
/**
 * Full name.
 */
name: string, 
/**
 * Role slug; the words for it live in the screens' text.
 */
role: string, 
/**
 * Credentials, such as "RN".
 */
credentials: string, 
/**
 * `manager`, `practitioner`, `care_team`, `biller` or `auditor`.
 */
access: string, 
/**
 * A code is asked besides the password.
 */
code: boolean, 
/**
 * What this person may do, by name: what is not listed, the screens leave out. Rust refuses it all the same.
 */
can: Array<CanView>, };

export type CanView = "track" | "see_patients" | "see_claims" | "see_insights" | "correct_others" | "assign" | "import" | "export_claims" | "sign" | "print" | "see_practice" | "manage" | "see_own_audit" | "see_audit" | "export_audit" | "open_in_emergency";

export type PracticeView = { 
/**
 * Its name.
 */
name: string, 
/**
 * IANA zone that decides the day and the month.
 */
time_zone: string, 
/**
 * True for the synthetic demo practice.
 */
demo: boolean, 
/**
 * Today in the practice's zone.
 */
today: string, 
/**
 * The current month there.
 */
month: string, };

export type SetUpForm = { 
/**
 * Name of the practice.
 */
practice: string, 
/**
 * IANA zone.
 */
time_zone: string, 
/**
 * The manager's name.
 */
name: string, 
/**
 * The manager's role, as the rules know it.
 */
role: string, 
/**
 * Credentials, such as "RN".
 */
credentials: string, 
/**
 * Sign-in name.
 */
sign_in: string, 
/**
 * Password, 15 characters or more.
 */
password: string, };

export type RecoveryView = { 
/**
 * The eight groups of the recovery key.
 */
groups: Array<string>, 
/**
 * The two groups (1-based) to type back.
 */
ask: Array<number>, };

export type RecoveryProofForm = { 
/**
 * In the order of `RecoveryView::ask`.
 */
groups: Array<string>, };

export type UnlockForm = { 
/**
 * Sign-in name.
 */
sign_in: string, 
/**
 * Password.
 */
password: string, 
/**
 * The code of an authenticator app, for who is asked for one.
 */
code?: string, };

export type BarView = { 
/**
 * Counted this month, a running timer included.
 */
counted_s: number, 
/**
 * Of that, what already earned: up to the last threshold passed.
 */
earned_s: number, 
/**
 * Of `counted_s`, the part the running timer made (the striped end).
 */
running_s: number, 
/**
 * Excluded this month.
 */
excluded_s: number, 
/**
 * Past the last paid threshold: earns nothing.
 */
stranded_s: number, 
/**
 * Right end of the scale.
 */
scale_s: number, 
/**
 * Thresholds in order.
 */
ticks: Array<TickView>, 
/**
 * What is earned so far, in words of the field: "99490, 99439 x2"; empty when nothing.
 */
earned: string, 
/**
 * Dollars of that, an estimate.
 */
earned_cents: number, 
/**
 * The next unit, if there is one.
 */
next: NextView | null, };

export type TickView = { 
/**
 * Code that is earned there.
 */
code: string, 
/**
 * Where.
 */
at_s: number, 
/**
 * Counted time reached it.
 */
passed: boolean, 
/**
 * Dollars of that unit, an estimate.
 */
cents: number, };

export type NextView = { 
/**
 * Its code.
 */
code: string, 
/**
 * Seconds missing.
 */
short_s: number, 
/**
 * Dollars, an estimate.
 */
cents: number, };

export type ReasonView = { 
/**
 * `X-…`, `R-…` or `W-…`.
 */
code: string, 
/**
 * `exclusion`, `refusal`, `hold` or `warning`.
 */
kind: string, 
/**
 * The billing code it speaks of, if one.
 */
about: string | null, 
/**
 * Seconds, where the reason has some (excluded, or missing).
 */
seconds: number | null, };

export type LineView = { 
/**
 * Billing code.
 */
code: string, 
/**
 * Units.
 */
units: number, 
/**
 * Date of service.
 */
dos: string, 
/**
 * Last day, where the policy bills a range.
 */
dos_to: string | null, 
/**
 * Modifiers.
 */
modifiers: Array<string>, 
/**
 * Estimate.
 */
amount_cents: number, 
/**
 * Entries whose seconds made it.
 */
entries: Array<number>, };

export type TrackView = { 
/**
 * `ccm_staff`, `ccm_practitioner`, `complex`, `pcm_staff` or `pcm_practitioner`.
 */
track: string, 
/**
 * True for the one the statement chose.
 */
chosen: boolean, 
/**
 * Counted seconds of this track.
 */
counted_s: number, 
/**
 * Its lines.
 */
lines: Array<LineView>, 
/**
 * Their sum, an estimate.
 */
total_cents: number, 
/**
 * Why it earns no more.
 */
refusals: Array<ReasonView>, 
/**
 * Its next unit.
 */
next: NextView | null, };

export type RunningView = { 
/**
 * Timer id.
 */
id: number, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Enrollment id.
 */
enrollment: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * `ccm`, `complex_ccm` or `pcm`.
 */
program: string, 
/**
 * Chosen activity.
 */
activity: string | null, 
/**
 * Note typed so far.
 */
note: string, 
/**
 * Start, RFC 3339.
 */
started_at: string, 
/**
 * When this view was made, RFC 3339; the screen draws `elapsed_s` plus the time since.
 */
now: string, 
/**
 * Seconds since the start (to the last proof, when interrupted).
 */
elapsed_s: number, 
/**
 * True when each further second counts toward the month.
 */
counting: boolean, 
/**
 * Why not, when it does not.
 */
why_not: ReasonView | null, 
/**
 * Not null while it stands: at this last proof. After a crash, or an absence of hours, until the person answers.
 */
interrupted_at: string | null, 
/**
 * Why it stands: `idle`, `lock`, `suspend` or `no_heartbeat`.
 */
away: string | null, 
/**
 * Phone mode: idle and lock set nothing aside, and the time is marked as attested.
 */
phone: boolean, 
/**
 * Whether it has run for long.
 */
notice: NoticeView, 
/**
 * Oldest first; the last one is open. `elapsed_s` is their sum.
 */
stretches: Array<StretchView>, 
/**
 * The month's bar, the running part included.
 */
bar: BarView, };

export type StartForm = { 
/**
 * On which enrollment.
 */
enrollment: number, 
/**
 * May be chosen later.
 */
activity: string | null, };

export type StartedView = { 
/**
 * The new timer.
 */
running: RunningView, 
/**
 * What was stopped for it, if one ran.
 */
stopped: StoppedView | null, };

export type TimerForm = { 
/**
 * Slug of the activity.
 */
activity: string | null, 
/**
 * Note.
 */
note: string, };

export type StoppedView = { 
/**
 * The newest entry (one for each stretch of the timer), or null when less than a second had passed.
 */
entry: number | null, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Their length together.
 */
seconds: number, 
/**
 * Seconds of it that count toward the month.
 */
counted_s: number, };

export type SettleForm = "keep_and_go_on" | "keep_and_stop" | "discard";

export type ActivityView = { 
/**
 * Slug.
 */
slug: string, 
/**
 * Label.
 */
label: string, 
/**
 * Countable by default (Medicare).
 */
counts: boolean, 
/**
 * Why not, where it does not.
 */
reason: string | null, 
/**
 * Remark of the rule.
 */
note: string, 
/**
 * Where the rule comes from.
 */
source: string, 
/**
 * Key 1-9 of the person's most used, else null.
 */
key: number | null, };

export type NoticeView = "none" | "first" | "second" | "stale";

export type StretchView = { 
/**
 * Start, RFC 3339.
 */
started_at: string, 
/**
 * End, RFC 3339.
 */
ended_at: string, 
/**
 * `timed`, `typed` or `attested`.
 */
origin: string, };

export type DeskView = { 
/**
 * The timer that runs, or stands.
 */
running: RunningView | null, 
/**
 * Timers that wait; the first comes back first.
 */
paused: Array<PausedView>, 
/**
 * The one question about time that was set aside, if there is one.
 */
question: QuestionView | null, 
/**
 * Stretches of this person's time in the inbox, those of the question among them.
 */
unsettled: number, 
/**
 * What Ctrl+Z would take back, in words.
 */
undo: string | null, 
/**
 * What would be done again.
 */
redo: string | null, 
/**
 * What `continue_last` would start.
 */
last: LastView | null, 
/**
 * Nothing runs, and this person wants to be reminded.
 */
remind: boolean, 
/**
 * The practice wants a note of who says what was done.
 */
note_required: boolean, };

export type PausedView = { 
/**
 * Timer id.
 */
id: number, 
/**
 * Enrollment id.
 */
enrollment: number, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * `ccm`, `complex_ccm` or `pcm`.
 */
program: string, 
/**
 * Chosen activity.
 */
activity: string | null, 
/**
 * Seconds it ran.
 */
elapsed_s: number, };

export type LastView = { 
/**
 * Enrollment id.
 */
enrollment: number, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Activity, if one was chosen.
 */
activity: string | null, };

export type QuestionView = { 
/**
 * What was set aside of the running timer, oldest first.
 */
gaps: Array<GapView>, 
/**
 * Seconds together.
 */
seconds: number, };

export type GapView = { 
/**
 * Id.
 */
id: number, 
/**
 * Enrollment whose timer ran.
 */
enrollment: number, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * `ccm`, `complex_ccm` or `pcm`.
 */
program: string, 
/**
 * What the timer said was being done.
 */
activity: string | null, 
/**
 * Local day of the start.
 */
date: string, 
/**
 * Local wall time of the start, `HH:MM:SS`.
 */
start: string, 
/**
 * Local wall time of the end.
 */
end: string, 
/**
 * Start, RFC 3339.
 */
started_at: string, 
/**
 * End, RFC 3339.
 */
ended_at: string, 
/**
 * Length.
 */
seconds: number, 
/**
 * `idle`, `lock`, `suspend` or `no_heartbeat`.
 */
why: string, 
/**
 * `counted`, `moved`, `excluded`, `discarded`, or null.
 */
answer: string | null, 
/**
 * Why it was answered so.
 */
reason: string | null, };

export type UnsettledView = { 
/**
 * `gap`, `running` or `paused`.
 */
kind: string, 
/**
 * Whose time.
 */
staff: string, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Local day of the start.
 */
date: string, 
/**
 * Local wall time of the start.
 */
start: string, 
/**
 * Seconds of it within the month.
 */
seconds: number, 
/**
 * Id of the time that was set aside.
 */
gap: number | null, };

export type UndoneView = { 
/**
 * It, in words.
 */
words: string, 
/**
 * The timers now.
 */
desk: DeskView, };

export type StopPausedForm = { 
/**
 * Timer id.
 */
id: number, 
/**
 * Slug of the activity, where another one is to be written.
 */
activity: string | null, 
/**
 * Note; empty: the one it has.
 */
note: string, };

export type BeganEarlierForm = { 
/**
 * By so much (`10m`), or at a time of day (`9:40`).
 */
when: string, 
/**
 * As in `NewEntryForm`.
 */
first_pass: boolean | null, };

export type MoveTailForm = { 
/**
 * From a time of day (`9:52`), since so long ago (`8m`), or null: all of it.
 */
from: string | null, 
/**
 * Enrollment of the other patient.
 */
enrollment: number, 
/**
 * As in `NewEntryForm`.
 */
first_pass: boolean | null, };

export type VerdictForm = "counted" | "moved" | "excluded" | "discarded";

export type AnswerGapForm = { 
/**
 * Which.
 */
gaps: Array<number>, 
/**
 * What becomes of it.
 */
answer: VerdictForm, 
/**
 * Enrollment of the other patient, where it was moved.
 */
enrollment: number | null, 
/**
 * What was done, where the timer did not say.
 */
activity: string | null, 
/**
 * Why: required for all but what is discarded.
 */
reason: string, };

export type DayView = { 
/**
 * Which day.
 */
date: string, 
/**
 * Its first second, RFC 3339; a day has 23, 24 or 25 hours.
 */
from: string, 
/**
 * The second after its last.
 */
to: string, 
/**
 * Entries, by start.
 */
entries: Array<DayEntryView>, 
/**
 * Time that was set aside, answered for or not.
 */
gaps: Array<GapView>, 
/**
 * Timers that run or wait.
 */
timers: Array<DayTimerView>, 
/**
 * Entries that share seconds; they bill for neither.
 */
overlaps: Array<OverlapView>, };

export type DayEntryView = { 
/**
 * The entry.
 */
entry: EntryView, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * `ccm`, `complex_ccm` or `pcm`.
 */
program: string, };

export type DayTimerView = { 
/**
 * Enrollment id.
 */
enrollment: number, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Chosen activity.
 */
activity: string | null, 
/**
 * It runs; else it waits.
 */
running: boolean, 
/**
 * Its stretches of the day, by start.
 */
stretches: Array<StretchView>, };

export type OverlapView = { 
/**
 * The entry that begins first.
 */
a: number, 
/**
 * The other one.
 */
b: number, 
/**
 * First shared second, RFC 3339.
 */
started_at: string, 
/**
 * The second after the last.
 */
ended_at: string, 
/**
 * How many.
 */
seconds: number, };

export type GiveForm = "a" | "b" | "split";

export type OverlapForm = { 
/**
 * Entry id.
 */
a: number, 
/**
 * Entry id.
 */
b: number, 
/**
 * Whose the shared seconds are.
 */
give: GiveForm, 
/**
 * Why: required.
 */
reason: string, };

export type SplitForm = { 
/**
 * Entry id.
 */
id: number, 
/**
 * Wall time at which the second part begins.
 */
at: string, 
/**
 * Another patient's enrollment, if the second part was theirs.
 */
enrollment: number | null, 
/**
 * Another activity, if it was.
 */
activity: string | null, 
/**
 * Why: required.
 */
reason: string, 
/**
 * As in `NewEntryForm`.
 */
first_pass: boolean | null, };

export type TimingView = { 
/**
 * Without a touch for so many minutes, somebody is away.
 */
idle_minutes: number, 
/**
 * A timer that ran for so many is worth a word.
 */
notice_minutes: number, 
/**
 * And another one.
 */
second_notice_minutes: number, 
/**
 * Who says what was done also writes a note.
 */
note_required: boolean, };

export type TimingForm = { 
/**
 * 1 to 60.
 */
idle_minutes: number, 
/**
 * 5 to 240.
 */
notice_minutes: number, 
/**
 * More than the first.
 */
second_notice_minutes: number, 
/**
 * Who says what was done also writes a note.
 */
note_required: boolean, };

export type PreferencesView = { 
/**
 * To be reminded when no timer runs.
 */
remind_to_start: boolean, 
/**
 * The patient's initials in the tray and the small window.
 */
initials: boolean, 
/**
 * Names in what the desktop shows.
 */
names_in_notices: boolean, 
/**
 * Notices of deadlines of transitional care.
 */
deadlines: boolean, 
/**
 * The small window.
 */
mini_window: boolean, 
/**
 * A key that works outside of the window.
 */
shortcut: string | null, };

export type PreferencesForm = { 
/**
 * To be reminded when no timer runs.
 */
remind_to_start: boolean, 
/**
 * The patient's initials in the tray and the small window.
 */
initials: boolean, 
/**
 * Names in what the desktop shows.
 */
names_in_notices: boolean, 
/**
 * Notices of deadlines of transitional care.
 */
deadlines: boolean, 
/**
 * The small window.
 */
mini_window: boolean, 
/**
 * A key that works outside of the window.
 */
shortcut: string | null, };

export type TodayView = { 
/**
 * Today in the practice's zone.
 */
date: string, 
/**
 * The month shown.
 */
month: string, 
/**
 * Working days left in it, today included.
 */
working_days_left: number, 
/**
 * TCM episodes with something due, most urgent first.
 */
tcm: Array<TcmRowView>, 
/**
 * Enrollments of the month, in display order.
 */
rows: Array<WorkRowView>, 
/**
 * Everybody on a care team.
 */
people: Array<StaffNameView>, };

export type GroupView = "near" | "in_progress" | "untouched" | "done" | "blocked";

export type WorkRowView = { 
/**
 * Enrollment id: what a timer is started on.
 */
enrollment: number, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * Age today in whole years.
 */
age: number, 
/**
 * `F`, `M`, `X` or empty.
 */
sex: string, 
/**
 * Medical record number.
 */
mrn: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * `ccm`, `complex_ccm` or `pcm`.
 */
program: string, 
/**
 * Billing practitioner's name.
 */
practitioner: string, 
/**
 * Group.
 */
group: GroupView, 
/**
 * The month's bar, without any running timer.
 */
bar: BarView, 
/**
 * What blocks it.
 */
blocked: Array<ReasonView>, 
/**
 * Preferred call window, as typed.
 */
call_window: string, 
/**
 * Who is on the care team: staff ids.
 */
staff: Array<number>, };

export type UrgencyView = "overdue" | "today" | "tomorrow" | "later";

export type TcmRowView = { 
/**
 * Episode id.
 */
episode: number, 
/**
 * Patient id.
 */
patient: number, 
/**
 * An enrollment a timer could run on, if the patient has one.
 */
enrollment: number | null, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Age today.
 */
age: number, 
/**
 * `F`, `M`, `X` or empty.
 */
sex: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * Medical record number.
 */
mrn: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Practitioner's name.
 */
practitioner: string, 
/**
 * Who is on the care team: staff ids.
 */
staff: Array<number>, 
/**
 * Local day of the discharge.
 */
discharged: string, 
/**
 * `contact`, `visit` or `med_rec`: the next thing to do.
 */
step: string, 
/**
 * Attempts in time so far.
 */
attempts: number, 
/**
 * Limit of that step: the safe date for a contact.
 */
due: string, 
/**
 * Latest date of that step, where it differs from `due`.
 */
latest: string | null, 
/**
 * Days past `due`; negative before it.
 */
days_late: number, 
/**
 * How near.
 */
urgency: UrgencyView, 
/**
 * Visit limit of the code still reachable, if a visit is still open.
 */
visit_due: string | null, 
/**
 * Day of the visit, once it took place.
 */
visit_date: string | null, 
/**
 * Discharge management was billed that day too.
 */
visit_discharge_management: boolean, 
/**
 * MDM level.
 */
mdm: string | null, 
/**
 * Day of the medication reconciliation.
 */
med_rec: string | null, 
/**
 * Code still reachable today.
 */
code: string | null, 
/**
 * Dollars of it, an estimate.
 */
cents: number, 
/**
 * Code after the next midnight; null when none is left then.
 */
code_tomorrow: string | null, 
/**
 * Dollars of that one, 0 when none is left.
 */
cents_tomorrow: number, };

export type PatientLineView = { 
/**
 * Patient id.
 */
id: number, 
/**
 * Name.
 */
name: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * Age today.
 */
age: number, 
/**
 * `F`, `M`, `X` or empty.
 */
sex: string, 
/**
 * Medical record number.
 */
mrn: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Programs now enrolled in.
 */
programs: Array<string>, 
/**
 * Enrollment a timer would start on, if there is just one to choose.
 */
enrollment: number | null, 
/**
 * Hidden from who asked: only name and number are told.
 */
hidden: boolean, };

export type PatientView = { 
/**
 * Facts.
 */
patient: PatientLineView, 
/**
 * Preferred call window.
 */
call_window: string, 
/**
 * What electronic claims say besides.
 */
subscriber: SubscriberView, 
/**
 * Local day and time of death, `YYYY-MM-DD HH:MM`.
 */
died: string | null, 
/**
 * Month shown.
 */
month: string, 
/**
 * Who pays for it, a slug: not always who pays now.
 */
payer: string, 
/**
 * Enrollments that touch the month, then the others.
 */
enrollments: Array<EnrollmentView>, 
/**
 * Entries of the month, newest first; corrected and voided ones only in their history.
 */
entries: Array<EntryView>, 
/**
 * Voided entries of the month, newest first.
 */
voided: Array<EntryView>, 
/**
 * TCM episodes, newest first.
 */
episodes: Array<EpisodeView>, 
/**
 * What other practices bill, as far as it is known, earliest service first.
 */
billed_elsewhere: Array<BilledElsewhereView>, 
/**
 * Planning talks, treatment plans, and what this practice bills by other means.
 */
services: ServicesView, 
/**
 * Who is on the care team.
 */
care_team: Array<StaffNameView>, 
/**
 * How the month stands with those who sign.
 */
sign_off: SignOffView, 
/**
 * The patient is hidden from who asked, who opened the page in an emergency: so many seconds are left of it.
 */
emergency_left_s: number | null, };

export type EnrollmentView = { 
/**
 * Enrollment id.
 */
id: number, 
/**
 * As the form edits it.
 */
form: EnrollmentForm, 
/**
 * Billing practitioner's name.
 */
practitioner: string, 
/**
 * True when it runs on some day of the month shown.
 */
in_month: boolean, 
/**
 * The month's bar.
 */
bar: BarView, 
/**
 * Lines of the statement.
 */
lines: Array<LineView>, 
/**
 * Documents and tests, in the order of the checklist.
 */
checklist: Array<CheckView>, 
/**
 * Holds, refusals and warnings of the month.
 */
reasons: Array<ReasonView>, 
/**
 * Every way this month's time could be billed.
 */
tracks: Array<TrackView>, };

export type CheckView = { 
/**
 * `consent`, `initiating_visit`, `conditions`, `care_plan`, `plan_copy`, `mdm`, `lead`, `attested`, `supervisor`.
 */
item: string, 
/**
 * True when nothing more is asked for; false without a reason: something to record for which no claim waits.
 */
done: boolean, 
/**
 * Date that stands for it, if one.
 */
date: string | null, 
/**
 * Facts to show beside it: mode, visit kind, ICD-10 codes, level, name.
 */
facts: Array<string>, 
/**
 * What is missing.
 */
reasons: Array<ReasonView>, 
/**
 * Rule id, such as "PR-9".
 */
rule: string, 
/**
 * Source of the rule, as one would cite it.
 */
source: string, };

export type EntryView = { 
/**
 * Entry id.
 */
id: number, 
/**
 * Enrollment id.
 */
enrollment: number, 
/**
 * Who did it.
 */
staff: string, 
/**
 * Local day of the start.
 */
date: string, 
/**
 * Local wall time of the start, `HH:MM:SS`.
 */
start: string, 
/**
 * Local wall time of the end.
 */
end: string, 
/**
 * Start, RFC 3339.
 */
started_at: string, 
/**
 * End, RFC 3339.
 */
ended_at: string, 
/**
 * Length.
 */
seconds: number, 
/**
 * Seconds of it that count in the track shown.
 */
counted_s: number, 
/**
 * The rest, by reason.
 */
excluded: Array<ReasonView>, 
/**
 * Activity slug.
 */
activity: string, 
/**
 * Note.
 */
note: string, 
/**
 * `timed`, `typed`, `attested` or `recovered`.
 */
origin: string, 
/**
 * Seconds by which the computer's clock was set while it was timed; 0 when it was not.
 */
clock_jump_s: number, 
/**
 * Part of a billed visit.
 */
part_of_visit: boolean, 
/**
 * Number of earlier versions.
 */
corrections: number, 
/**
 * Length of the version before, when it was corrected.
 */
was_s: number | null, 
/**
 * Why it was corrected or voided, and by whom.
 */
reason: string | null, 
/**
 * Who corrected or voided it.
 */
changed_by: string | null, 
/**
 * May the signed-in person correct it?
 */
mine: boolean, };

export type EntryVersionView = { 
/**
 * The version; `reason` and `changed_by` say why and by whom it was written.
 */
entry: EntryView, 
/**
 * When it was written, RFC 3339.
 */
written_at: string, 
/**
 * True for a void: the version above it no longer counts.
 */
voided: boolean, 
/**
 * The entry it was cut off from, by the version that was cut; its history says why.
 */
split_from: number | null, };

export type EpisodeView = { 
/**
 * Episode id.
 */
id: number, 
/**
 * As the form edits it.
 */
form: EpisodeForm, 
/**
 * Practitioner's name.
 */
practitioner: string, 
/**
 * Alert date for the contact: no in-lieu days.
 */
contact_safe: string, 
/**
 * Last day for the contact.
 */
contact_due: string, 
/**
 * Visit by this day for 99496.
 */
visit_due_7: string, 
/**
 * Visit by this day for 99495.
 */
visit_due_14: string, 
/**
 * Day 30.
 */
period_end: string, 
/**
 * Code still reachable.
 */
code_reachable: string | null, 
/**
 * The contact rule is met.
 */
contact_met: boolean, 
/**
 * Contacts and attempts, oldest first.
 */
contacts: Array<ContactView>, 
/**
 * The line, once all is there.
 */
line: LineView | null, 
/**
 * Refusals, holds and warnings.
 */
reasons: Array<ReasonView>, 
/**
 * The day the patient went back to a hospital.
 */
readmitted_on: string | null, };

export type ContactView = { 
/**
 * Contact id.
 */
id: number, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Local day and time for reading: `YYYY-MM-DD HH:MM`.
 */
local: string, 
/**
 * By whom; null for somebody outside the practice.
 */
by: string | null, 
/**
 * Somebody was reached.
 */
reached: boolean, 
/**
 * Only an appointment was made.
 */
scheduling_only: boolean, 
/**
 * Note.
 */
note: string, 
/**
 * What the rules make of it: `reached`, `attempt`, `late` ...; null where it no longer counts.
 */
worth: string | null, 
/**
 * Why it no longer counts, in the person's words.
 */
voided: string | null, 
/**
 * Who asked may void or correct it.
 */
mine: boolean, };

export type PatientForm = { 
/**
 * Null for a new patient.
 */
id: number | null, 
/**
 * Name.
 */
name: string, 
/**
 * Birth date, `YYYY-MM-DD`.
 */
birth_date: string, 
/**
 * Medical record number, unique.
 */
mrn: string, 
/**
 * `F`, `M`, `X` or empty.
 */
sex: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Preferred call window.
 */
call_window: string, 
/**
 * What electronic claims say besides; null: it stays as it is.
 */
subscriber: SubscriberForm | null, 
/**
 * The first month a changed payer pays for, `YYYY-MM`; null: it was never another.
 */
from: string | null, };

export type EnrollmentForm = { 
/**
 * Null for a new enrollment.
 */
id: number | null, 
/**
 * Patient id.
 */
patient: number, 
/**
 * `ccm`, `complex_ccm` or `pcm`.
 */
program: string, 
/**
 * Billing practitioner: staff id.
 */
practitioner: number, 
/**
 * First day.
 */
start: string, 
/**
 * Last day, if it ended.
 */
end: string | null, 
/**
 * Day of consent.
 */
consent_given: string | null, 
/**
 * `verbal` or `written`.
 */
consent_mode: string, 
/**
 * Who took it: staff id.
 */
consent_taker: number | null, 
/**
 * What was explained: `availability`, `cost_sharing`, `one_practitioner`, `right_to_stop`.
 */
consent_topics: Array<string>, 
/**
 * Day it was revoked.
 */
consent_revoked: string | null, 
/**
 * Day of the initiating visit.
 */
visit_date: string | null, 
/**
 * `awv`, `ippe`, `em`, `tcm`, `nurse_visit` or `other`.
 */
visit_kind: string | null, 
/**
 * Care management was discussed there.
 */
visit_discussed: boolean, 
/**
 * Last visit with the billing practitioner.
 */
last_seen: string | null, 
/**
 * Conditions.
 */
conditions: Array<ConditionForm>, 
/**
 * Day the care plan was established.
 */
plan_established: string | null, 
/**
 * Day it was last revised.
 */
plan_revised: string | null, 
/**
 * Day the patient got a copy.
 */
plan_copy_given: string | null, 
/**
 * Medical decision making by month.
 */
mdm: Array<MdmForm>, 
/**
 * Practice attestations made.
 */
attested: boolean, 
/**
 * Supervising practitioner: staff id.
 */
supervisor: number | null, 
/**
 * Designated member of the care team: staff id.
 */
lead: number | null, 
/**
 * The first month a changed practitioner bills, and claims rest on changed conditions, `YYYY-MM`; null: it was never otherwise.
 */
from: string | null, };

export type ConditionForm = { 
/**
 * ICD-10 code.
 */
icd10: string | null, 
/**
 * Name in the practice's words.
 */
label: string, 
/**
 * Expected months; null is lifelong.
 */
expected_months: number | null, 
/**
 * Risk of death, decompensation or decline.
 */
high_risk: boolean, };

export type MdmForm = { 
/**
 * Month.
 */
month: string, 
/**
 * `straightforward`, `low`, `moderate` or `high`.
 */
level: string, };

export type NewEntryForm = { 
/**
 * Enrollment id.
 */
enrollment: number, 
/**
 * Day.
 */
date: string, 
/**
 * Wall time `HH:MM` or `HH:MM:SS`; empty where `length` says from when to when.
 */
start: string, 
/**
 * Length as typed: `1:30`, `90m`, `1h30`, `25` (minutes), or `9:40-10:05`.
 */
length: string, 
/**
 * Activity slug.
 */
activity: string, 
/**
 * Note.
 */
note: string, 
/**
 * Part of a billed visit.
 */
part_of_visit: boolean, 
/**
 * In the repeated hour of autumn: true for the first pass, false for the second.
 */
first_pass: boolean | null, };

export type CorrectEntryForm = { 
/**
 * Entry id.
 */
id: number, 
/**
 * Day.
 */
date: string, 
/**
 * Wall time of the start.
 */
start: string, 
/**
 * Wall time of the end (the next day when it is not after the start).
 */
end: string, 
/**
 * Activity slug.
 */
activity: string, 
/**
 * Note.
 */
note: string, 
/**
 * Part of a billed visit.
 */
part_of_visit: boolean, 
/**
 * Why: required.
 */
reason: string, 
/**
 * As in `NewEntryForm`.
 */
first_pass: boolean | null, };

export type VoidEntryForm = { 
/**
 * Entry id.
 */
id: number, 
/**
 * Why: required.
 */
reason: string, };

export type EpisodeForm = { 
/**
 * Null for a new discharge.
 */
id: number | null, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Practitioner: staff id.
 */
practitioner: number, 
/**
 * Local day of the discharge.
 */
discharge_date: string, 
/**
 * Local wall time of it.
 */
discharge_time: string, 
/**
 * Facility kind.
 */
from: string, 
/**
 * Destination.
 */
to: string, 
/**
 * Day of the face-to-face visit.
 */
visit_date: string | null, 
/**
 * Discharge management was billed that day too.
 */
visit_discharge_management: boolean, 
/**
 * MDM level.
 */
mdm: string | null, 
/**
 * Day of the medication reconciliation.
 */
med_rec: string | null, 
/**
 * Will this practice report it?
 */
report: boolean, 
/**
 * First day of the practitioner's own surgical global period.
 */
global_from: string | null, 
/**
 * Its last day.
 */
global_to: string | null, 
/**
 * ICD-10 codes of the claim, spaces or commas between.
 */
diagnoses: string, };

export type ContactForm = { 
/**
 * Episode id.
 */
episode: number, 
/**
 * Local day; null is now.
 */
date: string | null, 
/**
 * Local wall time; null is now.
 */
time: string | null, 
/**
 * Somebody was reached.
 */
reached: boolean, 
/**
 * Only an appointment was made.
 */
scheduling_only: boolean, 
/**
 * Note.
 */
note: string, };

export type BoardView = { 
/**
 * Today in the practice's zone.
 */
date: string, 
/**
 * The days of the calendar, from today on.
 */
days: Array<DayCellView>, 
/**
 * Discharges, most urgent first.
 */
rows: Array<BoardRowView>, 
/**
 * Practitioners who can take over after a discharge.
 */
practitioners: Array<StaffNameView>, };

export type BoardRowView = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * Age today.
 */
age: number, 
/**
 * `F`, `M`, `X` or empty.
 */
sex: string, 
/**
 * Medical record number.
 */
mrn: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Local day and time of death, `YYYY-MM-DD HH:MM`.
 */
died: string | null, 
/**
 * The discharge with its deadlines, contacts and reasons.
 */
episode: EpisodeView, 
/**
 * `open`, `complete`, `not_reported` or `refused`.
 */
state: string, 
/**
 * What is next: `contact`, `visit`, `med_rec` or `mdm`.
 */
step: string | null, 
/**
 * Its limit: the safe date for a contact.
 */
due: string | null, 
/**
 * The latest date, where that is another one.
 */
latest: string | null, 
/**
 * Days past `due`; negative before it.
 */
days_late: number, 
/**
 * How near.
 */
urgency: UrgencyView | null, 
/**
 * Attempts in time.
 */
attempts: number, 
/**
 * The code of the line, or the best one still reachable.
 */
code: string | null, 
/**
 * Dollars of it, an estimate.
 */
cents: number, 
/**
 * The code after the next midnight; null when none is left then.
 */
code_tomorrow: string | null, 
/**
 * Dollars of that one, 0 when none is left.
 */
cents_tomorrow: number, 
/**
 * The days from the discharge to day 30.
 */
days: Array<DayCellView>, };

export type DayCellView = { 
/**
 * Which.
 */
date: string, 
/**
 * Why it is no business day: `weekend`, `holiday`, `in_lieu` or `closure`.
 */
closed: string | null, 
/**
 * Its number among the business days in which the contact is due.
 */
business_day: number | null, };

export type ContactCheckView = { 
/**
 * Its local day.
 */
day: string, 
/**
 * What the rules make of it.
 */
worth: string, 
/**
 * Last day under every reading of "holiday".
 */
safe: string, 
/**
 * Last day.
 */
due: string, 
/**
 * The contact rule is met without it.
 */
met_before: boolean, 
/**
 * The contact rule is met with it.
 */
met: boolean, };

export type VisitForm = { 
/**
 * Episode id.
 */
episode: number, 
/**
 * Its day.
 */
date: string, 
/**
 * Discharge management was billed that day too.
 */
discharge_management: boolean, 
/**
 * MDM level.
 */
mdm: string | null, 
/**
 * Day of the medication reconciliation.
 */
med_rec: string | null, };

export type VisitCheckView = { 
/**
 * Days after the discharge.
 */
days: number, 
/**
 * The code it earns or leaves in reach.
 */
code: string | null, 
/**
 * Dollars of it, an estimate.
 */
cents: number, 
/**
 * All is there with it.
 */
complete: boolean, 
/**
 * Something else can still be done.
 */
open: boolean, 
/**
 * What stands in the way, and what a manager should know.
 */
reasons: Array<ReasonView>, };

export type VoidContactForm = { 
/**
 * Contact id.
 */
id: number, 
/**
 * Why.
 */
reason: string, };

export type CorrectContactForm = { 
/**
 * Contact id.
 */
id: number, 
/**
 * What it was.
 */
contact: ContactForm, 
/**
 * Why it is corrected.
 */
reason: string, };

export type ReadmissionForm = { 
/**
 * Episode id.
 */
episode: number, 
/**
 * The day; null takes it back.
 */
date: string | null, };

export type AgainForm = { 
/**
 * Episode id of the first.
 */
first: number, 
/**
 * The second.
 */
second: EpisodeForm, 
/**
 * The first one goes on and is reported; else thirty days begin with the second.
 */
keep_first: boolean, };

export type DeathForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Local day; null with `time` takes the record back.
 */
date: string | null, 
/**
 * Local wall time.
 */
time: string | null, };

export type BilledElsewhereView = { 
/**
 * Which note.
 */
id: number, 
/**
 * Billing code.
 */
code: string, 
/**
 * Date of service.
 */
date: string, 
/**
 * How it is known.
 */
known_by: string, 
/**
 * Why it is not so after all.
 */
withdrawn: string | null, };

export type BilledElsewhereForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Billing code.
 */
code: string, 
/**
 * Date of service.
 */
date: string, 
/**
 * How it is known.
 */
known_by: string, };

export type WithdrawForm = { 
/**
 * Which note.
 */
id: number, 
/**
 * Why.
 */
reason: string, };

export type ServicesView = { 
/**
 * Days with planning talks in the month, newest first.
 */
talk_days: Array<TalkDayView>, 
/**
 * Treatment plans of any month, newest first.
 */
plans: Array<PlanView>, 
/**
 * What the practice bills by other means in the month, newest first.
 */
own: Array<OwnServiceView>, };

export type TalkDayView = { 
/**
 * Day.
 */
date: string, 
/**
 * Who led them.
 */
practitioner: string, 
/**
 * Counted, the talks that were voided left out.
 */
counted_s: number, 
/**
 * The talks, earliest first.
 */
talks: Array<TalkView>, 
/**
 * What they earn.
 */
lines: Array<LineView>, 
/**
 * Why they earn nothing, and what else is of note.
 */
reasons: Array<ReasonView>, };

export type TalkView = { 
/**
 * Which.
 */
id: number, 
/**
 * Local wall time of its start, `HH:MM:SS`.
 */
start: string, 
/**
 * Length.
 */
seconds: number, 
/**
 * Why it no longer counts, if it does not.
 */
voided: string | null, };

export type PlanView = { 
/**
 * Which.
 */
id: number, 
/**
 * Day.
 */
date: string, 
/**
 * Who made it.
 */
practitioner: string, 
/**
 * `initial` or `change`.
 */
kind: string, 
/**
 * ICD-10 code of the cancer.
 */
cancer: string, 
/**
 * What it earns.
 */
line: LineView | null, 
/**
 * Why it earns nothing, or is held.
 */
reasons: Array<ReasonView>, 
/**
 * Why it no longer counts, if it does not.
 */
voided: string | null, };

export type OwnServiceView = { 
/**
 * Which.
 */
id: number, 
/**
 * Billing code.
 */
code: string, 
/**
 * Date of service.
 */
date: string, 
/**
 * Who furnished it; empty where nobody is named.
 */
staff: string, 
/**
 * Length of the minutes that it has.
 */
seconds: number | null, 
/**
 * Why it no longer counts, if it does not.
 */
voided: string | null, };

export type TalkForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Who led it, a staff id.
 */
practitioner: number, 
/**
 * Day.
 */
date: string, 
/**
 * Wall time of the start; empty where the length says from when to when.
 */
start: string, 
/**
 * Length, as typed.
 */
length: string, 
/**
 * Which of the two, where the wall time came twice.
 */
first_pass: boolean | null, 
/**
 * Code of an annual wellness visit of the same day; empty where there was none.
 */
wellness: string, 
/**
 * ICD-10 codes of the claim, spaces or commas between.
 */
diagnoses: string, };

export type PlanForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Who made it, a staff id.
 */
practitioner: number, 
/**
 * `initial` or `change`.
 */
kind: string, 
/**
 * Day.
 */
date: string, 
/**
 * ICD-10 code of the cancer.
 */
cancer: string, };

export type OwnServiceForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Billing code.
 */
code: string, 
/**
 * Date of service.
 */
date: string, 
/**
 * Who furnished it, a staff id, where somebody is named.
 */
staff: number | null, 
/**
 * Its level was chosen by time.
 */
by_time: boolean, 
/**
 * Wall time at which its minutes began; empty where it has none.
 */
start: string, 
/**
 * Length of its minutes; empty where it has none.
 */
length: string, 
/**
 * Which of the two, where the wall time came twice.
 */
first_pass: boolean | null, };

export type VoidServiceForm = { 
/**
 * Which talk, plan or service.
 */
id: number, 
/**
 * Why.
 */
reason: string, };

export type BillingView = { 
/**
 * The practice, if somebody has said.
 */
practice: BillingPracticeView | null, 
/**
 * Every payer, as named or as it would be.
 */
payers: Array<PayerIdentityView>, };

export type BillingPracticeView = { 
/**
 * Name as it is billed.
 */
name: string, 
/**
 * National provider identifier.
 */
npi: string, 
/**
 * Employer's number, nine digits.
 */
tax_id: string, 
/**
 * Street.
 */
street: string, 
/**
 * City.
 */
city: string, 
/**
 * State, two letters.
 */
state: string, 
/**
 * ZIP, nine digits.
 */
zip: string, 
/**
 * Whom a clearinghouse asks.
 */
contact: string, 
/**
 * Ten digits.
 */
phone: string, 
/**
 * What the clearinghouse calls the practice.
 */
submitter_id: string, };

export type BillingPracticeForm = { 
/**
 * Name as it is billed.
 */
name: string, 
/**
 * National provider identifier.
 */
npi: string, 
/**
 * Employer's number, nine digits.
 */
tax_id: string, 
/**
 * Street.
 */
street: string, 
/**
 * City.
 */
city: string, 
/**
 * State, two letters.
 */
state: string, 
/**
 * ZIP, nine digits.
 */
zip: string, 
/**
 * Whom a clearinghouse asks.
 */
contact: string, 
/**
 * Ten digits.
 */
phone: string, 
/**
 * What the clearinghouse calls the practice.
 */
submitter_id: string, };

export type PayerIdentityView = { 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Name.
 */
name: string, 
/**
 * Its number; empty: nobody has said, and no claim goes to it.
 */
payer_id: string, 
/**
 * The clearinghouse; empty: the payer itself.
 */
receiver_id: string, 
/**
 * What kind of payer, X12 code list 1032.
 */
filing: string, 
/**
 * Takes claims that replace or void a former one.
 */
corrections: boolean, };

export type PayerIdentityForm = { 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Name.
 */
name: string, 
/**
 * Its number.
 */
payer_id: string, 
/**
 * The clearinghouse; empty: the payer itself.
 */
receiver_id: string, 
/**
 * What kind of payer, X12 code list 1032.
 */
filing: string, 
/**
 * Takes claims that replace or void a former one.
 */
corrections: boolean, };

export type SubscriberView = { 
/**
 * Number on the card.
 */
member_id: string, 
/**
 * Street.
 */
street: string, 
/**
 * City.
 */
city: string, 
/**
 * State, two letters.
 */
state: string, 
/**
 * ZIP, five or nine digits.
 */
zip: string, 
/**
 * Cards of payers the patient had, by payer.
 */
cards: Array<FormerCardView>, };

export type FormerCardView = { 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Number on the card.
 */
member_id: string, };

export type FormerCardForm = { 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Number on the card.
 */
member_id: string, };

export type SubscriberForm = { 
/**
 * Number on the card.
 */
member_id: string, 
/**
 * Street.
 */
street: string, 
/**
 * City.
 */
city: string, 
/**
 * State, two letters.
 */
state: string, 
/**
 * ZIP, five or nine digits.
 */
zip: string, 
/**
 * Cards of payers the patient had; those that are not named stay as they are.
 */
cards: Array<FormerCardForm>, };

export type FormerForm = { 
/**
 * Our number of the claim.
 */
claim: string, 
/**
 * The payer's.
 */
number: string, };

export type X12CheckForm = { 
/**
 * Month.
 */
month: string, 
/**
 * Also lines that were exported before and have not changed.
 */
all: boolean, 
/**
 * The payers' own numbers of claims that are replaced or voided.
 */
former: Array<FormerForm>, };

export type X12CheckView = { 
/**
 * The practice has said how it bills.
 */
ready: boolean, 
/**
 * Claims that would be in a file, by payer.
 */
files: Array<X12FileView>, 
/**
 * Claims that would not.
 */
left_out: Array<X12LeftOutView>, 
/**
 * Claims that were sent before and are replaced or voided.
 */
former: Array<X12FormerView>, };

export type X12FileView = { 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Claims in it.
 */
claims: number, };

export type X12LeftOutView = { 
/**
 * Our number of the claim.
 */
claim: string, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * `member_id`, `address`, `name`, `diagnosis`, `npi`, `charge`, `lines`, `payer`, `former` or `corrections`.
 */
lacks: Array<string>, };

export type X12FormerView = { 
/**
 * Our number of the claim.
 */
claim: string, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Nothing of it is left.
 */
void: boolean, };

export type PastMonthView = { 
/**
 * The month.
 */
month: string, 
/**
 * Its lines, in the order of the claim.
 */
lines: Array<PastLineView>, 
/**
 * When a line of the patient was exported last, RFC 3339.
 */
exported_at: string | null, };

export type PastLineView = { 
/**
 * `ccm`, `complex_ccm`, `pcm`, `tcm`, `acp` or `oncology`.
 */
program: string, 
/**
 * The line.
 */
line: LineView, 
/**
 * Something keeps it from being exported.
 */
held: boolean, };

export type ImportView = { 
/**
 * Column of the file for each field: name, birth_date, mrn, payer, sex.
 */
columns: Array<ColumnView>, 
/**
 * First rows as they would be stored.
 */
sample: Array<ImportRowView>, 
/**
 * Good rows.
 */
good: number, 
/**
 * Rows with a fault, by line of the file.
 */
faults: Array<ImportFaultView>, 
/**
 * Patients added; 0 in a preview.
 */
added: number, };

export type ColumnView = { 
/**
 * Field.
 */
field: string, 
/**
 * Heading in the file, or null when it is missing.
 */
heading: string | null, };

export type ImportRowView = { 
/**
 * Line of the file.
 */
line: number, 
/**
 * Name.
 */
name: string, 
/**
 * Birth date.
 */
birth_date: string, 
/**
 * MRN.
 */
mrn: string, 
/**
 * Payer slug.
 */
payer: string, };

export type ImportFaultView = { 
/**
 * Line of the file; the heading is line 1.
 */
line: number, 
/**
 * What is wrong, in a sentence.
 */
message: string, };

export type ClaimsView = { 
/**
 * Month.
 */
month: string, 
/**
 * Rows: changed, ready, held, refused, exported; by date of service, then name.
 */
rows: Array<ClaimRowView>, 
/**
 * Sum of the ready lines, an estimate.
 */
ready_cents: number, 
/**
 * Sum of the held lines.
 */
held_cents: number, 
/**
 * What the next batch would have.
 */
next: BatchCountsView, 
/**
 * Exported lines of which X12 files say what they were before: the next batch with such files sets them right.
 */
outdated: number, 
/**
 * The formats this person chose last.
 */
formats: Array<string>, 
/**
 * Earlier batches of the month, newest first.
 */
exports: Array<ExportView>, };

export type BatchCountsView = { 
/**
 * In no batch before.
 */
new: number, 
/**
 * Different since.
 */
changed: number, 
/**
 * Exported, and no more.
 */
withdrawn: number, 
/**
 * Exported as they stand: only where all lines are asked for.
 */
unchanged: number, };

export type ClaimStatusView = "ready" | "held" | "refused" | "exported" | "changed";

export type ClaimRowView = { 
/**
 * Status.
 */
status: ClaimStatusView, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * MRN.
 */
mrn: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * `ccm`, `complex_ccm`, `pcm` or `tcm`.
 */
program: string, 
/**
 * Billing practitioner's name.
 */
practitioner: string, 
/**
 * The line, if there is one.
 */
line: LineView | null, 
/**
 * Counted seconds of the account's month.
 */
counted_s: number, 
/**
 * Why it is held or refused, and warnings.
 */
reasons: Array<ReasonView>, 
/**
 * The account in the record: an enrollment, `a7`, or an episode, `t3`.
 */
account: string, 
/**
 * Which enrollment, if it is one.
 */
enrollment: number | null, 
/**
 * Of the account's lines with this code, from 1.
 */
turn: number, 
/**
 * What the last batch with this line said of it.
 */
sent: SentView | null, 
/**
 * What is different since, old and new.
 */
differences: Array<DifferenceView>, 
/**
 * The sign-off of the month, if it is signed.
 */
signed: SignedView | null, };

export type SentView = { 
/**
 * Number of the batch in its month.
 */
batch: number, 
/**
 * Code.
 */
code: string, 
/**
 * Units.
 */
units: number, 
/**
 * Date of service.
 */
dos: string, 
/**
 * The estimate then.
 */
amount_cents: number, 
/**
 * That batch had X12 files, and none of any batch has the line.
 */
unfiled: boolean, 
/**
 * X12 files say what the line was before; one that was withdrawn is in them still.
 */
outdated: boolean, };

export type DifferenceView = { 
/**
 * `units`, `dos`, `dos_to`, `modifiers`, `payer`, `practitioner`, `diagnoses`, `place`, `amount` (cents), `counted`
 * (seconds) or `entries`.
 */
field: string, 
/**
 * As it was exported.
 */
old: string, 
/**
 * As it is; empty where there is nothing any more.
 */
new: string, 
/**
 * The claim itself differs, and not only what proves it.
 */
claimed: boolean, };

export type SignedView = { 
/**
 * Who signed.
 */
by: string, 
/**
 * When, RFC 3339.
 */
at: string, };

export type ExportView = { 
/**
 * Number in the record.
 */
id: number, 
/**
 * Number in the month.
 */
number: number, 
/**
 * When, RFC 3339.
 */
made_at: string, 
/**
 * By whom.
 */
made_by: string, 
/**
 * Its files.
 */
files: Array<ExportFileView>, 
/**
 * The ZIP they were sealed in just now, where they were.
 */
sealed: string | null, 
/**
 * Folder they are in.
 */
folder: string, 
/**
 * Lines in it.
 */
rows: number, 
/**
 * Lines of each kind.
 */
counts: BatchCountsView, 
/**
 * Claims that are in no X12 file of the batch just made, where there are any.
 */
left_out: number, };

export type ExportFileView = { 
/**
 * `csv`, `xlsx`, `pdf` or `x12`.
 */
format: string, 
/**
 * File name.
 */
file: string, 
/**
 * SHA-256 of the file.
 */
sha256: string, };

export type PaperView = { 
/**
 * File name.
 */
file: string, 
/**
 * Folder it is in.
 */
folder: string, 
/**
 * SHA-256 of the file.
 */
sha256: string, };

export type ExportForm = { 
/**
 * Month.
 */
month: string, 
/**
 * `csv`, `xlsx`, `pdf`, `x12`: at least one.
 */
formats: Array<string>, 
/**
 * Also lines that were exported before and have not changed.
 */
all: boolean, 
/**
 * The payers' own numbers of claims that X12 files replace or void.
 */
former: Array<FormerForm>, 
/**
 * A password that its files are sealed with, in a ZIP; null: they are as they are.
 */
seal: string | null, };

export type PacketForm = { 
/**
 * Month.
 */
month: string, 
/**
 * The account in the record.
 */
account: string, 
/**
 * A password that its files are sealed with, in a ZIP; null: they are as they are.
 */
seal: string | null, };

export type TotalsForm = { 
/**
 * Month.
 */
month: string, 
/**
 * `practitioners` or `staff`.
 */
totals: string, 
/**
 * A password that its files are sealed with, in a ZIP; null: they are as they are.
 */
seal: string | null, };

export type ReviewView = { 
/**
 * Month.
 */
month: string, 
/**
 * Its patients, those to look at first on top.
 */
rows: Array<ReviewRowView>, 
/**
 * The signed-in person may sign and return.
 */
may_sign: boolean, 
/**
 * Where the month stands.
 */
state: CloseStateView, };

export type ReviewRowView = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Name.
 */
name: string, 
/**
 * MRN.
 */
mrn: string, 
/**
 * Payer slug.
 */
payer: string, 
/**
 * Programs with time or a line, and `tcm`.
 */
programs: Array<string>, 
/**
 * Names of those under whom it is billed.
 */
practitioners: Array<string>, 
/**
 * Counted seconds.
 */
counted_s: number, 
/**
 * Excluded seconds.
 */
excluded_s: number, 
/**
 * What is billed: "99490, 99439 x2".
 */
earned: string, 
/**
 * Its worth, an estimate.
 */
cents: number, 
/**
 * What keeps it from being exported, and what it is refused for.
 */
reasons: Array<ReasonView>, 
/**
 * What is unusual, the heaviest first.
 */
flags: Array<FlagView>, 
/**
 * How it stands.
 */
standing: StandingView, 
/**
 * What was decided last.
 */
decision: DecisionView | null, };

export type StandingView = "changed" | "corrected" | "open" | "returned" | "signed";

export type FlagView = { "kind": "typed", 
/**
 * So many seconds.
 */
seconds: number, 
/**
 * Of a hundred logged.
 */
percent: number, } | { "kind": "late", 
/**
 * So many entries.
 */
entries: number, 
/**
 * The latest, in hours.
 */
hours: number, } | { "kind": "round", 
/**
 * So many entries.
 */
entries: number, 
/**
 * Of so many.
 */
of: number, } | { "kind": "overlap", 
/**
 * So many seconds.
 */
seconds: number, } | { "kind": "stale", 
/**
 * So many seconds.
 */
seconds: number, } | { "kind": "unsettled", 
/**
 * So many seconds.
 */
seconds: number, };

export type DecisionKindView = "signed" | "returned" | "voided";

export type DecisionView = { 
/**
 * What.
 */
kind: DecisionKindView, 
/**
 * By whom; null: only the calendar or the rules moved.
 */
by: string | null, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Why it was returned; of a void, what changed, a sentence a line.
 */
reason: string | null, 
/**
 * The payer's pack it was judged by.
 */
pack: string, 
/**
 * The first 16 hexadecimal digits of the SHA-256 of what was seen.
 */
sha256: string, };

export type SignOffView = { 
/**
 * How it stands.
 */
standing: StandingView, 
/**
 * The oldest first.
 */
decisions: Array<DecisionView>, };

export type CloseStateView = { "state": "running" } | { "state": "open" } | { "state": "grace", 
/**
 * RFC 3339.
 */
until: string, } | { "state": "locked", 
/**
 * Since, RFC 3339.
 */
since: string, };

export type ReviewPatientView = { 
/**
 * The patient's month.
 */
patient: PatientView, 
/**
 * What is signed, by its hash: sent back with the signature.
 */
seen: string, 
/**
 * The payer's pack.
 */
pack: string, 
/**
 * What is unusual.
 */
flags: Array<FlagView>, };

export type SignForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Month.
 */
month: string, 
/**
 * `seen` of what was shown.
 */
seen: string, };

export type ReturnForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Month.
 */
month: string, 
/**
 * `seen` of what was shown.
 */
seen: string, 
/**
 * Why: required.
 */
reason: string, };

export type ClosingView = { 
/**
 * Month.
 */
month: string, 
/**
 * Where it stands.
 */
state: CloseStateView, 
/**
 * Timers with time of the month: they must be stopped.
 */
timers: Array<OpenItemView>, 
/**
 * Time set aside without an answer.
 */
gaps: Array<OpenItemView>, 
/**
 * Claims that wait for a document.
 */
held: Array<OpenItemView>, 
/**
 * Patients whose month nobody signed.
 */
unsigned: Array<OpenItemView>, 
/**
 * What was said of it, the oldest first.
 */
history: Array<CloseEventView>, 
/**
 * Days from the closing to the lock.
 */
grace_days: number, 
/**
 * Nurses and care coordinators may sign, too.
 */
care_team_signs: boolean, };

export type OpenItemView = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Whose timer or time it is.
 */
staff: string | null, 
/**
 * So many seconds.
 */
seconds: number | null, 
/**
 * What is missing.
 */
reasons: Array<ReasonView>, 
/**
 * How it stands with those who sign.
 */
standing: StandingView | null, };

export type CloseEventView = { 
/**
 * Closed; else opened again.
 */
closed: boolean, 
/**
 * By whom.
 */
by: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Why.
 */
reason: string, };

export type CloseForm = { 
/**
 * Month.
 */
month: string, 
/**
 * Why; required to open it again, and to close it with something left open.
 */
reason: string, };

export type ReviewingForm = { 
/**
 * Days from the closing to the lock.
 */
grace_days: number, 
/**
 * Nurses and care coordinators may sign, too.
 */
care_team_signs: boolean, };

export type InsightsView = { 
/**
 * Month.
 */
month: string, 
/**
 * Counted seconds up to the last threshold passed.
 */
earning_s: number, 
/**
 * Counted seconds that earn nothing yet.
 */
stranded_s: number, 
/**
 * Seconds that do not count.
 */
excluded_s: number, 
/**
 * How far the enrollments came.
 */
funnel: FunnelView, 
/**
 * For the present month.
 */
forecast: ForecastView | null, 
/**
 * Stranded time, what is nearest to earning first.
 */
stranded: Array<StrandedView>, 
/**
 * For who sees entries.
 */
work: WorkView | null, };

export type FunnelView = { 
/**
 * Run in the month.
 */
enrolled: number, 
/**
 * Have time.
 */
touched: number, 
/**
 * Earn a line.
 */
threshold: number, 
/**
 * Signed besides.
 */
signed: number, 
/**
 * In an export.
 */
exported: number, };

export type ForecastView = { 
/**
 * Today.
 */
as_of: string, 
/**
 * Working days so far.
 */
days_gone: number, 
/**
 * Working days of the month.
 */
days: number, 
/**
 * By code.
 */
codes: Array<CodeUnitsView>, };

export type CodeUnitsView = { 
/**
 * The code.
 */
code: string, 
/**
 * Earned now.
 */
now: number, 
/**
 * Their worth, an estimate.
 */
now_cents: number, 
/**
 * At the end, an estimate.
 */
end: number, 
/**
 * Their worth, an estimate.
 */
end_cents: number, };

export type StrandedView = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Enrollment id.
 */
enrollment: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * MRN.
 */
mrn: string, 
/**
 * Program.
 */
program: string, 
/**
 * The billing practitioner's name.
 */
practitioner: string, 
/**
 * Seconds.
 */
stranded_s: number, 
/**
 * Code that is next.
 */
next_code: string | null, 
/**
 * Seconds missing to it.
 */
short_s: number | null, 
/**
 * Its worth, an estimate.
 */
next_cents: number | null, 
/**
 * Codes of what stands in the way besides time.
 */
blocked: Array<string>, };

export type WorkView = { 
/**
 * People with entries in the month, by id.
 */
people: Array<PersonNameView>, 
/**
 * Seconds by day and person.
 */
days: Array<StaffDayView>, 
/**
 * Measured entries by whole minutes; the last are those of an hour or more.
 */
timed: Array<number>, 
/**
 * Entries that nobody measured.
 */
typed: Array<number>, 
/**
 * By person: entries, and those of whole fives of minutes.
 */
rounding: Array<RoundingView>, 
/**
 * Typed entries by how long after the work they were written.
 */
late: Array<LateView>, 
/**
 * Days of one person with too many hours.
 */
long_days: Array<StaffDayView>, };

export type PersonNameView = { 
/**
 * Staff id.
 */
id: number, 
/**
 * Name.
 */
name: string, };

export type StaffDayView = { 
/**
 * Staff id.
 */
staff: number, 
/**
 * Day.
 */
day: string, 
/**
 * Seconds.
 */
seconds: number, };

export type RoundingView = { 
/**
 * Staff id.
 */
staff: number, 
/**
 * Measured entries.
 */
timed: number, 
/**
 * Those of whole fives of minutes.
 */
timed_round: number, 
/**
 * Others.
 */
typed: number, 
/**
 * Those of whole fives of minutes.
 */
typed_round: number, };

export type LateView = { 
/**
 * At least so many days after.
 */
from_days: number, 
/**
 * Entries.
 */
entries: number, 
/**
 * Their seconds.
 */
seconds: number, };

export type StepView = { 
/**
 * `practice`, `staff`, `patients`, `enrollment`, `timer` or `statement`.
 */
step: string, 
/**
 * What it is about exists.
 */
done: boolean, };

export type SettingsView = { 
/**
 * Name of the practice.
 */
practice: string, 
/**
 * IANA zone.
 */
time_zone: string, 
/**
 * `non_facility` or `facility`.
 */
place: string, 
/**
 * Medical assistants see only the patients they are assigned to.
 */
assigned_only: boolean, 
/**
 * All staff, active first, then by name.
 */
staff: Array<StaffView>, 
/**
 * Where the vault lives.
 */
home: string, 
/**
 * Where exports are written.
 */
exports: string, };

export type StaffView = { 
/**
 * Staff id.
 */
id: number, 
/**
 * Name.
 */
name: string, 
/**
 * Role slug.
 */
role: string, 
/**
 * Access slug.
 */
access: string, 
/**
 * Credentials.
 */
credentials: string, 
/**
 * NPI of a practitioner.
 */
npi: string | null, 
/**
 * Sign-in name, if the person signs in here.
 */
sign_in: string | null, 
/**
 * Day of the team-based care course.
 */
team_training: string | null, 
/**
 * A scope-of-service document exists.
 */
scope_document: boolean, 
/**
 * Works here now.
 */
active: boolean, 
/**
 * May bill: a practitioner role.
 */
practitioner: boolean, };

export type PracticeForm = { 
/**
 * Name.
 */
practice: string, 
/**
 * IANA zone.
 */
time_zone: string, 
/**
 * `non_facility` or `facility`.
 */
place: string, 
/**
 * Medical assistants see only the patients they are assigned to.
 */
assigned_only: boolean, };

export type StaffForm = { 
/**
 * Null for a new one.
 */
id: number | null, 
/**
 * Name.
 */
name: string, 
/**
 * Role slug.
 */
role: string, 
/**
 * Access slug.
 */
access: string, 
/**
 * Credentials.
 */
credentials: string, 
/**
 * NPI.
 */
npi: string | null, 
/**
 * Sign-in name; null: does not sign in.
 */
sign_in: string | null, 
/**
 * A new password, when one is set.
 */
password: string | null, 
/**
 * Day of the team-based care course.
 */
team_training: string | null, 
/**
 * A scope-of-service document exists.
 */
scope_document: boolean, 
/**
 * Works here now.
 */
active: boolean, 
/**
 * The first month a changed role, or document, holds in, YYYY-MM; null: it was never otherwise.
 */
from: string | null, };

export type RulesView = { 
/**
 * Payers with the day from which their rules hold.
 */
payers: Array<PayerView>, 
/**
 * The packs in force, the practice's own last.
 */
packs: Array<PackView>, 
/**
 * What the practice decides.
 */
knobs: Array<KnobView>, 
/**
 * Fee tables, oldest first.
 */
fees: Array<FeeTableView>, 
/**
 * Packs that cannot be read, a sentence each.
 */
faults: Array<string>, };

export type PayerView = { 
/**
 * Its slug.
 */
payer: string, 
/**
 * What people call it.
 */
label: string, 
/**
 * The day from which these rules hold.
 */
from: string, 
/**
 * The pack they are in, and its version.
 */
pack: string, 
/**
 * Services it covers in claims sent today.
 */
covers: Array<string>, 
/**
 * Codes that are not valid for it.
 */
not_valid: Array<string>, 
/**
 * Who says so.
 */
source: string, 
/**
 * `official_file`, `document`, `rule_maker`, `quoted`, `not_verified` or `design`.
 */
verified: string, };

export type PackView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its version.
 */
version: string, 
/**
 * What people call it.
 */
label: string, 
/**
 * The day from which it holds.
 */
from: string, 
/**
 * First digits of the hash of its text.
 */
sha256: string, 
/**
 * Whether the practice added it.
 */
of_practice: boolean, 
/**
 * What it states.
 */
facts: Array<PackFactView>, };

export type PackFactView = { 
/**
 * What it is about.
 */
about: string, 
/**
 * Names and values.
 */
values: Array<[string, string]>, 
/**
 * Who says so.
 */
source: string, 
/**
 * How far that was checked.
 */
verified: string, };

export type KnobView = { 
/**
 * Its name.
 */
key: string, 
/**
 * What holds.
 */
value: string, 
/**
 * What ships.
 */
default: string, 
/**
 * Words to choose from; none where a number is typed.
 */
choices: Array<string>, };

export type FeeTableView = { 
/**
 * First date of service.
 */
from: string, 
/**
 * Who says so.
 */
source: string, 
/**
 * How far that was checked.
 */
verified: string, 
/**
 * Whether the practice put it there.
 */
own: boolean, 
/**
 * Its amounts.
 */
rates: Array<RateView>, };

export type RateView = { 
/**
 * The code.
 */
code: string, 
/**
 * Outside a facility.
 */
non_facility: number, 
/**
 * In a facility.
 */
facility: number, 
/**
 * The national amount outside a facility, if this is the practice's own.
 */
national_non_facility: number | null, 
/**
 * The national amount in a facility, if this is the practice's own.
 */
national_facility: number | null, };

export type KnobForm = { 
/**
 * Its name.
 */
key: string, 
/**
 * What should hold.
 */
value: string, };

export type RulesForm = { 
/**
 * Those that change.
 */
changes: Array<KnobForm>, };

export type WhatIfForm = { 
/**
 * Month.
 */
month: string, 
/**
 * Decisions that would change.
 */
changes: Array<KnobForm>, 
/**
 * A pack of the practice that would go.
 */
without: string | null, };

export type FeesForm = { 
/**
 * First date of service of the table it replaces.
 */
from: string, 
/**
 * Amounts of its own; other codes keep the national ones.
 */
rates: Array<RateForm>, };

export type RateForm = { 
/**
 * The code.
 */
code: string, 
/**
 * Outside a facility; null keeps the national amount.
 */
non_facility: number | null, 
/**
 * In a facility; null keeps the national amount.
 */
facility: number | null, };

export type WhatIfView = { 
/**
 * Month.
 */
month: string, 
/**
 * How many patients' months were judged again.
 */
looked_at: number, 
/**
 * What all lines come to now, an estimate.
 */
before_cents: number, 
/**
 * What they would come to.
 */
after_cents: number, 
/**
 * Accounts that would differ.
 */
differences: Array<LineChangeView>, };

export type LineChangeView = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
name: string, 
/**
 * Program.
 */
program: string, 
/**
 * Lines now.
 */
before: BilledView, 
/**
 * Lines then.
 */
after: BilledView, };

export type BilledView = { 
/**
 * Lines.
 */
lines: Array<LineView>, 
/**
 * A document keeps them back.
 */
held: boolean, };

export type ClosuresView = { 
/**
 * The practice's own, earliest first.
 */
closures: Array<ClosureView>, 
/**
 * Federal holidays on working days of this year and the next.
 */
holidays: Array<string>, };

export type ClosureView = { 
/**
 * The day.
 */
day: string, 
/**
 * What the practice calls it.
 */
label: string, };

export type ClosureForm = { 
/**
 * The day, `YYYY-MM-DD`.
 */
day: string, 
/**
 * What the practice calls it.
 */
label: string, };

export type AppearanceView = { 
/**
 * `system`, `light`, `dark` or `contrast`.
 */
theme: string, 
/**
 * Percent.
 */
zoom: number, 
/**
 * Keys without Ctrl do something.
 */
single_keys: boolean, 
/**
 * The guide of the first hour was put away.
 */
guide_hidden: boolean, };

export type AppearanceForm = { 
/**
 * `system`, `light`, `dark` or `contrast`.
 */
theme: string, 
/**
 * 80 to 200 percent.
 */
zoom: number, 
/**
 * Keys without Ctrl do something.
 */
single_keys: boolean, 
/**
 * The guide of the first hour is put away.
 */
guide_hidden: boolean, };

export type AuditForm = { 
/**
 * First day, `YYYY-MM-DD`.
 */
from: string | null, 
/**
 * Last day.
 */
until: string | null, 
/**
 * By this staff member.
 */
staff: number | null, 
/**
 * About this patient.
 */
patient: number | null, 
/**
 * Of this category.
 */
category: string | null, 
/**
 * Of this name.
 */
action: string | null, 
/**
 * That ended so: `done`, `refused`.
 */
outcome: string | null, 
/**
 * What they are put in order by.
 */
sort: AuditColumnForm, 
/**
 * The smallest first.
 */
ascending: boolean, 
/**
 * How many of them were shown before.
 */
skip: number, };

export type AuditColumnForm = "time" | "person" | "access" | "action" | "category" | "patient" | "outcome";

export type AuditView = { 
/**
 * Events.
 */
events: Array<EventView>, 
/**
 * There are more after these.
 */
more: boolean, 
/**
 * Where the record stands.
 */
head: HeadView, 
/**
 * Everybody's events may be asked for, not only the own.
 */
everybody: boolean, 
/**
 * Everybody who can be asked about.
 */
people: Array<StaffNameView>, };

export type HeadView = { 
/**
 * Place of the newest event.
 */
seq: number, 
/**
 * The first 16 hex digits of its hash.
 */
hash: string, };

export type StaffNameView = { 
/**
 * Staff id.
 */
id: number, 
/**
 * Name.
 */
name: string, };

export type EventView = { 
/**
 * Place in the record.
 */
seq: number, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * By whom; empty: by the program itself.
 */
person: string, 
/**
 * What the person was allowed to do then.
 */
access: string, 
/**
 * What was done, a slug.
 */
action: string, 
/**
 * Kind of data, a slug.
 */
category: string, 
/**
 * Whose data.
 */
patient: number | null, 
/**
 * That patient's name now.
 */
patient_name: string | null, 
/**
 * Which row.
 */
object: number | null, 
/**
 * `done`, `refused`.
 */
outcome: string, 
/**
 * Why, in the person's words.
 */
reason: string | null, 
/**
 * What else is known, by name.
 */
facts: Array<FactView>, 
/**
 * The rows it changed: table and key.
 */
rows: Array<string>, 
/**
 * Whether the two clocks agreed: `ok`, `skew`, `jump`.
 */
clock: string, 
/**
 * Which sign-in, in short.
 */
session: string, 
/**
 * Which installation, in short.
 */
device: string, 
/**
 * Version of the program.
 */
version: string, 
/**
 * The first 16 hex digits of its hash.
 */
hash: string, };

export type FactView = { 
/**
 * Its name, a slug.
 */
name: string, 
/**
 * What it is.
 */
value: string, };

export type AuditFileView = { 
/**
 * File name.
 */
file: string, 
/**
 * Folder it is in.
 */
folder: string, 
/**
 * Events in it.
 */
rows: number, 
/**
 * SHA-256 of the file.
 */
sha256: string, 
/**
 * Where the record stood.
 */
head: HeadView, };

export type VerificationView = { 
/**
 * Nothing is wrong.
 */
sound: boolean, 
/**
 * Audit events checked.
 */
events: number, 
/**
 * Rows compared with the events that tell of them.
 */
rows: number, 
/**
 * Statements made again and compared.
 */
statements: number, 
/**
 * Where the record stands.
 */
head: HeadView | null, 
/**
 * The first event that is not what it was.
 */
first_bad: number | null, 
/**
 * Places of the record that have no event, from and to.
 */
missing: Array<[number, number]>, 
/**
 * Rows that no event tells of.
 */
unrecorded: number, 
/**
 * What the note beside the database says: `agrees`, `ahead`, `missing`, `damaged`, `behind`, `forked`.
 */
anchor: string, 
/**
 * What is wrong, a sentence each.
 */
faults: Array<string>, };

export type PrintForm = { 
/**
 * Which screen.
 */
what: PrintedForm, 
/**
 * Whose, if one patient's.
 */
patient: number | null, };

export type PrintedForm = "today" | "tcm" | "patients" | "patient" | "claims" | "insights" | "review" | "settings" | "audit" | "day" | "unsettled";

export type EmergencyForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Why; managers read it.
 */
reason: string, };

export type EmergencyView = { 
/**
 * Number.
 */
id: number, 
/**
 * Who opened.
 */
person: string, 
/**
 * Patient id.
 */
patient: number, 
/**
 * Patient's name.
 */
patient_name: string, 
/**
 * Why.
 */
reason: string, 
/**
 * When, RFC 3339.
 */
opened_at: string, 
/**
 * Until when.
 */
until: string, };

export type AcknowledgeForm = { 
/**
 * Numbers of what was opened.
 */
ids: Array<number>, };

export type CareTeamForm = { 
/**
 * Patient id.
 */
patient: number, 
/**
 * Staff ids.
 */
staff: Array<number>, };

export type StrengthForm = { 
/**
 * The password.
 */
password: string, 
/**
 * Names of the person and the practice.
 */
names: Array<string>, };

export type StrengthView = { 
/**
 * From 0, guessed at once, to 4; 3 is enough.
 */
score: number, 
/**
 * Why it cannot be used, if it cannot.
 */
problem: string | null, 
/**
 * What about it is easy to guess.
 */
hint: string | null, };

export type PasswordForm = { 
/**
 * The password.
 */
password: string, };

export type ChangePasswordForm = { 
/**
 * The present one.
 */
present: string, 
/**
 * The new one.
 */
password: string, };

export type RecoverForm = { 
/**
 * The eight groups.
 */
key: string, 
/**
 * A manager's sign-in name.
 */
sign_in: string, 
/**
 * The manager's new password.
 */
password: string, };

export type RecoveryKeyForm = { 
/**
 * The eight groups.
 */
key: string, };

export type NewKeysView = { 
/**
 * Everybody else who signs in here.
 */
one_time: Array<OneTimeView>, 
/**
 * The new recovery key.
 */
recovery: RecoveryView, 
/**
 * The folder of the vault under the old key, where it could not be removed.
 */
left: string | null, };

export type OneTimeView = { 
/**
 * Who.
 */
name: string, 
/**
 * The name typed at sign-in.
 */
sign_in: string, 
/**
 * The password.
 */
password: string, };

export type OfferView = { 
/**
 * To be typed, in groups of four.
 */
secret: string, 
/**
 * Rows of the picture to be photographed; `1` is dark.
 */
picture: Array<string>, };

export type AddCodeForm = { 
/**
 * What was offered.
 */
secret: string, 
/**
 * Six digits.
 */
code: string, };

export type RequireCodesForm = { 
/**
 * They have to.
 */
required: boolean, };

export type AttentionForm = { 
/**
 * A key or the mouse was used since the last time.
 */
input: boolean, 
/**
 * Nobody can see the window.
 */
hidden: boolean, };

export type AttentionView = { 
/**
 * Seconds until the screen locks; null while nobody is signed in.
 */
locks_in_s: number | null, 
/**
 * How long before that to say so.
 */
warning_s: number, };

export type HealthView = { 
/**
 * What is wrong with it, a sentence each, the worst first.
 */
findings: Array<string>, 
/**
 * Nothing can be written; the first finding says why.
 */
read_only: boolean, 
/**
 * This person may begin a new note of where the record ends.
 */
renewable: boolean, 
/**
 * What a manager should do about how it is kept.
 */
warnings: Array<string>, 
/**
 * When everything was checked last.
 */
checked_at: string | null, 
/**
 * It is being checked now.
 */
checking: boolean, };

export type RenewAnchorForm = { 
/**
 * What was found, for the record.
 */
reason: string, };

export type PeopleView = { 
/**
 * Those who work here first, then by name.
 */
people: Array<PersonView>, 
/**
 * Minutes without input until the screen locks.
 */
lock_minutes: number, 
/**
 * When the present recovery key was made.
 */
recovery_made_at: string | null, 
/**
 * When somebody showed last that it is there.
 */
recovery_proved_at: string | null, 
/**
 * Nobody signs in with a password alone.
 */
codes_required: boolean, };

export type PersonView = { 
/**
 * Who.
 */
staff: StaffView, 
/**
 * How the sign-in stands; null: does not sign in here.
 */
sign_in: SignInView | null, };

export type SignInView = { 
/**
 * When the password was set.
 */
since: string, 
/**
 * A one-time password that was not replaced yet.
 */
one_time: boolean, 
/**
 * Kept out after 100 wrong passwords in a row.
 */
locked: boolean, 
/**
 * Wrong passwords since the last sign-in.
 */
failures: number, 
/**
 * A code is asked besides the password.
 */
code: boolean, };

export type PersonForm = { 
/**
 * Staff id.
 */
id: number, 
/**
 * Whether the person may come in.
 */
active: boolean, };

export type ReleaseForm = { 
/**
 * Staff id.
 */
id: number, };

export type GivePasswordForm = { 
/**
 * Staff id.
 */
id: number, 
/**
 * The password.
 */
password: string, };

export type LockForm = { 
/**
 * Minutes without input, 1 to 15.
 */
lock_minutes: number, };

export type BackupsView = { 
/**
 * All on this PC, newest first.
 */
backups: Array<BackupView>, 
/**
 * Where they are.
 */
folder: string, 
/**
 * The second place, if one was chosen.
 */
second: SecondPlaceView | null, 
/**
 * When a backup was last opened and found good on request.
 */
proved_at: string | null, 
/**
 * What there is to say, the gravest first.
 */
words: Array<BackupWordView>, 
/**
 * The backup that is being made.
 */
under_way: BackupProgressView | null, };

export type BackupView = { 
/**
 * Its folder.
 */
dir: string, 
/**
 * When it was made.
 */
made_at: string, 
/**
 * `schedule`, `asked`, `closing`, `before_update`, `before_import` or `before_restore`.
 */
why: string, 
/**
 * Recorded actions in it.
 */
events: number, 
/**
 * Entries of time in it.
 */
entries: number, 
/**
 * Size of its database, in bytes.
 */
bytes: number, };

export type SecondPlaceView = { 
/**
 * The folder that was chosen.
 */
path: string, 
/**
 * When the newest copy was read back there.
 */
verified_at: string | null, 
/**
 * It is there now.
 */
present: boolean, };

export type BackupWordView = { 
/**
 * `calm`, `warn` or `alarm`.
 */
tone: string, 
/**
 * The sentence.
 */
text: string, };

export type BackupProgressView = { 
/**
 * `copying`, `checking` or `second`.
 */
stage: string, 
/**
 * How far that is.
 */
percent: number, };

export type WorkForm = "import" | "export" | "audit_export" | "backup" | "proof" | "restore" | "check" | "new_keys" | "trial" | "judging";

export type ReachedView = { 
/**
 * `reading`, `backing_up`, `copying`, `checking`, `judging`, `storing` or `writing`.
 */
stage: string, 
/**
 * How far that is.
 */
percent: number, };

export type ProofView = { 
/**
 * Nothing is wrong with it.
 */
good: boolean, 
/**
 * When the backup was made.
 */
made_at: string, 
/**
 * Entries of time in it.
 */
entries: number, 
/**
 * What is wrong, a sentence each.
 */
faults: Array<string>, };

export type RestorableView = { 
/**
 * The backup.
 */
backup: BackupView, 
/**
 * Names that could sign in when it was made.
 */
sign_ins: Array<string>, 
/**
 * It is in the folder of the backups of this PC.
 */
here: boolean, };

export type RestorePreviewView = { 
/**
 * The backup; it was looked at whole and is good.
 */
backup: BackupView, 
/**
 * Why the present vault cannot be looked at; null when it can, or when there is none.
 */
closed: string | null, 
/**
 * There is a vault here.
 */
present: boolean, 
/**
 * The present vault does not go on from the backup.
 */
parted: boolean, 
/**
 * Recorded actions that would be lost.
 */
events: number, 
/**
 * Entries that would be lost.
 */
entries: Array<LostEntriesView>, };

export type LostEntriesView = { 
/**
 * Whose time it is.
 */
staff: string, 
/**
 * How many.
 */
count: number, };

export type RestoredView = { 
/**
 * Where the vault before is kept.
 */
aside: string | null, };

export type SecondPlaceForm = { 
/**
 * The whole path of a folder; empty for none.
 */
path: string, };

export type RestorableForm = { 
/**
 * The whole path of a folder; empty for those that are known here.
 */
folder: string, };

export type RestoreForm = { 
/**
 * Its folder.
 */
backup: string, 
/**
 * Sign-in name of a manager, as it was then.
 */
sign_in: string, 
/**
 * That person's password, as it was then.
 */
password: string, };
