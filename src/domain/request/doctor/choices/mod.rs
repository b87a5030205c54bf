//! The closed questions of the doctor's form, in the field's standard terms. Their words are in the catalogues.

mod findings;
mod treatment;

pub use findings::{Finding, FindingResult};
pub use treatment::{
    Beam, CarTTarget, Conditioning, Donor, Graft, Gvhd, PayerType, RadiationSite, Response,
    SlidesBy, TherapyKind,
};

use crate::coded;

coded! {
    /// What somebody is who refers a patient.
    pub enum Role {
        /// A paediatric or adult oncologist or haematologist.
        Oncologist = "oncologist",
        /// A paediatrician or family doctor.
        Paediatrician = "paediatrician",
        /// A nurse or nurse coordinator.
        Nurse = "nurse",
        /// A social worker.
        SocialWorker = "social_worker",
        /// Another profession.
        Other = "other",
    }
}

coded! {
    /// How the referring doctor hears back.
    pub enum ReplyBy {
        /// A call to the direct phone.
        Phone = "phone",
        /// Their page with us, by its private link.
        Portal = "portal",
        /// A fax.
        Fax = "fax",
        /// A letter.
        Letter = "letter",
    }
}

coded! {
    /// Sex at birth: the testicular site and doses depend on it.
    pub enum Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
        /// Intersex.
        Intersex = "intersex",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// Who speaks for the patient.
    pub enum Guardian {
        /// The mother.
        Mother = "mother",
        /// The father.
        Father = "father",
        /// A legal guardian.
        LegalGuardian = "guardian",
        /// A grandparent.
        Grandparent = "grandparent",
        /// Somebody else of the family.
        OtherFamily = "other_family",
        /// Somebody outside the family.
        SomeoneElse = "someone_else",
        /// The patient, 18 or older.
        Patient = "patient",
    }
}

coded! {
    /// Whether the family knows of the referral.
    pub enum Knows {
        /// They know.
        Yes = "yes",
        /// They asked for it.
        AskedUs = "asked_us",
        /// They do not: we call the doctor first, and nobody of us gets in touch with them before.
        CallMeFirst = "call_me_first",
    }
}

coded! {
    /// Where the disease stands.
    pub enum DiseaseStatus {
        /// First relapse.
        FirstRelapse = "first_relapse",
        /// Second or later relapse.
        LaterRelapse = "later_relapse",
        /// No remission after induction.
        PrimaryRefractory = "primary_refractory",
        /// A relapse that does not respond to treatment.
        RelapseNotResponding = "relapse_not_responding",
        /// Minimal residual disease that persists or returns.
        Mrd = "mrd",
        /// In remission; the next treatment is planned.
        InRemission = "in_remission",
        /// Something else.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// The lineage of the leukaemia.
    pub enum Lineage {
        /// B lymphoblastic.
        B = "b",
        /// T lymphoblastic.
        T = "t",
        /// Early T-cell precursor, or near it.
        Etp = "etp",
        /// Mixed phenotype.
        Mixed = "mixed",
        /// Lymphoblastic lymphoma.
        Lymphoma = "lymphoma",
        /// Something else.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// Where the disease is now.
    pub enum Site {
        /// Bone marrow.
        Marrow = "marrow",
        /// Central nervous system.
        Cns = "cns",
        /// Left testis.
        TestisLeft = "testis_left",
        /// Right testis.
        TestisRight = "testis_right",
        /// Lymph nodes or mediastinum.
        Node = "node",
        /// Eye.
        Eye = "eye",
        /// Skin.
        Skin = "skin",
        /// Bone.
        Bone = "bone",
        /// Somewhere else.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// Blasts in the marrow by class.
    pub enum MarrowClass {
        /// Under 5 percent.
        M1 = "m1",
        /// 5 to 25 percent.
        M2 = "m2",
        /// Over 25 percent.
        M3 = "m3",
        /// Not examined.
        NotDone = "not_done",
    }
}

coded! {
    /// Leukaemia in the spinal fluid by class.
    pub enum CnsClass {
        /// No blasts.
        Cns1 = "cns1",
        /// Few cells, with blasts.
        Cns2 = "cns2",
        /// Five cells or more, with blasts, or signs of it.
        Cns3 = "cns3",
        /// Not examined.
        NotDone = "not_done",
    }
}

coded! {
    /// Whether the blasts carry an antigen.
    pub enum Antigen {
        /// Positive.
        Positive = "positive",
        /// Dim.
        Dim = "dim",
        /// Negative.
        Negative = "negative",
        /// Not tested.
        NotTested = "not_tested",
    }
}

coded! {
    /// What the doctor asks of us.
    pub enum Ask {
        /// Transfer of care.
        Transfer = "transfer",
        /// A visit for evaluation.
        Evaluation = "evaluation",
        /// A second opinion on the records.
        SecondOpinion = "second_opinion",
        /// CAR T-cell therapy.
        CarT = "car_t",
        /// A transplant.
        Transplant = "transplant",
        /// A clinical trial.
        Trial = "trial",
        /// Radiation or protons.
        Proton = "proton",
        /// Molecular testing only.
        Molecular = "molecular",
        /// Advice by phone.
        PhoneAdvice = "phone_advice",
    }
}

coded! {
    /// How soon the doctor needs us.
    pub enum Urgency {
        /// Phone now.
        Emergency = "emergency",
        /// A decision within 72 hours.
        Within72Hours = "within_72h",
        /// Within one week.
        WithinWeek = "within_week",
        /// The ordinary promise.
        Standard = "standard",
    }
}

coded! {
    /// Where the patient is.
    pub enum PatientPlace {
        /// At home.
        Home = "home",
        /// On a ward.
        Ward = "ward",
        /// In intensive care.
        IntensiveCare = "intensive_care",
    }
}

coded! {
    /// A problem that is there today.
    pub enum Problem {
        /// Infection.
        Infection = "infection",
        /// Fungal infection.
        Fungal = "fungal",
        /// Liver.
        Liver = "liver",
        /// Kidney.
        Kidney = "kidney",
        /// Heart.
        Heart = "heart",
        /// Lung.
        Lung = "lung",
        /// Brain, nerves or seizures.
        Neuro = "neuro",
        /// Pancreas.
        Pancreas = "pancreas",
        /// Clots.
        Clots = "clots",
        /// Bleeding.
        Bleeding = "bleeding",
        /// Graft-versus-host disease.
        Gvhd = "gvhd",
        /// Mental health.
        MentalHealth = "mental_health",
        /// None of these.
        None = "none",
    }
}

coded! {
    /// How others are kept from what the patient carries, or the patient from others.
    pub enum Isolation {
        /// Contact.
        Contact = "contact",
        /// Droplet.
        Droplet = "droplet",
        /// Airborne.
        Airborne = "airborne",
        /// Protective.
        Protective = "protective",
        /// None of these.
        None = "none",
    }
}

coded! {
    /// The central line.
    pub enum CentralLine {
        /// An implanted port.
        Port = "port",
        /// A tunneled catheter.
        Tunneled = "tunneled",
        /// A peripherally inserted one.
        Picc = "picc",
        /// Another.
        Other = "other",
        /// None.
        None = "none",
    }
}

coded! {
    /// What the patient is transfused with.
    pub enum Transfusion {
        /// Red cells.
        RedCells = "red_cells",
        /// Platelets.
        Platelets = "platelets",
        /// None of these.
        None = "none",
    }
}

coded! {
    /// Whether the patient can fly.
    pub enum FitToFly {
        /// Yes.
        Yes = "yes",
        /// With conditions.
        WithConditions = "with_conditions",
        /// No.
        No = "no",
        /// To be talked about.
        AskUs = "ask_us",
    }
}

coded! {
    /// In which capacity a referral is signed.
    pub enum Capacity {
        /// I treat this patient.
        Treating = "treating",
        /// I act for the clinician named.
        ActingFor = "acting_for",
    }
}
