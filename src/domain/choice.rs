//! Closed lists of answers: an enum, its stable codes and the way back from a code.
//!
//! Codes are what forms send, what is stored and what catalogue keys end in. They never change meaning.

/// Declares an enum whose values have stable codes.
macro_rules! choices {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($(#[$each:meta])* $value:ident = $code:literal),+ $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$each])* #[serde(rename = $code)] $value),+
        }

        impl $name {
            /// Every value, in the order they are shown.
            pub const ALL: &'static [$name] = &[$($name::$value),+];

            /// Returns the stable code.
            pub const fn code(self) -> &'static str {
                match self {
                    $($name::$value => $code),+
                }
            }

            /// Returns the value of a code, or nothing for an unknown code.
            pub fn from_code(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    };
}

pub(crate) use choices;

#[cfg(test)]
mod tests {
    choices! {
        /// Two things.
        pub enum Thing { One = "one", Two = "two" }
    }

    #[test]
    fn codes_lead_there_and_back() {
        for thing in Thing::ALL {
            assert_eq!(Thing::from_code(thing.code()), Some(*thing));
        }
        assert_eq!(Thing::from_code("three"), None);
        assert_eq!(Thing::from_code(""), None);
    }
}
