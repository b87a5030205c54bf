//! What families and doctors send: forms as typed ([`Answers`], `doctor::DoctorAnswers`), and what we understood.
//!
//! Each form has its folder or file (`family`, `doctor`, `call_me`); each page owns its raw form, its checks and its parsed
//! value. What was typed is kept whatever the checks say. The pages are in `web/public`; storing is
//! `usecases/intake/submit_request`.

mod call_me;
mod choices;
mod cut;
mod dates;
pub mod doctor;
mod drafted;
mod errors;
mod family;
mod resume_code;
mod rows;

pub use call_me::{CallMeForm, CallMeRequest};
pub use choices::{
    Asker, BestTime, BestWay, Happened, MayContact, Relation, ToldSite, ToldTreatment, ToldType,
    Whereabouts, YesNo, YesNoNotSure,
};
pub use drafted::{CallFirst, DraftAnswers, DraftKind};
pub use errors::{FieldError, FieldErrors};
pub use family::{
    Answers, CONSENT_VERSION, Child, ChildForm, ChildName, Consent, ConsentForm, Contact,
    FORM_VERSION, FamilyRequest, HelpAnswer, HelpForm, HelpKind, LanguageForm, LanguageWish, More,
    MoreForm, OtherAdult, ReachForm, Relationship, RelationshipForm, Situation, SituationForm,
    Step, Treating, TreatingForm, Treatment, TreatmentForm,
};

pub use resume_code::ResumeCode;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests;
