//! Section 6: the papers that will come, and who pays. Nothing of it is needed to send.

use serde::{Deserialize, Serialize};

use super::you::LINE_MAX;
use super::{PayerType, SlidesBy};
use crate::domain::paper::PaperKind;
use crate::domain::person::{FreeText, masked_debug};
use crate::domain::request::FieldErrors;

/// The section as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DocumentsForm {
    /// Codes of [`PaperKind`]: what the practice sends.
    pub will_send: Vec<String>,
    /// Code of [`SlidesBy`].
    pub slides_by: String,
    /// The courier's number, or who sends them.
    pub slides_note: String,
    /// Code of [`PayerType`].
    pub payer_type: String,
    /// The payer and its plan.
    pub payer: String,
    /// The member's number.
    pub member_id: String,
    /// Who there says yes or no: name and phone.
    pub authorization: String,
}

/// Papers and payer, understood.
#[derive(Clone, PartialEq, Eq)]
pub struct Documents {
    /// What the practice sends.
    pub will_send: Vec<PaperKind>,
    /// How slides and images come.
    pub slides_by: Option<SlidesBy>,
    /// Who pays.
    pub payer_type: Option<PayerType>,
}

masked_debug!(DocumentsForm, Documents);

impl DocumentsForm {
    /// Checks the section.
    pub fn parse(&self) -> Result<Documents, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kinds = (PaperKind::ALL, PaperKind::code);
        let will_send = errors.choices("will_send", &self.will_send, kinds.0, kinds.1);
        let slides_by = errors.choice("slides_by", &self.slides_by, SlidesBy::from_code);
        let payer_type = errors.choice("payer_type", &self.payer_type, PayerType::from_code);
        for (field, text) in [
            ("slides_note", &self.slides_note),
            ("payer", &self.payer),
            ("member_id", &self.member_id),
            ("authorization", &self.authorization),
        ] {
            errors.optional(field, FreeText::parse(text, LINE_MAX));
        }
        errors.finish(Some(Documents {
            will_send,
            slides_by,
            payer_type,
        }))
    }
}
