//! The list of commands: what each is called with, and what may be called while locked.

mod audit;
mod backups;
mod claims;
mod desk;
mod emergency;
mod insights;
mod needs;
mod passwords;
mod patient;
mod people;
mod review;
mod rulebook;
mod services;
mod session;
mod settings;
mod tcm;
mod timer;
mod today;
mod window;
mod work;

pub use needs::{NEEDS, Need, need};
use tauri::Runtime;
use tauri::ipc::Invoke;

/// What the gate knows of a command.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Its name.
    pub name: &'static str,
    /// The arguments it takes.
    pub arguments: &'static [&'static str],
    /// May be called while nobody is signed in.
    pub while_locked: bool,
    /// One of its arguments is the text of a file.
    pub takes_a_file: bool,
    /// People, keys or the whole practice are at stake: the password must have been typed within five minutes.
    pub password_again: bool,
}

const fn open(name: &'static str, arguments: &'static [&'static str]) -> Policy {
    Policy { name, arguments, while_locked: false, takes_a_file: false, password_again: false }
}

const fn locked(name: &'static str, arguments: &'static [&'static str]) -> Policy {
    Policy { while_locked: true, ..open(name, arguments) }
}

const fn file(name: &'static str, arguments: &'static [&'static str]) -> Policy {
    Policy { takes_a_file: true, ..open(name, arguments) }
}

const fn powerful(name: &'static str, arguments: &'static [&'static str]) -> Policy {
    Policy { password_again: true, ..open(name, arguments) }
}

/// Every command has a row here; the gate refuses any other. What each person may do is checked in `tracker`.
pub const COMMANDS: &[Policy] = &[
    locked("stage", &[]),
    locked("set_up", &["form"]),
    locked("confirm_recovery", &["form"]),
    locked("unlock", &["form"]),
    locked("unlock_old_keys", &["form"]),
    locked("restore_keys", &[]),
    locked("recover", &["form"]),
    locked("choose_password", &["form"]),
    // Where the practice asks everybody for codes, an app is set up before anything else is open.
    locked("offer_code", &[]),
    locked("add_code", &["form"]),
    locked("lock", &[]),
    // Says nothing but how long the screen stays open, and keeps nothing open that is locked.
    locked("attend", &["form"]),
    // Passwords are chosen before anybody is signed in, too.
    locked("password_strength", &["form"]),
    locked("suggest_password", &[]),
    locked("stop_while_locked", &[]),
    open("today", &[]),
    open("running", &[]),
    open("start_timer", &["form"]),
    open("describe_timer", &["form"]),
    open("stop_timer", &["form"]),
    open("settle_timer", &["choice"]),
    open("activities", &[]),
    open("desk", &[]),
    open("push_timer", &["form"]),
    open("pop_timer", &["form"]),
    open("stop_paused", &["form"]),
    open("set_phone", &["on"]),
    open("began_earlier", &["form"]),
    open("move_tail", &["form"]),
    open("continue_last", &[]),
    open("answer_gap", &["form"]),
    open("inbox", &[]),
    open("unsettled", &["month"]),
    open("undo", &[]),
    open("redo", &[]),
    open("split_entry", &["form"]),
    open("settle_overlap", &["form"]),
    open("day", &["date"]),
    open("timing", &[]),
    open("save_timing", &["form"]),
    open("preferences", &[]),
    open("save_preferences", &["form"]),
    open("find_patients", &["text"]),
    open("patient", &["id", "month"]),
    open("save_patient", &["form"]),
    open("save_enrollment", &["form"]),
    open("save_care_team", &["form"]),
    open("add_entry", &["form"]),
    open("correct_entry", &["form"]),
    open("void_entry", &["form"]),
    open("entry_history", &["id"]),
    open("save_episode", &["form"]),
    open("log_contact", &["form"]),
    open("tcm", &[]),
    open("check_contact", &["form"]),
    open("check_visit", &["form"]),
    open("log_visit", &["form"]),
    open("void_contact", &["form"]),
    open("correct_contact", &["form"]),
    open("save_readmission", &["form"]),
    open("discharge_again", &["form"]),
    open("save_death", &["form"]),
    open("claim_history", &["id"]),
    open("note_billed_elsewhere", &["form"]),
    open("withdraw_billed_elsewhere", &["form"]),
    open("log_talk", &["form"]),
    open("void_talk", &["form"]),
    open("log_plan", &["form"]),
    open("void_plan", &["form"]),
    open("note_service", &["form"]),
    open("void_service", &["form"]),
    file("preview_import", &["text"]),
    file("import_patients", &["text"]),
    open("claims", &["month"]),
    open("export_claims", &["form"]),
    open("audit_packet", &["form"]),
    open("claims_report", &["form"]),
    open("review", &["month"]),
    open("review_patient", &["id", "month"]),
    open("sign_month", &["form"]),
    open("return_month", &["form"]),
    open("closing", &["month"]),
    open("close_month", &["form"]),
    open("reopen_month", &["form"]),
    open("save_reviewing", &["form"]),
    open("insights", &["month"]),
    open("guide", &[]),
    open("open_in_emergency", &["form"]),
    open("emergencies", &[]),
    open("acknowledge_emergencies", &["form"]),
    open("audit", &["form"]),
    open("export_audit", &["form"]),
    open("verify", &[]),
    open("verify_step", &[]),
    open("print", &["form"]),
    open("settings", &[]),
    open("save_practice", &["form"]),
    powerful("save_staff", &["form"]),
    open("rules", &[]),
    powerful("save_rules", &["form"]),
    open("what_if", &["form"]),
    file("preview_rule_pack", &["month", "text"]),
    Policy { password_again: true, ..file("add_rule_pack", &["text"]) },
    powerful("remove_rule_pack", &["pack"]),
    powerful("save_fees", &["form"]),
    open("closures", &[]),
    open("close_day", &["form"]),
    open("open_day_again", &["day"]),
    open("appearance", &[]),
    open("save_appearance", &["form"]),
    open("health", &[]),
    powerful("renew_anchor", &["form"]),
    open("change_password", &["form"]),
    open("prove_password", &["form"]),
    open("people", &[]),
    powerful("set_active", &["form"]),
    powerful("give_password", &["form"]),
    powerful("release_sign_in", &["form"]),
    open("set_lock", &["form"]),
    powerful("renew_recovery", &[]),
    open("prove_recovery", &["form"]),
    open("renew_keys", &["form"]),
    powerful("remove_code", &["form"]),
    powerful("require_codes", &["form"]),
    // The first-run form needs the list before anybody can sign in.
    locked("time_zones", &[]),
    open("backups", &[]),
    open("prove_backup", &[]),
    open("back_up", &[]),
    open("set_second_place", &["form"]),
    // A vault that does not open is restored before anybody can sign in; a manager's password of that time is asked for.
    locked("restorable", &["form"]),
    locked("preview_restore", &["form"]),
    locked("restore", &["form"]),
    // Work that goes on behind a locked screen can be looked at and stopped there, as a timer can; a restore has nobody signed in.
    locked("work", &["kind"]),
    locked("cancel_work", &["kind"]),
    // The window is drawn larger, and the clipboard is cleared, whoever sits in front of it.
    locked("zoom", &["percent"]),
    locked("copied", &[]),
];

/// What Tauri dispatches to.
pub(crate) fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        session::stage,
        session::set_up,
        session::confirm_recovery,
        session::unlock,
        session::unlock_old_keys,
        session::restore_keys,
        session::lock,
        session::attend,
        session::health,
        session::renew_anchor,
        passwords::recover,
        passwords::choose_password,
        passwords::password_strength,
        passwords::suggest_password,
        passwords::change_password,
        passwords::prove_password,
        passwords::renew_recovery,
        passwords::renew_keys,
        passwords::offer_code,
        passwords::add_code,
        passwords::remove_code,
        passwords::require_codes,
        passwords::prove_recovery,
        people::people,
        people::set_active,
        people::give_password,
        people::release_sign_in,
        people::set_lock,
        session::stop_while_locked,
        today::today,
        timer::running,
        timer::start_timer,
        timer::describe_timer,
        timer::stop_timer,
        timer::settle_timer,
        timer::activities,
        desk::desk,
        desk::push_timer,
        desk::pop_timer,
        desk::stop_paused,
        desk::set_phone,
        desk::began_earlier,
        desk::move_tail,
        desk::continue_last,
        desk::answer_gap,
        desk::inbox,
        desk::unsettled,
        desk::undo,
        desk::redo,
        desk::split_entry,
        desk::settle_overlap,
        desk::day,
        desk::timing,
        desk::save_timing,
        desk::preferences,
        desk::save_preferences,
        patient::find_patients,
        patient::patient,
        patient::save_patient,
        patient::save_enrollment,
        patient::save_care_team,
        patient::add_entry,
        patient::correct_entry,
        patient::void_entry,
        patient::entry_history,
        patient::save_episode,
        patient::log_contact,
        tcm::tcm,
        tcm::check_contact,
        tcm::check_visit,
        tcm::log_visit,
        tcm::void_contact,
        tcm::correct_contact,
        tcm::save_readmission,
        tcm::discharge_again,
        tcm::save_death,
        tcm::claim_history,
        patient::preview_import,
        patient::import_patients,
        claims::note_billed_elsewhere,
        claims::withdraw_billed_elsewhere,
        services::log_talk,
        services::void_talk,
        services::log_plan,
        services::void_plan,
        services::note_service,
        services::void_service,
        claims::claims,
        claims::export_claims,
        claims::audit_packet,
        claims::claims_report,
        review::review,
        review::review_patient,
        review::sign_month,
        review::return_month,
        review::closing,
        review::close_month,
        review::reopen_month,
        review::save_reviewing,
        insights::insights,
        insights::guide,
        emergency::open_in_emergency,
        emergency::emergencies,
        emergency::acknowledge_emergencies,
        audit::audit,
        audit::export_audit,
        audit::verify,
        audit::verify_step,
        audit::print,
        settings::settings,
        settings::save_practice,
        settings::save_staff,
        rulebook::rules,
        rulebook::save_rules,
        rulebook::what_if,
        rulebook::preview_rule_pack,
        rulebook::add_rule_pack,
        rulebook::remove_rule_pack,
        rulebook::save_fees,
        rulebook::closures,
        rulebook::close_day,
        rulebook::open_day_again,
        rulebook::appearance,
        rulebook::save_appearance,
        settings::time_zones,
        backups::backups,
        backups::prove_backup,
        backups::back_up,
        backups::set_second_place,
        backups::restorable,
        backups::preview_restore,
        backups::restore,
        window::zoom,
        window::copied,
        work::work,
        work::cancel_work,
    ]
}
