//! What changed between two looks at a patient's month, in sentences a person who signed the first can read.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use rules::{Cents, Line, Reason, Seconds};
use store::Conn;
use store::entries::EntryRow;

use super::seen::{Seen, SeenAccount};
use crate::practice::Practice;
use crate::{EntryId, Error, reasons};

/// So many sentences say enough.
const MOST: usize = 12;

/// What changed, one sentence a line.
pub(crate) fn words(conn: &Conn, practice: &Practice, old: &Seen, new: &Seen) -> Result<String, Error> {
    let mut said = Vec::new();
    for account in &new.accounts {
        let before = old.accounts.iter().find(|other| other.id == account.id);
        said.extend(account_words(before, Some(account)));
    }
    for account in old.accounts.iter().filter(|old| !new.accounts.iter().any(|new| new.id == old.id)) {
        said.extend(account_words(Some(account), None));
    }
    let lines = |seen: &Seen| seen.episodes.iter().map(|item| item.line.clone()).collect::<Vec<_>>();
    said.extend(line_words("TCM", &lines(old), &lines(new)));
    said.extend(episode_words(old, new));
    if old.payer != new.payer {
        said.push("Another payer is asked to pay.".to_owned());
    }
    for (program, name) in [("acp", "Care planning"), ("oncology", "Oncology plan")] {
        let of = |seen: &Seen| {
            let items = seen.services.iter().filter(|item| item.program == program);
            items.flat_map(|item| item.lines.clone()).collect::<Vec<_>>()
        };
        said.extend(line_words(name, &of(old), &of(new)));
    }
    said.extend(entry_words(conn, practice, old, new)?);
    if said.is_empty() {
        said.push(
            "What stands behind the lines changed: reasons, notices or the other ways to bill.".to_owned(),
        );
    }
    let more = said.len().saturating_sub(MOST);
    if more > 0 {
        said.truncate(MOST);
        said.push(format!("And {more} more."));
    }
    Ok(said.join("\n"))
}

/// What became different behind TCM lines that are on both sides.
fn episode_words(old: &Seen, new: &Seen) -> Vec<String> {
    let pairs = new.episodes.iter().filter_map(|item| {
        let before = old.episodes.iter().find(|other| other.id == item.id)?;
        Some(((before, before.basis.as_ref()?), (item, item.basis.as_ref()?)))
    });
    let said = pairs.flat_map(|((before, rested), (after, rests))| {
        let basis = (rested != rests).then(|| {
            if rested.practitioner == rests.practitioner {
                "TCM: contacts, visit, decision making or medication reconciliation changed.".to_owned()
            } else {
                "TCM: another practitioner bills it.".to_owned()
            }
        });
        basis.into_iter().chain(diagnosis_words("TCM", &before.diagnoses, &after.diagnoses))
    });
    said.collect()
}

fn diagnosis_words(program: &str, old: &str, new: &str) -> Option<String> {
    let list = |codes: &str| if codes.is_empty() { "none".to_owned() } else { codes.to_owned() };
    (old != new).then(|| format!("{program}: diagnoses {}, were {}.", list(new), list(old)))
}

fn account_words(old: Option<&SeenAccount>, new: Option<&SeenAccount>) -> Vec<String> {
    let Some(either) = new.or(old) else { return Vec::new() };
    let program = program(either);
    let mut said = Vec::new();
    let counted = |account: Option<&SeenAccount>| account.map_or(0, SeenAccount::counted);
    if counted(old) != counted(new) {
        said.push(format!("{program}: {} counted, was {}.", clock(counted(new)), clock(counted(old))));
    }
    let lines =
        |account: Option<&SeenAccount>| account.map(|account| account.lines.clone()).unwrap_or_default();
    said.extend(line_words(program, &lines(old), &lines(new)));
    if let (Some(old), Some(new)) = (old, new) {
        if old.practitioner != new.practitioner {
            said.push(format!("{program}: another practitioner bills it."));
        }
        said.extend(diagnosis_words(program, &old.diagnoses.join(" "), &new.diagnoses.join(" ")));
    }
    said.extend(reason_words(program, old, new));
    said
}

impl SeenAccount {
    /// Counted seconds of what is billed, else of what counts most.
    fn counted(&self) -> i64 {
        let chosen = self.tracks.iter().find(|track| Some(track.track) == self.chosen);
        let most = self.tracks.iter().max_by_key(|track| track.counted_s);
        chosen.or(most).map_or(0, |track| track.counted_s)
    }

    /// Every reason that stands at the account.
    fn reasons(&self) -> Vec<Reason> {
        let holds = self.holds.iter().copied().map(Reason::Hold);
        let refusals = self.refusals.iter().copied().map(Reason::Refusal);
        holds.chain(refusals).chain(self.warnings.iter().copied().map(Reason::Warning)).collect()
    }
}

fn program(account: &SeenAccount) -> &'static str {
    match account.program {
        rules::Program::Ccm => "CCM",
        rules::Program::ComplexCcm => "Complex CCM",
        rules::Program::Pcm => "PCM",
    }
}

/// Units, days and dollars of each code.
fn line_words(program: &str, old: &[Line], new: &[Line]) -> Vec<String> {
    let mut codes: BTreeMap<String, (Vec<&Line>, Vec<&Line>)> = BTreeMap::new();
    old.iter().for_each(|line| codes.entry(line.code.to_string()).or_default().0.push(line));
    new.iter().for_each(|line| codes.entry(line.code.to_string()).or_default().1.push(line));
    let mut said = Vec::new();
    for (code, (old, new)) in &codes {
        let key = |line: &&Line| (line.units, line.dos, line.dos_to, line.modifiers.clone());
        if !old.iter().map(key).eq(new.iter().map(key)) {
            said.push(format!("{program}: {code} {}, was {}.", listed(new), listed(old)));
        }
    }
    let total = |lines: &[Line]| Cents(lines.iter().map(|line| line.amount_cents.0).sum());
    if total(old) != total(new) {
        said.push(format!("{program}: an estimated {}, was {}.", total(new), total(old)));
    }
    said
}

fn listed(lines: &[&Line]) -> String {
    if lines.is_empty() {
        return "not billed".to_owned();
    }
    let one = |line: &&Line| {
        let units = if line.units == 1 { String::new() } else { format!("x{} ", line.units) };
        let modifiers: String = line.modifiers.iter().map(|modifier| format!(" {modifier}")).collect();
        format!("{units}on {}{modifiers}", line.dos)
    };
    lines.iter().map(one).collect::<Vec<_>>().join(" and ")
}

fn reason_words(program: &str, old: Option<&SeenAccount>, new: Option<&SeenAccount>) -> Vec<String> {
    let of = |account: Option<&SeenAccount>| account.map(SeenAccount::reasons).unwrap_or_default();
    let (old, new) = (of(old), of(new));
    let says = |reason: &Reason| reasons::catalog().text(*reason).says.clone();
    let come = new
        .iter()
        .filter(|reason| !old.contains(reason))
        .map(|reason| format!("{program}: now: {}.", says(reason)));
    let gone = old
        .iter()
        .filter(|reason| !new.contains(reason))
        .map(|reason| format!("{program}: no longer: {}.", says(reason)));
    come.chain(gone).collect()
}

/// Entries that came, went, or became others.
fn entry_words(conn: &Conn, practice: &Practice, old: &Seen, new: &Seen) -> Result<Vec<String>, Error> {
    let row = |id: &i64| store::entries::by_id(conn, EntryId(*id));
    let came: Vec<_> =
        new.entries.iter().filter(|id| !old.entries.contains(id)).map(row).collect::<Result<_, _>>()?;
    let gone: Vec<_> =
        old.entries.iter().filter(|id| !new.entries.contains(id)).map(row).collect::<Result<_, _>>()?;
    let mut said = Vec::new();
    for row in &came {
        match gone.iter().find(|old| row.replaces_id == Some(old.id)) {
            Some(old) => said.push(format!(
                "Entry corrected: {}; it was {}.",
                entry(row, practice),
                entry(old, practice)
            )),
            None => said.push(format!("Entry added: {}.", entry(row, practice))),
        }
    }
    for row in gone.iter().filter(|old| !came.iter().any(|new| new.replaces_id == Some(old.id))) {
        said.push(format!("Entry gone: {}.", entry(row, practice)));
    }
    Ok(said)
}

fn entry(row: &EntryRow, practice: &Practice) -> String {
    let zone: Tz = practice.zone;
    let start = row.started_at.with_timezone(&zone).format("%Y-%m-%d %H:%M");
    let known = practice.rules.now().rules().activity(&row.activity);
    let what = known.map_or(row.activity.as_str(), |activity| activity.label.as_str());
    format!("{start}, {}, {what}", clock((row.ended_at - row.started_at).num_seconds()))
}

fn clock(seconds: i64) -> String {
    Seconds(seconds).to_string()
}
