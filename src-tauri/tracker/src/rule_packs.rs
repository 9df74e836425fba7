//! Which rule packs judge which month, and the practice's own: added, replaced, put out of force, never lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rules::{Month, PackHeader, Payer, Place, Settings};
use store::exports::ExportRow;
use store::rule_packs::{NewRulePack, RulePackRow};
use store::{Conn, RulePackId, StaffId, Tx};

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::packs::{self, Pack, PackError, PackText, RuleSet};
use crate::practice::Practice;
use crate::{Error, Tracker, case};

/// The packs in force, and those, with the decisions, that exported months were claimed under.
#[derive(Clone, Debug)]
pub struct Rules {
    now: Arc<RuleSet>,
    /// Shared: every change works on a copy of the practice, and years of exports are many decisions.
    claimed: Arc<BTreeMap<Month, Claimed>>,
    faults: Vec<String>,
}

/// What an exported month was claimed under. The practice's decisions are kept with the packs: another decision would
/// otherwise change what was claimed, and how it is explained, without anybody touching the month.
#[derive(Clone, Debug)]
struct Claimed {
    packs: Option<Arc<RuleSet>>,
    decisions: Option<Settings>,
    place: Option<Place>,
}

impl Claimed {
    /// Reads it back; what this version cannot read is left out, and said to be.
    fn read(
        conn: &Conn,
        export: &ExportRow,
        now: &Arc<RuleSet>,
        faults: &mut Vec<String>,
    ) -> Result<Self, Error> {
        let month = &export.month;
        let packs = of_record(conn, &export.rule_set, now)?;
        if packs.is_none() {
            faults.push(format!("The rule packs {month} was claimed under cannot be read."));
        }
        let decisions = serde_json::from_str(&export.decisions).ok();
        if decisions.is_none() {
            faults.push(format!("The decisions {month} was claimed under cannot be read."));
        }
        Ok(Self { packs, decisions, place: export.place.parse().ok() })
    }
}

impl Rules {
    /// Reads them from an open vault.
    pub(crate) fn load(conn: &Conn) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let now = in_force(store::rule_packs::in_force(conn)?, &mut faults)?;
        let mut claimed = BTreeMap::new();
        for export in store::exports::last_of_months(conn)? {
            let month = case::word(&export.month, "month")?;
            claimed.insert(month, Claimed::read(conn, &export, &now, &mut faults)?);
        }
        Ok(Self { now, claimed: Arc::new(claimed), faults })
    }

    /// The shipped packs alone, as a new practice has them.
    pub(crate) fn shipped() -> Self {
        Self { now: Arc::clone(packs::shipped_set()), claimed: Arc::default(), faults: Vec::new() }
    }

    /// The packs in force today.
    pub fn now(&self) -> &Arc<RuleSet> {
        &self.now
    }

    /// The packs a month is judged by: those it was claimed under, once it was exported, else those in force.
    pub fn of(&self, month: Month) -> &Arc<RuleSet> {
        self.claimed.get(&month).and_then(|claimed| claimed.packs.as_ref()).unwrap_or(&self.now)
    }

    /// The decisions of the practice a month was claimed under; none while it was not exported.
    pub(crate) fn decisions(&self, month: Month) -> Option<&Settings> {
        self.claimed.get(&month)?.decisions.as_ref()
    }

    /// The practice's place of service when a month was claimed; none while it was not exported.
    pub(crate) fn place(&self, month: Month) -> Option<Place> {
        self.claimed.get(&month)?.place
    }

    /// These, with other packs in force. A month that was claimed keeps its own.
    pub(crate) fn with(&self, now: RuleSet) -> Self {
        Self { now: Arc::new(now), claimed: Arc::clone(&self.claimed), faults: Vec::new() }
    }

    /// Packs on record that are not in force because they cannot be read, a sentence each.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }
}

/// The practice's packs over the shipped ones. One that this version cannot read must not lock anybody out: it is left
/// out, and said to be.
fn in_force(mut rows: Vec<RulePackRow>, faults: &mut Vec<String>) -> Result<Arc<RuleSet>, Error> {
    loop {
        if rows.is_empty() {
            return Ok(Arc::clone(packs::shipped_set()));
        }
        let names: Vec<_> = rows.iter().map(name).collect();
        match RuleSet::with(&texts(&rows, &names)) {
            Ok(set) => return Ok(Arc::new(set)),
            Err(errors) => {
                let at_fault = |row: &RulePackRow| errors.iter().any(|error| error.file == name(row));
                if !rows.iter().any(at_fault) {
                    return Err(Error::Unreadable("rule packs"));
                }
                faults.extend(errors.iter().map(|error| format!("A rule pack is not in force. {error}.")));
                rows.retain(|row| !at_fault(row));
            }
        }
    }
}

fn name(row: &RulePackRow) -> String {
    format!("{} {}", row.pack, row.version)
}

fn texts<'a>(rows: &'a [RulePackRow], names: &'a [String]) -> Vec<PackText<'a>> {
    rows.iter().zip(names).map(|(row, file)| PackText { file, text: &row.text }).collect()
}

/// The rule set of a hash, from the vault's own record: it may be one of an earlier version of the program.
pub(crate) fn of_record(
    conn: &Conn,
    sha256: &str,
    now: &Arc<RuleSet>,
) -> Result<Option<Arc<RuleSet>>, Error> {
    if sha256 == now.sha256() {
        return Ok(Some(Arc::clone(now)));
    }
    let Some(ids) = store::rule_sets::packs(conn, sha256)? else { return Ok(None) };
    let mut rows = Vec::new();
    for id in ids {
        rows.push(store::rule_packs::by_id(conn, id)?);
    }
    let (own, shipped): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.of_practice);
    let names = |rows: &[RulePackRow]| rows.iter().map(name).collect::<Vec<_>>();
    let (own_names, shipped_names) = (names(&own), names(&shipped));
    let set = RuleSet::read(&texts(&shipped, &shipped_names), &texts(&own, &own_names));
    Ok(set.ok().filter(|set| set.sha256() == sha256).map(Arc::new))
}

/// Keeps the packs in force on record, once for each set of them: a statement names its set, and the set its texts.
pub(crate) fn record(change: &mut Change<'_>) -> Result<(), Error> {
    let set = Arc::clone(change.practice.rules.now());
    if store::rule_sets::packs(change.tx, set.sha256())?.is_some() {
        return Ok(());
    }
    let own = store::rule_packs::in_force(change.tx)?;
    let ids = set.packs().iter().map(|pack| on_record(change.tx, pack, &own, change.now));
    let ids = ids.collect::<Result<Vec<_>, Error>>()?;
    store::rule_sets::insert(change.tx, set.sha256(), &ids, change.now)?;
    change.trace.note("rule_set", packs::short(set.sha256()));
    Ok(())
}

fn on_record(tx: &Tx<'_>, pack: &Pack, own: &[RulePackRow], now: DateTime<Utc>) -> Result<RulePackId, Error> {
    if pack.of_practice {
        let row = own.iter().find(|row| row.sha256 == pack.sha256);
        return row.map(|row| row.id).ok_or(Error::Unreadable("rule pack"));
    }
    match store::rule_packs::shipped(tx, &pack.sha256)? {
        Some(row) => Ok(row.id),
        None => Ok(store::rule_packs::insert(tx, &new(pack, now, None))?),
    }
}

fn new(pack: &Pack, added_at: DateTime<Utc>, added_by: Option<StaffId>) -> NewRulePack {
    NewRulePack {
        pack: pack.header.id.clone(),
        version: pack.header.version.clone(),
        text: pack.text.clone(),
        sha256: pack.sha256.clone(),
        added_at,
        added_by,
    }
}

impl Tracker {
    /// Puts a pack of the practice in force, in the place of an earlier version of it. Months that were not exported are
    /// made again by it at the next look; an exported month keeps the rules it was claimed under.
    ///
    /// # Errors
    /// Whatever is wrong with the file, a line each; a version that is on record with another text; access.
    pub fn add_rule_pack(&mut self, actor: &Actor, file: &str, text: &str) -> Result<PackHeader, Error> {
        if !Op::AddRulePack.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        let pack = self.fitting(file, text)?;
        self.not_on_record(&pack)?;
        let header = pack.header.clone();
        self.change_packs(actor, Op::AddRulePack, |change| {
            let earlier = store::rule_packs::in_force(change.tx)?;
            if let Some(row) = earlier.iter().find(|row| row.pack == pack.header.id) {
                store::rule_packs::remove(change.tx, row.id, change.now, actor.staff)?;
                change.trace.note("replaces", row.version.as_str());
            }
            let id = store::rule_packs::insert(change.tx, &new(&pack, change.now, Some(actor.staff)))?;
            change.trace.object(id.get()).note("pack", pack.header.id.as_str());
            change.trace.note("version", pack.header.version.as_str()).note("sha256", pack.sha256.as_str());
            Ok(())
        })?;
        Ok(header)
    }

    /// Puts a pack of the practice out of force; its text stays on record.
    ///
    /// # Errors
    /// No pack of the practice has this id; other packs need it; access.
    pub fn remove_rule_pack(&mut self, actor: &Actor, id: &str) -> Result<(), Error> {
        self.change_packs(actor, Op::RemoveRulePack, |change| {
            let rows = store::rule_packs::in_force(change.tx)?;
            let row = rows.iter().find(|row| row.pack == id).ok_or_else(|| no_such_pack(id))?;
            store::rule_packs::remove(change.tx, row.id, change.now, actor.staff)?;
            change.trace.object(row.id.get()).note("pack", id).note("version", row.version.as_str());
            Ok(())
        })
    }

    /// Changes the packs and judges by the new ones from then on.
    fn change_packs(
        &mut self,
        actor: &Actor,
        op: Op,
        work: impl FnOnce(&mut Change<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.change(actor, op, |change| {
            work(change)?;
            change.practice = Practice::load(change.tx)?;
            let set = change.practice.rules.now();
            let used = store::entries::activities(change.tx)?;
            if let Some(slug) = used.iter().find(|slug| set.rules().activity(slug).is_none()) {
                return Err(Error::refused(format!(
                    "Time was logged with the activity {slug}, which no pack would have then. Nothing was changed."
                )));
            }
            record(change)
        })?;
        self.practice = self.store.read(Practice::load)?;
        Ok(())
    }

    /// The pack as it will stand among those in force.
    fn fitting(&self, file: &str, text: &str) -> Result<Pack, Error> {
        Ok(self.set_with(file, text)?.0)
    }

    /// A pack of the practice, and the packs as they will be with it.
    pub(crate) fn set_with(&self, file: &str, text: &str) -> Result<(Pack, RuleSet), Error> {
        let own = PackText { file, text };
        let alone = RuleSet::with(&[own]).map_err(|errors| said(&errors))?;
        let pack = alone.packs().last().cloned().ok_or(Error::Unreadable("rule pack"))?;
        let mut rows = self.store.read(store::rule_packs::in_force)?;
        rows.retain(|row| row.pack != pack.header.id);
        let names: Vec<_> = rows.iter().map(name).collect();
        let mut all = texts(&rows, &names);
        all.push(own);
        let set = RuleSet::with(&all).map_err(|errors| said(&errors))?;
        self.not_before_its_day(&set)?;
        Ok((pack, set))
    }

    /// The packs as they will be without one of the practice.
    pub(crate) fn set_without(&self, id: &str) -> Result<RuleSet, Error> {
        let mut rows = self.store.read(store::rule_packs::in_force)?;
        let before = rows.len();
        rows.retain(|row| row.pack != id);
        if rows.len() == before {
            return Err(no_such_pack(id));
        }
        let names: Vec<_> = rows.iter().map(name).collect();
        RuleSet::with(&texts(&rows, &names)).map_err(|errors| said(&errors))
    }

    /// A payer's rules judge every open month, so they wait for their first day. (A fee table knows its own days.)
    fn not_before_its_day(&self, set: &RuleSet) -> Result<(), Error> {
        let today = self.today_date();
        let early = Payer::ALL.iter().map(|payer| set.rules().payer(*payer)).find(|payer| payer.from > today);
        early.map_or(Ok(()), |payer| {
            let (label, from) = (&payer.label, payer.from);
            Err(Error::refused(format!("These rules of {label} hold from {from} on. Add them on that day.")))
        })
    }

    /// One version of a pack is one text, or a statement that names it would say nothing.
    fn not_on_record(&self, pack: &Pack) -> Result<(), Error> {
        let PackHeader { id, version, .. } = &pack.header;
        if self.practice.rules.now().packs().iter().any(|other| other.sha256 == pack.sha256) {
            return Err(Error::refused(format!("{id} {version} is in force already. Nothing was changed.")));
        }
        let own = self.store.read(store::rule_packs::of_practice)?;
        let mut known: Vec<_> =
            own.iter().map(|row| (row.pack.as_str(), row.version.as_str(), row.sha256.as_str())).collect();
        let shipped = packs::shipped_set().packs().iter();
        known.extend(shipped.map(|pack| (&*pack.header.id, &*pack.header.version, &*pack.sha256)));
        if known.iter().any(|known| (known.0, known.1) == (id, version) && known.2 != pack.sha256) {
            return Err(Error::refused(format!(
                "{id} {version} is on record with another text. Give the changed pack another version."
            )));
        }
        Ok(())
    }
}

fn no_such_pack(id: &str) -> Error {
    Error::refused(format!("The practice has no rule pack {id} in force. Shipped packs cannot be removed."))
}

fn said(errors: &[PackError]) -> Error {
    Error::refused(errors.iter().map(|error| format!("{error}.")).collect::<Vec<_>>().join("\n"))
}
