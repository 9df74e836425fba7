//! Many packs laid over each other: those that ship, and over them those of the practice.

use super::Packs;
use super::codes::SomeLists;
use super::fees::FeeTable;
use super::file::{PackFault, PackFile, Wrong};
use super::payer::PayerPack;
use crate::case::Payer;
use crate::track::Track;
use std::collections::BTreeMap;
use std::fmt::Display;

impl Packs {
    /// Lays the practice's packs over the shipped ones. An item of the same key (payer, payer and track, activity, day
    /// of a fee table, name of a list) takes the place of the shipped one; others are added; none is ever taken away.
    ///
    /// # Errors
    ///
    /// Every fault that was found. Packs are numbered through, the shipped ones first.
    pub fn of(shipped: &[PackFile], practice: &[PackFile]) -> Result<Self, Vec<PackFault>> {
        let mut stack = Stack { shipped, practice, faults: Vec::new() };
        stack.wrong_alone();
        let laid = stack.lay();
        match laid {
            Ok(packs) if stack.faults.is_empty() => Ok(packs),
            Ok(_) => Err(stack.faults),
            Err(missing) => {
                if stack.faults.is_empty() {
                    stack.fault(0, ("pack".to_owned(), format!("no pack has {missing}")));
                }
                Err(stack.faults)
            }
        }
    }
}

/// The packs, and what was found wrong with them so far.
struct Stack<'p> {
    shipped: &'p [PackFile],
    practice: &'p [PackFile],
    faults: Vec<PackFault>,
}

/// An item and the pack it is from.
struct Laid<T> {
    pack: usize,
    item: T,
}

impl<'p> Stack<'p> {
    fn files(&self) -> impl Iterator<Item = (usize, &'p PackFile)> + use<'p> {
        self.shipped.iter().chain(self.practice).enumerate()
    }

    fn fault(&mut self, pack: usize, (key, what): Wrong) {
        self.faults.push(PackFault { pack, key, what });
    }

    fn wrong_alone(&mut self) {
        for (pack, file) in self.files() {
            file.wrong().into_iter().for_each(|wrong| self.fault(pack, wrong));
        }
    }

    fn name(&self, pack: usize) -> &'p str {
        self.shipped.iter().chain(self.practice).nth(pack).map_or("", |file| file.pack.id.as_str())
    }

    /// Lays items of one kind by their key; the same key twice among equals is a fault.
    fn items<T: Clone + 'p, K: Ord + Display>(
        &mut self,
        name: &str,
        items: impl Fn(&'p PackFile) -> &'p [T],
        (word, key): (&str, impl Fn(&T) -> K),
    ) -> Vec<Laid<T>> {
        let mut laid: Vec<Laid<T>> = Vec::new();
        let mut places: BTreeMap<K, usize> = BTreeMap::new();
        for (pack, file) in self.files() {
            for (n, item) in items(file).iter().enumerate() {
                let new = Laid { pack, item: item.clone() };
                let place = *places.entry(key(item)).or_insert(laid.len());
                match laid.get_mut(place) {
                    None => laid.push(new),
                    Some(under) if self.over(pack, under.pack) => *under = new,
                    Some(under) => {
                        let whose = self.whose(pack, under.pack);
                        let what = format!("{} is {whose} already", key(item));
                        self.fault(pack, (format!("{name}[{n}].{word}"), what));
                    }
                }
            }
        }
        laid
    }

    /// Whether a pack is the practice's and the other is not.
    fn over(&self, pack: usize, other: usize) -> bool {
        pack >= self.shipped.len() && other < self.shipped.len()
    }

    fn whose(&self, pack: usize, other: usize) -> String {
        if pack == other { "in this pack".to_owned() } else { format!("in pack {}", self.name(other)) }
    }

    /// The only one of its kind, from the uppermost pack that has one.
    fn only<T: Clone + 'p>(
        &mut self,
        name: &'static str,
        item: impl Fn(&'p PackFile) -> Option<&'p T>,
    ) -> Result<T, String> {
        let mut found: Option<Laid<T>> = None;
        for (pack, file) in self.files() {
            let Some(item) = item(file) else { continue };
            if let Some(under) = found.as_ref().filter(|under| !self.over(pack, under.pack)) {
                let what = format!("is {} already", self.whose(pack, under.pack));
                self.fault(pack, (name.to_owned(), what));
                continue;
            }
            found = Some(Laid { pack, item: item.clone() });
        }
        found.map(|laid| laid.item).ok_or_else(|| format!("[{name}]"))
    }

    fn lists(&mut self) -> SomeLists {
        let mut from: BTreeMap<&str, usize> = BTreeMap::new();
        let mut lists = SomeLists::default();
        for (pack, file) in self.files() {
            for (name, _) in file.lists.each() {
                match from.insert(name, pack) {
                    Some(other) if !self.over(pack, other) => {
                        let what = format!("is {} already", self.whose(pack, other));
                        self.fault(pack, (format!("lists.{name}"), what));
                    }
                    Some(_) | None => {}
                }
            }
            lists.lay(&file.lists);
        }
        lists
    }

    /// Payers by name; the tracks of a shipped payer that the practice's own does not name stay.
    fn payers(&mut self) -> Result<(Vec<PayerPack>, Vec<String>), String> {
        let shipped = self.shipped;
        let laid = self.items("payer", |file| &file.payer, ("payer", |payer: &PayerPack| payer.payer));
        for (pack, file) in self.files() {
            for (n, payer) in file.payer.iter().enumerate() {
                let again = repeated(payer.track.iter().map(|track| track.track));
                if let Some((place, track)) = again {
                    let what = format!("{track} is in this pack already");
                    self.fault(pack, (format!("payer[{n}].track[{place}].track"), what));
                }
            }
        }
        let whole = laid.into_iter().map(|laid| {
            let under =
                shipped.iter().flat_map(|file| &file.payer).find(|under| under.payer == laid.item.payer);
            (with_tracks_of(laid.item, under), laid.pack)
        });
        let whole: Vec<_> = whole.collect();
        let missing = Payer::ALL.iter().find(|payer| !whole.iter().any(|(pack, _)| pack.payer == **payer));
        if let Some(payer) = missing {
            return Err(format!("payer {payer}"));
        }
        let ids = whole.iter().map(|(_, pack)| self.name(*pack).to_owned()).collect();
        Ok((whole.into_iter().map(|(payer, _)| payer).collect(), ids))
    }

    fn fees(&mut self) -> Result<Vec<FeeTable>, String> {
        let mut laid = self.items("fees", |file| &file.fees, ("from", |table: &FeeTable| table.from));
        laid.sort_by_key(|laid| laid.item.from);
        for pair in laid.windows(2) {
            let [before, after] = pair else { continue };
            let has = |rate: &&super::fees::Rate| after.item.rate.iter().any(|own| own.code == rate.code);
            if let Some(lost) = before.item.rate.iter().find(|rate| !has(rate)) {
                let place = self.place_of(after);
                let what = format!(
                    "has no rate of {}, which the table from {} has: a code that is not paid has 0",
                    lost.code, before.item.from
                );
                self.fault(after.pack, (format!("fees[{place}].rate"), what));
            }
        }
        if laid.is_empty() { Err("a fee table".to_owned()) } else { Ok(items_of(laid)) }
    }

    fn place_of(&self, laid: &Laid<FeeTable>) -> usize {
        let file = self.shipped.iter().chain(self.practice).nth(laid.pack);
        file.and_then(|file| file.fees.iter().position(|table| table.from == laid.item.from))
            .unwrap_or_default()
    }

    fn lay(&mut self) -> Result<Packs, String> {
        let activities = items_of(self.items(
            "activity",
            |file| &file.activity,
            ("slug", |item: &super::Activity| item.slug.clone()),
        ));
        let tracks = items_of(self.items(
            "track",
            |file| &file.track,
            ("track", |item: &super::TrackPack| item.track),
        ));
        if let Some(track) = Track::ALL.iter().find(|track| !tracks.iter().any(|pack| pack.track == **track))
        {
            return Err(format!("track {track}"));
        }
        let (payers, payer_packs) = self.payers()?;
        let first_dates = items_of(self.items(
            "first_date",
            |file| &file.first_date,
            ("code", |item: &super::FirstDate| item.code),
        ));
        let slugs = activities.iter().map(|activity| activity.slug.clone());
        Ok(Packs {
            by_slug: slugs.zip(0..).collect(),
            activities,
            tracks,
            payers,
            payer_packs,
            fees: self.fees()?,
            first_dates,
            lists: self.lists().whole().map_err(|name| format!("[lists.{name}]"))?,
            holidays: self.only("holidays", |file| file.holidays.as_ref())?,
            tcm: self.only("tcm", |file| file.tcm.as_ref())?,
            acp: self.only("acp", |file| file.acp.as_ref())?,
            oncology: self.only("oncology", |file| file.oncology.as_ref())?,
        })
    }
}

fn items_of<T>(laid: Vec<Laid<T>>) -> Vec<T> {
    laid.into_iter().map(|laid| laid.item).collect()
}

/// The first that was there before, and its place.
fn repeated<T: PartialEq + Copy>(items: impl Iterator<Item = T>) -> Option<(usize, T)> {
    let mut seen = Vec::new();
    for (place, item) in items.enumerate() {
        if seen.contains(&item) {
            return Some((place, item));
        }
        seen.push(item);
    }
    None
}

fn with_tracks_of(mut payer: PayerPack, under: Option<&PayerPack>) -> PayerPack {
    let own: Vec<Track> = payer.track.iter().map(|track| track.track).collect();
    let kept = under.into_iter().flat_map(|under| &under.track).filter(|track| !own.contains(&track.track));
    payer.track.extend(kept.cloned());
    payer
}
