//! Papers: what families, doctors and staff add to a case as files. What they may be, how many, and when one may be opened.
//!
//! A paper is believed only when a scanner has said so: until then nobody opens it. Who may open which is said here too.

mod ask;
mod kind;
mod media;
mod way;

use jiff::Timestamp;
use uuid::Uuid;

pub use ask::{
    ASK_WORDS_MOST, AskState, AskedPapers, PaperAsk, PaperSender, PaperWish, ask_for, ask_words,
};
pub use kind::PaperKind;
pub use media::Media;
pub use way::{PaperWay, PutIn};

use super::permission::{Action, may};
use super::person::{FreeText, ParseError, masked_debug};
use super::staff::Role;
use crate::coded;

/// Bytes that one paper may have: 20 MB.
pub const BYTES_MOST: u64 = 20 * 1_024 * 1_024;
/// Papers that one case may have.
pub const COUNT_MOST: i64 = 50;
/// Bytes that the papers of one case may have together: 200 MB.
pub const BYTES_OF_CASE_MOST: u64 = 200 * 1_024 * 1_024;
/// Bytes of one part, in which papers come in, are sealed and lie in the store.
pub const PART_BYTES: usize = 1_024 * 1_024;
/// The side of a picture, in pixels, and pixels in all: more is no photo of a page.
pub const SIDE_MOST: u32 = 16_384;
/// See [`SIDE_MOST`].
pub const PIXELS_MOST: u64 = 64_000_000;
/// Letters in which somebody says what a paper is.
pub const WHAT_MOST: usize = 100;
/// Letters that are kept of a name.
const NAME_MOST: usize = 120;

coded! {
    /// How far a paper is.
    pub enum PaperState {
        /// Parts of it are still missing.
        Uploading = "uploading",
        /// All there, and nobody has looked at it: it does not open.
        Pending = "pending",
        /// The scanner found nothing: it opens.
        Clean = "clean",
        /// A demo without a scanner lets it open unlooked at, and says so.
        Unscanned = "unscanned",
        /// The scanner found something: it never opens.
        Infected = "infected",
        /// It cannot be read as what it says it is: it never opens.
        Unreadable = "unreadable",
    }
}

impl PaperState {
    /// True where it may be opened.
    pub fn opens(self) -> bool {
        matches!(self, Self::Clean | Self::Unscanned)
    }

    /// True where it was refused, and the sender has to be told.
    pub fn is_refused(self) -> bool {
        matches!(self, Self::Infected | Self::Unreadable)
    }
}

/// Why a paper is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperRefusal {
    /// No file was chosen.
    #[error("no file was chosen")]
    Missing,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More than [`BYTES_MOST`].
    #[error("the file is too large")]
    TooLarge,
    /// Neither PDF, JPEG, PNG nor HEIC, by content or by name.
    #[error("the file is of another kind")]
    Kind,
    /// A picture whose sides are beyond measure.
    #[error("the picture is too large")]
    Pixels,
    /// The case has [`COUNT_MOST`] papers.
    #[error("the case has too many papers")]
    TooMany,
    /// The case's papers together would be more than [`BYTES_OF_CASE_MOST`].
    #[error("the papers of the case are too large together")]
    CaseFull,
}

/// One paper, without its bytes.
#[derive(Clone)]
pub struct Paper {
    /// Row id.
    pub id: Uuid,
    /// The contact who sent it.
    pub contact: Option<Uuid>,
    /// Who of the staff put it in, where nobody outside sent it.
    pub put_in: Option<PutIn>,
    /// What it is, as the sender said.
    pub kind: PaperKind,
    /// What it is in their words, where they said so.
    pub what: Option<FreeText>,
    /// What its bytes are.
    pub media: Media,
    /// Its name as the sender's device called it.
    pub name: String,
    /// Bytes that it has in all.
    pub bytes: u64,
    /// Bytes that have come.
    pub received: u64,
    /// How far it is.
    pub state: PaperState,
    /// True where a copy was made of the picture that carries nothing but the picture.
    pub has_copy: bool,
    /// When it began to come (UTC).
    pub begun_at: Timestamp,
}

masked_debug!(Paper);

impl Paper {
    /// The name under which it is saved: what was given, with the ending of what is handed out.
    pub fn saved_as(&self) -> String {
        let media = if self.has_copy {
            Media::Jpeg
        } else {
            self.media
        };
        let stem = self
            .name
            .rsplit_once('.')
            .map_or(self.name.as_str(), |(stem, _)| stem);
        let stem = if stem.trim().is_empty() {
            "paper"
        } else {
            stem.trim()
        };
        format!("{stem}.{}", media.ending())
    }
}

/// The name of a file as it is kept: without folders and control signs, and not endless. Empty where nothing is left.
pub fn file_name(typed: &str) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|sign| !sign.is_control()).collect();
    let trimmed = plain.trim().trim_start_matches('.');
    let length = trimmed.chars().count();
    // The ending says what it is: a long name is cut before it.
    if length <= NAME_MOST {
        return trimmed.to_owned();
    }
    let (stem, ending) = trimmed.rsplit_once('.').unwrap_or((trimmed, ""));
    let ending: String = ending.chars().take(10).collect();
    let stem: String = stem.chars().take(NAME_MOST - 11).collect();
    format!("{stem}.{ending}")
}

/// What a paper is, in somebody's words: one short line, or nothing.
pub fn what(typed: &str) -> Result<Option<FreeText>, ParseError> {
    line(typed, WHAT_MOST)
}

fn line(typed: &str, most: usize) -> Result<Option<FreeText>, ParseError> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Ok(None);
    }
    FreeText::parse(&line, most).map(Some)
}

/// Whether one more paper of this size fits into a case.
pub fn room(count: i64, together: u64, bytes: u64) -> Result<(), PaperRefusal> {
    if bytes == 0 {
        Err(PaperRefusal::Empty)
    } else if bytes > BYTES_MOST {
        Err(PaperRefusal::TooLarge)
    } else if count >= COUNT_MOST {
        Err(PaperRefusal::TooMany)
    } else if together.saturating_add(bytes) > BYTES_OF_CASE_MOST {
        Err(PaperRefusal::CaseFull)
    } else {
        Ok(())
    }
}

/// True where the role may open papers of this kind: clinical ones with clinical answers, those about insurance also by
/// whoever works on insurance and money.
pub fn may_open(role: Role, kind: PaperKind) -> bool {
    may(role, Action::SeeClinical)
        || (kind == PaperKind::InsuranceCard && may(role, Action::WorkHelp))
}

/// True where the role may put in a paper of this kind that came by fax, by post or by hand: nobody puts in what they may not
/// open.
pub fn may_add(role: Role, kind: PaperKind) -> bool {
    may(role, Action::AddPapers) && may_open(role, kind)
}

/// True where the role may change the kind under which a paper stands: nobody looks into what they may not open, and nobody
/// puts a paper where they cannot see it any more.
pub fn may_rename(role: Role, from: PaperKind, to: PaperKind) -> bool {
    may_add(role, from) && may_add(role, to)
}

/// True where the role reads which paper is meant that was asked for: whoever asks for papers, and whoever would open it.
pub fn may_read_ask(role: Role, kind: PaperKind) -> bool {
    may(role, Action::AskPapers) || may_open(role, kind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_case_has_room_for_fifty_papers_and_two_hundred_megabytes() {
        assert_eq!(room(0, 0, BYTES_MOST), Ok(()));
        assert_eq!(room(0, 0, 0), Err(PaperRefusal::Empty));
        assert_eq!(room(0, 0, BYTES_MOST + 1), Err(PaperRefusal::TooLarge));
        assert_eq!(room(49, 0, 1), Ok(()));
        assert_eq!(room(50, 0, 1), Err(PaperRefusal::TooMany));
        assert_eq!(room(9, BYTES_OF_CASE_MOST - 1, 1), Ok(()));
        assert_eq!(room(9, BYTES_OF_CASE_MOST, 1), Err(PaperRefusal::CaseFull));
    }

    #[test]
    fn only_what_was_looked_at_opens() {
        let open: Vec<_> = PaperState::ALL
            .iter()
            .filter(|state| state.opens())
            .collect();
        assert_eq!(open, [&PaperState::Clean, &PaperState::Unscanned]);
    }

    #[test]
    fn a_name_leads_nowhere() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name(r"C:\Users\Ana\scan.pdf"), "scan.pdf");
        assert_eq!(file_name("a\0b\n.pdf"), "ab.pdf");
        assert_eq!(file_name("  .htaccess "), "htaccess");
        assert_eq!(file_name("病理報告.pdf"), "病理報告.pdf");
        let long = file_name(&format!("{}.pdf", "x".repeat(400)));
        assert!(
            long.strip_suffix(".pdf").is_some() && long.chars().count() <= NAME_MOST,
            "{long}"
        );
    }

    #[test]
    fn insurance_cards_are_for_insurance_and_the_rest_is_clinical() {
        assert!(may_open(Role::Insurance, PaperKind::InsuranceCard));
        assert!(!may_open(Role::Insurance, PaperKind::Pathology));
        assert!(may_open(Role::Intake, PaperKind::Pathology));
        assert!(!may_open(Role::Admin, PaperKind::InsuranceCard));
    }

    #[test]
    fn nobody_puts_in_what_they_may_not_open() {
        assert!(may_add(Role::Coordinator, PaperKind::Pathology));
        assert!(may_add(Role::SocialWorker, PaperKind::InsuranceCard));
        assert!(!may_add(Role::SocialWorker, PaperKind::Pathology));
        assert!(!may_add(Role::Reviewer, PaperKind::Pathology));
        for role in Role::ALL {
            for kind in PaperKind::ALL {
                assert!(!may_add(*role, *kind) || may_open(*role, *kind));
            }
        }
    }

    #[test]
    fn what_a_paper_is_fits_into_a_line() {
        let kept = |typed: &str| what(typed).map(|kept| kept.map(|text| text.expose().to_owned()));
        assert_eq!(kept(" \r\n "), Ok(None));
        assert_eq!(
            kept(" a letter\nof the court "),
            Ok(Some("a letter of the court".into()))
        );
        assert!(kept(&"ñ".repeat(100)).is_ok());
        assert_eq!(
            kept(&"ñ".repeat(101)),
            Err(ParseError::TooLong { max: 100 })
        );
        assert_eq!(kept("a\u{202E}b"), Err(ParseError::ForbiddenCharacter));
    }

    proptest! {
        #[test]
        fn no_name_has_a_folder_or_grows(typed in ".{0,300}") {
            let name = file_name(&typed);
            prop_assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control));
            prop_assert!(name.chars().count() <= NAME_MOST);
            prop_assert_eq!(file_name(&name), name.clone());
        }
    }
}
