//! The people of a case in words: the child's name and age, and whom to call and how.

use jiff::civil::Date;

use super::page::ContactView;
use crate::db::message::Thread;
use crate::domain::permission::{Action, may};
use crate::domain::person::PartialDate;
use crate::domain::referral::{CaseFacts, ContactKind, ContactRecord, Source};
use crate::domain::request::{BestWay, YesNo, YesNoNotSure};
use crate::domain::staff::Actor;
use crate::usecases::case::view_case::CaseView;
use crate::web::staff::display::words;

/// Returns the child's name, or words that say why there is none.
pub fn child_name(facts: &CaseFacts) -> String {
    known_name(facts).unwrap_or_else(|| match &facts.caller {
        Some(caller) => format!("Ask for {}", caller.expose()),
        None => "Name by phone".to_owned(),
    })
}

/// Returns the child's name, where we have been told one.
pub fn known_name(facts: &CaseFacts) -> Option<String> {
    let name = facts.child.as_ref()?.name.as_ref()?;
    Some(match &name.used {
        Some(used) if used.expose() != name.given.expose() => {
            format!("{} ({})", name.expose_full(), used.expose())
        }
        _ => name.expose_full(),
    })
}

/// Returns the disease in words: the doctor's where there are any, else the family's.
pub fn disease(facts: &CaseFacts) -> String {
    let Some(status) = facts.disease else {
        return facts
            .happened
            .map(words::happened)
            .unwrap_or_default()
            .to_owned();
    };
    let status = match facts.relapse_number {
        Some(number) => format!("Relapse number {number}"),
        None => words::disease_status(status).to_owned(),
    };
    match facts.lineage {
        Some(lineage) => format!("{status}, {}", words::lineage(lineage)),
        None => status,
    }
}

/// Returns the child's age as a short phrase, as far as it is known.
pub fn child_age(facts: &CaseFacts, today: Date) -> String {
    match facts.child.as_ref().and_then(|child| child.birth) {
        Some(birth) => age(birth, today),
        None => String::new(),
    }
}

fn age(birth: PartialDate, today: Date) -> String {
    let years = |count: i16| {
        if count == 1 {
            "1 year".to_owned()
        } else {
            format!("{count} years")
        }
    };
    match birth {
        PartialDate::Full { date } => match months_between(date, today) {
            ..=0 => "under 1 month".to_owned(),
            1 => "1 month".to_owned(),
            months @ 2..24 => format!("{months} months"),
            _ => years(full_years(date, today)),
        },
        PartialDate::YearMonth { year, month } => {
            let had = i16::from(today.month() < month);
            format!("about {}", years(today.year() - year - had))
        }
        PartialDate::Year { year } | PartialDate::AboutYear { year } => {
            format!("about {}", years(today.year() - year))
        }
        PartialDate::AboutAge {
            years: count,
            said_on,
        } => format!(
            "about {}",
            years(i16::from(count) + full_years(said_on, today))
        ),
    }
}

fn full_years(from: Date, to: Date) -> i16 {
    to.year() - from.year() - i16::from((to.month(), to.day()) < (from.month(), from.day()))
}

fn months_between(from: Date, to: Date) -> i16 {
    let months = (to.year() - from.year()) * 12 + i16::from(to.month()) - i16::from(from.month());
    months - i16::from(to.day() < from.day())
}

/// Returns the people to call, where the role may reach them.
pub fn contacts(actor: &Actor, view: &CaseView) -> Vec<ContactView> {
    if !may(actor.role, Action::SeeContacts) {
        return Vec::new();
    }
    let base = format!("/staff/cases/{}/people", view.referral.reference);
    let changes = may(actor.role, Action::ChangePeople);
    let one = |thread: &Thread| {
        let href = format!("{base}/{}", thread.contact);
        contact(thread, view, changes.then_some(href))
    };
    view.threads.iter().map(one).collect()
}

/// Returns what adults of the family said of us after the visit.
pub fn feedback(view: &CaseView) -> Vec<(&'static str, String)> {
    let said = view.feedback.iter();
    said.map(|one| (one.knew.words(), one.words.clone()))
        .collect()
}

/// Returns one person to call.
fn contact(thread: &Thread, view: &CaseView, href: Option<String>) -> ContactView {
    let record = &thread.person;
    let phone = record.phone.as_ref();
    ContactView {
        href: href.unwrap_or_default(),
        name: record.name.expose().to_owned(),
        who: who(record),
        phone: phone
            .map(|phone| phone.expose().to_owned())
            .unwrap_or_default(),
        phone_href: phone
            .map(|phone| format!("tel:{}", phone.expose_e164()))
            .unwrap_or_default(),
        email: record
            .email
            .as_ref()
            .map(|email| email.expose().to_owned())
            .unwrap_or_default(),
        remarks: remarks(record, view, thread.has_link),
    }
}

/// Returns who they are to the child, or where a doctor works.
pub fn who(record: &ContactRecord) -> String {
    match (record.kind, &record.practice) {
        (ContactKind::Doctor, Some((role, institution))) => {
            format!("Referred: {}, {}", words::role(*role), institution.expose())
        }
        (ContactKind::Doctor, None) if record.confirms => {
            "Referred in their name; asked to confirm".to_owned()
        }
        (ContactKind::Doctor, None) => "Referred".to_owned(),
        (ContactKind::Patient, _) => "The patient".to_owned(),
        (ContactKind::Family | ContactKind::OtherAdult, _) => record
            .relation
            .map(words::relation)
            .unwrap_or_default()
            .to_owned(),
    }
}

/// Returns what the family speaks, as far as it was told.
pub fn language(view: &CaseView) -> String {
    if !view.language_told {
        return language_not_told(view);
    }
    let interpreter = interpreter(view.interpreter);
    format!("{}{interpreter}", words::language(&view.language))
}

/// The page somebody wrote on is no word of what they speak; a doctor's page says nothing of the family at all.
fn language_not_told(view: &CaseView) -> String {
    if view.referral.source == Source::Doctor {
        return "Language not told".to_owned();
    }
    let page = words::language(&view.language);
    format!("Language not told; wrote on the {page} page")
}

fn interpreter(told: Option<YesNoNotSure>) -> &'static str {
    match told {
        Some(YesNoNotSure::Yes) => ", needs an interpreter",
        Some(YesNoNotSure::NotSure) => ", may need an interpreter",
        Some(YesNoNotSure::No) | None => "",
    }
}

fn remarks(record: &ContactRecord, view: &CaseView, shared: bool) -> Vec<String> {
    if record.kind == ContactKind::Doctor {
        return vec!["Direct line to a person".to_owned()];
    }
    if record.kind == ContactKind::OtherAdult {
        return other_adult(record, shared);
    }
    let mut remarks = Vec::new();
    let spoken = record.spoken.map(words::spoken).map(str::to_owned);
    let other = record.spoken_other.as_ref();
    let told = other.map(|other| other.expose().to_owned()).or(spoken);
    let interpreter = interpreter(record.interpreter);
    remarks.push(match told {
        Some(language) => format!("Speaks {language}{interpreter}"),
        None => format!("{}{interpreter}", language_not_told(view)),
    });
    // A doctor's form does not ask how the family likes to be reached; older records name a call all the same.
    let best_way = record.best_way;
    match best_way.filter(|_| view.referral.source != Source::Doctor) {
        Some(BestWay::Call) => remarks.push("Best by a call".to_owned()),
        Some(BestWay::Text) => remarks.push("Best by text message".to_owned()),
        Some(BestWay::Email) => remarks.push("Best by e-mail".to_owned()),
        None => {}
    }
    if let Some(time) = record.best_time {
        remarks.push(format!(
            "Best time: {}",
            words::best_time(time).to_lowercase()
        ));
    }
    match record.voicemail {
        Some(YesNo::Yes) => remarks.push("A message may be left, without details".to_owned()),
        Some(YesNo::No) => remarks.push("Leave no message".to_owned()),
        None => remarks.push("Not said whether a message may be left: leave none".to_owned()),
    }
    match record.decides {
        Some(YesNoNotSure::Yes) => remarks.push("Says: can decide for the child".to_owned()),
        Some(YesNoNotSure::No) => remarks.push("Says: cannot decide for the child".to_owned()),
        _ => {}
    }
    remarks
}

/// What the family wishes of another adult, and whether staff have shared with them.
fn other_adult(record: &ContactRecord, shared: bool) -> Vec<String> {
    if shared {
        return vec!["Has a private link of their own".to_owned()];
    }
    let wish = match record.access {
        Some(YesNoNotSure::Yes) => "The family wants them to follow the request too",
        Some(YesNoNotSure::No) => "The family does not want them to follow the request",
        Some(YesNoNotSure::NotSure) => "The family is not sure that they should follow",
        None => "The family did not say whether they should follow",
    };
    vec![
        "Gets no mail from us: the case is not shared with them".to_owned(),
        wish.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ages_are_said_as_people_say_them() {
        let today = date(2026, 3, 3);
        let full = |year, month, day| {
            age(
                PartialDate::Full {
                    date: date(year, month, day),
                },
                today,
            )
        };
        assert_eq!(full(2026, 2, 20), "under 1 month");
        assert_eq!(full(2026, 2, 3), "1 month");
        assert_eq!(full(2024, 3, 4), "23 months");
        assert_eq!(full(2024, 3, 3), "2 years");
        assert_eq!(full(2016, 3, 4), "9 years");
        assert_eq!(full(2016, 2, 29), "10 years");
        assert_eq!(
            age(PartialDate::Year { year: 2018 }, today),
            "about 8 years"
        );
        assert_eq!(
            age(
                PartialDate::YearMonth {
                    year: 2018,
                    month: 4
                },
                today
            ),
            "about 7 years"
        );
        let said = PartialDate::AboutAge {
            years: 7,
            said_on: date(2025, 3, 4),
        };
        assert_eq!(age(said, today), "about 7 years");
        assert_eq!(age(said, date(2026, 3, 4)), "about 8 years");
    }
}
