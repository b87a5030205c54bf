//! The codes a question of the doctor's form offers, and their words.

use crate::domain::paper::PaperKind;
use crate::domain::request::YesNo;
use crate::domain::request::YesNoNotSure;
use crate::domain::request::doctor::{
    Antigen, Ask, Beam, Capacity, CarTTarget, CentralLine, CnsClass, Conditioning, DiseaseStatus,
    Donor, Finding, FindingResult, FitToFly, Graft, Guardian, Gvhd, Isolation, Knows, Lineage,
    MarrowClass, MrdMethod, MrdSite, OwnBand, PatientPlace, PayerType, Problem, RadiationSite,
    ReplyBy, Response, Role, Sex, Site, SlidesBy, TherapyKind, Transfusion, Urgency,
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
        "sites" | "earlier_site" => of(Site::ALL, Site::code),
        "marrow_class" => of(MarrowClass::ALL, MarrowClass::code),
        "cns_class" => of(CnsClass::ALL, CnsClass::code),
        "own_band" => of(OwnBand::ALL, OwnBand::code),
        "mrd_method" => of(MrdMethod::ALL, MrdMethod::code),
        "mrd_site" => of(MrdSite::ALL, MrdSite::code),
        "cd19" | "cd22" | "cd20" | "cd38" | "cd7" | "cd3" => of(Antigen::ALL, Antigen::code),
        "finding" => of(Finding::ALL, Finding::code),
        "finding_result" => of(FindingResult::ALL, FindingResult::code),
        "therapy_kind" => of(TherapyKind::ALL, TherapyKind::code),
        "therapy_response" => of(Response::ALL, Response::code),
        "therapy_target" => of(CarTTarget::ALL, CarTTarget::code),
        "therapy_graft" => of(Graft::ALL, Graft::code),
        "therapy_conditioning" => of(Conditioning::ALL, Conditioning::code),
        "therapy_gvhd" => of(Gvhd::ALL, Gvhd::code),
        "therapy_site" => of(RadiationSite::ALL, RadiationSite::code),
        "therapy_beam" => of(Beam::ALL, Beam::code),
        "donor" => of(Donor::ALL, Donor::code),
        "will_send" => of(PaperKind::ALL, PaperKind::code),
        "slides_by" => of(SlidesBy::ALL, SlidesBy::code),
        "payer_type" => of(PayerType::ALL, PayerType::code),
        "urgency" | "letter_urgency" => of(Urgency::ALL, Urgency::code),
        "whereabouts" => of(PatientPlace::ALL, PatientPlace::code),
        "transfer" | "hla" | "therapy_tbi" => of(YesNo::ALL, YesNo::code),
        "asks" => of(Ask::ALL, Ask::code),
        "problems" => of(Problem::ALL, Problem::code),
        "isolation" => of(Isolation::ALL, Isolation::code),
        "line" => of(CentralLine::ALL, CentralLine::code),
        "transfusions" => of(Transfusion::ALL, Transfusion::code),
        "fly" => of(FitToFly::ALL, FitToFly::code),
        "capacity" => of(Capacity::ALL, Capacity::code),
        "score" => (1..=10).rev().map(|ten| (ten * 10).to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Returns the words of a code; one that is not on our list stands for itself.
pub fn word(words: &Words, field: &str, code: &str) -> String {
    let key = match field {
        "transfer" | "family_interpreter" | "hla" | "therapy_tbi" => format!("choice-{code}"),
        "cd19" | "cd22" | "cd20" | "cd38" | "cd7" | "cd3" => format!("choice-antigen-{code}"),
        "letter_urgency" => format!("choice-urgency-{code}"),
        "earlier_site" => format!("choice-sites-{code}"),
        field => format!("choice-{field}-{code}"),
    };
    if code.is_empty() || !words.has(&key) {
        return code.to_owned();
    }
    words.text(&key)
}
