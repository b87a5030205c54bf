//! Keys that the doctor's form puts together from stable codes.

use intake_desk::domain::paper::PaperKind;
use intake_desk::domain::request::doctor::{
    ANTIGENS, Antigen, Ask, BandRule, Beam, Capacity, CarTTarget, CentralLine, CnsClass,
    Conditioning, DiseaseStatus, Donor, Finding, FindingResult, FitToFly, Graft, Guardian, Gvhd,
    Isolation, Knows, Lineage, MarrowClass, MrdMethod, MrdSite, OwnBand, PatientPlace, PayerType,
    Problem, RadiationSite, Remark, ReplyBy, Response, Role, Section, Sex, Site, SlidesBy,
    TherapyKind, Transfusion, Urgency,
};

/// The words of each choice.
fn choices() -> Vec<String> {
    fn of<T: Copy>(prefix: &str, all: &[T], code: fn(T) -> &'static str) -> Vec<String> {
        all.iter()
            .map(|one| format!("{prefix}-{}", code(*one)))
            .collect()
    }
    [
        of("choice-role", Role::ALL, Role::code),
        of("choice-reply_by", ReplyBy::ALL, ReplyBy::code),
        of("choice-sex", Sex::ALL, Sex::code),
        of("choice-guardian", Guardian::ALL, Guardian::code),
        of("choice-knows", Knows::ALL, Knows::code),
        of(
            "choice-disease_status",
            DiseaseStatus::ALL,
            DiseaseStatus::code,
        ),
        of("choice-lineage", Lineage::ALL, Lineage::code),
        of("choice-sites", Site::ALL, Site::code),
        of("choice-marrow_class", MarrowClass::ALL, MarrowClass::code),
        of("choice-cns_class", CnsClass::ALL, CnsClass::code),
        of("choice-own_band", OwnBand::ALL, OwnBand::code),
        of("doctor-band-early", BandRule::ALL, BandRule::code),
        of("doctor-band-late", BandRule::ALL, BandRule::code),
        of("choice-mrd_method", MrdMethod::ALL, MrdMethod::code),
        of("choice-mrd_site", MrdSite::ALL, MrdSite::code),
        of("choice-antigen", Antigen::ALL, Antigen::code),
        of("choice-finding", Finding::ALL, Finding::code),
        of(
            "choice-finding_result",
            FindingResult::ALL,
            FindingResult::code,
        ),
        of("choice-therapy_kind", TherapyKind::ALL, TherapyKind::code),
        of("choice-therapy_response", Response::ALL, Response::code),
        of("choice-therapy_target", CarTTarget::ALL, CarTTarget::code),
        of("choice-therapy_graft", Graft::ALL, Graft::code),
        of(
            "choice-therapy_conditioning",
            Conditioning::ALL,
            Conditioning::code,
        ),
        of("choice-therapy_gvhd", Gvhd::ALL, Gvhd::code),
        of(
            "choice-therapy_site",
            RadiationSite::ALL,
            RadiationSite::code,
        ),
        of("choice-therapy_beam", Beam::ALL, Beam::code),
        of("choice-donor", Donor::ALL, Donor::code),
        of("choice-will_send", PaperKind::ALL, PaperKind::code),
        of("choice-slides_by", SlidesBy::ALL, SlidesBy::code),
        of("choice-payer_type", PayerType::ALL, PayerType::code),
        of("choice-urgency", Urgency::ALL, Urgency::code),
        of("choice-whereabouts", PatientPlace::ALL, PatientPlace::code),
        of("choice-asks", Ask::ALL, Ask::code),
        of("choice-problems", Problem::ALL, Problem::code),
        of("choice-isolation", Isolation::ALL, Isolation::code),
        of("choice-line", CentralLine::ALL, CentralLine::code),
        of("choice-transfusions", Transfusion::ALL, Transfusion::code),
        of("choice-fly", FitToFly::ALL, FitToFly::code),
        of("choice-capacity", Capacity::ALL, Capacity::code),
        of("doctor-section", Section::ALL, Section::code),
        of("doctor-remark", Remark::ALL, Remark::code),
    ]
    .concat()
}

/// Each must be there.
pub fn composed() -> Vec<String> {
    let mut keys = choices();
    let needed = [
        "clinician_name",
        "role",
        "institution",
        "clinician_phone",
        "clinician_email",
        "reply_by",
        "fax",
        "patient_given",
        "patient_family",
        "birth",
        "sex",
        "guardian",
        "guardian_name",
        "guardian_phone",
        "knows",
        "disease_status",
        "lineage",
        "sites",
        "diagnosis",
        "relapse",
        "own_band",
        "own_band_reason",
        "therapy_kind",
        "finding",
        "finding_result",
        "letter_urgency",
        "urgency",
        "urgency_reason",
        "whereabouts",
        "transfer",
        "asks",
        "capacity",
        "clinician",
    ];
    keys.extend(needed.map(|field| format!("error-{field}-missing")));
    keys.extend(["early", "late"].map(|band| format!("doctor-band-{band}")));
    let details = [
        "target",
        "graft",
        "conditioning",
        "tbi",
        "gvhd",
        "site",
        "dose",
        "beam",
    ];
    keys.extend(details.map(|detail| format!("field-therapy_{detail}")));
    keys.extend(ANTIGENS.map(|antigen| format!("field-{antigen}")));
    keys
}
