//! What identifies or describes a person: names, ways to reach them, dates, their own words.
//!
//! Every value is checked once, on the way in. None of them can be printed by accident: `Debug` is masked,
//! there is no `Display`, and only `expose()` gives the text away. They are stored sealed, as JSON.

mod digits;
mod email;
mod error;
mod free_text;
mod masked;
mod month;
mod name;
mod npi;
mod partial_date;
mod phone;
mod spoken_language;
mod text_rules;

pub(super) use digits::ascii_digits;
pub use email::EmailAddress;
pub use error::ParseError;
pub use free_text::FreeText;
pub use name::PersonName;
pub use npi::Npi;
pub use partial_date::PartialDate;
pub use phone::Phone;
pub use spoken_language::SpokenLanguage;

pub(crate) use masked::masked_debug;
