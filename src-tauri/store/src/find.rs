//! Finding a patient by what somebody types: parts of the name in any order, the record number, the date of birth.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::patients::{PatientRow, from_row};
use crate::{Conn, StoreError};

/// A date of birth is looked for once four characters of it are typed; fewer would match half the practice.
const SHORTEST_DATE: usize = 4;

/// Up to `limit` patients, by name, who match every word typed. Nothing typed finds nobody.
pub fn patients(conn: &Conn, typed: &str, limit: usize) -> Result<Vec<PatientRow>, StoreError> {
    let wanted = typed_words(typed);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = conn.prepare_cached("SELECT * FROM patient ORDER BY name COLLATE NOCASE, id")?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while found.len() < limit {
        let Some(row) = rows.next()? else { break };
        let patient = from_row(row)?;
        if matches_all(&patient, &wanted) {
            found.push(patient);
        }
    }
    Ok(found)
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

fn matches_all(patient: &PatientRow, wanted: &[String]) -> bool {
    let names = name_words(&patient.name);
    let mrn = plain(&patient.mrn);
    let births =
        ["%m/%d/%Y", "%-m/%-d/%Y", "%Y-%m-%d"].map(|format| patient.birth_date.format(format).to_string());
    wanted.iter().all(|word| {
        let part_of_name = name_words(word);
        (!part_of_name.is_empty() && part_of_name.iter().all(|part| starts_any(&names, part)))
            || mrn.starts_with(word.as_str())
            || (word.len() >= SHORTEST_DATE && starts_any(&births, word))
    })
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
