//! The mail worker as the settings say: composer, way out, how many at once.

use std::path::PathBuf;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use uuid::Uuid;

use crate::config::{MailTransport, Settings, SmtpTlsName};
use crate::mail::{
    Composer, MailSettings, MailboxSink, SinkError, SmtpSettings, SmtpTls, SmtpTransport,
    Transport, Worker,
};
use crate::usecases::Desk;

/// Makes the worker, which has not started.
pub fn mail_worker(desk: &Desk, settings: &Settings) -> anyhow::Result<Worker> {
    let composer = Composer::new(MailSettings {
        from_name: settings.mail.from_name.clone(),
        from_address: settings.mail.from_address.clone(),
        base_url: settings.base_url(),
        phone: settings.programme.phone.clone(),
        zone: settings.programme.zone.clone(),
    })?;
    let transport = match settings.mail.transport {
        MailTransport::Mailbox => Transport::Mailbox(Arc::new(Mailbox(desk.clone()))),
        MailTransport::Smtp => Transport::Smtp(SmtpTransport::new(
            &smtp(settings),
            settings.is_production(),
        )?),
    };
    let worker = Worker::new(desk.clone(), composer, transport, desk.clock().clone());
    Ok(worker
        .sending_at_once(settings.mail.at_once)
        .paused(settings.mail.paused))
}

fn smtp(settings: &Settings) -> SmtpSettings {
    let section = &settings.mail.smtp;
    let account = !section.username.is_empty();
    SmtpSettings {
        host: section.host.clone(),
        port: (section.port != 0).then_some(section.port),
        tls: match section.tls {
            SmtpTlsName::Required => SmtpTls::Required,
            SmtpTlsName::Starttls => SmtpTls::Starttls,
            SmtpTlsName::None => SmtpTls::None,
        },
        username: account.then(|| section.username.clone()),
        password: account.then(|| section.password.clone()),
        ca_file: (!section.ca_file.is_empty()).then(|| PathBuf::from(&section.ca_file)),
    }
}

/// The demo's mailbox as a way out for mail.
struct Mailbox(Desk);

impl MailboxSink for Mailbox {
    fn keep(&self, id: Uuid, raw: Vec<u8>) -> BoxFuture<'_, Result<(), SinkError>> {
        async move {
            self.0
                .keep_demo_mail(id, &String::from_utf8_lossy(&raw))
                .await?;
            Ok(())
        }
        .boxed()
    }
}
