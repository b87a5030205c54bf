//! The versions of what the desk is run by, as a page lists them: number, when, who, and the way back.

use super::super::display::{MomentView, moments};
use crate::domain::version::Version;
use crate::usecases::case::view_case::StaffNames;
use crate::web::state::WebState;

/// Is one saved version.
pub struct VersionView {
    pub number: i32,
    pub moment: MomentView,
    pub who: String,
    /// "brought back version 2", or nothing.
    pub note: String,
    pub in_force: bool,
}

impl VersionView {
    /// Returns two made-up versions.
    pub fn samples() -> Vec<Self> {
        let version = |number, who: &str, note: &str, in_force| Self {
            number,
            moment: MomentView::sample("Today 2:10 pm"),
            who: who.into(),
            note: note.into(),
            in_force,
        };
        vec![
            version(2, "Alex Morgan", "brought back version 1", true),
            version(1, FROM_SETTINGS, "", false),
        ]
    }
}

const FROM_SETTINGS: &str = "From the settings";

/// Returns the versions, newest first.
pub fn versions(state: &WebState, versions: &[Version], names: &StaffNames) -> Vec<VersionView> {
    let now = state.desk.now();
    let view = |(place, version): (usize, &Version)| VersionView {
        number: version.number,
        moment: moments::past(version.saved_at, now, &state.zone),
        who: version
            .saved_by
            .map_or(FROM_SETTINGS, |who| {
                names.get(&who.0).map_or("Somebody", String::as_str)
            })
            .to_owned(),
        note: version
            .back_to
            .map(|older| format!("brought back version {older}"))
            .unwrap_or_default(),
        in_force: place == 0,
    };
    versions.iter().enumerate().map(view).collect()
}

/// Says that somebody else saved another version in the meantime.
pub fn overtaken(versions: &[VersionView], what: &str) -> String {
    let latest = versions.iter().find(|version| version.in_force);
    let by = latest.map_or_else(String::new, |version| {
        format!(" {} saved version {}.", version.who, version.number)
    });
    format!(
        "Somebody else changed {what} while you were here.{by} Nothing of yours is lost: your edit is below, and what is in force now stands under it. Saving replaces theirs with yours."
    )
}
