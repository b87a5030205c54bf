//! "Check the referral": everything once more, with a way to change it, the signature and the button that sends.

use askama::Template;
use serde::Deserialize;

use super::frame::{Frame, Place, path};
use super::summary as answers_in_words;
use crate::domain::request::FieldErrors;
use crate::domain::request::doctor::{ATTESTATION_VERSION, AttestForm, DoctorAnswers, Refusals};
use crate::support::words::Words;
use crate::web::components::SummaryError;
use crate::web::public::frame::{summary, window_title};
use crate::web::public::summary::Section;
use crate::web::shell::PublicShell;

/// The page as posted.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckForm {
    /// The key that makes a second press of the button harmless.
    pub submission_key: String,
    /// The version of the signature's words.
    pub version: String,
    /// Code of the capacity in which it is signed.
    pub capacity: String,
    /// The clinician one acts for.
    pub clinician: String,
    /// Where they are asked to confirm.
    pub clinician_mail: String,
}

impl CheckForm {
    /// Returns the signature.
    pub fn signature(self) -> AttestForm {
        AttestForm {
            version: self.version,
            capacity: self.capacity,
            clinician: self.clinician,
            clinician_mail: self.clinician_mail,
        }
    }
}

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/check.html")]
pub struct CheckPage {
    shell: PublicShell,
    frame: Frame,
    errors: Vec<SummaryError>,
    remarks: Vec<String>,
    sections: Vec<Section>,
    submission_key: String,
    attest: AttestForm,
    attest_version: &'static str,
}

impl CheckPage {
    /// Fills the page. `refused` holds the errors of every section; those of sections lead there.
    pub fn new(
        shell: PublicShell,
        place: &Place,
        answers: &DoctorAnswers,
        submission_key: &str,
        refused: &Refusals,
    ) -> CheckPage {
        let none = FieldErrors::default();
        let own = refused.iter().find(|(section, _)| section.is_none());
        let any = refused.first().map_or(&none, |(_, errors)| errors);
        let words = shell.words;
        let heading = words.text("doctor-check-title");
        let own = own.map_or(&none, |(_, errors)| errors);
        let mut frame = Frame::new(words, place, "check", heading, own);
        frame.back = path(words, "");
        frame.page_title = window_title(words, &frame.heading, any);
        CheckPage {
            errors: lines(words, refused),
            remarks: answers_in_words::remarks(words, answers, place.now.date()),
            sections: answers_in_words::to_change(words, answers, place.now.date()),
            submission_key: submission_key.to_owned(),
            attest: answers.attest.clone(),
            attest_version: ATTESTATION_VERSION,
            shell,
            frame,
        }
    }
}

/// Errors of the signature lead to their control; errors of sections lead to their page.
fn lines(words: &Words, refused: &Refusals) -> Vec<SummaryError> {
    let mut lines = Vec::new();
    for (section, errors) in refused {
        for error in summary(words, errors) {
            let page = section.map_or_else(String::new, |section| {
                format!("{}?from=check", path(words, section.code()))
            });
            lines.push(SummaryError::new(
                format!("{page}#{}", error.target),
                error.text,
            ));
        }
    }
    lines
}
