//! The mails the desk can send, by reader. A notice is ids; its words are made when it is sent.

use jiff::Timestamp;
use uuid::Uuid;

use crate::coded;
use crate::domain::paper::PaperSender;
use crate::domain::staff::StaffId;
use crate::domain::status::Status;

coded! {
    /// What a mail is about.
    pub enum Notice {
        /// To intake: a new request.
        IntakeNewRequest = "intake_new_request",
        /// To the on-call list: an urgent request.
        OnCallUrgent = "on_call_urgent",
        /// To social work: help was asked.
        SocialWorkHelpAsked = "social_work_help_asked",
        /// To insurance specialists: help was asked.
        InsuranceHelpAsked = "insurance_help_asked",
        /// To supervisors: a promise was missed.
        SupervisorOverdue = "supervisor_overdue",
        /// To whom a case was given.
        CaseAssigned = "case_assigned",
        /// To reviewers: a case is ready.
        ReviewerCaseReady = "reviewer_case_ready",
        /// To the coordinator: a case is ready.
        CoordinatorCaseReady = "coordinator_case_ready",
        /// To those who attend: the agenda, a day before.
        ConferenceAgenda = "conference_agenda",
        /// To those who arrange the visit.
        VisitTeamArranging = "visit_team_arranging",
        /// To the owner: a closed case is open again.
        StaffCaseReopened = "staff_case_reopened",
        /// To the owner: a case is on hold until a date.
        StaffHoldReview = "staff_hold_review",
        /// To the owner and supervisors: the family told us that the child has died.
        StaffDeathTold = "staff_death_told",
        /// To the owner and supervisors: that was a mistake.
        StaffDeathTakenBack = "staff_death_taken_back",
        /// To the owner: the family added papers.
        StaffPapersCame = "staff_papers_came",
        /// To the owner: a paper was refused and stays shut.
        StaffPaperRefused = "staff_paper_refused",
        /// To the owner: somebody outside wrote.
        StaffMessageCame = "staff_message_came",
        /// To the owner and supervisors: an answer is late.
        StaffAnswerLate = "staff_answer_late",
        /// To the family: we have it, and when we call.
        FamilyReceipt = "family_receipt",
        /// To the family: who is your contact person.
        FamilyContactPerson = "family_contact_person",
        /// To the family: something is still needed.
        FamilyItemsNeeded = "family_items_needed",
        /// To the family: there is news.
        FamilyUpdate = "family_update",
        /// To the family: we are late, and the new date.
        FamilyPromiseMissed = "family_promise_missed",
        /// To the family: about the visit.
        FamilyVisit = "family_visit",
        /// To the family: the request is closed, and how to come back.
        FamilyClosing = "family_closing",
        /// To the family: its private link, once more.
        FamilyLink = "family_link",
        /// To the family, after the visit: two questions.
        FamilyFeedback = "family_feedback",
        /// To an adult of the family: there is a message.
        FamilyMessage = "family_message",
        /// To the doctor who referred: we have it, and when we call.
        DoctorReceipt = "doctor_receipt",
        /// To the doctor who referred: we are late, and the new date.
        DoctorPromiseMissed = "doctor_promise_missed",
        /// To the doctor who referred: there is a message.
        DoctorMessage = "doctor_message",
        /// To the doctor who referred: its private link, once more.
        DoctorLink = "doctor_link",
        /// To a doctor: the link to all patients referred from that address.
        DoctorPatients = "doctor_patients",
        /// To the doctor who referred: something is still needed.
        DoctorItemsNeeded = "doctor_items_needed",
        /// To the doctor who referred: there is news.
        DoctorUpdate = "doctor_update",
        /// To a clinician in whose name somebody else referred: to confirm it.
        DoctorConfirm = "doctor_confirm",
        /// To the doctor who referred: there is a letter.
        DoctorLetter = "doctor_letter",
        /// To whoever fills in a form: its code, as they asked.
        DraftCode = "draft_code",
        /// To whoever fills in a form: it is not sent yet, as they asked to be reminded.
        DraftReminder = "draft_reminder",
    }
}

/// The reason of a mail that whoever gets it has just asked for: it is sent also where they want no other messages.
pub const ASKED_FOR: &str = "link_asked";

impl Notice {
    /// True where it goes to a family.
    pub fn is_for_family(self) -> bool {
        matches!(
            self,
            Self::FamilyReceipt
                | Self::FamilyContactPerson
                | Self::FamilyItemsNeeded
                | Self::FamilyUpdate
                | Self::FamilyPromiseMissed
                | Self::FamilyVisit
                | Self::FamilyClosing
                | Self::FamilyLink
                | Self::FamilyMessage
                | Self::FamilyFeedback
        )
    }

    /// True where it goes to a doctor who referred.
    pub fn is_for_doctor(self) -> bool {
        matches!(
            self,
            Self::DoctorReceipt
                | Self::DoctorPromiseMissed
                | Self::DoctorMessage
                | Self::DoctorConfirm
                | Self::DoctorLetter
                | Self::DoctorUpdate
                | Self::DoctorItemsNeeded
                | Self::DoctorLink
                | Self::DoctorPatients
        )
    }

    /// True where it is of an unfinished form, and so of no case: it goes to whoever fills it in.
    pub fn is_of_form(self) -> bool {
        matches!(self, Self::DraftCode | Self::DraftReminder)
    }

    /// What a person has said to the doctor, or the doctor has asked for: a death makes only what is automatic fall silent.
    pub const BY_A_PERSON: &'static [Notice] = &[
        Notice::DoctorMessage,
        Notice::DoctorLetter,
        Notice::DoctorLink,
        Notice::DoctorPatients,
    ];

    /// True where it goes to a doctor because a person wrote, or the doctor asked: also after a death.
    pub fn is_by_a_person(self) -> bool {
        Self::BY_A_PERSON.contains(&self)
    }

    /// The mails that wait for a day and lose their reason when the case leaves the status they were written in.
    pub const REMINDERS: &'static [Notice] = &[
        Notice::FamilyItemsNeeded,
        Notice::DoctorItemsNeeded,
        Notice::FamilyVisit,
        Notice::FamilyFeedback,
        Notice::ConferenceAgenda,
        Notice::StaffHoldReview,
    ];

    /// Whose papers it asks for; `None` where it asks for none.
    pub fn asks_of(self) -> Option<PaperSender> {
        match self {
            Self::FamilyItemsNeeded => Some(PaperSender::Family),
            Self::DoctorItemsNeeded => Some(PaperSender::Doctor),
            _ => None,
        }
    }

    /// The statuses in which it still makes sense; `None` where it always does. Asked again when the mail is sent.
    pub fn wanted_in(self) -> Option<&'static [Status]> {
        match self {
            Self::FamilyItemsNeeded | Self::DoctorItemsNeeded => {
                Some(&[Status::AwaitingInformation])
            }
            Self::FamilyVisit => Some(&[Status::VisitScheduled]),
            Self::FamilyFeedback => Some(&[Status::Closed]),
            Self::ConferenceAgenda => Some(&[Status::Conference]),
            Self::StaffHoldReview => Some(&[Status::OnHold]),
            Self::ReviewerCaseReady | Self::CoordinatorCaseReady => {
                Some(&[Status::ReadyForReview, Status::InReview, Status::Conference])
            }
            Self::FamilyPromiseMissed | Self::DoctorPromiseMissed => Some(&[
                Status::Received,
                Status::InIntake,
                Status::AwaitingInformation,
                Status::ReadyForReview,
            ]),
            _ => None,
        }
    }
}

/// Whom a mail goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipient {
    /// A staff member.
    Staff(StaffId),
    /// A contact of the case.
    Contact(Uuid),
}

/// One mail to one recipient: a future row of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What it is about.
    pub notice: Notice,
    /// To whom.
    pub to: Recipient,
    /// In which language (code).
    pub language: String,
    /// Why this person gets it: the rule's code, or the duty they have.
    pub reason: String,
    /// Not before this moment.
    pub due_at: Timestamp,
}
