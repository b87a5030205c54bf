//! Every notice in every language its readers have, as a snapshot; and the rules that hold for all of them.

use std::fs;
use std::path::PathBuf;

use super::{Composer, claimed, compose, composer, now, settings};
use crate::domain::notice::Notice;
use crate::domain::priority::Priority;
use crate::mail::ComposeError;
use crate::support::words::{Language, Words};

/// Words that would tell a stranger why a family writes to us.
const TELLING: [&str; 22] = [
    "leuk",
    "leuc",
    "cancer",
    "cáncer",
    "oncolog",
    "tumor",
    "relaps",
    "recaíd",
    "refractory",
    "diagnos",
    "transplant",
    "trasplant",
    "chemo",
    "quimio",
    "blood",
    "sangre",
    "unit",
    "unidad",
    "ward",
    "child ",
    "niñ",
    "patient",
];
/// The only values that may be put into a mail.
const ALLOWED_VALUES: [&str; 4] = ["reference", "programme", "phone", "priority"];

fn readers(notice: Notice) -> &'static [Language] {
    if notice.is_for_family() || notice.is_of_form() {
        &Language::ALL
    } else {
        &[Language::En]
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_notice_reads_as_written_here() {
    for notice in Notice::ALL {
        for language in readers(*notice) {
            let mail = compose(&claimed(*notice, *language));
            let told = format!("Subject: {}\n\n{}", mail.subject, mail.text);
            insta::assert_snapshot!(format!("{}_{}", notice.code(), language.code()), told);
        }
    }
}

#[test]
fn what_staff_must_do_by_when_is_told_to_nobody_outside() {
    for notice in Notice::ALL {
        for language in Language::ALL {
            let mail = compose(&claimed(*notice, language));
            let label = Words::of(language).text("mail-fact-due");
            let outside = notice.is_for_family() || notice.is_for_doctor() || notice.is_of_form();
            let told = mail.text.contains(&format!("{label}:"));
            assert_ne!(told, outside, "{notice} in {}", language.code());
        }
    }
}

#[test]
fn the_receipt_looks_as_written_here() {
    insta::assert_snapshot!(
        "family_receipt_en_html",
        compose(&claimed(Notice::FamilyReceipt, Language::En)).html
    );
}

#[test]
fn the_headers_are_as_written_here() {
    let raw = compose(&claimed(Notice::FamilyReceipt, Language::Es))
        .message
        .formatted();
    let raw = String::from_utf8(raw).unwrap().replace("\r\n", "\n");
    let headers = raw.split("\n\n").next().unwrap();
    let (before, boundary) = headers.split_once("boundary=").unwrap();
    let after = boundary.split_once('\n').map_or("", |(_, after)| after);
    insta::assert_snapshot!("headers", format!("{before}boundary=[drawn]\n{after}"));
}

#[test]
fn no_mail_names_a_person_or_an_illness() {
    for notice in Notice::ALL {
        for language in Language::ALL {
            let mail = compose(&claimed(*notice, language));
            let raw = String::from_utf8(mail.message.formatted()).unwrap();
            for part in [&mail.subject, &mail.text, &mail.html, &raw] {
                assert!(
                    !part.contains("Sentinella") && !part.contains("Vornamova"),
                    "{notice} names its reader"
                );
            }
            let said = format!("{}\n{}", mail.subject, mail.text).to_lowercase();
            for telling in TELLING {
                assert!(
                    !said.contains(telling),
                    "{notice} in {} says {telling:?}",
                    language.code()
                );
            }
        }
    }
}

#[test]
fn the_catalogues_and_templates_ask_for_nothing_personal() {
    for language in Language::ALL {
        let catalogue = read(&format!("locales/{}/mail.ftl", language.code()));
        for value in catalogue
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(|line| line.split('$').skip(1))
        {
            let name: String = value
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            assert!(
                ALLOWED_VALUES.contains(&name.as_str()),
                "{} asks for {name}",
                language.code()
            );
        }
    }
    for template in ["templates/mail/letter.txt", "templates/mail/letter.html"] {
        let source = read(template);
        assert!(
            !source.contains("safe"),
            "{template} must escape everything"
        );
        for value in source.split("{{").skip(1) {
            let expression = value.trim_start();
            let known = ["letter.", "fact.", "line "]
                .iter()
                .any(|known| expression.starts_with(known));
            assert!(known, "{template} shows {expression:.20}");
        }
    }
}

#[test]
fn text_is_plain_and_html_is_escaped() {
    let mut odd = settings();
    odd.from_name = "Smith & <b>Sons</b>".to_owned();
    let mail = Composer::new(odd)
        .unwrap()
        .compose(&claimed(Notice::CaseAssigned, Language::En), now())
        .unwrap();
    assert!(mail.text.contains("Smith & <b>Sons</b>"));
    assert!(!mail.html.contains("<b>") && mail.html.contains("Smith &#38; &#60;b&#62;Sons"));
}

#[test]
fn html_says_its_language_and_brings_no_inline_style_or_picture() {
    for language in Language::ALL {
        let mail = compose(&claimed(Notice::FamilyUpdate, language));
        assert!(
            mail.html
                .contains(&format!("<html lang=\"{}\" dir=\"ltr\">", language.code()))
        );
        for absent in ["style=", "<img", "<script", "src=", "http://"] {
            assert!(!mail.html.contains(absent), "{absent}");
        }
    }
}

#[test]
fn the_same_row_gives_the_same_message_id() {
    let first = compose(&claimed(Notice::FamilyReceipt, Language::En));
    let mut again = claimed(Notice::FamilyReceipt, Language::En);
    again.attempt = 7;
    let id = |mail: &super::Composed| {
        let raw = String::from_utf8(mail.message.formatted()).unwrap();
        raw.lines()
            .find(|line| line.starts_with("Message-ID"))
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        id(&first),
        "Message-ID: <01930000-0000-7000-8000-000000000001@riverside.example.org>"
    );
    assert_eq!(id(&first), id(&compose(&again)));
}

#[test]
fn only_one_true_address_is_written_to() {
    for wrong in [
        "",
        "rosa",
        "rosa@example.org\r\nBcc: other@example.org",
        "a@example.org, b@example.org",
        "Rosa <rosa@example.org>",
    ] {
        let mut mail = claimed(Notice::FamilyReceipt, Language::En);
        mail.to_address = wrong.to_owned();
        assert!(
            matches!(
                composer().compose(&mail, now()),
                Err(ComposeError::Recipient)
            ),
            "{wrong:?}"
        );
    }
    let mut nobody = settings();
    nobody.from_address = "nobody".to_owned();
    assert!(matches!(Composer::new(nobody), Err(ComposeError::Sender)));
}

#[test]
fn urgency_is_seen_in_the_subject_and_times_only_where_they_are_promised() {
    let mut mail = claimed(Notice::IntakeNewRequest, Language::En);
    mail.priority = Priority::Urgent;
    assert_eq!(compose(&mail).subject, "Urgent: new request RL-7KX2-94Q");
    mail.priority = Priority::Emergency;
    assert_eq!(compose(&mail).subject, "Emergency: new request RL-7KX2-94Q");
    assert!(
        compose(&mail)
            .text
            .contains("Due: Tuesday, March 3, by 5 pm Eastern time")
    );
    mail.due_at = None;
    assert!(!compose(&mail).text.contains("Due"));
    let items = compose(&claimed(Notice::FamilyItemsNeeded, Language::En));
    assert!(!items.text.contains("March"));
}
