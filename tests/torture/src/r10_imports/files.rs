//! Sound files, what chance makes of them, and huge ones made to be in the way.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use tracker::packs::shipped_set;

/// A way into the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Patients,
    Pack,
    Case,
    Keys,
    Backup,
}

impl Way {
    pub(super) const ALL: [Self; 5] = [Self::Patients, Self::Pack, Self::Case, Self::Keys, Self::Backup];

    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::Patients => "patients",
            Self::Pack => "packs",
            Self::Case => "cases",
            Self::Keys => "keys",
            Self::Backup => "backups",
        }
    }

    pub(super) fn parse(slug: &str) -> Self {
        Self::ALL.into_iter().find(|way| way.slug() == slug).unwrap()
    }

    /// Pieces that mean something in a file of this kind, or should not.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Patients => PATIENT_WORDS,
            Self::Pack => PACK_WORDS,
            Self::Case | Self::Keys | Self::Backup => JSON_WORDS,
        }
    }
}

/// What is handed in.
pub(super) enum File {
    Bytes(Vec<u8>),
    /// So many zeros, without a disk full of them.
    Zeros(u64),
}

impl File {
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Zeros(_) => &[],
        }
    }

    pub(super) fn put(&self, path: &Path) {
        match self {
            Self::Bytes(bytes) => fs::write(path, bytes).unwrap(),
            Self::Zeros(length) => fs::File::create(path).unwrap().set_len(*length).unwrap(),
        }
    }
}

const PATIENT_WORDS: &[&str] = &[
    "\"",
    "\"\"",
    ",",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\u{202E}",
    "\u{2066}",
    "\u{FEFF}",
    "\u{200B}",
    ";",
    "\t",
    "=cmd|' /C calc'!A0",
    "\u{FF1D}1+1",
    "@SUM(A1)",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "../../etc/passwd",
    "9999-99-99",
    "02/30/1950",
    "0000-00-00",
    "12/31/2999",
    "-1",
    "Name",
    "DOB",
    "MRN",
    "e\u{301}\u{301}\u{301}",
    "medicare",
    "'; DROP TABLE patient; --",
];

const PACK_WORDS: &[&str] = &[
    "[[payer]]\n",
    "[[payer.track]]\n",
    "[pack]\n",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    "\"",
    "\"\"\"",
    "'",
    "\\u0000",
    "#",
    "\n",
    "99999999999999999999",
    "-9223372036854775808",
    "9223372036854775807",
    "0",
    "-1",
    "1e400",
    "nan",
    "inf",
    "1979-05-27T07:32:00Z",
    "true",
    "a.b.c.d.e.f = 1\n",
    "id = \"larch\"\n",
    "first_s = 0\n",
    "block_s = 0\n",
    "cap = 4294967296\n",
    "slug = \"\"\n",
    "from = \"0000-00-00\"\n",
    "\u{202E}",
    "\0",
];

const JSON_WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "-0.0",
    "4294967296",
    "9223372036854775808",
    "18446744073709551616",
    "\"2099-12-31T23:59:59-23:59\"",
    "\"2028-02-29\"",
    "\"\"",
    "{}",
    "[]",
    "\"m_kib\": 4294967295",
    "\"t\": 0",
    "\"format\": 99",
    "\"rows\": {}",
    "\0",
    "\u{FEFF}",
    "\n",
];

/// A list of patients as another system writes it.
pub(super) fn patients(chance: &mut fastrand::Rng) -> Vec<u8> {
    // More than a hundred have a backup made before.
    let rows = if chance.u8(..40) == 0 { 120 } else { chance.usize(1..30) };
    patients_of(rows, chance.u32(..))
}

fn patients_of(rows: usize, first: u32) -> Vec<u8> {
    let row = |row: usize| {
        let number = first as usize + row;
        format!(
            "\"Wren{number}, Nneka\",03/14/19{:02},N-{number},Priority Health,female\r\n",
            number % 90 + 10
        )
    };
    let rows: String = (0..rows).map(row).collect();
    format!("\u{FEFF}Name,DOB,MRN,Insurance,Sex\r\n{rows}").into_bytes()
}

/// A pack as a practice may have it: a shipped one, or one of its own.
pub(super) fn pack(chance: &mut fastrand::Rng, number: usize) -> Vec<u8> {
    let packs = shipped_set().packs();
    let text = if chance.bool() { OWN_PACK } else { &packs[chance.usize(..packs.len())].text };
    let version = format!("version = \"t{number}\"");
    let lines = text.lines().map(|line| if line.starts_with("version = ") { &version } else { line });
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

const OWN_PACK: &str = r#"[pack]
id = "larch"
version = "1"
label = "Juniper Hollow's own"
from = "2026-01-01"

[[track]]
track = "ccm_staff"
base = "99490"
first_s = 1500
add_on = "99439"
block_s = 1200
cap = 2
performers = "clinical_staff"
mdm = "no"
source = "Letter of the payer to Juniper Hollow, 2 March 2026"
verified = "document"

[[activity]]
slug = "call_school"
label = "Call with a school nurse"
medicare = "C"
bcbsm = "C"
priority = "C"
source = "Letter of the payer to Juniper Hollow, 2 March 2026"
verified = "document"
"#;

static CASES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../../data/cases/worked.jsonl"),
        include_str!("../../../data/cases/generated.jsonl"),
        include_str!("../../../data/cases/seed.jsonl"),
    ];
    texts.into_iter().flat_map(str::lines).filter(|line| !line.trim().is_empty()).collect()
});

/// A case to be judged, or some of them.
pub(super) fn case(chance: &mut fastrand::Rng) -> Vec<u8> {
    let lines = (0..chance.usize(1..3)).map(|_| CASES[chance.usize(..CASES.len())]);
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

/// What chance makes of a file in some steps.
pub(super) fn changed(sound: &[u8], way: Way, chance: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    while bytes == sound {
        for _ in 0..chance.usize(1..=6) {
            change(&mut bytes, way, chance);
            bytes.truncate(LARGEST_CHANGED);
        }
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, way: Way, chance: &mut fastrand::Rng) {
    let (from, to) = stretch(bytes, chance);
    let word = way.words()[chance.usize(..way.words().len())].as_bytes();
    match chance.u8(..9) {
        0 => bytes.iter_mut().skip(from).take(1).for_each(|byte| *byte ^= 1 << chance.u8(..8)),
        1 => drop(bytes.drain(from..to)),
        2 => drop(bytes.splice(from..from, word.iter().copied())),
        3 | 4 => drop(bytes.splice(from..to, word.iter().copied())),
        5 => {
            let again = bytes[from..to].repeat(chance.usize(1..60));
            drop(bytes.splice(from..from, again));
        }
        6 => {
            let moved: Vec<u8> = bytes.drain(from..to).collect();
            let place = chance.usize(..=bytes.len());
            drop(bytes.splice(place..place, moved));
        }
        7 => bytes.truncate(from),
        // Longer than any cell or text may be.
        _ => drop(bytes.splice(from..from, word.iter().copied().cycle().take(40 * 1024).collect::<Vec<_>>())),
    }
}

/// Some bytes, some lines, or what stands between two quotes or commas.
fn stretch(bytes: &[u8], chance: &mut fastrand::Rng) -> (usize, usize) {
    if bytes.is_empty() {
        return (0, 0);
    }
    let place = chance.usize(..bytes.len());
    let around = |edge: fn(u8) -> bool| {
        let from = bytes[..place].iter().rposition(|byte| edge(*byte)).map_or(0, |at| at + 1);
        let to = bytes[place..].iter().position(|byte| edge(*byte)).map_or(bytes.len(), |at| place + at);
        (from, to)
    };
    match chance.u8(..3) {
        0 => (place, bytes.len().min(place + chance.usize(..24))),
        1 => around(|byte| byte == b'\n'),
        _ => around(|byte| matches!(byte, b',' | b'"' | b':' | b'\n' | b'=')),
    }
}

/// What is repeated sixty times in six steps would be larger than any memory.
const LARGEST_CHANGED: usize = MIB;

const MIB: usize = 1 << 20;
const GIB: u64 = 1 << 30;
/// A list of patients may be so large, and a pack.
const LARGEST_LIST: usize = 50 * MIB;
const LARGEST_PACK: usize = MIB;
const HEADINGS: &str = "Name,DOB,MRN,Insurance,Sex\n";

type Huge = (Way, &'static str, fn() -> File);

/// Files as large as they may be, and larger, each made to take time or memory.
pub(super) const HUGE: &[Huge] = &[
    (Way::Patients, "20,000 patients", || File::Bytes(patients_of(20_000, 0))),
    (Way::Patients, "200,000 patients to be shown", || File::Bytes(patients_of(200_000, 0))),
    (Way::Patients, "commas in the heading", || filled("", ",", LARGEST_LIST)),
    (Way::Patients, "commas in a row", || filled(HEADINGS, ",", LARGEST_LIST)),
    (Way::Patients, "empty cells over many lines", || filled(HEADINGS, "\"\n\",", LARGEST_LIST)),
    (Way::Patients, "one cell", || filled(HEADINGS, "x", LARGEST_LIST)),
    (Way::Patients, "one open quote", || filled(HEADINGS, "\"\"x", LARGEST_LIST)),
    (Way::Patients, "empty lines", || filled(HEADINGS, "\n", LARGEST_LIST)),
    (Way::Patients, "rows without sense", || filled(HEADINGS, "x\n", LARGEST_LIST)),
    (Way::Patients, "a byte too many", || filled(HEADINGS, "x\n", LARGEST_LIST + 1)),
    (Way::Pack, "tables", || filled("", "[[payer]]\n", LARGEST_PACK)),
    (Way::Pack, "tables with a fault each", || filled("", "[[activity]]\nslug = 1\n", LARGEST_PACK)),
    (Way::Pack, "a key of many parts", || filled("", "a.", LARGEST_PACK)),
    (Way::Pack, "a table of many parts", || filled("[a", ".a", LARGEST_PACK)),
    (Way::Pack, "lists in lists", || filled("a = ", "[", LARGEST_PACK)),
    (Way::Pack, "tables in tables", || filled("a = ", "{a=", LARGEST_PACK)),
    (Way::Pack, "one text", || filled("a = '", "x", LARGEST_PACK)),
    (Way::Pack, "a byte too many", || filled("", "#", LARGEST_PACK + 1)),
    (Way::Case, "lists in lists", || filled("", "[", 20 * MIB)),
    (Way::Case, "objects in objects", || filled("", "{\"a\":", 20 * MIB)),
    (Way::Case, "one text", || filled("\"", "x", 20 * MIB)),
    (Way::Case, "many lines", || filled("", "{}\n", MIB)),
    (Way::Keys, "a gibibyte", || File::Zeros(GIB)),
    (Way::Keys, "lists in lists", || filled("", "[", 20 * MIB)),
    (Way::Keys, "slots", || filled("{\"format\":2,\"vault\":{\"slots\":[", "{},", 20 * MIB)),
    (Way::Backup, "a gibibyte", || File::Zeros(GIB)),
    (Way::Backup, "lists in lists", || filled("", "[", 60 * 1024)),
];

/// The huge file of this number.
pub(super) fn huge(number: usize) -> (Way, String, File) {
    let (way, name, make) = HUGE[number];
    (way, format!("{}, huge: {name}", way.slug()), make())
}

/// A beginning, and then the same again until the length is reached.
fn filled(beginning: &str, again: &str, length: usize) -> File {
    let mut bytes = beginning.as_bytes().to_vec();
    bytes.extend(again.as_bytes().iter().cycle().take(length.saturating_sub(beginning.len())));
    File::Bytes(bytes)
}
