//! Section 2: the patient, who speaks for them, and whether they know of the referral.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Guardian, Knows, Sex};
use crate::domain::person::{
    EmailAddress, FreeText, ParseError, PartialDate, PersonName, Phone, SpokenLanguage,
    masked_debug,
};
use crate::domain::request::dates::BIRTH;
use crate::domain::request::family::LANGUAGE_NAME_MAX;
use crate::domain::request::{Child, ChildName, FieldErrors, YesNoNotSure};

/// The section as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PatientForm {
    /// First and middle names.
    pub patient_given: String,
    /// Last name or names.
    pub patient_family: String,
    /// `yes`: there is only one name.
    pub one_name: String,
    /// Month of birth.
    pub birth_month: String,
    /// Day of birth.
    pub birth_day: String,
    /// Year of birth.
    pub birth_year: String,
    /// Code of [`Sex`].
    pub sex: String,
    /// Their number at the referring hospital.
    pub mrn: String,
    /// Code of [`Guardian`].
    pub guardian: String,
    /// The guardian's name.
    pub guardian_name: String,
    /// The guardian's phone.
    pub guardian_phone: String,
    /// The guardian's e-mail.
    pub guardian_email: String,
    /// Code of [`SpokenLanguage`].
    pub family_spoken: String,
    /// The language's name, where it is not in the list.
    pub family_spoken_other: String,
    /// Code of [`YesNoNotSure`].
    pub family_interpreter: String,
    /// Code of [`Knows`].
    pub knows: String,
    /// The reference that the family gave, where they have written to us themselves.
    pub family_reference: String,
}

/// The patient and who speaks for them.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientAndGuardian {
    /// Name and birth.
    pub child: Child,
    /// Sex at birth.
    pub sex: Sex,
    /// Their number at the referring hospital.
    pub mrn: Option<FreeText>,
    /// Who speaks for them.
    pub guardian: Guardian,
    /// The name to ask for.
    pub guardian_name: PersonName,
    /// The phone to call.
    pub guardian_phone: Phone,
    /// Their e-mail.
    pub guardian_email: Option<EmailAddress>,
    /// What they speak.
    pub spoken: Option<SpokenLanguage>,
    /// Its name, where it is not in our list.
    pub spoken_other: Option<FreeText>,
    /// Whether they need an interpreter.
    pub interpreter: Option<YesNoNotSure>,
    /// Whether they know of the referral.
    pub knows: Knows,
    /// The reference of what the family sent, as typed: kept, shown to staff, and answered alike whatever it names.
    pub family_reference: Option<FreeText>,
}

masked_debug!(PatientForm, PatientAndGuardian);

impl PatientForm {
    /// The oldest patient the programme can look at, in years; older is a typing slip or another clinic's patient.
    pub const OLDEST: i16 = 30;
    /// The most characters of a hospital number.
    pub const MRN_MAX: usize = 40;
    /// The most characters of the family's reference: ours has twelve.
    pub const REFERENCE_MAX: usize = 40;

    /// Checks the section.
    pub fn parse(&self, today: Date) -> Result<PatientAndGuardian, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = self.name(&mut errors);
        let birth = self.birth(today, &mut errors);
        let sex = errors.needed_choice("sex", &self.sex, Sex::from_code);
        let mrn = errors.optional("mrn", FreeText::parse(&self.mrn, PatientForm::MRN_MAX));
        let guardian = errors.needed_choice("guardian", &self.guardian, Guardian::from_code);
        let guardian_name = self.guardian_name(guardian, name.as_ref(), &mut errors);
        let guardian_phone = errors.required("guardian_phone", Phone::parse(&self.guardian_phone));
        let guardian_email =
            errors.optional("guardian_email", EmailAddress::parse(&self.guardian_email));
        let spoken = errors.choice(
            "family_spoken",
            &self.family_spoken,
            SpokenLanguage::from_code,
        );
        let spoken_other = errors.optional(
            "family_spoken_other",
            FreeText::parse(&self.family_spoken_other, LANGUAGE_NAME_MAX),
        );
        let interpreter = errors.choice(
            "family_interpreter",
            &self.family_interpreter,
            YesNoNotSure::from_code,
        );
        let knows = errors.needed_choice("knows", &self.knows, Knows::from_code);
        let named = FreeText::parse(&self.family_reference, PatientForm::REFERENCE_MAX);
        let family_reference = errors.optional("family_reference", named);
        let parsed = || {
            Some(PatientAndGuardian {
                child: Child {
                    name: Some(name?),
                    birth: Some(birth?),
                },
                sex: sex?,
                mrn,
                guardian: guardian?,
                guardian_name: guardian_name?,
                guardian_phone: guardian_phone?,
                guardian_email,
                spoken,
                spoken_other,
                interpreter,
                knows: knows?,
                family_reference,
            })
        };
        let parsed = parsed();
        errors.finish(parsed)
    }

    fn name(&self, errors: &mut FieldErrors) -> Option<ChildName> {
        let only_one = errors.tick("one_name", &self.one_name);
        let given = errors.required("patient_given", PersonName::parse(&self.patient_given));
        let family = PersonName::parse(&self.patient_family);
        let family = if only_one {
            Some(errors.optional("patient_family", family))
        } else {
            errors.required("patient_family", family).map(Some)
        };
        Some(ChildName {
            given: given?,
            family: family?,
            used: None,
        })
    }

    fn birth(&self, today: Date, errors: &mut FieldErrors) -> Option<PartialDate> {
        let boxes = [self.birth_month.as_str(), &self.birth_day, &self.birth_year];
        let birth = BIRTH.take(boxes, true, today, errors)?;
        let (_, latest) = birth.expose_span()?;
        let had = i16::from((today.month(), today.day()) < (latest.month(), latest.day()));
        if today.year() - latest.year() - had > PatientForm::OLDEST {
            errors.add_key_for(BIRTH.year, BIRTH.whole, "error-patient-too-old");
            return None;
        }
        Some(birth)
    }

    /// A patient who speaks for themselves has been named already.
    fn guardian_name(
        &self,
        guardian: Option<Guardian>,
        patient: Option<&ChildName>,
        errors: &mut FieldErrors,
    ) -> Option<PersonName> {
        let typed = PersonName::parse(&self.guardian_name);
        if guardian == Some(Guardian::Patient) && typed == Err(ParseError::Missing) {
            return patient.and_then(|name| PersonName::parse(&name.expose_full()).ok());
        }
        errors.required("guardian_name", typed)
    }
}
