//! What must hold between the settings. Every problem is found, none hides another.

use secrecy::ExposeSecret as _;

use super::sections::{MailTransport, Settings, SmtpTlsName};
use crate::domain::clock::ClockPolicy;
use crate::domain::person::EmailAddress;
use crate::domain::priority::Priority;
use crate::domain::routing::SendTo;

/// Lists everything that is wrong.
pub fn problems(settings: &Settings) -> Vec<String> {
    let mut problems = Vec::new();
    let mut check = |right: bool, problem: &str| {
        if !right {
            problems.push(problem.to_owned());
        }
    };
    let prefix = &settings.programme.reference_prefix;
    check(
        (2..=4).contains(&prefix.len()) && prefix.chars().all(|c| c.is_ascii_uppercase()),
        "programme.reference_prefix must be two to four capital letters",
    );
    check(
        settings.programme.hours.contains_key("en") && settings.programme.hours.contains_key("es"),
        "programme.hours needs en and es",
    );
    check(
        EmailAddress::parse(&settings.mail.from_address).is_ok(),
        "mail.from_address is not an e-mail address",
    );
    check(
        settings.mail.transport != MailTransport::Smtp || !settings.mail.smtp.host.is_empty(),
        "mail.smtp.host is missing",
    );
    check(
        settings.database.connections >= 2,
        "database.connections must be 2 or more",
    );
    check(
        (1..=60).contains(&settings.staff.session_idle_minutes),
        "staff.session_idle_minutes must be 1 to 60",
    );
    check(
        (1..=24).contains(&settings.staff.session_total_hours),
        "staff.session_total_hours must be 1 to 24",
    );
    check(
        settings.staff.sessions_most >= 1,
        "staff.sessions_most must be 1 or more",
    );
    check(
        settings.limits.draft_days >= 1,
        "limits.draft_days must be 1 or more",
    );
    check(
        settings.limits.posts_per_minute >= 1 && settings.limits.requests_per_hour >= 1,
        "limits must be 1 or more",
    );
    check(
        Priority::ALL
            .iter()
            .all(|priority| settings.clocks.first_contact.contains_key(priority)),
        "clocks.first_contact needs emergency, urgent and standard",
    );
    for kind in ClockPolicy::configurable() {
        check(
            settings.clocks.spans.contains_key(&kind),
            &format!("clocks.spans.{kind} is missing"),
        );
    }
    check(
        !settings.routing.rules.is_empty(),
        "routing.rules is empty: nobody would hear of a request",
    );
    for rule in &settings.routing.rules {
        check(
            (rule.send_to == SendTo::Role) == rule.role.is_some(),
            &format!(
                "routing rule {:?}: role goes with send_to = \"role\"",
                rule.code
            ),
        );
    }
    if let Err(problem) = settings.clock_rules() {
        problems.push(problem);
    }
    problems.extend(if settings.is_production() {
        demo_leftovers(settings)
    } else {
        demo_escapes(settings)
    });
    problems
}

fn demo_escapes(settings: &Settings) -> Vec<String> {
    let loopback = settings.http.address.is_loopback();
    if loopback {
        Vec::new()
    } else {
        vec!["http.address: the demo binds to loopback only (127.0.0.1 or ::1)".to_owned()]
    }
}

fn demo_leftovers(settings: &Settings) -> Vec<String> {
    let mut problems = Vec::new();
    let mut refuse = |wrong: bool, problem: &str| {
        if wrong {
            problems.push(problem.to_owned());
        }
    };
    refuse(
        settings.programme.name.contains("Riverside"),
        "programme.name is still the demo's",
    );
    refuse(
        settings.programme.phone.contains("-555-01"),
        "programme.phone is still the demo's",
    );
    refuse(
        settings.programme.email.ends_with("example.org"),
        "programme.email is still the demo's",
    );
    refuse(
        settings.mail.from_address.ends_with("example.org"),
        "mail.from_address is still the demo's",
    );
    refuse(
        settings.mail.transport != MailTransport::Smtp,
        "mail.transport must be smtp in production",
    );
    refuse(
        settings.mail.smtp.tls == SmtpTlsName::None,
        "mail.smtp.tls = \"none\" is refused in production",
    );
    refuse(
        settings.keys.file.is_empty(),
        "keys.file must name the key file; production does not make keys",
    );
    refuse(
        !settings.http.base_url.starts_with("https://"),
        "http.base_url must begin with https:// in production",
    );
    let url = settings.database.url.expose_secret();
    let outside = !url.is_empty() && !url.contains("host=/");
    refuse(
        outside && !(url.contains("sslmode=verify-full") || url.contains("sslmode=verify-ca")),
        "the database url needs sslmode=verify-full in production",
    );
    problems
}
