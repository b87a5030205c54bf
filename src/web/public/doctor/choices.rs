//! The codes a question of the doctor's form offers, and their words.

use crate::domain::request::YesNo;
use crate::domain::request::YesNoNotSure;
use crate::domain::request::doctor::{
    Antigen, Ask, Capacity, CnsClass, DiseaseStatus, FitToFly, Guardian, Knows, Lineage,
    MarrowClass, PatientPlace, Problem, ReplyBy, Role, Sex, Site, Urgency,
};
use crate::support::words::Words;

/// Returns the codes a question offers, in the order of the page.
pub fn codes(field: &str) -> Vec<String> {
    fn of<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> Vec<String> {
        all.iter().map(|one| code(*one).to_owned()).collect()
    }
    match field {
        "role" => of(Role::ALL, Role::code),
        "reply_by" => of(ReplyBy::ALL, ReplyBy::code),
        "sex" => of(Sex::ALL, Sex::code),
        "guardian" => of(Guardian::ALL, Guardian::code),
        "knows" => of(Knows::ALL, Knows::code),
        "family_interpreter" => of(YesNoNotSure::ALL, YesNoNotSure::code),
        "disease_status" => of(DiseaseStatus::ALL, DiseaseStatus::code),
        "lineage" => of(Lineage::ALL, Lineage::code),
        "sites" => of(Site::ALL, Site::code),
        "marrow_class" => of(MarrowClass::ALL, MarrowClass::code),
        "cns_class" => of(CnsClass::ALL, CnsClass::code),
        "cd19" | "cd22" => of(Antigen::ALL, Antigen::code),
        "urgency" => of(Urgency::ALL, Urgency::code),
        "whereabouts" => of(PatientPlace::ALL, PatientPlace::code),
        "transfer" => of(YesNo::ALL, YesNo::code),
        "asks" => of(Ask::ALL, Ask::code),
        "problems" => of(Problem::ALL, Problem::code),
        "fly" => of(FitToFly::ALL, FitToFly::code),
        "capacity" => of(Capacity::ALL, Capacity::code),
        "score" => (1..=10).rev().map(|ten| (ten * 10).to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Returns the words of a code; one that is not on our list stands for itself.
pub fn word(words: &Words, field: &str, code: &str) -> String {
    let key = match field {
        "transfer" | "family_interpreter" => format!("choice-{code}"),
        "cd19" | "cd22" => format!("choice-antigen-{code}"),
        field => format!("choice-{field}-{code}"),
    };
    if code.is_empty() || !words.has(&key) {
        return code.to_owned();
    }
    words.text(&key)
}
