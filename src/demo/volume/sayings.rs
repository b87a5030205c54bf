//! What is said and written in made-up stories.

/// What was said in a call.
pub const SAID: &[&str] = &[
    "Spoke with the mother. She has the discharge letter and will send it today. The child is at home and eats well.",
    "Long call with the father. He asked what the visit would mean for school and who pays for the hotel.",
    "La madre pidió hablar en español. Tiene los informes del hospital y los manda mañana.",
    "Grandmother answered; the parents call back tonight. Left no details.",
];
/// What was promised.
pub const PROMISED: &[&str] = &[
    "We call again tomorrow before noon.",
    "We ask the treating hospital for the slides ourselves.",
    "Llamamos el jueves con un intérprete.",
    "",
];
/// What staff write down.
pub const NOTES: &[&str] = &[
    "Pathology report of the relapse, last two blood counts, list of medicines.",
    "Records office answers on weekdays until four; ask for the second fax line.",
    "Insurance wants the letter of the treating doctor before it decides.",
    "Family prefers calls in the evening; interpreter booked.",
    "Complete: reports, scans and the history of treatment are in the packet.",
];
