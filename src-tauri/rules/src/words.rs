//! Enumerations whose values are fixed words in files, case lines and statements.

/// Defines an enumeration that is read and written as one of a list of words, and as nothing else.
///
/// serde's own derive would also accept `{"word": null}`, which is no word.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(
                $(#[$doc])*
                #[doc = concat!("Written `", $word, "`.")]
                $variant,
            )+
        }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word it is written as.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::words::NotInList;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::words::NotInList),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::case::read::parsed(deserializer, concat!("one of", $(" ", $word),+))
            }
        }
    };
}

pub(crate) use words;

/// A word that is not in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotInList;

impl std::fmt::Display for NotInList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a word of the list")
    }
}

impl std::error::Error for NotInList {}

#[cfg(test)]
mod tests {
    use crate::track::Track;

    #[test]
    fn a_word_is_read_as_it_is_written_and_no_other_way() {
        assert_eq!("complex".parse(), Ok(Track::Complex));
        let unknown = "Complex".parse::<Track>().unwrap_err();
        assert_eq!(unknown.to_string(), "not a word of the list");
    }
}
