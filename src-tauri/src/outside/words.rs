//! What the tray and the notices of the desktop say. No name without a wish for it, and none behind a locked screen.

use rules::Seconds;
use tracker::glance::{Glance, Ticking};
use tracker::timing::Notice;

use crate::session::Glimpse;

/// A notice: a line in bold, and one below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Said {
    fn new(head: impl Into<String>, body: impl Into<String>) -> Self {
        Self { head: head.into(), body: body.into() }
    }
}

/// "A. L." of "Ana Lopez"; at most three.
pub(crate) fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().next()).take(3);
    let parts: Vec<_> = letters.map(|letter| format!("{}.", letter.to_uppercase())).collect();
    parts.join(" ")
}

/// Minutes, since a panel that changes every second is a nuisance: `7 min`, `1 h 05`.
pub(crate) fn roughly(elapsed: Seconds) -> String {
    let minutes = elapsed.0 / 60;
    match minutes {
        ..60 => format!("{minutes} min"),
        _ => format!("{} h {:02}", minutes / 60, minutes % 60),
    }
}

/// The first line of the tray's menu.
pub(crate) fn standing(glimpse: &Glimpse) -> String {
    let Some(glance) = &glimpse.glance else { return "Caretally is locked".to_owned() };
    let Some(timer) = &glance.timer else { return "No timer is running".to_owned() };
    let who = whose(glimpse, glance, timer);
    if timer.stands { format!("Time is set aside{who}") } else { format!("{}{who}", roughly(timer.elapsed)) }
}

/// Beside the icon, where the desktop shows text there.
pub(crate) fn title(glimpse: &Glimpse) -> Option<String> {
    let glance = glimpse.glance.as_ref()?;
    glance.timer.as_ref().map(|_| standing(glimpse))
}

fn whose(glimpse: &Glimpse, glance: &Glance, timer: &Ticking) -> String {
    if glimpse.open && glance.wants.initials {
        format!(" · {}", initials(&timer.name))
    } else {
        String::new()
    }
}

/// A timer has run for long.
pub(crate) fn long(glimpse: &Glimpse, glance: &Glance, timer: &Ticking) -> Option<Said> {
    let who = if glimpse.open && glance.wants.names_in_notices {
        format!(" for {}", timer.name)
    } else {
        String::new()
    };
    match timer.notice {
        Notice::None => None,
        Notice::First | Notice::Second => Some(Said::new(
            format!("A timer has been running for {}{who}", roughly(timer.elapsed)),
            "It goes on. Stop it if the work is done.",
        )),
        Notice::Stale => Some(Said::new(
            format!("A timer has been running for more than 4 hours{who}"),
            "Time of that length counts nothing. Stop it, and correct the entry.",
        )),
    }
}

/// Time was set aside.
pub(crate) fn asked() -> Said {
    Said::new(
        "Time was set aside",
        "Nobody was at the computer while a timer ran. Caretally asks what the time was.",
    )
}

/// The reminder that somebody asked for.
pub(crate) fn remind() -> Said {
    Said::new("No timer is running", "Start one when you begin to work for a patient.")
}

/// The key belongs to somebody else, or this desktop gives none away.
pub(crate) fn no_key(key: &str) -> Said {
    Said::new(
        format!("The key {key} does not work"),
        "Another program has it, or this desktop lets no program have one. Choose another in Settings.",
    )
}

/// Something done outside of the window did not work out.
pub(crate) fn not_done(why: &str) -> Said {
    Said::new("Caretally could not do that", why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_three_words_at_most() {
        assert_eq!(initials("Ana Lopez"), "A. L.");
        assert_eq!(initials("  maría  de la Cruz"), "M. D. L.");
        assert_eq!(initials("أحمد علي"), "أ. ع.");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn the_tray_counts_in_minutes() {
        let said: Vec<_> = [0, 59, 60, 3_599, 3_600, 3_900].map(|s| roughly(Seconds(s))).to_vec();
        assert_eq!(said, ["0 min", "0 min", "1 min", "59 min", "1 h 00", "1 h 05"]);
    }
}
