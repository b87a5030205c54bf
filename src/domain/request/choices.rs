//! The closed questions of the form. Their words are in the catalogues, under the codes given here.

use crate::coded;

coded! {
    /// Who asks.
    pub enum Asker {
        /// A parent or somebody of the family, or a helper.
        Family = "family",
        /// The patient, 18 or older.
        Patient = "patient",
    }
}

coded! {
    /// How somebody would like to hear from us.
    pub enum BestWay {
        /// A phone call.
        Call = "call",
        /// A text message.
        Text = "text",
        /// An e-mail.
        Email = "email",
    }
}

coded! {
    /// When a call is best.
    pub enum BestTime {
        /// Before noon.
        Morning = "morning",
        /// After noon.
        Afternoon = "afternoon",
        /// After work.
        Evening = "evening",
        /// Whenever we can.
        Any = "any",
    }
}

coded! {
    /// Yes or no.
    pub enum YesNo {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

coded! {
    /// Yes, no, or not sure: "not sure" is an answer.
    pub enum YesNoNotSure {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Not sure.
        NotSure = "not_sure",
    }
}

coded! {
    /// Who somebody is to the child.
    pub enum Relation {
        /// The mother.
        Mother = "mother",
        /// The father.
        Father = "father",
        /// A legal guardian.
        Guardian = "guardian",
        /// A grandparent.
        Grandparent = "grandparent",
        /// Somebody else of the family.
        OtherFamily = "other_family",
        /// Somebody outside the family.
        SomeoneElse = "someone_else",
    }
}

coded! {
    /// What has happened so far.
    pub enum Happened {
        /// The leukemia came back for the first time.
        CameBackOnce = "came_back_once",
        /// The leukemia came back more than once.
        CameBackMore = "came_back_more",
        /// The treatment is not working.
        NotWorking = "not_working",
        /// Not sure.
        NotSure = "not_sure",
    }
}

coded! {
    /// Where the leukemia was found this time, as a family was told.
    pub enum ToldSite {
        /// In the bone marrow.
        Marrow = "marrow",
        /// In the brain or the spinal fluid.
        Cns = "cns",
        /// In a testicle.
        Testis = "testis",
        /// Somewhere else.
        Other = "other",
        /// Not sure.
        NotSure = "not_sure",
    }
}

coded! {
    /// The kind of leukemia, as a family was told.
    pub enum ToldType {
        /// B-cell.
        B = "b",
        /// T-cell.
        T = "t",
        /// Mixed, or another kind.
        Other = "other",
        /// Not sure.
        NotSure = "not_sure",
    }
}

coded! {
    /// A treatment that the child has had, as a family was told.
    pub enum ToldTreatment {
        /// Chemotherapy.
        Chemotherapy = "chemotherapy",
        /// Radiation.
        Radiation = "radiation",
        /// A transplant of bone marrow or stem cells.
        Transplant = "transplant",
        /// CAR T-cells.
        CarT = "car_t",
        /// Blinatumomab.
        Blinatumomab = "blinatumomab",
        /// Inotuzumab.
        Inotuzumab = "inotuzumab",
        /// Targeted pills.
        Targeted = "targeted",
        /// A treatment in a research study.
        Trial = "trial",
        /// Something else, told in words.
        Other = "other",
        /// Not sure.
        NotSure = "not_sure",
    }
}

coded! {
    /// Whether we may get in touch with the child's doctor.
    pub enum MayContact {
        /// Yes.
        Yes = "yes",
        /// Only once we have talked.
        AskFirst = "ask_first",
        /// No.
        No = "no",
    }
}

coded! {
    /// Where the child is now.
    pub enum Whereabouts {
        /// At home.
        Home = "home",
        /// In a hospital ward.
        Hospital = "hospital",
        /// In intensive care.
        IntensiveCare = "intensive_care",
        /// Not sure.
        NotSure = "not_sure",
    }
}
