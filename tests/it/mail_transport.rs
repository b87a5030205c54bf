//! What a relay's answers mean, against a small relay that answers by recipient.

use std::time::Duration;

use intake_desk::domain::notice::Notice;
use intake_desk::domain::priority::Priority;
use intake_desk::mail::{
    Composed, Composer, MailSettings, SendError, SmtpLimits, SmtpRefused, SmtpSettings, SmtpTls,
    SmtpTransport, Transport,
};
use intake_desk::support::words::Language;
use intake_desk::usecases::ClaimedMail;
use jiff::Timestamp;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

/// Starts a relay that answers each recipient by the first word of the address, and returns its port.
async fn relay() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((line, _)) = listener.accept().await {
            tokio::spawn(serve(line));
        }
    });
    port
}

/// Speaks as much SMTP as a mail needs; ends the connection where the recipient says so.
async fn serve(stream: TcpStream) -> Option<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let (mut recipient, mut in_data) = (String::new(), false);
    writer.write_all(b"220 relay.example.org\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        let reply = match line.get(..4) {
            _ if in_data && line != "." => continue,
            _ if in_data && recipient.contains("drop") => return None,
            _ if in_data && recipient.contains("dawdle") => {
                in_data = false;
                tokio::time::sleep(Duration::from_millis(2_500)).await;
                "250 2.0.0 at last".to_owned()
            }
            _ if in_data => {
                in_data = false;
                format!("250 2.0.0 taken for {recipient}")
            }
            Some("EHLO") => "250-relay.example.org\r\n250 AUTH PLAIN LOGIN".to_owned(),
            Some("AUTH") => "535 5.7.8 who are you".to_owned(),
            Some("RCPT") => {
                recipient = line;
                match recipient.split(['<', '-']).nth(1) {
                    Some("later") => "451 4.7.1 <later-rosa@example.org> come back".to_owned(),
                    Some("never") => "550 5.1.1 <never-rosa@example.org> no such user".to_owned(),
                    Some("slow") => {
                        tokio::time::sleep(Duration::from_secs(30)).await;
                        return None;
                    }
                    _ => "250 ok".to_owned(),
                }
            }
            Some("DATA") => {
                in_data = true;
                "354 go on".to_owned()
            }
            _ => "250 ok".to_owned(),
        };
        writer
            .write_all(format!("{reply}\r\n").as_bytes())
            .await
            .ok()?;
    }
    None
}

fn settings(port: u16) -> SmtpSettings {
    SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        tls: SmtpTls::None,
        username: None,
        password: None,
        ca_file: None,
    }
}

fn mail_to(address: &str) -> Composed {
    let programme = MailSettings {
        from_name: "Riverside Children's Hospital".to_owned(),
        from_address: "desk@riverside.example.org".to_owned(),
        base_url: "https://desk.riverside.example.org".to_owned(),
        phone: "555-0100".to_owned(),
        zone: "America/New_York".to_owned(),
    };
    let mail = ClaimedMail {
        id: Uuid::from_u128(7),
        lease: Uuid::nil(),
        attempt: 1,
        failures: 0,
        notice: Notice::FamilyReceipt,
        language: Language::En,
        to_name: None,
        to_address: address.to_owned(),
        reference: "RL-7KX2-94Q".to_owned(),
        referral: Some(Uuid::nil()),
        form: None,
        to_family: true,
        link: None,
        patients: None,
        due_at: None,
        priority: Priority::Standard,
        still_wanted: true,
        wanted_at: Timestamp::UNIX_EPOCH,
    };
    Composer::new(programme)
        .unwrap()
        .compose(&mail, Timestamp::UNIX_EPOCH)
        .unwrap()
}

async fn send(settings: &SmtpSettings, address: &str) -> Result<String, SendError> {
    let relay = SmtpTransport::new(settings, false)
        .unwrap()
        .with_limits(SmtpLimits {
            connect: Duration::from_secs(2),
            command: Duration::from_secs(2),
            final_dot: Duration::from_secs(2),
        });
    Transport::Smtp(relay).send(&mail_to(address)).await
}

#[tokio::test]
async fn a_taken_mail_is_sent_and_its_answer_kept_without_the_address() {
    let reply = send(&settings(relay().await), "rosa@example.org")
        .await
        .unwrap();
    assert!(reply.starts_with("250 2.0.0 taken"), "{reply}");
    assert!(!reply.contains("rosa"), "{reply}");
}

#[tokio::test]
async fn refused_for_now_comes_back_and_refused_for_good_does_not() {
    let settings = settings(relay().await);
    let later = send(&settings, "later-rosa@example.org").await.unwrap_err();
    assert_eq!(
        later,
        SendError::Transient("451 4.7.1 [address] come back".to_owned())
    );
    let never = send(&settings, "never-rosa@example.org").await.unwrap_err();
    assert_eq!(
        never,
        SendError::Permanent("550 5.1.1 [address] no such user".to_owned())
    );
}

#[tokio::test]
async fn a_refused_sign_in_is_the_relays_matter_not_the_mails() {
    let signed_in = SmtpSettings {
        username: Some("desk".to_owned()),
        password: Some("wrong".to_owned().into()),
        ..settings(relay().await)
    };
    let refused = send(&signed_in, "rosa@example.org").await.unwrap_err();
    assert!(
        matches!(&refused, SendError::Unreachable(reply) if reply.starts_with("535")),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_line_that_breaks_a_relay_that_dawdles_and_one_that_is_away_are_tried_again() {
    let settings = settings(relay().await);
    let dropped = send(&settings, "drop-rosa@example.org").await.unwrap_err();
    assert!(matches!(dropped, SendError::Transient(_)), "{dropped:?}");
    let slow = send(&settings, "slow-rosa@example.org").await.unwrap_err();
    assert_eq!(
        slow,
        SendError::Transient("the relay took too long".to_owned())
    );
    let nobody = SmtpSettings {
        port: Some(9),
        ..settings
    };
    assert!(matches!(
        send(&nobody, "rosa@example.org").await,
        Err(SendError::Unreachable(_))
    ));
}

#[tokio::test]
async fn after_the_final_dot_a_slow_relay_has_time_and_before_it_has_not() {
    let relay = SmtpTransport::new(&settings(relay().await), false).unwrap();
    let patient = Transport::Smtp(relay.with_limits(SmtpLimits {
        connect: Duration::from_secs(1),
        command: Duration::from_secs(1),
        final_dot: Duration::from_secs(20),
    }));
    let reply = patient.send(&mail_to("dawdle-rosa@example.org")).await;
    assert_eq!(reply.unwrap(), "250 2.0.0 at last");
    let started = std::time::Instant::now();
    let slow = patient.send(&mail_to("slow-rosa@example.org")).await;
    assert!(matches!(slow, Err(SendError::Transient(_))), "{slow:?}");
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_file_without_authorities_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own-ca.pem");
    let pinned = SmtpSettings {
        tls: SmtpTls::Starttls,
        ca_file: Some(file.clone()),
        ..settings(25)
    };
    for text in [
        "",
        "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n",
    ] {
        std::fs::write(&file, text).unwrap();
        let refused = SmtpTransport::new(&pinned, true)
            .err()
            .map(|error| error.to_string());
        assert!(refused.is_some_and(|text| text.contains("own-ca.pem")));
    }
}

#[tokio::test]
async fn a_connection_serves_several_mails() {
    let relay = SmtpTransport::new(&settings(relay().await), false).unwrap();
    let transport = Transport::Smtp(relay);
    assert!(
        transport
            .send(&mail_to("never-rosa@example.org"))
            .await
            .is_err()
    );
    for _ in 0..3 {
        assert!(transport.send(&mail_to("rosa@example.org")).await.is_ok());
    }
}

#[tokio::test]
async fn production_refuses_an_open_line_and_half_an_account() {
    let open = settings(25);
    assert!(matches!(
        SmtpTransport::new(&open, true),
        Err(SmtpRefused::PlainTextInProduction)
    ));
    let half = SmtpSettings {
        username: Some("desk".to_owned()),
        ..settings(25)
    };
    assert!(matches!(
        SmtpTransport::new(&half, false),
        Err(SmtpRefused::HalfAnAccount)
    ));
    for tls in [SmtpTls::Required, SmtpTls::Starttls] {
        let protected = SmtpSettings {
            host: "relay.example.org".to_owned(),
            tls,
            ..settings(25)
        };
        assert!(SmtpTransport::new(&protected, true).is_ok());
    }
}
