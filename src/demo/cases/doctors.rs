//! Requests that doctors sent: an emergency just now, one whose family does not know, one on its way, one in review.

use crate::demo::story::{
    Act, DOCTOR, Doctor, Sent, Story, Who, ago, doctor, from_doctor, on, talk,
};
use crate::domain::status::Status;

use Act::{Move, Note, Take};
use Sent::{ByDay, JustNow};
use Who::{Jordan, Kim, Priya};

pub const STORIES: &[Story] = &[
    from_doctor(
        JustNow(2),
        &Doctor {
            name: "Dr. Wilhelmina Achterberg",
            phone: "610-555-0181",
            email: "w.achterberg@example.org",
            institution: "Lehigh Children's Clinic",
            npi: "1234567893",
            patient: ("Noor", "Haddad"),
            birth: "9/2/2017",
            mrn: "LC-448120",
            guardian_name: "Samira Haddad",
            guardian_phone: "610-555-0182",
            spoken: "ar",
            sites: &["marrow", "cns"],
            diagnosis: "4/2022",
            urgency: "emergency",
            reason: "White count doubling daily, tumor lysis since this morning.",
            place: "intensive_care",
            asks: &["transfer", "car_t"],
            ..DOCTOR
        },
        &[],
    ),
    from_doctor(
        ByDay(ago(1, 120)),
        &Doctor {
            name: "Dr. Tobias Ferreira",
            phone: "484-555-0183",
            email: "tferreira@example.org",
            institution: "Westridge Hospital",
            patient: ("Eliska", "Novotná"),
            birth: "12/11/2012",
            guardian_name: "Jana Novotná",
            guardian_phone: "484-555-0184",
            knows: "call_me_first",
            status: "primary_refractory",
            lineage: "t",
            sites: &["marrow", "node"],
            diagnosis: "8/2026",
            relapse: "10/2026",
            urgency: "within_week",
            reason: "Second induction ends on Friday.",
            place: "ward",
            asks: &["second_opinion", "trial"],
            ..DOCTOR
        },
        &[
            on(0, 120, Priya, Take),
            on(
                0,
                110,
                Priya,
                Note("Talk with Dr. Ferreira before anything goes to the family."),
            ),
        ],
    ),
    from_doctor(
        ByDay(ago(4, 300)),
        &Doctor {
            name: "Dr. Oluwaseun Bright",
            phone: "267-555-0185",
            email: "o.bright@example.org",
            institution: "Harbor Oncology",
            patient: ("Milo", "Castellanos"),
            birth: "5/21/2019",
            sex: "male",
            guardian: "father",
            guardian_name: "Andrés Castellanos",
            guardian_phone: "267-555-0186",
            spoken: "es",
            sites: &["testis_left"],
            diagnosis: "3/2023",
            relapse: "10/2026",
            asks: &["evaluation"],
            ..DOCTOR
        },
        &[
            on(3, 400, Jordan, Take),
            on(
                3,
                390,
                Jordan,
                doctor(
                    "Dr. Bright sends the summary today.",
                    "We call the father next.",
                ),
            ),
            on(3, 380, Jordan, Move(Status::InIntake)),
            on(
                2,
                300,
                Jordan,
                talk("Talked with the father in Spanish.", "News by Friday."),
            ),
        ],
    ),
    from_doctor(
        ByDay(ago(8, 200)),
        &Doctor {
            name: "Henrike Vosgerau, RN",
            role: "nurse",
            phone: "215-555-0187",
            email: "hvosgerau@example.org",
            institution: "Summit Pediatrics",
            patient: ("Theo", "Lindqvist"),
            birth: "1/30/2010",
            sex: "male",
            guardian_name: "Maja Lindqvist",
            guardian_phone: "215-555-0188",
            knows: "asked_us",
            status: "later_relapse",
            number: "2",
            diagnosis: "6/2016",
            relapse: "9/2026",
            asks: &["car_t", "transplant"],
            acting_for: "Dr. Pilar Quintero",
            ..DOCTOR
        },
        &[
            on(7, 400, Priya, Take),
            on(7, 390, Priya, doctor("Records are complete.", "")),
            on(7, 380, Priya, Move(Status::InIntake)),
            on(
                6,
                300,
                Priya,
                talk("The mother asked for this herself.", ""),
            ),
            on(5, 300, Priya, Move(Status::ReadyForReview)),
            on(1, 200, Kim, Move(Status::InReview)),
        ],
    ),
];
