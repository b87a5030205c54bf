//! Treatment so far, donors, and who pays.

use crate::coded;

coded! {
    /// A kind of treatment that was given.
    pub enum TherapyKind {
        /// Frontline chemotherapy.
        Frontline = "frontline",
        /// Chemotherapy at relapse.
        RelapseChemo = "relapse_chemo",
        /// Blinatumomab.
        Blinatumomab = "blinatumomab",
        /// Inotuzumab ozogamicin.
        Inotuzumab = "inotuzumab",
        /// CAR T cells.
        CarT = "car_t",
        /// Allogeneic transplant.
        Transplant = "transplant",
        /// A tyrosine kinase inhibitor.
        Tki = "tki",
        /// Another targeted drug, such as venetoclax, bortezomib, daratumumab or nelarabine.
        OtherTargeted = "other_targeted",
        /// Radiation.
        Radiation = "radiation",
        /// Intrathecal therapy.
        Intrathecal = "intrathecal",
        /// An agent under trial.
        TrialAgent = "trial_agent",
        /// Another treatment.
        Other = "other",
    }
}

coded! {
    /// The best response to a treatment.
    pub enum Response {
        /// Complete remission, MRD negative.
        CrMrdNegative = "cr_mrd_negative",
        /// Complete remission, MRD positive.
        CrMrdPositive = "cr_mrd_positive",
        /// Partial response.
        Pr = "pr",
        /// No response.
        None = "none",
        /// Not evaluated.
        NotEvaluated = "not_evaluated",
    }
}

coded! {
    /// What CAR T cells are aimed at.
    pub enum CarTTarget {
        /// CD19.
        Cd19 = "cd19",
        /// CD22.
        Cd22 = "cd22",
        /// CD19 and CD22 together.
        Cd19Cd22 = "cd19_cd22",
        /// CD7.
        Cd7 = "cd7",
        /// Another, named in the remark.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// Who gave the cells of a transplant.
    pub enum Graft {
        /// A matched sibling.
        Sibling = "sibling",
        /// A matched unrelated donor.
        Matched = "matched",
        /// A mismatched unrelated donor.
        Mismatched = "mismatched",
        /// A haploidentical relative.
        Haploidentical = "haploidentical",
        /// Cord blood.
        Cord = "cord",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// How a transplant was prepared.
    pub enum Conditioning {
        /// Myeloablative.
        Myeloablative = "myeloablative",
        /// Of reduced intensity.
        Reduced = "reduced",
        /// Non-myeloablative.
        NonMyeloablative = "non_myeloablative",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// Graft-versus-host disease after a transplant.
    pub enum Gvhd {
        /// None.
        None = "none",
        /// Acute, grade I or II.
        AcuteMild = "acute_1_2",
        /// Acute, grade III or IV.
        AcuteGrave = "acute_3_4",
        /// Chronic.
        Chronic = "chronic",
        /// Acute, then chronic.
        Both = "both",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// What was irradiated, apart from the whole body before a transplant.
    pub enum RadiationSite {
        /// The brain.
        Cranial = "cranial",
        /// Brain and spine.
        Craniospinal = "craniospinal",
        /// The testes.
        Testes = "testes",
        /// The mediastinum.
        Mediastinum = "mediastinum",
        /// Another, named in the remark.
        Other = "other",
    }
}

coded! {
    /// With what was irradiated.
    pub enum Beam {
        /// Photons.
        Photon = "photon",
        /// Protons.
        Proton = "proton",
    }
}

coded! {
    /// Who would give cells for a transplant.
    pub enum Donor {
        /// A matched sibling.
        Sibling = "sibling",
        /// A matched donor of a registry.
        Registry = "registry",
        /// A haploidentical relative.
        Haploidentical = "haploidentical",
        /// Cord blood.
        Cord = "cord",
        /// The search goes on.
        SearchOpen = "search_open",
        /// Nobody was found.
        None = "none",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// Who pays for care.
    pub enum PayerType {
        /// A commercial plan.
        Commercial = "commercial",
        /// Medicaid or CHIP.
        Medicaid = "medicaid",
        /// Medicare.
        Medicare = "medicare",
        /// TRICARE.
        Military = "military",
        /// The family itself.
        SelfPay = "self_pay",
        /// A payer outside the United States.
        International = "international",
        /// Nobody.
        None = "none",
        /// Not known.
        Unknown = "unknown",
    }
}

coded! {
    /// How slides and images come to us.
    pub enum SlidesBy {
        /// By electronic exchange.
        Electronic = "electronic",
        /// By courier.
        Courier = "courier",
        /// On a disc.
        Disc = "disc",
        /// They cannot be had.
        NotAvailable = "not_available",
    }
}
