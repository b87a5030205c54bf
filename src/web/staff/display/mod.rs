//! Display-ready values that several staff pages share: tags, moments in words, one row of a list of cases.
//! Everything here is finished text; nothing decides anything.

pub mod history;
pub mod moments;
pub mod rows;
pub mod words;

/// Is a word with a tone. The tone never stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagView {
    pub text: String,
    /// One of info, ok, warn, error, grey.
    pub tone: &'static str,
}

impl TagView {
    /// Returns a tag.
    pub fn new(text: impl Into<String>, tone: &'static str) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }
}

/// Is a moment: in words for the eye, exact for whoever needs it, and machine-readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MomentView {
    /// "Overdue 2 h", "Today 4:00 pm".
    pub words: String,
    /// "Tue, Mar 3, 4:00 pm".
    pub exact: String,
    /// RFC 3339.
    pub at: String,
    /// `due-late`, `due-soon` or nothing.
    pub class: &'static str,
}

impl MomentView {
    /// Returns a made-up moment.
    pub fn sample(words: &str) -> Self {
        Self {
            words: words.into(),
            exact: "Tue, Mar 3, 5:00 pm".into(),
            at: "2026-03-03T22:00:00Z".into(),
            class: "",
        }
    }
}

/// Is one case in a list.
#[derive(Clone, Debug)]
pub struct RowView {
    pub reference: String,
    /// The child's name, or words that say why there is none.
    pub child: String,
    pub age: String,
    /// Shown only where a case is more than standard.
    pub priority: Option<TagView>,
    /// The family told us of a death that nobody has recorded.
    pub death_told: Option<TagView>,
    pub status: TagView,
    pub disease: String,
    pub waiting_on: &'static str,
    pub next_action: String,
    pub due: Option<MomentView>,
    pub language: String,
    pub interpreter: bool,
    pub owner: String,
    pub help: String,
    pub source: &'static str,
    /// The case that it is joined into; empty where it goes on by itself.
    pub joined: String,
}

impl RowView {
    /// Tells whether the row stands out as late.
    pub fn late(&self) -> bool {
        self.due.as_ref().is_some_and(|due| due.class == "due-late")
    }

    /// Returns three made-up rows: late and urgent, due today, calm.
    pub fn samples() -> Vec<Self> {
        let late = Self {
            reference: "RL-7KX2-94Q".into(),
            child: "Ana Example".into(),
            age: "9 y".into(),
            priority: Some(TagView::new("Urgent", "error")),
            death_told: None,
            status: TagView::new("New", "info"),
            disease: "Came back for the first time".into(),
            waiting_on: "Us",
            next_action: "Call the family for the first time".into(),
            due: Some(MomentView {
                words: "Overdue 2 h".into(),
                exact: "Tue, Mar 3, 12:00 pm".into(),
                at: "2026-03-03T17:00:00Z".into(),
                class: "due-late",
            }),
            language: "Spanish".into(),
            interpreter: true,
            owner: String::new(),
            help: "Travel, lodging".into(),
            source: "Family",
            joined: String::new(),
        };
        let today = Self {
            reference: "RL-3MPD-62T".into(),
            child: "Sam Other".into(),
            age: "15 y".into(),
            priority: None,
            death_told: Some(words::death_told_tag()),
            status: TagView::new("Waiting for information", "warn"),
            disease: "Has not gone away with treatment".into(),
            waiting_on: "Doctor",
            next_action: "Ask again for the missing records".into(),
            due: Some(MomentView {
                class: "due-soon",
                ..MomentView::sample("Today 4:00 pm")
            }),
            language: "English".into(),
            interpreter: false,
            owner: "Jordan Rivera".into(),
            help: String::new(),
            source: "Doctor",
            joined: String::new(),
        };
        let calm = Self {
            reference: "RL-9HVW-K4N".into(),
            child: "Name by phone".into(),
            age: String::new(),
            disease: String::new(),
            death_told: None,
            due: None,
            status: TagView::new("Closed", "grey"),
            waiting_on: "Nobody",
            next_action: String::new(),
            source: "Call me",
            ..today.clone()
        };
        vec![late, today, calm]
    }
}
