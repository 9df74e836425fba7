//! What `evaluate --certificate` adds to a statement: the evidence a second checker needs, from the rules' own answer.

pub(crate) mod format;
mod tcm;

use std::collections::BTreeMap;

use format::{
    Account, Alternative, Certificate, Choice, Entry, FORMAT, Piece, Plan, Settings, Talk, Talks, Threshold,
    Track, VERSION,
};
use rules::{
    AccountStatement, AcpStatement, BlockModel, Case, Enrollment, Instant, Line, Outcome, Packs, Statement,
    TrackPack, TrackStatement,
};

/// The evidence for a statement of the case. `rules` says which packs judged.
pub(crate) fn certificate(case: &Case, statement: &Statement, packs: &Packs, rules: String) -> Certificate {
    let accounts = statement.accounts.iter().filter_map(|said| account(case, said, packs));
    let mut plans: Vec<_> = case.oncology_events.iter().collect();
    plans.sort_by_key(|plan| &plan.id);
    Certificate {
        format: FORMAT.to_owned(),
        version: VERSION,
        rules,
        time_zone: case.time_zone,
        month: case.month.to_string(),
        payer: case.payer.to_string(),
        submitted_on: case.submitted_on,
        died: case.patient.died.map(Instant::utc),
        holidays: case.holidays.clone(),
        settings: settings(case, statement, packs),
        fees: fees(statement),
        accounts: accounts.collect(),
        tcm: statement.tcm.iter().filter_map(|said| tcm::discharge(case, said, packs)).collect(),
        acp: statement.acp.iter().map(|said| talks(case, said)).collect(),
        oncology: plans.into_iter().map(plan).collect(),
    }
}

fn settings(case: &Case, statement: &Statement, packs: &Packs) -> Settings {
    let own = &case.settings;
    let tracks = statement.accounts.iter().flat_map(|account| &account.tracks);
    let add_ons = tracks.map(|track| packs.track(track.track, case.payer).add_on.to_string());
    let caps = add_ons.filter_map(|code| own.caps.get(&code).map(|cap| (code, *cap)));
    Settings {
        selection: own.selection.to_string(),
        dos_policy: own.dos_policy.to_string(),
        parallel_independent: own.parallel_independent.to_string(),
        block_model: own.block_model.to_string(),
        caps: caps.collect(),
        in_lieu: own.in_lieu,
        tcm_dos: own.tcm_dos.to_string(),
        tcm_day0_contact: own.tcm_day0_contact.to_string(),
        tcm_day0_visit: own.tcm_day0_visit.to_string(),
        tcm_attempt_gap_min: own.tcm_attempt_gap_min,
        tcm_hold_to_day_30: own.tcm_hold_to_day_30,
    }
}

/// What one unit pays, for every line of the statement.
fn fees(statement: &Statement) -> BTreeMap<String, u32> {
    let tracks = statement.accounts.iter().flat_map(|account| &account.tracks);
    let lines = tracks.flat_map(|track| &track.lines);
    let lines = lines.chain(statement.tcm.iter().filter_map(|tcm| tcm.line.as_ref()));
    let lines = lines.chain(statement.acp.iter().flat_map(|acp| &acp.lines));
    let lines = lines.chain(statement.oncology.iter().filter_map(|plan| plan.line.as_ref()));
    lines.map(|line| (format!("{} {}", line.code, line.dos), unit_cents(line))).collect()
}

fn unit_cents(line: &Line) -> u32 {
    let cents = line.amount_cents.0.checked_div(i64::from(line.units));
    cents.and_then(|cents| u32::try_from(cents).ok()).unwrap_or_default()
}

fn account(case: &Case, said: &AccountStatement, packs: &Packs) -> Option<Account> {
    let enrollment = case.patient.enrollments.iter().find(|enrollment| enrollment.id == said.id)?;
    let tracks: Vec<_> = said.tracks.iter().map(|track| certified(case, enrollment, track, packs)).collect();
    Some(Account {
        id: said.id.clone(),
        program: said.program.to_string(),
        billing_practitioner: enrollment.billing_practitioner.clone(),
        start: enrollment.start,
        end: enrollment.end,
        entries: tracks.first().map(|track| entries(case, &track.pieces)).unwrap_or_default(),
        tracks,
        alternatives: said.tracks.iter().map(alternative).collect(),
        choice: choice(case, said),
    })
}

/// The entries that some pieces lie end to end in.
fn entries(case: &Case, pieces: &[Piece]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for piece in pieces {
        match entries.last_mut() {
            Some(last) if last.id == piece.entry => last.to = piece.to,
            _ => entries.extend(entry(case, piece)),
        }
    }
    entries
}

fn entry(case: &Case, first: &Piece) -> Option<Entry> {
    let entry = case.entries.iter().find(|entry| entry.id == first.entry)?;
    Some(Entry {
        id: entry.id.clone(),
        staff: entry.staff.clone(),
        activity: entry.activity.clone(),
        from: first.from,
        to: first.to,
    })
}

fn certified(case: &Case, enrollment: &Enrollment, said: &TrackStatement, packs: &Packs) -> Track {
    let pack = packs.track(said.track, case.payer);
    let pieces = rules::explain(case, packs, &enrollment.id, said.track);
    Track {
        track: said.track.to_string(),
        base: pack.base.to_string(),
        first_s: pack.first_s.0,
        base_owns_s: pack.bands.map_or(pack.first_s, |bands| bands.from_s).0,
        add_on: pack.add_on.to_string(),
        block_s: pack.block_s.0,
        earned_after_s: earned_after(case, pack),
        cap: case.settings.caps.get(pack.add_on.as_str()).copied().unwrap_or(pack.cap),
        thresholds: thresholds(case, said, packs),
        pieces: pieces.into_iter().map(piece).collect(),
    }
}

fn earned_after(case: &Case, pack: &TrackPack) -> i64 {
    let started = pack.bands.filter(|_| case.settings.block_model == BlockModel::Started);
    started.map_or(pack.block_s, |bands| bands.started_s).0
}

/// The thresholds up to the first that is not reached.
fn thresholds(case: &Case, said: &TrackStatement, packs: &Packs) -> Vec<Threshold> {
    let ladder = rules::ladder(said.track, case.payer, &case.settings, packs, said.counted_s);
    let reached = ladder.iter().take_while(|rung| rung.at <= said.counted_s).count();
    let shown = ladder.iter().take(reached + 1);
    let threshold = |rung: &rules::Rung| Threshold {
        code: rung.code.to_string(),
        at_s: rung.at.0,
        reached: rung.at <= said.counted_s,
    };
    shown.map(threshold).collect()
}

fn piece(piece: rules::Piece) -> Piece {
    let reason = match piece.outcome {
        Outcome::Counted => None,
        Outcome::Excluded(reason) => Some(reason.to_string()),
    };
    Piece { entry: piece.entry, from: piece.from.utc(), to: piece.to.utc(), reason }
}

fn alternative(track: &TrackStatement) -> Alternative {
    Alternative {
        track: track.track.to_string(),
        total_cents: track.total_cents.0,
        legal: !track.lines.is_empty(),
    }
}

fn choice(case: &Case, said: &AccountStatement) -> Choice {
    let by = if !said.refusals.is_empty() {
        "refused"
    } else if said.chosen.is_none() {
        "nothing"
    } else {
        case.settings.selection.as_str()
    };
    Choice { track: said.chosen.map(|track| track.to_string()), by: by.to_owned() }
}

fn talks(case: &Case, said: &AcpStatement) -> Talks {
    let begins = rules::local_midnight(said.date, case.time_zone);
    let ends = said.date.succ_opt().map(|next| rules::local_midnight(next, case.time_zone));
    let of_day = |at: Instant| at >= begins && ends.is_none_or(|ends| at < ends);
    let of_group = case.acp.iter().filter(|talk| talk.staff == said.staff && of_day(talk.start));
    let modifiers = said.lines.first().map(|line| line.modifiers.clone()).unwrap_or_default();
    Talks {
        date: said.date,
        staff: said.staff.clone(),
        talks: of_group.map(talk).collect(),
        minutes: said.counted_s.whole_minutes(),
        midpoints: [16, 46],
        modifiers,
    }
}

fn talk(talk: &rules::AcpEncounter) -> Talk {
    Talk { id: talk.id.clone(), from: talk.start.utc(), to: talk.end.utc() }
}

fn plan(plan: &rules::OncologyEvent) -> Plan {
    Plan { id: plan.id.clone(), kind: plan.kind.to_string(), date: plan.date, cancer: plan.cancer.clone() }
}
