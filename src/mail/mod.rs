//! The mail floor: takes what the outbox holds, writes it in the reader's language, sends it, and reports back.
//!
//! Mails say little on purpose: programme name, reference, a neutral sentence, a link, a phone. No name of a person,
//! no condition, no status goes into subject, text or headers; `compose` is given none. It holds no transaction
//! open while it talks to a relay. Start reading in `worker`; ways out are in `transport`, SMTP in `smtp`.

mod compose;
mod letter;
mod reply;
mod settings;
mod smtp;
#[cfg(test)]
mod tests;
mod transport;
mod worker;

pub use compose::{ComposeError, Composed, Composer};
pub use settings::{MailSettings, SmtpSettings, SmtpTls};
pub use smtp::{SmtpLimits, SmtpRefused, SmtpTransport};
pub use transport::{MailboxSink, SendError, SentMail, SinkError, Transport};
pub use worker::{Queue, Worker};
