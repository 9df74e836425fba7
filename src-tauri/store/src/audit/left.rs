//! What the newest events left of each row: half a million rows, found again with as little reading of memory as can be.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use crate::catalog::Sha;

/// Rows numbered one after the other lie beside each other: events tell of neighbors, and a place of memory that was just read is
/// read again at no cost.
const BESIDE: u64 = 16;

/// What the newest event that tells of a row left.
#[derive(Clone, Copy)]
pub(super) struct Left {
    /// The first half of the digest: 128 bits tell two rows apart, and half a million of them have to fit into memory.
    pub(super) digest: [u8; 16],
    pub(super) seq: i64,
}

/// The number of a row; of a key that is not one number, eight bytes of its hash: rows that share them have other digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    Number(u64),
    Hash(u64),
}

impl Key {
    pub(super) fn of(key: &[u8]) -> Self {
        let number = if key.len() == 9 && key[0] == 1 { key[1..].first_chunk::<8>() } else { None };
        match number {
            Some(number) => Self::Number(u64::from_be_bytes(*number)),
            None => {
                let digest: Sha = Sha256::digest(key).into();
                Self::Hash(u64::from_be_bytes(std::array::from_fn(|at| digest[at])))
            }
        }
    }
}

/// The rows of one table that were left.
#[derive(Default)]
pub(super) struct LeftRows {
    numbered: HashMap<u64, [Option<Left>; BESIDE as usize]>,
    hashed: HashMap<u64, Left>,
}

impl LeftRows {
    /// Leaves a row so, or leaves none; what was left of it before.
    pub(super) fn replace(&mut self, key: Key, left: Option<Left>) -> Option<Left> {
        match (key, left) {
            (Key::Number(number), left) => {
                let beside = self.numbered.entry(number / BESIDE).or_default();
                std::mem::replace(&mut beside[(number % BESIDE) as usize], left)
            }
            (Key::Hash(hash), Some(left)) => self.hashed.insert(hash, left),
            (Key::Hash(hash), None) => self.hashed.remove(&hash),
        }
    }

    /// Every row that is still there.
    pub(super) fn all(self) -> impl Iterator<Item = (Key, Left)> {
        let numbered = self.numbered.into_iter().flat_map(|(place, beside)| {
            let numbers = (0..BESIDE).map(move |at| Key::Number(place * BESIDE + at));
            numbers.zip(beside).filter_map(|(key, left)| Some((key, left?)))
        });
        numbered.chain(self.hashed.into_iter().map(|(hash, left)| (Key::Hash(hash), left)))
    }
}
