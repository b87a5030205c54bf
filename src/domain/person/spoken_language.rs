//! The languages a family may speak with us, with an interpreter where we do not.

use crate::coded;

coded! {
    /// A language a family may speak with us.
    pub enum SpokenLanguage {
        /// English.
        English = "en",
        /// Spanish.
        Spanish = "es",
        /// Chinese, whichever spoken form.
        Chinese = "zh",
        /// Vietnamese.
        Vietnamese = "vi",
        /// Arabic.
        Arabic = "ar",
        /// Russian.
        Russian = "ru",
        /// Haitian Creole.
        HaitianCreole = "ht",
        /// Portuguese.
        Portuguese = "pt",
        /// American Sign Language.
        AmericanSign = "ase",
        /// Another one, named in words.
        Other = "other",
    }
}

impl SpokenLanguage {
    /// Returns the name its own speakers read, or nothing where the page's own words are needed.
    pub const fn native_name(self) -> Option<&'static str> {
        Some(match self {
            SpokenLanguage::English => "English",
            SpokenLanguage::Spanish => "Español",
            SpokenLanguage::Chinese => "中文",
            SpokenLanguage::Vietnamese => "Tiếng Việt",
            SpokenLanguage::Arabic => "العربية",
            SpokenLanguage::Russian => "Русский",
            SpokenLanguage::HaitianCreole => "Kreyòl ayisyen",
            SpokenLanguage::Portuguese => "Português",
            SpokenLanguage::AmericanSign | SpokenLanguage::Other => return None,
        })
    }
}
