//! Papers that came another way than by our pages, and were put in by staff.

use crate::coded;
use crate::domain::staff::StaffId;

coded! {
    /// How a paper came that staff put in.
    pub enum PaperWay {
        /// By fax.
        Fax = "fax",
        /// By post or courier.
        Post = "post",
        /// Somebody handed it over.
        Hand = "hand",
    }
}

impl PaperWay {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Fax => "By fax",
            Self::Post => "By post",
            Self::Hand => "By hand",
        }
    }
}

/// Who of the staff put a paper in, and how it had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PutIn {
    /// Who.
    pub by: StaffId,
    /// How it came.
    pub came: PaperWay,
}
