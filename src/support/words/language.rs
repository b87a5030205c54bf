//! The languages that every public page and every mail to a family exists in.

use serde::{Deserialize, Serialize};

/// A language the desk writes in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, the source language.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Language {
    /// Every language, the source language first.
    pub const ALL: [Language; 2] = [Language::En, Language::Es];

    /// Returns the code used in addresses, in `lang` attributes and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Es => "es",
        }
    }

    /// Returns the language of a code, or nothing for a code we do not write in.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Returns the name its own speakers use.
    pub const fn native_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Es => "Español",
        }
    }

    /// Returns the other language, for the link that changes the page's language.
    #[must_use]
    pub const fn other(self) -> Language {
        match self {
            Language::En => Language::Es,
            Language::Es => Language::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn codes_lead_back_to_their_language() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
            assert_ne!(language.other(), language);
        }
        assert_eq!(Language::from_code("EN"), None);
        assert_eq!(Language::from_code(""), None);
    }
}
