//! Who has looked at a case: for supervisors, and for the privacy officer who may not open the case itself.

use askama::Template;

use crate::web::shell::StaffShell;
use crate::web::staff::display::MomentView;

/// Is the access log of one case.
#[derive(Template)]
#[template(path = "staff/case/access.html")]
pub struct AccessPage {
    pub shell: StaffShell,
    pub reference: String,
    pub can_open: bool,
    pub entries: Vec<AccessView>,
}

/// Is one look or change.
pub struct AccessView {
    pub moment: MomentView,
    pub who: String,
    pub role: String,
    pub what: String,
}

impl AccessPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            can_open: true,
            entries: vec![AccessView {
                moment: MomentView::sample("Today 2:02 pm"),
                who: "Jordan Rivera".into(),
                role: "Intake specialist".into(),
                what: "Opened the case".into(),
            }],
        }
    }
}
