//! All answers in words, section by section: on "Check your answers", after sending, and when sent twice.
//! They are shown as typed; what we could not understand is shown as it stands, never dropped.

use jiff::civil::Date;

use super::frame::step_path;
use super::options;
use crate::domain::person::{PartialDate, SpokenLanguage};
use crate::domain::request::{
    Answers, Asker, CallMeForm, ChildForm, MoreForm, SituationForm, Step, TreatingForm,
};
use crate::support::words::{Language, Words};

/// The answers of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What the page was about.
    pub title: String,
    /// Its answers.
    pub rows: Vec<Row>,
}

/// One answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The name of the question.
    pub label: String,
    /// The answer; empty when none was given.
    pub value: String,
    /// Where it can be changed; empty when it cannot.
    pub change: String,
    /// True for what others who find the sheet must not read.
    pub off_paper: bool,
}

impl Section {
    /// True when nothing of it stands on paper: nothing was answered, or nothing that others may read.
    pub fn is_off_paper(&self) -> bool {
        let off = |row: &Row| row.off_paper || row.value.is_empty();
        self.rows.iter().all(off)
    }
}

/// What a family wrote for us alone: paper lies about, and whoever must not be told may well live in the same house.
const OFF_PAPER: [&str; 2] = ["worry", "not_share"];

crate::domain::person::masked_debug!(Row);

/// Returns the answers of a family's form. With `changeable` each row leads back to its page.
pub fn family(words: &Words, answers: &Answers, today: Date, changeable: bool) -> Vec<Section> {
    let asker = answers.asker();
    Step::path(asker)
        .filter(|step| *step != Step::Check)
        .map(|step| {
            let title = words.with(
                &format!("check-{}", step.code()),
                &[("asker", asker.code())],
            );
            let change = if changeable {
                format!("{}?from=check", step_path(words, step))
            } else {
                String::new()
            };
            let rows = step_answers(words, answers, step, today)
                .into_iter()
                .map(|(field, value)| Row {
                    label: words.text(&format!("field-{field}")),
                    value,
                    change: change.clone(),
                    off_paper: OFF_PAPER.contains(&field),
                })
                .collect();
            Section { title, rows }
        })
        .collect()
}

/// Returns the answers of "Just call me".
pub fn call_me(words: &Words, form: &CallMeForm) -> Vec<Section> {
    let rows = [
        ("name", form.name.clone()),
        ("phone", form.phone.clone()),
        ("spoken", spoken(words, &form.spoken, &form.spoken_other)),
        (
            "best_time",
            choice(words, "choice-best_time", &form.best_time),
        ),
    ];
    let rows = rows.into_iter().map(|(field, value)| Row {
        label: words.text(&format!("field-{field}")),
        value,
        change: String::new(),
        off_paper: false,
    });
    vec![Section {
        title: words.text("check-reach"),
        rows: rows.collect(),
    }]
}

/// The name of a question and its answer in words; empty when none was given.
pub type Answer = (&'static str, String);

/// Returns the answers of one page of a family's form.
pub fn step_answers(words: &Words, answers: &Answers, step: Step, today: Date) -> Vec<Answer> {
    match step {
        Step::Reach => reach(words, answers),
        Step::Language => language(words, answers),
        Step::Child => child(words, &answers.child, answers.asker(), today),
        Step::Relationship => vec![
            (
                "relation",
                choice(words, "choice-relation", &answers.relationship.relation),
            ),
            (
                "decides",
                choice(words, "choice", &answers.relationship.decides),
            ),
        ],
        Step::Situation => situation(words, &answers.situation, today),
        Step::Treatment => vec![
            (
                "treatments",
                choices(words, "choice-treatment", &answers.treatment.treatments),
            ),
            typed("treatment_note", &answers.treatment.treatment_note),
        ],
        Step::Treating => treating(words, &answers.treating),
        Step::Help => vec![
            ("kinds", choices(words, "choice-help", &answers.help.kinds)),
            typed("town", &answers.help.town),
            typed("insurance", &answers.help.insurance),
            typed("note", &answers.help.note),
        ],
        Step::More => more(words, &answers.more),
        Step::Check => Vec::new(),
    }
}

fn reach(words: &Words, answers: &Answers) -> Vec<Answer> {
    let reach = &answers.reach;
    vec![
        ("name", reach.name.trim().to_owned()),
        ("phone", reach.phone.trim().to_owned()),
        ("email", reach.email.trim().to_owned()),
        (
            "best_way",
            choice(words, "choice-best_way", &reach.best_way),
        ),
        (
            "best_time",
            choice(words, "choice-best_time", &reach.best_time),
        ),
        ("voicemail", choice(words, "choice", &reach.voicemail)),
    ]
}

fn language(words: &Words, answers: &Answers) -> Vec<Answer> {
    let language = &answers.language;
    let written = Language::from_code(&language.written);
    vec![
        (
            "spoken",
            spoken(words, &language.spoken, &language.spoken_other),
        ),
        (
            "written",
            written.map_or_else(
                || language.written.clone(),
                |known| known.native_name().to_owned(),
            ),
        ),
        (
            "interpreter",
            choice(words, "choice", &language.interpreter),
        ),
    ]
}

fn child(words: &Words, child: &ChildForm, asker: Asker, today: Date) -> Vec<Answer> {
    let name = format!("{} {}", child.given_names.trim(), child.family_names.trim());
    let name = name.trim().to_owned();
    let name = if name.is_empty() && child.by_phone == "yes" {
        words.text("value-by-phone")
    } else {
        name
    };
    let mut rows = vec![
        ("child-name", name),
        ("name_used", child.name_used.trim().to_owned()),
        ("birth", birth(words, child, today)),
    ];
    if asker == Asker::Patient {
        rows.remove(0);
    }
    rows
}

fn situation(words: &Words, form: &SituationForm, today: Date) -> Vec<Answer> {
    let told = |month: &str, year: &str| past(words, [month, "", year], today);
    let back = form.times_back().into_iter();
    let back: Vec<String> = back
        .map(|(month, year)| told(month, year))
        .filter(|time| !time.is_empty())
        .collect();
    vec![
        ("happened", choice(words, "choice-happened", &form.happened)),
        ("place", choice(words, "choice-place", &form.place)),
        (
            "first_told",
            told(&form.first_told_month, &form.first_told_year),
        ),
        ("back", back.join("\n")),
        (
            "told_sites",
            choices(words, "choice-site", &form.told_sites),
        ),
        ("told_type", choice(words, "choice-type", &form.told_type)),
    ]
}

fn treating(words: &Words, form: &TreatingForm) -> Vec<Answer> {
    vec![
        typed("doctor_name", &form.doctor_name),
        typed("doctor_hospital", &form.doctor_hospital),
        typed("doctor_city", &form.doctor_city),
        typed("doctor_phone", &form.doctor_phone),
        (
            "may_contact",
            choice(words, "choice-may_contact", &form.may_contact),
        ),
        typed("doctor_reference", &form.doctor_reference),
    ]
}

fn more(words: &Words, form: &MoreForm) -> Vec<Answer> {
    vec![
        typed("worry", &form.worry),
        typed("other_name", &form.other_name),
        (
            "other_relation",
            choice(words, "choice-relation", &form.other_relation),
        ),
        typed("other_phone", &form.other_phone),
        typed("other_email", &form.other_email),
        ("other_access", choice(words, "choice", &form.other_access)),
        typed("not_share", &form.not_share),
    ]
}

fn birth(words: &Words, child: &ChildForm, today: Date) -> String {
    let parts = [&child.birth_month, &child.birth_day, &child.birth_year];
    let parts = parts.map(String::as_str);
    if parts.concat().trim().is_empty() {
        let age = PartialDate::parse_age(&child.about_age, today);
        return age.map_or_else(
            |_| child.about_age.trim().to_owned(),
            |age| date(words, age),
        );
    }
    past(words, parts, today)
}

/// Returns a past date that was typed in boxes: month, day, year. What is no date stands as it was typed.
pub fn past(words: &Words, boxes: [&str; 3], today: Date) -> String {
    match PartialDate::parse(boxes[0], boxes[1], boxes[2], today) {
        Ok(known) => date(words, known),
        Err(_) => boxes.map(str::trim).join(" ").trim().to_owned(),
    }
}

/// Returns a date as far as it is known.
pub fn date(words: &Words, date: PartialDate) -> String {
    match date {
        PartialDate::Full { date } => words.date(date),
        PartialDate::YearMonth { year, month } => {
            let (month, year) = (words.month(month), year.to_string());
            words.with("value-month-year", &[("month", &month), ("year", &year)])
        }
        PartialDate::Year { year } => year.to_string(),
        PartialDate::AboutYear { year } => {
            words.with("value-about-year", &[("year", &year.to_string())])
        }
        PartialDate::AboutAge { years, .. } => {
            words.with("value-about-age", &[("years", &years.to_string())])
        }
    }
}

/// Returns the name of a language, in the list or in their words.
pub fn spoken(words: &Words, code: &str, other: &str) -> String {
    let other = other.trim();
    let listed = SpokenLanguage::from_code(code);
    let name = listed.map_or_else(
        || code.to_owned(),
        |language| options::spoken_name(words, language),
    );
    match (listed, other.is_empty()) {
        (_, true) => name,
        (None | Some(SpokenLanguage::Other), false) => other.to_owned(),
        (Some(_), false) => format!("{name}\n{other}"),
    }
}

fn typed(field: &'static str, text: &str) -> Answer {
    (field, text.trim().to_owned())
}

fn choices(words: &Words, group: &str, codes: &[String]) -> String {
    let each: Vec<String> = codes
        .iter()
        .map(|code| choice(words, group, code))
        .collect();
    each.join("\n")
}

/// The words of a code that is on our list; anything else as it was sent.
fn choice(words: &Words, group: &str, code: &str) -> String {
    let key = format!("{group}-{code}");
    if code.is_empty() || !words.has(&key) {
        return code.to_owned();
    }
    words.text(&key)
}
