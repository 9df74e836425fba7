//! When a patient likes to be called, read from what was typed: who can be called now stands before who cannot.

use chrono::{NaiveTime, Timelike};

/// How good a moment it is; the smaller, the sooner to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// The window is open and closes in so many minutes.
    Closing(u32),
    /// Any time is good.
    Any,
    /// The window opens in so many minutes.
    Opening(u32),
    /// The window is over for today.
    Over,
}

/// Minutes of a day.
const DAY: u32 = 24 * 60;
const NOON: u32 = 12 * 60;

/// How good a moment a time of day is, by a window such as "before noon", "after 2 PM", "9-11 AM" or "mornings". What names no
/// time is any time.
pub fn moment(typed: &str, now: NaiveTime) -> Moment {
    let now = now.num_seconds_from_midnight() / 60;
    match window(&typed.to_lowercase()) {
        None => Moment::Any,
        Some((from, to)) if now < from && to > from => Moment::Opening(from - now),
        Some((_, to)) if now >= to => Moment::Over,
        Some((_, DAY)) => Moment::Any,
        Some((_, to)) => Moment::Closing(to - now),
    }
}

/// The window in minutes since midnight.
fn window(typed: &str) -> Option<(u32, u32)> {
    let times = times(typed);
    let says = |word: &str| typed.contains(word);
    match times.as_slice() {
        [to] if says("before") || says("until") => Some((0, *to)),
        [from] if says("after") || says("from") => Some((*from, DAY)),
        // "daughter, 5 PM": an hour is allowed for it.
        [at] => Some((*at, (at + 60).min(DAY))),
        [from, to, ..] if from < to => Some((*from, *to)),
        [_, _, ..] => None,
        [] if says("morning") => Some((0, NOON)),
        [] if says("afternoon") => Some((NOON, 17 * 60)),
        [] if says("evening") => Some((17 * 60, 21 * 60)),
        [] => None,
    }
}

/// The times of day a text names. Hours without AM or PM take those of the time after them, and else the working day's:
/// 1 to 6 are in the afternoon.
fn times(typed: &str) -> Vec<u32> {
    let spaced = typed.replace(['-', '\u{2013}', ','], " ").replace("am", " am ").replace("pm", " pm ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if *word == "noon" {
            found.push(NOON);
        } else if let Some((hour, minute)) = clock(word) {
            let half = words.iter().skip(at + 1).find(|word| matches!(**word, "am" | "pm"));
            found.push(of_day(hour, half.copied()) * 60 + minute);
        }
    }
    found
}

/// "9", "9:30"
fn clock(word: &str) -> Option<(u32, u32)> {
    let (hour, minute) = word.split_once(':').unwrap_or((word, "0"));
    let read = |digits: &str| digits.parse::<u32>().ok().filter(|_| digits.len() <= 2);
    Some((read(hour).filter(|hour| *hour < 24)?, read(minute).filter(|minute| *minute < 60)?))
}

fn of_day(hour: u32, half: Option<&str>) -> u32 {
    match half {
        Some("am") => hour % 12,
        Some(_) if hour < 12 => hour + 12,
        Some(_) => hour,
        None if (1..7).contains(&hour) => hour + 12,
        None => hour,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(typed: &str, time: &str) -> Moment {
        moment(typed, time.parse().unwrap())
    }

    #[test]
    fn a_window_is_read_as_people_write_it() {
        assert_eq!(at("before noon", "10:30:00"), Moment::Closing(90));
        assert_eq!(at("Before 11:30 am", "12:00:00"), Moment::Over);
        assert_eq!(at("after 2 PM", "10:30:00"), Moment::Opening(210));
        assert_eq!(at("after 2PM", "15:00:00"), Moment::Any);
        assert_eq!(at("9-11 AM", "09:30:00"), Moment::Closing(90));
        assert_eq!(at("mornings", "13:00:00"), Moment::Over);
        assert_eq!(at("daughter, 5 PM", "17:10:00"), Moment::Closing(50));
        assert_eq!(at("from 3", "14:00:00"), Moment::Opening(60));
    }

    #[test]
    fn what_names_no_time_is_any_time() {
        for typed in ["any time", "", "calls back", "11 to 9", "99:99", "\u{645}\u{633}\u{627}\u{621}"] {
            assert_eq!(at(typed, "10:00:00"), Moment::Any, "{typed}");
        }
    }

    #[test]
    fn a_window_about_to_close_stands_before_any_time_and_that_before_one_not_open_yet() {
        assert!(Moment::Closing(10) < Moment::Closing(60));
        assert!(Moment::Closing(600) < Moment::Any);
        assert!(Moment::Any < Moment::Opening(1) && Moment::Opening(600) < Moment::Over);
    }
}
