//! The story's post: the real worker, with a list instead of a relay. No mail may name anybody but on its envelope.

use std::sync::{Arc, Mutex, PoisonError};

use intake_desk::config::Settings;
use intake_desk::mail::{Composer, MailSettings, SentMail, Transport, Worker};
use intake_desk::usecases::Desk;

use super::builders::SENTINELS;

/// A worker and what it has sent.
pub struct Mailbox {
    worker: Worker,
    list: Arc<Mutex<Vec<SentMail>>>,
}

impl Mailbox {
    /// Opens an empty mailbox for a desk.
    pub fn open(desk: &Desk, settings: &Settings) -> Self {
        let (transport, list) = Transport::memory();
        Self {
            worker: worker(desk, settings, transport),
            list,
        }
    }

    /// Sends what is due now; returns how many mails were settled.
    pub async fn deliver(&self) -> usize {
        self.worker.run_once().await.expect("the outbox")
    }

    /// Everything sent so far, oldest first.
    pub fn all(&self) -> Vec<SentMail> {
        let list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        list.clone()
    }

    /// What was sent to an address.
    pub fn to(&self, address: &str) -> Vec<SentMail> {
        let mut mails = self.all();
        mails.retain(|mail| mail.to == address);
        mails
    }

    /// The mails that name somebody where everybody could read it.
    pub fn naming_somebody(&self) -> Vec<String> {
        let mails = self.all();
        let mails = mails.iter().filter(|mail| names_somebody(mail));
        mails
            .map(|mail| format!("{}: {}", mail.subject, mail.text))
            .collect()
    }
}

/// A worker of this desk with another way out.
pub fn worker(desk: &Desk, settings: &Settings, transport: Transport) -> Worker {
    let mail = MailSettings {
        from_name: settings.mail.from_name.clone(),
        from_address: settings.mail.from_address.clone(),
        base_url: settings.base_url(),
        phone: settings.programme.phone.clone(),
        zone: settings.programme.zone.clone(),
    };
    let composer = Composer::new(mail).unwrap();
    Worker::new(desk.clone(), composer, transport, desk.clock().clone())
}

fn names_somebody(mail: &SentMail) -> bool {
    let raw = String::from_utf8_lossy(&mail.raw);
    let envelope = |line: &&str| line.starts_with("To: ");
    let raw: String = raw.lines().filter(|line| !envelope(line)).collect();
    let read = [&mail.subject, &mail.text, &mail.html, &raw];
    SENTINELS
        .iter()
        .any(|name| read.iter().any(|text| text.contains(name)))
}

mod tests {
    use super::*;
    use intake_desk::support::ids::fresh_id;

    #[test]
    fn a_name_in_any_part_of_a_mail_is_found() {
        let mail = |subject: &str, text: &str, raw: &str| SentMail {
            id: fresh_id(),
            to: SENTINELS[0].to_owned(),
            subject: subject.to_owned(),
            text: text.to_owned(),
            html: String::new(),
            raw: raw.as_bytes().to_vec(),
        };
        let name = SENTINELS[0];
        assert!(!names_somebody(&mail("", "", &format!("To: {name}\r\n"))));
        assert!(names_somebody(&mail(name, "", "")));
        assert!(names_somebody(&mail("", name, "")));
        assert!(names_somebody(&mail(
            "",
            "",
            &format!("Reply-To: {name}\r\n")
        )));
    }
}
