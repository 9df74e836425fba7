//! Lists of reasons: what is against a code, and what holds or warns.

use rules::{Because, CodeExplanation};

use super::page::Page;

/// Everything against a code, or against one more unit of it; nothing for a base that is billed.
pub(super) fn against(page: &mut Page<'_>, indent: usize, code: &CodeExplanation) {
    if code.against.is_empty() {
        return;
    }
    let head = if code.billed == 0 {
        format!("{}: not billed", code.code)
    } else {
        format!("{}: no further unit", code.code)
    };
    page.line(indent, &head);
    code.against.iter().for_each(|because| page.because(indent + 2, because));
}

/// A titled list of reasons, if there are any.
pub(super) fn list(page: &mut Page<'_>, indent: usize, title: &str, reasons: &[Because]) {
    if !reasons.is_empty() {
        page.line(indent, title);
        reasons.iter().for_each(|because| page.because(indent + 2, because));
    }
}
