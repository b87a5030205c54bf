//! Fills the forms as the families of the tables would, and lets the product's own checks understand them.

use jiff::Span;
use jiff::civil::Date;
use uuid::Uuid;

use super::DemoError;
use super::story::{CallMe, Doctor, Family, Wrote};
use crate::domain::referral::SubmissionContent;
use crate::domain::request::doctor::{
    ATTESTATION_VERSION, AttestForm, DiseaseForm, DoctorAnswers, DoctorRequest, PatientForm,
    TodayForm, TreatmentForm, YouForm,
};
use crate::domain::request::{
    Answers, CONSENT_VERSION, CallMeForm, ChildForm, ConsentForm, FamilyRequest, HelpForm,
    LanguageForm, ReachForm, RelationshipForm, SituationForm,
};
use crate::support::words::Language;
use crate::usecases::intake::submit_request::Submission;

/// The number of a story as its form's key: the same story sent again is the same case.
fn key(number: u16) -> Uuid {
    Uuid::from_u128(0x1de5_0000_0000_4000_8000_0000_0000_0000 | u128::from(number))
}

/// What a family sends.
pub fn submission(number: u16, wrote: &Wrote, today: Date) -> Result<Submission, DemoError> {
    let (language, content) = match wrote {
        Wrote::Family(family) => (family.page, family_form(family, today)?),
        Wrote::CallMe(form) => (form.page, call_me_form(number, form)?),
        Wrote::Doctor(doctor) => (Language::En, doctor_form(doctor, today)?),
    };
    Ok(Submission {
        key: key(number),
        language,
        content,
        draft: None,
        address: None,
    })
}

fn family_form(family: &Family, today: Date) -> Result<SubmissionContent, DemoError> {
    let answers = answers(family);
    let request = FamilyRequest::parse(&answers, today)
        .map_err(|_| DemoError::Value("the answers of a family"))?;
    Ok(SubmissionContent::Family {
        answers: Box::new(answers),
        request: Box::new(request),
    })
}

fn call_me_form(number: u16, wrote: &CallMe) -> Result<SubmissionContent, DemoError> {
    let form = CallMeForm {
        submission_key: key(number).to_string(),
        name: wrote.name.to_owned(),
        phone: wrote.phone.to_owned(),
        spoken: wrote.spoken.to_owned(),
        best_time: wrote.best_time.to_owned(),
        ..CallMeForm::default()
    };
    let request = form
        .parse()
        .map_err(|_| DemoError::Value("a wish to be called"))?;
    Ok(SubmissionContent::CallMe {
        form: Box::new(form),
        request: Box::new(request),
    })
}

fn answers(family: &Family) -> Answers {
    let text = str::to_owned;
    Answers {
        reach: ReachForm {
            asker: text(family.asker),
            name: text(family.name),
            phone: text(family.phone),
            email: text(family.email),
            best_way: text(if family.email.is_empty() {
                "call"
            } else {
                "email"
            }),
            best_time: text("any"),
            voicemail: text("yes"),
        },
        language: LanguageForm {
            spoken: text(family.spoken),
            spoken_other: text(family.spoken_other),
            written: text(family.page.code()),
            interpreter: text(family.interpreter),
        },
        child: child(family),
        relationship: RelationshipForm {
            relation: text(family.relation),
            decides: text(if family.relation == "other_family" {
                "not_sure"
            } else {
                "yes"
            }),
        },
        situation: SituationForm {
            happened: text(family.happened),
            place: text(family.place),
            ..SituationForm::default()
        },
        help: HelpForm {
            kinds: family.help.iter().copied().map(str::to_owned).collect(),
            note: text(family.note),
            ..HelpForm::default()
        },
        consent: ConsentForm {
            version: text(CONSENT_VERSION),
        },
        ..Answers::default()
    }
}

fn child(family: &Family) -> ChildForm {
    let (given, last) = family.child;
    let tick = |on: bool| if on { "yes" } else { "" }.to_owned();
    let is_patient = family.asker == "patient";
    let mut form = ChildForm {
        given_names: given.to_owned(),
        family_names: last.to_owned(),
        only_one_name: tick(!is_patient && !given.is_empty() && last.is_empty()),
        name_used: family.used.to_owned(),
        by_phone: tick(!is_patient && given.is_empty()),
        ..ChildForm::default()
    };
    match family.birth.strip_prefix("about ") {
        Some(age) => age.clone_into(&mut form.about_age),
        None => fill_birth(&mut form, family.birth),
    }
    form
}

/// Month, day and year; month and year; or the year alone.
fn fill_birth(form: &mut ChildForm, birth: &str) {
    let parts: Vec<&str> = birth.split('/').collect();
    let (month, day, year) = match parts.as_slice() {
        [month, day, year] => (*month, *day, *year),
        [month, year] => (*month, "", *year),
        _ => ("", "", birth),
    };
    (form.birth_month, form.birth_day, form.birth_year) =
        (month.to_owned(), day.to_owned(), year.to_owned());
}

fn doctor_form(doctor: &Doctor, today: Date) -> Result<SubmissionContent, DemoError> {
    let answers = referral(doctor, today);
    let request = DoctorRequest::parse(&answers, today)
        .map_err(|_| DemoError::Value("the answers of a doctor"))?;
    Ok(SubmissionContent::Doctor {
        answers: Box::new(answers),
        request: Box::new(request),
    })
}

fn referral(doctor: &Doctor, today: Date) -> DoctorAnswers {
    let text = str::to_owned;
    let acting = !doctor.acting_for.is_empty();
    DoctorAnswers {
        you: YouForm {
            clinician_name: text(doctor.name),
            role: text(doctor.role),
            institution: text(doctor.institution),
            clinician_phone: text(doctor.phone),
            clinician_email: text(doctor.email),
            npi: text(doctor.npi),
            attending: text(doctor.acting_for),
            reply_by: text("phone"),
            ..YouForm::default()
        },
        patient: patient(doctor),
        disease: disease(doctor, today),
        today: TodayForm {
            urgency: text(doctor.urgency),
            urgency_reason: text(doctor.reason),
            whereabouts: text(doctor.place),
            transfer: text(if doctor.place == "home" { "" } else { "yes" }),
            asks: doctor.asks.iter().copied().map(text).collect(),
            score: text("70"),
            ..TodayForm::default()
        },
        attest: AttestForm {
            version: text(ATTESTATION_VERSION),
            capacity: text(if acting { "acting_for" } else { "treating" }),
            clinician: text(doctor.acting_for),
            ..AttestForm::default()
        },
        treatment: treatment(doctor, today),
        ..DoctorAnswers::default()
    }
}

fn patient(doctor: &Doctor) -> PatientForm {
    let text = str::to_owned;
    let mut birth = ChildForm::default();
    fill_birth(&mut birth, doctor.birth);
    PatientForm {
        patient_given: text(doctor.patient.0),
        patient_family: text(doctor.patient.1),
        birth_month: birth.birth_month,
        birth_day: birth.birth_day,
        birth_year: birth.birth_year,
        sex: text(doctor.sex),
        mrn: text(doctor.mrn),
        guardian: text(doctor.guardian),
        guardian_name: text(doctor.guardian_name),
        guardian_phone: text(doctor.guardian_phone),
        family_spoken: text(doctor.spoken),
        knows: text(doctor.knows),
        ..PatientForm::default()
    }
}

/// What all children are given first, from the month of the diagnosis on.
fn treatment(doctor: &Doctor, today: Date) -> TreatmentForm {
    let diagnosis = today.saturating_sub(Span::new().months(doctor.diagnosis));
    TreatmentForm {
        therapy_kind: vec!["frontline".to_owned()],
        therapy_name: vec!["Standard arm".to_owned()],
        therapy_start_month: vec![diagnosis.month().to_string()],
        therapy_start_year: vec![diagnosis.year().to_string()],
        ..TreatmentForm::default()
    }
}

fn disease(doctor: &Doctor, today: Date) -> DiseaseForm {
    let text = str::to_owned;
    let ago = |months: i32| today.saturating_sub(Span::new().months(months));
    let (diagnosis, relapse) = (ago(doctor.diagnosis), ago(doctor.relapse));
    DiseaseForm {
        disease_status: text(doctor.status),
        relapse_number: text(doctor.number),
        lineage: text(doctor.lineage),
        sites: doctor.sites.iter().copied().map(text).collect(),
        diagnosis_month: diagnosis.month().to_string(),
        diagnosis_year: diagnosis.year().to_string(),
        relapse_month: relapse.month().to_string(),
        relapse_year: relapse.year().to_string(),
        ..DiseaseForm::default()
    }
}
