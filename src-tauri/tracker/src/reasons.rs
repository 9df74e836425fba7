//! What the reason codes say, under which rule and by whose word.

use rules::ReasonCatalog;
use std::sync::LazyLock;

/// The catalog that ships with the program, read once.
pub fn catalog() -> &'static ReasonCatalog {
    static CATALOG: LazyLock<ReasonCatalog> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../assets/rules/reasons.toml"))
            .expect("a test of the catalog proves that the shipped one is sound")
    });
    &CATALOG
}
