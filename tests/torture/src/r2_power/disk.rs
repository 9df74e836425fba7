//! A disk that may keep, drop or tear whatever nobody waited for; names change in order, but may lag behind.

use std::collections::{BTreeMap, HashMap};

use super::recording::Event;
use crate::world::Files;

/// What a disk writes in one piece.
const SECTOR: usize = 512;

/// What becomes of the writes that nobody waited for.
#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    AllDropped,
    AllKept,
    TheFirstOnesKept,
    EachByChance,
    EachSectorByChance,
}

const HOW: [How; 5] =
    [How::AllDropped, How::AllKept, How::TheFirstOnesKept, How::EachByChance, How::EachSectorByChance];

#[derive(Default)]
struct File {
    durable: Vec<u8>,
    /// With the place of each among all events.
    waiting: Vec<(usize, Change)>,
}

enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut(usize),
}

#[derive(Clone)]
enum Naming {
    Made(String, usize),
    Renamed(String, String),
    Removed(String),
}

type Names = BTreeMap<String, usize>;

#[derive(Default)]
struct Disk {
    files: Vec<File>,
    durable: Names,
    /// As the running program sees the folder.
    seen: Names,
    waiting: Vec<(usize, Naming)>,
    /// Waits that have begun: for which file (none: the folder), and since when.
    waits: HashMap<usize, (Option<usize>, usize)>,
}

/// The folder as it may be after the power failed behind these events.
pub(super) fn after(before: &Files, events: &[Event], chance: &mut fastrand::Rng) -> (Files, How) {
    let mut disk = Disk::default();
    for (name, bytes) in before {
        disk.durable.insert(name.clone(), disk.files.len());
        disk.files.push(File { durable: bytes.clone(), waiting: Vec::new() });
    }
    disk.seen = disk.durable.clone();
    events.iter().enumerate().for_each(|(at, event)| disk.see(at, event));
    let how = HOW[chance.usize(..HOW.len())];
    (disk.lose_power(how, chance), how)
}

impl Disk {
    fn see(&mut self, now: usize, event: &Event) {
        match event {
            Event::Write { name, at, bytes } => {
                self.change(now, name, Change::Write { at: *at, bytes: bytes.clone() });
            }
            Event::Cut { name, length } => self.change(now, name, Change::Cut(*length)),
            Event::Made(name) if !self.seen.contains_key(name) => {
                self.files.push(File::default());
                self.name(now, Naming::Made(name.clone(), self.files.len() - 1));
            }
            Event::Renamed { from, to } if self.seen.contains_key(from) => {
                self.name(now, Naming::Renamed(from.clone(), to.clone()));
            }
            Event::Removed(name) if self.seen.contains_key(name) => {
                self.name(now, Naming::Removed(name.clone()));
            }
            Event::Flushing { name, wait } => {
                let file = if name.is_empty() { None } else { self.seen.get(name).copied() };
                if name.is_empty() || file.is_some() {
                    self.waits.insert(*wait, (file, now));
                }
            }
            Event::Flushed { wait } => self.flushed(*wait),
            Event::Made(_) | Event::Renamed { .. } | Event::Removed(_) | Event::Said(_) => {}
        }
    }

    fn change(&mut self, now: usize, name: &str, change: Change) {
        if let Some(file) = self.seen.get(name) {
            self.files[*file].waiting.push((now, change));
        }
    }

    fn name(&mut self, now: usize, naming: Naming) {
        naming.clone().apply(&mut self.seen);
        self.waiting.push((now, naming));
    }

    /// What had been asked for before the wait began is on the disk.
    fn flushed(&mut self, wait: usize) {
        match self.waits.remove(&wait) {
            Some((Some(file), begun)) => self.files[file].flush(begun),
            Some((None, begun)) => {
                let later = self.waiting.iter().position(|(at, _)| *at > begun).unwrap_or(self.waiting.len());
                self.waiting.drain(..later).for_each(|(_, naming)| naming.apply(&mut self.durable));
            }
            None => {}
        }
    }

    fn lose_power(mut self, how: How, chance: &mut fastrand::Rng) -> Files {
        // Files by their names' order, so that the same chances give the same disk.
        self.files.iter_mut().for_each(|file| file.lose_power(how, chance));
        let kept = match how {
            How::AllDropped => 0,
            How::AllKept => self.waiting.len(),
            How::TheFirstOnesKept | How::EachByChance | How::EachSectorByChance => {
                chance.usize(..=self.waiting.len())
            }
        };
        self.waiting.into_iter().take(kept).for_each(|(_, naming)| naming.apply(&mut self.durable));
        let files = self.files;
        self.durable.into_iter().map(|(name, file)| (name, files[file].durable.clone())).collect()
    }
}

impl Naming {
    fn apply(self, names: &mut Names) {
        match self {
            Self::Made(name, file) => {
                names.insert(name, file);
            }
            Self::Renamed(from, to) => {
                if let Some(file) = names.remove(&from) {
                    names.insert(to, file);
                }
            }
            Self::Removed(name) => {
                names.remove(&name);
            }
        }
    }
}

impl File {
    fn flush(&mut self, begun: usize) {
        let later = self.waiting.iter().position(|(at, _)| *at > begun).unwrap_or(self.waiting.len());
        let flushed: Vec<_> = self.waiting.drain(..later).collect();
        flushed.into_iter().for_each(|(_, change)| self.apply(&change, |_| true));
    }

    fn lose_power(&mut self, how: How, chance: &mut fastrand::Rng) {
        let waiting = std::mem::take(&mut self.waiting);
        let first = chance.usize(..=waiting.len());
        for (place, (_, change)) in waiting.into_iter().enumerate() {
            let kept = match how {
                How::AllDropped => false,
                How::AllKept | How::EachSectorByChance => true,
                How::TheFirstOnesKept => place < first,
                How::EachByChance => chance.bool(),
            };
            if kept {
                let torn = matches!(how, How::EachSectorByChance);
                self.apply(&change, |_| !torn || chance.bool());
            }
        }
    }

    /// Does it to the bytes that stay; of a write, to the sectors that are kept.
    fn apply(&mut self, change: &Change, mut keeps: impl FnMut(usize) -> bool) {
        match change {
            Change::Cut(length) if keeps(0) => self.durable.resize(*length, 0),
            Change::Cut(_) => {}
            Change::Write { at, bytes } => {
                let mut from = 0;
                while from < bytes.len() {
                    let place = at + from;
                    let to = (from + SECTOR - place % SECTOR).min(bytes.len());
                    if keeps(place / SECTOR) {
                        self.put(place, &bytes[from..to]);
                    }
                    from = to;
                }
            }
        }
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        if self.durable.len() < at + bytes.len() {
            self.durable.resize(at + bytes.len(), 0);
        }
        self.durable[at..at + bytes.len()].copy_from_slice(bytes);
    }
}
