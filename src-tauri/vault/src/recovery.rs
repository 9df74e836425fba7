//! The recovery key: printed once, and typed back on the day every password is lost.

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::key::KEY_LEN;
use crate::{VaultError, bytes};

/// Digits and letters that cannot be taken for one another: no I, L, O and U (Douglas Crockford, "Base 32").
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const GROUPS: usize = 8;
const GROUP_LEN: usize = 7;
const BITS_PER_SYMBOL: usize = 5;

/// 8 groups of 7 symbols of 5 bits are 35 bytes: the key, and three bytes that show a typing mistake.
const TYPED_LEN: usize = GROUPS * GROUP_LEN;
const PACKED_LEN: usize = TYPED_LEN * BITS_PER_SYMBOL / 8;

const CHECK_TAG: &[u8] = b"caretally/recovery/check/v1";

/// 256 random bits that open the vault without a password. Wiped from memory when dropped.
pub struct RecoveryKey(Zeroizing<[u8; KEY_LEN]>);

impl RecoveryKey {
    pub(crate) fn random() -> Self {
        Self(Zeroizing::new(bytes::random()))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Reads a key as a person types it: case, spaces and dashes do not matter, O is 0, and I and L are 1.
    pub fn parse(typed: &str) -> Result<Self, VaultError> {
        let packed = pack(typed).ok_or(VaultError::MistypedRecoveryKey)?;
        let (key, check) = packed.split_at(KEY_LEN);
        let key = <[u8; KEY_LEN]>::try_from(key).expect("split at the length of a key");
        let key = Self(Zeroizing::new(key));
        if key.check() == check { Ok(key) } else { Err(VaultError::MistypedRecoveryKey) }
    }

    fn check(&self) -> [u8; PACKED_LEN - KEY_LEN] {
        let hash = Sha256::new().chain_update(CHECK_TAG).chain_update(self.as_bytes()).finalize();
        [hash[0], hash[1], hash[2]]
    }
}

/// For showing it once, on the screen and on the printed kit.
impl fmt::Display for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut packed = Zeroizing::new([0; PACKED_LEN]);
        packed[..KEY_LEN].copy_from_slice(self.as_bytes());
        packed[KEY_LEN..].copy_from_slice(&self.check());
        for place in 0..TYPED_LEN {
            if place > 0 && place % GROUP_LEN == 0 {
                f.write_str("-")?;
            }
            let symbol = symbol_at(&packed, place);
            write!(f, "{}", char::from(SYMBOLS[usize::from(symbol)]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryKey")
    }
}

/// The five bits at this place, the highest bit first.
fn symbol_at(packed: &[u8; PACKED_LEN], place: usize) -> u8 {
    let first = place * BITS_PER_SYMBOL;
    (first..first + BITS_PER_SYMBOL)
        .fold(0, |symbol, bit| (symbol << 1) | (packed[bit / 8] >> (7 - bit % 8) & 1))
}

fn pack(typed: &str) -> Option<Zeroizing<[u8; PACKED_LEN]>> {
    let mut packed = Zeroizing::new([0; PACKED_LEN]);
    let mut bit = 0;
    for symbol in typed.chars().filter(|c| !is_spacing(*c)) {
        let value = value_of(symbol)?;
        for shift in (0..BITS_PER_SYMBOL).rev() {
            *packed.get_mut(bit / 8)? |= (value >> shift & 1) << (7 - bit % 8);
            bit += 1;
        }
    }
    (bit == TYPED_LEN * BITS_PER_SYMBOL).then_some(packed)
}

/// Word processors turn a hyphen into one of several dashes.
fn is_spacing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn value_of(symbol: char) -> Option<u8> {
    let read_as = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = SYMBOLS.iter().position(|known| char::from(*known) == read_as)?;
    u8::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> RecoveryKey {
        RecoveryKey(Zeroizing::new(std::array::from_fn(|place| (place * 37 + 11) as u8)))
    }

    fn reads_back(typed: &str) -> bool {
        RecoveryKey::parse(typed).is_ok_and(|read| read.as_bytes() == key().as_bytes())
    }

    #[test]
    fn it_is_shown_as_eight_groups_of_seven_and_reads_back() {
        let shown = key().to_string();
        let groups: Vec<_> = shown.split('-').map(str::len).collect();
        assert_eq!(groups, [GROUP_LEN; GROUPS]);
        assert!(reads_back(&shown));
    }

    #[test]
    fn case_spaces_and_dashes_do_not_matter() {
        let shown = key().to_string();
        assert!(reads_back(&shown.to_lowercase()));
        assert!(reads_back(&shown.replace('-', "")));
        assert!(reads_back(&format!("  {}\n", shown.replace('-', " \u{2013} "))));
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_digits() {
        let shown = key().to_string();
        assert!(shown.contains('0') && shown.contains('1'), "the key shows both digits");
        assert!(reads_back(&shown.replace('0', "O").replace('1', "l")));
        assert!(reads_back(&shown.replace('0', "o").replace('1', "I")));
    }

    #[test]
    fn any_one_wrong_symbol_is_noticed() {
        let shown = key().to_string();
        for (place, symbol) in shown.char_indices().filter(|(_, symbol)| *symbol != '-') {
            let other = if symbol == 'Z' { 'Y' } else { 'Z' };
            let mut typed = shown.clone();
            typed.replace_range(place..=place, &other.to_string());
            assert!(
                matches!(RecoveryKey::parse(&typed), Err(VaultError::MistypedRecoveryKey)),
                "symbol {place} was not checked"
            );
        }
    }

    #[test]
    fn a_key_with_a_symbol_too_few_or_too_many_is_refused() {
        let shown = key().to_string();
        assert!(RecoveryKey::parse(&shown[1..]).is_err());
        assert!(RecoveryKey::parse(&format!("{shown}0")).is_err());
        assert!(RecoveryKey::parse("").is_err());
        assert!(RecoveryKey::parse(&shown.replacen('-', "U", 1)).is_err());
    }

    #[test]
    fn it_is_never_printed_by_accident() {
        assert_eq!(format!("{:?}", key()), "RecoveryKey");
    }

    proptest::proptest! {
        #[test]
        fn every_key_reads_back(bytes: [u8; 32]) {
            let key = RecoveryKey(Zeroizing::new(bytes));
            let read = RecoveryKey::parse(&key.to_string()).unwrap();
            proptest::prop_assert_eq!(read.as_bytes(), key.as_bytes());
        }

        #[test]
        fn nothing_typed_makes_it_panic(typed: String) {
            let _ = RecoveryKey::parse(&typed);
        }
    }
}
