//! What staff must know of a case before anything else: contact is stopped, the family does not know, a mail came back.

use super::page::NoticeView;
use crate::domain::status::Status;
use crate::usecases::case::view_case::CaseView;

/// Returns what is said above everything on this case.
pub fn of_case(view: &CaseView) -> Vec<NoticeView> {
    let case = &view.referral;
    let mut notices = Vec::new();
    let mut say = |text: String, tone| notices.push(NoticeView { text, tone });
    if case.contact_stopped_at.is_some() {
        say("All automatic messages to this family are stopped, for ever. Write or call only as a person.".to_owned(), "warn");
    }
    if !case.family_aware {
        say("The family does not know of this referral. Call the doctor first; do not call or write to the family before.".to_owned(), "error");
    }
    let dead = |to_family| {
        let mut mails = view.mails.iter().filter(|mail| mail.status == "dead");
        mails.any(|mail| mail.to_family == to_family && mail.staff.is_none())
    };
    if dead(true) && case.contact_stopped_at.is_none() {
        say(
            "A mail to the family could not be delivered. Phone them.".to_owned(),
            "error",
        );
    }
    if dead(false) && case.contact_stopped_at.is_none() {
        say(
            "A mail to the doctor could not be delivered. Phone them.".to_owned(),
            "error",
        );
    }
    if let Some(by) = case
        .proposed_away_by
        .filter(|_| case.status == Status::Received)
    {
        let name = view.names.get(&by.0).map_or("Somebody", String::as_str);
        say(
            format!(
                "{name} proposed that this is not a referral. A second person confirms it, or starts intake."
            ),
            "",
        );
    }
    notices
}
