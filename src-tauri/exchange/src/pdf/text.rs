//! Text before it is drawn: what may not be in it, and where its lines break.

use super::fonts::{Fonts, Weight};

/// Without what no page shows: control characters, marks that turn the direction of what follows, joiners of emoji.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{00A0}' => Some(' '),
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
            '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{00AD}' => None,
            '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{10FFFF}' => None,
            character if character.is_control() => None,
            character => Some(character),
        })
        .collect()
}

/// Breaks a text into lines that are no wider than `room` (in ems). A line that goes on ends in a blank, so that who reads the
/// text out of the file finds words apart; a word wider than a line is cut.
pub(super) fn wrap(fonts: &mut Fonts, text: &str, weight: Weight, room: f32) -> Vec<String> {
    let blank = fonts.width(" ", weight);
    let (mut lines, mut line, mut width) = (Vec::new(), String::new(), 0.0);
    for word in clean(text).split_whitespace() {
        let long = fonts.width(word, weight);
        if !line.is_empty() && width + blank + long > room {
            lines.push(format!("{line} "));
            (line, width) = (String::new(), 0.0);
        }
        if !line.is_empty() {
            line.push(' ');
            width += blank;
        }
        if long <= room {
            line.push_str(word);
            width += long;
            continue;
        }
        for character in word.chars() {
            let wide = fonts.width(character.encode_utf8(&mut [0; 4]), weight);
            if !line.is_empty() && width + wide > room {
                lines.push(std::mem::take(&mut line));
                width = 0.0;
            }
            line.push(character);
            width += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_their_room_and_keep_every_character() {
        let mut fonts = Fonts::new().unwrap();
        let text = "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine 0123456789abcdef0123456789abcdef";
        for room in [4.0, 9.0, 20.0] {
            let lines = wrap(&mut fonts, text, Weight::Regular, room);
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(fonts.width(line.trim_end(), Weight::Regular) <= room + 0.01, "{line}");
            }
        }
        assert!(wrap(&mut fonts, " \n ", Weight::Regular, 9.0).is_empty());
    }

    #[test]
    fn marks_that_turn_text_around_and_control_characters_are_not_drawn() {
        assert_eq!(clean("Ana\u{202E}zepoL\u{0000}\u{200D}\tLopez"), "AnazepoL Lopez");
    }

    #[test]
    fn names_in_other_scripts_have_glyphs_and_their_words_stand_in_their_own_order() {
        let fonts = Fonts::new().unwrap();
        for (name, runs) in
            [("Zoë Nguyễn", 1), ("רחל לוי", 1), ("فاطمة الزهراء", 1), ("Ana 😀 Lopez", 3), ("李明", 1)]
        {
            let line = fonts.line(name, Weight::Regular);
            assert_eq!(line.runs.len(), runs, "{name}");
            assert_eq!(line.runs.iter().map(|run| run.text.as_str()).collect::<String>(), name);
            assert!(
                line.runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.glyph_id.to_u32() != 0),
                "{name}"
            );
        }
    }
}
