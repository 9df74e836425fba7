//! Finding a patient by what somebody types: parts of the name in any order, the record number, the date of birth.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::patients::{PatientRow, by_id};
use crate::{Conn, PatientId, StoreError};

/// A date of birth is looked for once four characters of it are typed; fewer would match half the practice.
const SHORTEST_DATE: usize = 4;

/// Up to `limit` patients, by name, who match every word typed. Nothing typed finds nobody.
pub fn patients(conn: &Conn, typed: &str, limit: usize) -> Result<Vec<PatientRow>, StoreError> {
    let wanted: Vec<Wanted> = typed_words(typed).into_iter().map(Wanted::of).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    // It is asked with every key that is typed, so only the rows that match are read whole.
    let mut statement = conn.prepare_cached("SELECT id, name, mrn, birth_date FROM patient")?;
    let mut rows = statement.query([])?;
    let mut found: Vec<(String, PatientId)> = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |at| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
        let (name, mrn, birth) = (text(1)?, text(2)?, text(3)?);
        if matches_all(&wanted, name, mrn, birth) {
            found.push((name.to_ascii_lowercase(), row.get(0)?));
        }
    }
    found.sort_unstable();
    found.truncate(limit);
    found.into_iter().map(|(_, id)| by_id(conn, id)).collect()
}

/// A word that was typed.
struct Wanted {
    word: String,
    /// It as parts of a name.
    parts: Vec<String>,
    /// It may be the start of a date.
    date: bool,
}

impl Wanted {
    fn of(word: String) -> Self {
        let date = word.len() >= SHORTEST_DATE && word.starts_with(|c: char| c.is_ascii_digit());
        Self { parts: name_words(&word), date, word }
    }
}

/// Whether two names are the same words, whatever their case, accents, punctuation and order.
pub(crate) fn same_name(one: &str, other: &str) -> bool {
    let sorted = |name: &str| {
        let mut words = name_words(name);
        words.sort_unstable();
        words
    };
    sorted(one) == sorted(other)
}

fn matches_all(wanted: &[Wanted], name: &str, mrn: &str, birth: &str) -> bool {
    let (names, mrn) = (name_words(name), plain(mrn));
    wanted.iter().all(|wanted| {
        (!wanted.parts.is_empty() && wanted.parts.iter().all(|part| starts_any(&names, part)))
            || mrn.starts_with(wanted.word.as_str())
            || (wanted.date && said(birth).iter().any(|said| said.starts_with(wanted.word.as_str())))
    })
}

/// A day as it is written and as it is said: 1950-03-07, 03/07/1950, 3/7/1950.
fn said(day: &str) -> [String; 3] {
    let mut parts = day.split('-');
    let [year, month, date] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let short = |part: &str| part.trim_start_matches('0').to_owned();
    [day.to_owned(), format!("{month}/{date}/{year}"), format!("{}/{}/{year}", short(month), short(date))]
}

fn starts_any(candidates: &[String], start: &str) -> bool {
    candidates.iter().any(|candidate| candidate.starts_with(start))
}

/// The words of what was typed; commas, as in "Last, First", only separate.
fn typed_words(typed: &str) -> Vec<String> {
    plain(typed)
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words of a name: "O'Brien-Lopez, Ana" is obrien, lopez and ana.
fn name_words(name: &str) -> Vec<String> {
    let letters: String = plain(name).chars().filter(|c| !matches!(c, '\'' | '\u{2019}' | '.')).collect();
    letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Lower case without accents.
fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, day};

    use crate::patients;
    use crate::sample::new_patient;

    fn practice() -> Sample {
        let mut store = Sample::new();
        let mut born_later = new_patient("O'Brien-Núñez, Mary Ann", "B-207");
        born_later.birth_date = day("1948-11-20");
        store.write(|tx| patients::insert(tx, &born_later));
        store.write(|tx| patients::insert(tx, &new_patient("Anatoly, Peter", "C-300")));
        store
    }

    fn found(store: &Sample, typed: &str) -> Vec<String> {
        let rows = store.read(|conn| patients(conn, typed, 10));
        rows.into_iter().map(|patient| patient.mrn).collect()
    }

    #[test]
    fn parts_of_a_name_are_found_in_any_order_and_case() {
        let store = practice();
        assert_eq!(found(&store, "ana"), ["C-300", "A-100"]);
        assert_eq!(found(&store, "ana lop"), ["A-100"]);
        assert_eq!(found(&store, "LOPEZ, A"), ["A-100"]);
        assert_eq!(found(&store, "ann mar"), ["B-207"]);
        assert_eq!(found(&store, "opez"), [""; 0]);
    }

    #[test]
    fn accents_and_marks_need_not_be_typed() {
        let store = practice();
        assert_eq!(found(&store, "obrien"), ["B-207"]);
        assert_eq!(found(&store, "o\u{2019}brien nunez"), ["B-207"]);
        assert_eq!(found(&store, "O'Brien-Nú"), ["B-207"]);
        assert_eq!(found(&store, "lópez"), ["A-100"]);
    }

    #[test]
    fn the_start_of_a_record_number_finds_its_patient() {
        let store = practice();
        assert_eq!(found(&store, "b-20"), ["B-207"]);
        assert_eq!(found(&store, "207"), [""; 0]);
    }

    #[test]
    fn a_date_of_birth_is_found_as_it_is_said_and_as_it_is_written() {
        let store = practice();
        assert_eq!(found(&store, "11/20/1948"), ["B-207"]);
        assert_eq!(found(&store, "3/7/1950"), ["C-300", "A-100"]);
        assert_eq!(found(&store, "1950-03 lopez"), ["A-100"]);
        assert_eq!(found(&store, "19"), [""; 0]);
    }

    #[test]
    fn no_more_than_asked_for_and_nobody_for_nothing() {
        let store = practice();
        assert_eq!(store.read(|conn| patients(conn, "a", 1)).len(), 1);
        assert_eq!(found(&store, "  , "), [""; 0]);
        assert_eq!(found(&store, "%"), [""; 0]);
    }
}
