//! Invented names: none is meant to be anybody.

/// First names with the sex the record shows.
pub(super) const FIRST: [(&str, &str); 40] = [
    ("Marigold", "F"), ("Barnaby", "M"), ("Henrietta", "F"), ("Thaddeus", "M"), ("Philippa", "F"), ("Isidro", "M"),
    ("Nneka", "F"), ("Cornelius", "M"), ("Odette", "F"), ("Wendell", "M"), ("Kenji", "M"), ("Ottilie", "F"),
    ("Ambrose", "M"), ("Clementine", "F"), ("Desmond", "M"), ("Eulalia", "F"), ("Fergus", "M"), ("Guadalupe", "F"),
    ("Horatio", "M"), ("Imogen", "F"), ("Jebediah", "M"), ("Keziah", "F"), ("Lysander", "M"), ("Minerva", "F"),
    ("Nikolai", "M"), ("Ondine", "F"), ("Percival", "M"), ("Quenby", "F"), ("Rutger", "M"), ("Saoirse", "F"),
    ("Tobias", "M"), ("Ursula", "F"), ("Vaughn", "M"), ("Winifred", "F"), ("Xavier", "M"), ("Yolanda", "F"),
    ("Zebulon", "M"), ("Araminta", "F"), ("Bartholomew", "M"), ("Cordelia", "F"),
];

/// Last names.
pub(super) const LAST: [&str; 40] = [
    "Fennimore", "Quill", "Moss", "Wren", "Nightjar", "Campanilla", "Oakfern", "Applegarth", "Larkspur",
    "Thistlewood", "Aokusa", "Brackenridge", "Cloudesley", "Dunmarrow", "Elderglen", "Foxworthy", "Gorseland",
    "Hollowell", "Inglenook", "Jessamine", "Kestrelby", "Lindengate", "Meadowsweet", "Nettlefold", "Osierfield",
    "Pennywhistle", "Quarrendon", "Rookhope", "Sedgewick-Bay", "Tamarisk", "Underhill-Rao", "Violetta", "Wintermute",
    "Yarrowdale", "Zephyrine", "Ashgrove", "Birchmere", "Coppersmith", "Dovecote", "Emberley",
];

/// Notes that tell nothing of anybody.
pub(super) const NOTES: [&str; 10] = [
    "Weight and ankles asked about; plan unchanged.",
    "List compared with the pharmacy's.",
    "Home readings reviewed, next call in a week.",
    "Cardiology office called back.",
    "Questions about the new dose answered.",
    "Ride to the clinic arranged.",
    "Diet diary talked through.",
    "Equipment supplier confirms delivery.",
    "Daughter takes part in the call.",
    "",
];

/// Name and sex of the nth patient; the first hundreds differ.
pub(super) fn person(n: usize) -> (String, &'static str) {
    let (first, sex) = FIRST[n % FIRST.len()];
    // A shift by one each round, so that no first name meets the same last name again.
    let last = LAST[(n + n / FIRST.len()) % LAST.len()];
    (format!("{first} {last}"), sex)
}
