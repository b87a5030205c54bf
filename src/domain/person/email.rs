//! An e-mail address that a mail can be sent to.

use serde::{Deserialize, Serialize};

use super::text_rules::{refuse_forbidden, refuse_long, trimmed};
use super::{ParseError, masked_debug};

/// An e-mail address as typed, without space around it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

masked_debug!(EmailAddress);

impl EmailAddress {
    /// The most characters of an address that mail systems carry.
    pub const MAX: usize = 254;

    /// Takes an address of the shape `name@place.example`, without display name, and refuses line breaks.
    pub fn parse(raw: &str) -> Result<EmailAddress, ParseError> {
        let address = trimmed(raw);
        if address.is_empty() {
            return Err(ParseError::Missing);
        }
        refuse_long(address, EmailAddress::MAX)?;
        refuse_forbidden(address, false)?;
        // Quoted names may hold spaces, commas and brackets. Nobody has such a mailbox, and a relay could read two
        // recipients out of one.
        if address.contains(|c: char| c.is_whitespace() || "\"<>(),;:\\".contains(c)) {
            return Err(ParseError::NotAnEmail);
        }
        let options = email_address::Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        email_address::EmailAddress::parse_with_options(address, options)
            .map_err(|_| ParseError::NotAnEmail)?;
        Ok(EmailAddress(address.to_owned()))
    }

    /// Gives the address away.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Gives away the form by which two addresses are compared.
    pub fn expose_comparable(&self) -> String {
        self.0.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_are_taken() {
        for address in [
            "ana@example.org",
            "Ana.Maria+kids@mail.example.co.uk",
            "o'brien@example.org",
            "josé@example.org",
        ] {
            assert!(
                EmailAddress::parse(&format!("  {address} "))
                    .is_ok_and(|kept| kept.expose() == address),
                "{address}"
            );
        }
        let shouted = EmailAddress::parse("ANA@Example.ORG");
        assert!(shouted.is_ok_and(|kept| kept.expose_comparable() == "ana@example.org"));
    }

    #[test]
    fn what_no_mail_reaches_is_refused() {
        assert_eq!(EmailAddress::parse(" "), Err(ParseError::Missing));
        for wrong in [
            "ana",
            "ana@",
            "@example.org",
            "ana@example",
            "Ana <ana@example.org>",
            "a b@example.org",
            "ana@[127.0.0.1]",
            "\"ana, maria\"@example.org",
            "\"a b\"@example.org",
            "ana@example.org,x@example.org",
        ] {
            assert_eq!(
                EmailAddress::parse(wrong),
                Err(ParseError::NotAnEmail),
                "{wrong}"
            );
        }
        assert_eq!(
            EmailAddress::parse("ana@example.org\r\nBcc: x@example.org"),
            Err(ParseError::ForbiddenCharacter)
        );
        let long = format!("{}@example.org", "a".repeat(250));
        assert_eq!(
            EmailAddress::parse(&long),
            Err(ParseError::TooLong { max: 254 })
        );
    }
}
