//! The pages of the family's form and their order.

use crate::coded;
use crate::domain::request::Asker;

coded! {
    /// A page of the family's form.
    pub enum Step {
        /// How can we reach you?
        Reach = "reach",
        /// What language should we use?
        Language = "language",
        /// Who is your child?
        Child = "child",
        /// What is your relationship to the child?
        Relationship = "relationship",
        /// What has happened so far?
        Situation = "situation",
        /// What treatment has your child had?
        Treatment = "treatment",
        /// Who is your child's cancer doctor?
        Treating = "treating",
        /// How can we help your family come here?
        Help = "help",
        /// What else should we know?
        More = "more",
        /// Check your answers, and send.
        Check = "check",
    }
}

impl Step {
    /// Returns the pages somebody goes through: a patient is not asked who they are to themselves.
    pub fn path(asker: Asker) -> impl Iterator<Item = Step> {
        Step::ALL
            .iter()
            .copied()
            .filter(move |step| asker == Asker::Family || *step != Step::Relationship)
    }

    /// Returns the page after this one.
    pub fn next(self, asker: Asker) -> Option<Step> {
        Step::path(asker).find(|step| *step > self)
    }

    /// Returns the page before this one.
    pub fn previous(self, asker: Asker) -> Option<Step> {
        Step::path(asker).take_while(|step| *step < self).last()
    }

    /// Returns the number of this page, from 1, and how many there are.
    pub fn place(self, asker: Asker) -> (usize, usize) {
        let before = Step::path(asker).take_while(|step| *step < self).count();
        (before + 1, Step::path(asker).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_goes_through_ten_pages_and_back() {
        assert_eq!(Step::Reach.previous(Asker::Family), None);
        assert_eq!(Step::Reach.next(Asker::Family), Some(Step::Language));
        assert_eq!(Step::Child.next(Asker::Family), Some(Step::Relationship));
        assert_eq!(Step::Check.next(Asker::Family), None);
        assert_eq!(Step::Check.previous(Asker::Family), Some(Step::More));
        assert_eq!(Step::Child.place(Asker::Family), (3, 10));
    }

    #[test]
    fn a_patient_is_not_asked_for_a_relationship() {
        assert_eq!(Step::Child.next(Asker::Patient), Some(Step::Situation));
        assert_eq!(Step::Situation.previous(Asker::Patient), Some(Step::Child));
        assert_eq!(Step::Check.place(Asker::Patient), (9, 9));
    }
}
