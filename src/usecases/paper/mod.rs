//! Papers: a family adds files to its request, staff put in what came by fax, a scanner looks at them, staff and the sender
//! open them.

pub mod add_paper;
pub mod ask_papers;
pub mod bring;
pub mod forget_papers;
pub mod look_at_paper;
pub mod open_paper;
pub mod rename_paper;
pub mod view_papers;
