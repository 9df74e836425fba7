//! Advance care planning and cancer treatment plans.

use rules::{AcpExplanation, AcpStatement, Explanation, Line, OncologyExplanation, Reason, Seconds, Warning};

use super::page::Page;
use super::{Only, reasons};

pub(super) fn acp(page: &mut Page<'_>, explained: &Explanation, only: &Only) {
    for (day, said) in explained.acp.iter().zip(&explained.statement.acp) {
        if day.codes.iter().any(|code| only.code(code.code)) {
            of_day(page, day, said, only);
        }
    }
}

fn of_day(page: &mut Page<'_>, day: &AcpExplanation, said: &AcpStatement, only: &Only) {
    page.gap();
    let billed: Vec<String> = said.lines.iter().map(words_of).collect();
    let billed = if billed.is_empty() { "nothing is billed".to_owned() } else { billed.join(", ") };
    page.line(0, &format!("Advance care planning {} by {}: {billed}", day.date, day.staff));
    let shared: Seconds = day.talks.iter().map(|talk| talk.shared_s).sum();
    let dead: Seconds = day.talks.iter().map(|talk| talk.after_death_s).sum();
    let logged = said.counted_s + shared + dead;
    page.line(
        2,
        &format!(
            "counted {} + twice at once {shared} + after death {dead} = logged {logged}",
            said.counted_s
        ),
    );
    for talk in &day.talks {
        page.line(
            4,
            &format!("{}  {}  {:>6}", talk.id, page.span(talk.from, talk.to), talk.counted_s.to_string()),
        );
    }
    day.codes.iter().filter(|code| only.code(code.code)).for_each(|code| reasons::against(page, 2, code));
    for warning in &said.warnings {
        warned(page, *warning);
    }
}

fn warned(page: &mut Page<'_>, warning: Warning) {
    let said = page.cite(Reason::Warning(warning));
    page.hang(2, "- ", &said);
}

/// "99497-33 x1, $86.84"
fn words_of(line: &Line) -> String {
    let modifiers: String = line.modifiers.iter().map(|modifier| format!("-{modifier}")).collect();
    format!("{}{modifiers} x{}, {}", line.code, line.units, line.amount_cents)
}

pub(super) fn oncology(page: &mut Page<'_>, explained: &Explanation, only: &Only) {
    let events = explained.oncology.iter().filter(|event| only.code(event.code.code));
    events.for_each(|event| of_event(page, event));
}

fn of_event(page: &mut Page<'_>, event: &OncologyExplanation) {
    page.gap();
    let billed = if event.code.billed > 0 {
        format!("{} x{}, no national amount", event.code.code, event.code.billed)
    } else {
        "nothing is billed".to_owned()
    };
    page.line(0, &format!("Cancer treatment plan {} on {}: {billed}", event.id, event.date));
    reasons::against(page, 2, &event.code);
    reasons::list(page, 2, "Held: not exported until this is mended", &event.holds);
}
