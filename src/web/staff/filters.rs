//! The worklist's address: what it filters by, in both directions. All state of the list is in the query string;
//! a value that is not known is left out and said so. Names and other search words never stand here.

use uuid::Uuid;

use super::display::words;
use crate::db::referral::list::Cursor;
use crate::domain::person::SpokenLanguage;
use crate::domain::priority::Priority;
use crate::domain::referral::Source;
use crate::domain::request::doctor::{DiseaseStatus, Lineage};
use crate::domain::request::{Happened, HelpKind};
use crate::domain::staff::StaffId;
use crate::domain::status::{Status, WaitingOn};

/// Whose cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerFilter {
    /// One's own.
    Me,
    /// Those without an owner.
    Nobody,
    /// Those of one colleague.
    Staff(StaffId),
}

/// When the next step is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueFilter {
    /// A promise is missed.
    Overdue,
    /// Before the day ends, or missed.
    Today,
    /// In the next seven days, or missed.
    Week,
}

impl DueFilter {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Overdue, "overdue", "Overdue"),
        (Self::Today, "today", "Today or overdue"),
        (Self::Week, "week", "In 7 days or overdue"),
    ];
}

/// Is what an address of the worklist asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseQuery {
    pub status: Option<Status>,
    pub owner: Option<OwnerFilter>,
    pub due: Option<DueFilter>,
    pub waiting: Option<WaitingOn>,
    pub language: Option<SpokenLanguage>,
    pub help: Option<HelpKind>,
    pub source: Option<Source>,
    pub urgency: Option<Priority>,
    pub disease: Option<DiseaseStatus>,
    pub lineage: Option<Lineage>,
    /// Somebody wrote and waits for an answer.
    pub wrote: Option<()>,
    /// A kept search.
    pub search: Option<Uuid>,
    /// Where the page begins, as the list gave it.
    pub after: Option<String>,
}

/// The names of the selects, in the order of the panel, with their labels.
pub const FILTERS: [(&str, &str); 11] = [
    ("status", "Status"),
    ("owner", "Owner"),
    ("due", "Due"),
    ("waiting", "Waiting on"),
    ("wrote", "Messages"),
    ("language", "Language"),
    ("help", "Needs"),
    ("source", "Source"),
    ("urgency", "Urgency"),
    ("disease", "Disease"),
    ("lineage", "Lineage"),
];

/// The filters of those who may read the illness.
pub const CLINICAL_FILTERS: [&str; 2] = ["disease", "lineage"];

impl CaseQuery {
    /// Leaves out what the reader's role may not filter by.
    pub fn forget_clinical(&mut self) {
        self.disease = None;
        self.lineage = None;
    }

    /// Reads an address; returns also the names whose value was left out.
    pub fn parse(raw: &str) -> (Self, Vec<String>) {
        let pairs: Vec<(String, String)> = serde_html_form::from_str(raw).unwrap_or_default();
        let (mut query, mut unknown) = (Self::default(), Vec::new());
        for (name, value) in pairs
            .into_iter()
            .take(20)
            .filter(|(_, value)| !value.is_empty())
        {
            if !query.take(&name, value) {
                unknown.push(if FILTERS.iter().any(|(known, _)| *known == name) {
                    name
                } else {
                    "something else".to_owned()
                });
            }
        }
        unknown.dedup();
        (query, unknown)
    }

    fn take(&mut self, name: &str, value: String) -> bool {
        fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
            let known = value.is_some() && place.is_none();
            if known {
                *place = value;
            }
            known
        }
        match name {
            "status" => put(&mut self.status, Status::from_code(&value)),
            "owner" => put(&mut self.owner, owner_from(&value)),
            "due" => put(
                &mut self.due,
                DueFilter::ALL
                    .iter()
                    .find(|(_, code, _)| *code == value)
                    .map(|(due, ..)| *due),
            ),
            "waiting" => put(&mut self.waiting, WaitingOn::from_code(&value)),
            "language" => put(&mut self.language, SpokenLanguage::from_code(&value)),
            "help" => put(&mut self.help, HelpKind::from_code(&value)),
            "source" => put(&mut self.source, Source::from_code(&value)),
            "urgency" => put(&mut self.urgency, Priority::from_code(&value)),
            "disease" => put(&mut self.disease, DiseaseStatus::from_code(&value)),
            "lineage" => put(&mut self.lineage, Lineage::from_code(&value)),
            "wrote" => put(&mut self.wrote, (value == "yes").then_some(())),
            "search" => put(&mut self.search, value.parse().ok()),
            "after" => put(&mut self.after, (value.len() <= 200).then_some(value)),
            _ => false,
        }
    }

    /// Returns the code a filter stands on.
    pub fn code(&self, name: &str) -> Option<String> {
        match name {
            "status" => self.status.map(|status| status.code().to_owned()),
            "owner" => self.owner.map(owner_code),
            "due" => self
                .due
                .and_then(|due| DueFilter::ALL.iter().find(|(one, ..)| *one == due))
                .map(|(_, code, _)| (*code).to_owned()),
            "waiting" => self.waiting.map(|who| who.code().to_owned()),
            "language" => self.language.map(|language| language.code().to_owned()),
            "help" => self.help.map(|kind| kind.code().to_owned()),
            "source" => self.source.map(|source| source.code().to_owned()),
            "urgency" => self.urgency.map(|priority| priority.code().to_owned()),
            "disease" => self.disease.map(|status| status.code().to_owned()),
            "lineage" => self.lineage.map(|lineage| lineage.code().to_owned()),
            "wrote" => self.wrote.map(|()| "yes".to_owned()),
            "search" => self.search.map(|id| id.to_string()),
            "after" => self.after.clone(),
            _ => None,
        }
    }

    /// Returns the same list without one filter, from its beginning.
    #[must_use]
    pub fn without(&self, name: &str) -> Self {
        let mut query = Self {
            after: None,
            ..self.clone()
        };
        match name {
            "status" => query.status = None,
            "owner" => query.owner = None,
            "due" => query.due = None,
            "waiting" => query.waiting = None,
            "language" => query.language = None,
            "help" => query.help = None,
            "source" => query.source = None,
            "urgency" => query.urgency = None,
            "disease" => query.disease = None,
            "lineage" => query.lineage = None,
            "wrote" => query.wrote = None,
            "search" => query.search = None,
            _ => {}
        }
        query
    }

    /// Returns the same list, beginning after a row.
    #[must_use]
    pub fn from_row(&self, after: Option<String>) -> Self {
        Self {
            after,
            ..self.clone()
        }
    }

    /// Returns the list's address.
    pub fn href(&self) -> String {
        let names = FILTERS
            .iter()
            .map(|(name, _)| *name)
            .chain(["search", "after"]);
        let pairs: Vec<(&str, String)> = names
            .filter_map(|name| Some((name, self.code(name)?)))
            .collect();
        match serde_html_form::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("/staff/cases?{query}"),
            _ => "/staff/cases".to_owned(),
        }
    }

    /// Tells whether the list is narrowed at all.
    pub fn is_narrowed(&self) -> bool {
        self.search.is_some() || FILTERS.iter().any(|(name, _)| self.code(name).is_some())
    }
}

/// Returns the options of a filter, without the colleagues of `owner`.
pub fn options(name: &str) -> Vec<(String, String)> {
    fn all<T: Copy>(
        values: &[T],
        one: impl Fn(T) -> (&'static str, String),
    ) -> Vec<(String, String)> {
        values
            .iter()
            .map(|value| one(*value))
            .map(|(code, label)| (code.to_owned(), label))
            .collect()
    }
    match name {
        "status" => all(Status::ALL, |status| {
            (status.code(), status.words().to_owned())
        }),
        "owner" => vec![
            ("me".to_owned(), "Me".to_owned()),
            ("nobody".to_owned(), "Nobody yet".to_owned()),
        ],
        "due" => all(&DueFilter::ALL, |(_, code, label)| (code, label.to_owned())),
        "waiting" => all(WaitingOn::ALL, |who| (who.code(), who.words().to_owned())),
        "language" => all(SpokenLanguage::ALL, |language| {
            (language.code(), words::language(language.code()))
        }),
        "help" => all(HelpKind::ALL, |kind| {
            (kind.code(), words::help(kind).to_owned())
        }),
        "source" => all(Source::ALL, |source| {
            (source.code(), source.words().to_owned())
        }),
        "urgency" => all(Priority::ALL, |priority| {
            (priority.code(), words::priority(priority).to_owned())
        }),
        "disease" => all(DiseaseStatus::ALL, |status| {
            (status.code(), words::disease_status(status).to_owned())
        }),
        "wrote" => vec![("yes".to_owned(), "They wait for an answer".to_owned())],
        "lineage" => all(Lineage::ALL, |lineage| {
            (lineage.code(), words::lineage(lineage).to_owned())
        }),
        _ => Vec::new(),
    }
}

/// Returns the codes a disease filter finds: the doctor's word, and what families say that can mean it.
pub fn disease_codes(status: DiseaseStatus) -> Vec<&'static str> {
    let family = match status {
        DiseaseStatus::FirstRelapse => Some(Happened::CameBackOnce),
        DiseaseStatus::LaterRelapse => Some(Happened::CameBackMore),
        DiseaseStatus::PrimaryRefractory | DiseaseStatus::RelapseNotResponding => {
            Some(Happened::NotWorking)
        }
        DiseaseStatus::Unknown => Some(Happened::NotSure),
        DiseaseStatus::Mrd | DiseaseStatus::InRemission | DiseaseStatus::Other => None,
    };
    std::iter::once(status.code())
        .chain(family.map(Happened::code))
        .collect()
}

/// Returns where the next page begins, as the address carries it: a moment and a random id, nothing of a person.
pub fn cursor_code(cursor: Cursor) -> String {
    format!("{}.{}", cursor.at.as_microsecond(), cursor.id)
}

/// Reads where a page begins.
pub fn cursor_from(code: &str) -> Option<Cursor> {
    let (at, id) = code.split_once('.')?;
    // PostgreSQL keeps fewer years than we can write.
    let at = jiff::Timestamp::from_microsecond(at.parse().ok()?).ok()?;
    let years = jiff::Timestamp::UNIX_EPOCH..jiff::Timestamp::from_second(32_503_680_000).ok()?;
    if !years.contains(&at) {
        return None;
    }
    Some(Cursor {
        at,
        id: id.parse().ok()?,
    })
}

fn owner_from(value: &str) -> Option<OwnerFilter> {
    match value {
        "me" => Some(OwnerFilter::Me),
        "nobody" => Some(OwnerFilter::Nobody),
        id => id.parse().ok().map(|id| OwnerFilter::Staff(StaffId(id))),
    }
}

fn owner_code(owner: OwnerFilter) -> String {
    match owner {
        OwnerFilter::Me => "me".to_owned(),
        OwnerFilter::Nobody => "nobody".to_owned(),
        OwnerFilter::Staff(id) => id.0.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_the_round_trip() {
        let raw = "status=in_intake&owner=me&due=today&waiting=us&wrote=yes&language=es&help=travel&source=family&urgency=urgent\
                   &disease=first_relapse&lineage=b&search=018f4d5e-0000-7000-8000-000000000000&after=x";
        let (query, unknown) = CaseQuery::parse(raw);
        assert!(unknown.is_empty());
        assert_eq!(query.href(), format!("/staff/cases?{raw}"));
        assert_eq!(
            CaseQuery::parse(query.href().trim_start_matches("/staff/cases?")),
            (query, vec![])
        );
    }

    #[test]
    fn what_is_not_known_is_left_out_and_named_without_repeating_it() {
        let (query, unknown) =
            CaseQuery::parse("status=lost&due=today&due=week&colour=%3Cb%3E&owner=%00");
        assert_eq!(unknown, ["status", "due", "something else", "owner"]);
        assert_eq!(
            query,
            CaseQuery {
                due: Some(DueFilter::Today),
                ..CaseQuery::default()
            }
        );
        assert_eq!(CaseQuery::parse("%FF=&&&=").0, CaseQuery::default());
    }

    #[test]
    fn empty_choices_narrow_nothing() {
        let (query, unknown) = CaseQuery::parse("status=&owner=&due=&search=");
        assert!(unknown.is_empty() && !query.is_narrowed());
        assert_eq!(query.href(), "/staff/cases");
    }

    #[test]
    fn taking_one_filter_away_keeps_the_others_and_starts_over() {
        let (query, _) = CaseQuery::parse("owner=me&due=overdue&after=x");
        assert_eq!(query.without("due").href(), "/staff/cases?owner=me");
    }
}
