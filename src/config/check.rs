//! What must hold between the settings. Every problem is found, none hides another.

use std::collections::BTreeMap;

use secrecy::ExposeSecret as _;

use super::sections::{MailTransport, Settings, SmtpTlsName};
use crate::domain::clock::ClockPolicy;
use crate::domain::person::EmailAddress;
use crate::domain::priority::Priority;
use crate::domain::routing;

/// Lists everything that is wrong.
pub fn problems(settings: &Settings) -> Vec<String> {
    let mut problems = programme_problems(settings);
    problems.extend(limit_problems(settings));
    problems.extend(connection_problems(settings));
    problems.extend(clock_problems(settings));
    problems.extend(routing_problems(settings));
    problems.extend(settings.files.problems(settings.is_production()));
    problems.extend(if settings.is_production() {
        [demo_words(settings), demo_leftovers(settings)].concat()
    } else {
        demo_escapes(settings)
    });
    problems
}

/// The problems among these that are there.
fn those(found: impl IntoIterator<Item = (bool, &'static str)>) -> Vec<String> {
    found
        .into_iter()
        .filter(|(wrong, _)| *wrong)
        .map(|(_, problem)| problem.to_owned())
        .collect()
}

fn programme_problems(settings: &Settings) -> Vec<String> {
    let programme = &settings.programme;
    let prefix = &programme.reference_prefix;
    let prefix_fits =
        (2..=4).contains(&prefix.len()) && prefix.chars().all(|c| c.is_ascii_uppercase());
    let in_each_language = |words: &BTreeMap<String, String>| {
        let said = |code| words.get(code).is_some_and(|text| !text.trim().is_empty());
        ["en", "es"].into_iter().all(said)
    };
    let smtp_without_host =
        settings.mail.transport == MailTransport::Smtp && settings.mail.smtp.host.is_empty();
    those([
        (
            !prefix_fits,
            "programme.reference_prefix must be two to four capital letters",
        ),
        (
            !in_each_language(&programme.hours),
            "programme.hours needs en and es",
        ),
        (
            !in_each_language(&programme.out_of_hours),
            "programme.out_of_hours needs en and es",
        ),
        (
            programme.visit.address.trim().is_empty(),
            "programme.visit.address is empty: families must know where to come",
        ),
        (
            !in_each_language(&programme.visit.way),
            "programme.visit.way needs en and es",
        ),
        (
            !in_each_language(&programme.visit.bring),
            "programme.visit.bring needs en and es",
        ),
        (
            EmailAddress::parse(&settings.mail.from_address).is_err(),
            "mail.from_address is not an e-mail address",
        ),
        (smtp_without_host, "mail.smtp.host is missing"),
    ])
}

fn limit_problems(settings: &Settings) -> Vec<String> {
    let (staff, limits) = (&settings.staff, &settings.limits);
    those([
        (
            settings.database.connections < 2,
            "database.connections must be 2 or more",
        ),
        (
            !(1..=60).contains(&staff.session_idle_minutes),
            "staff.session_idle_minutes must be 1 to 60",
        ),
        (
            !(1..=24).contains(&staff.session_total_hours),
            "staff.session_total_hours must be 1 to 24",
        ),
        (
            staff.sessions_most < 1,
            "staff.sessions_most must be 1 or more",
        ),
        (limits.draft_days < 1, "limits.draft_days must be 1 or more"),
        (
            limits.posts_per_minute < 1,
            "limits.posts_per_minute must be 1 or more",
        ),
        (
            limits.requests_per_hour < 1,
            "limits.requests_per_hour must be 1 or more",
        ),
    ])
}

fn connection_problems(settings: &Settings) -> Vec<String> {
    let section = &settings.connections;
    let seconds = [
        section.head_seconds,
        section.body_silence_seconds,
        section.body_window_seconds,
        section.unread_seconds,
        section.stop_seconds,
    ];
    those([
        (
            !(16..=1_000_000).contains(&section.most),
            "connections.most must be 16 to 1000000",
        ),
        (
            !(1..=section.most).contains(&section.most_per_address),
            "connections.most_per_address must be 1 to connections.most",
        ),
        (
            !(8_192..=1_048_576).contains(&section.head_bytes),
            "connections.head_bytes must be 8192 to 1048576",
        ),
        (
            !(16..=1_000).contains(&section.head_fields),
            "connections.head_fields must be 16 to 1000",
        ),
        (
            !seconds.iter().all(|seconds| (1..=600).contains(seconds)),
            "every limit in connections that counts seconds must be 1 to 600",
        ),
        (
            !(1..=64).contains(&settings.mail.at_once),
            "mail.at_once must be 1 to 64",
        ),
    ])
}

fn clock_problems(settings: &Settings) -> Vec<String> {
    let clocks = &settings.clocks;
    let missing = ClockPolicy::configurable().filter(|kind| !clocks.spans.contains_key(kind));
    let mut problems: Vec<String> = missing
        .map(|kind| format!("clocks.spans.{kind} is missing"))
        .collect();
    if !Priority::ALL
        .iter()
        .all(|priority| clocks.first_contact.contains_key(priority))
    {
        problems.push("clocks.first_contact needs emergency, urgent and standard".to_owned());
    }
    problems.extend(settings.clock_rules().err());
    problems
}

fn routing_problems(settings: &Settings) -> Vec<String> {
    let rules = &settings.routing.rules;
    let problems = routing::check::problems(rules);
    problems
        .iter()
        .map(|problem| format!("routing.rules: {problem}"))
        .collect()
}

fn demo_escapes(settings: &Settings) -> Vec<String> {
    those([
        (
            !settings.http.address.is_loopback(),
            "http.address: the demo binds to loopback only (127.0.0.1 or ::1)",
        ),
        (
            !settings.metrics.address.is_loopback(),
            "metrics.address: the demo binds to loopback only (127.0.0.1 or ::1)",
        ),
    ])
}

/// What says who somebody else is: a family must never read it as ours.
fn demo_words(settings: &Settings) -> Vec<String> {
    let (programme, mail) = (&settings.programme, &settings.mail);
    let mut at_night = programme.out_of_hours.values();
    let mut way = programme.visit.way.values();
    those([
        (
            programme.name.contains("Riverside"),
            "programme.name is still the demo's",
        ),
        (
            programme.phone.contains("-555-01"),
            "programme.phone is still the demo's",
        ),
        (
            programme.phone_href.contains("55501"),
            "programme.phone_href is still the demo's",
        ),
        (
            programme.physician_phone.contains("-555-01"),
            "programme.physician_phone is still the demo's",
        ),
        (
            programme.physician_phone_href.contains("55501"),
            "programme.physician_phone_href is still the demo's",
        ),
        (
            at_night.any(|words| words.contains("Riverside")),
            "programme.out_of_hours is still the demo's: say who answers the phone at night",
        ),
        (
            programme.visit.address.contains("Riverside"),
            "programme.visit.address is still the demo's",
        ),
        (
            way.any(|words| words.contains("blue door") || words.contains("puerta azul")),
            "programme.visit.way is still the demo's: say how families get in",
        ),
        (
            mail.from_name.contains("Riverside"),
            "mail.from_name is still the demo's",
        ),
        (
            programme.email.ends_with("example.org"),
            "programme.email is still the demo's",
        ),
        (
            mail.from_address.ends_with("example.org"),
            "mail.from_address is still the demo's",
        ),
    ])
}

fn demo_leftovers(settings: &Settings) -> Vec<String> {
    let mail = &settings.mail;
    let url = settings.database.url.expose_secret();
    let outside = !url.is_empty() && !url.contains("host=/");
    let verified = url.contains("sslmode=verify-full") || url.contains("sslmode=verify-ca");
    those([
        (
            mail.transport != MailTransport::Smtp,
            "mail.transport must be smtp in production",
        ),
        (
            mail.smtp.tls == SmtpTlsName::None,
            "mail.smtp.tls = \"none\" is refused in production",
        ),
        (
            settings.keys.file.is_empty(),
            "keys.file must name the key file; production does not make keys",
        ),
        (
            !settings.http.base_url.starts_with("https://"),
            "http.base_url must begin with https:// in production",
        ),
        (
            outside && !verified,
            "the database url needs sslmode=verify-full in production",
        ),
    ])
}
