//! Why a typed value was not taken. Each reason has a code that catalogue keys end in.

/// The reason a typed value was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// More characters than we take.
    #[error("more than {max} characters")]
    TooLong {
        /// The most characters we take.
        max: usize,
    },
    /// A control character, or one that reverses the reading direction of what follows.
    #[error("a character that cannot be used")]
    ForbiddenCharacter,
    /// A name without any letter.
    #[error("no letter in it")]
    NoLetter,
    /// Not the shape of an e-mail address.
    #[error("not an e-mail address")]
    NotAnEmail,
    /// Not a phone number anyone could call.
    #[error("not a phone number")]
    NotAPhone,
    /// A day or a year was given, and no month.
    #[error("the month is missing")]
    DateNeedsMonth,
    /// A day or a month was given, and no year.
    #[error("the year is missing")]
    DateNeedsYear,
    /// The year is not written with four digits.
    #[error("the year needs four digits")]
    YearNeedsFourDigits,
    /// Not ten digits of which the last checks the others.
    #[error("not an NPI")]
    NotAnNpi,
    /// No day of the calendar.
    #[error("not a date")]
    NotADate,
    /// Not an age in years.
    #[error("not an age")]
    NotAnAge,
    /// The date has not come yet.
    #[error("in the future")]
    InTheFuture,
    /// Longer ago than anyone has lived.
    #[error("too long ago")]
    TooLongAgo,
    /// None of the choices that were offered.
    #[error("not one of the choices")]
    NotAChoice,
}

impl ParseError {
    /// Returns the code that the catalogue's error keys end in.
    pub const fn code(self) -> &'static str {
        match self {
            ParseError::Missing => "missing",
            ParseError::TooLong { .. } => "too-long",
            ParseError::ForbiddenCharacter => "forbidden-character",
            ParseError::NoLetter => "no-letter",
            ParseError::NotAnEmail => "not-an-email",
            ParseError::NotAPhone => "not-a-phone",
            ParseError::DateNeedsMonth => "needs-month",
            ParseError::DateNeedsYear => "needs-year",
            ParseError::YearNeedsFourDigits => "needs-four-digits",
            ParseError::NotAnNpi => "not-an-npi",
            ParseError::NotADate => "not-a-date",
            ParseError::NotAnAge => "not-an-age",
            ParseError::InTheFuture => "in-the-future",
            ParseError::TooLongAgo => "too-long-ago",
            ParseError::NotAChoice => "not-a-choice",
        }
    }
}
