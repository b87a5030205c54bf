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
