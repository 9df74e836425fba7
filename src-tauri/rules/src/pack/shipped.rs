//! The texts of the packs that ship with the program; reading them is left to whoever may parse TOML.

/// Each shipped pack file: its name and its text. The first ones of a kind are listed first wherever order shows.
pub const SHIPPED_PACKS: &[(&str, &str)] = &[
    ("activities.toml", include_str!("../../../../assets/rules/activities.toml")),
    ("tracks.toml", include_str!("../../../../assets/rules/tracks.toml")),
    ("medicare.toml", include_str!("../../../../assets/rules/medicare.toml")),
    ("bcbsm.toml", include_str!("../../../../assets/rules/bcbsm.toml")),
    ("priority.toml", include_str!("../../../../assets/rules/priority.toml")),
    ("cigna.toml", include_str!("../../../../assets/rules/cigna.toml")),
    ("medicaid.toml", include_str!("../../../../assets/rules/medicaid.toml")),
    ("fees-2025.toml", include_str!("../../../../assets/rules/fees-2025.toml")),
    ("fees-2026.toml", include_str!("../../../../assets/rules/fees-2026.toml")),
    ("codes.toml", include_str!("../../../../assets/rules/codes.toml")),
    ("families.toml", include_str!("../../../../assets/rules/families.toml")),
    ("holidays.toml", include_str!("../../../../assets/rules/holidays.toml")),
];
