//! All texts of a page at once: what a draft keeps of very long ones (far more than any answer may have, far less than
//! a form post may carry), and whether anything was typed at all.

/// The most characters that are kept of a text.
const MOST: usize = 10_000;
/// The most entries that are kept of a list.
const MOST_LISTED: usize = 30;

/// A page of a form, all of whose texts can be cut.
pub(super) trait Cut {
    /// Cuts each text and each list.
    fn cut(&mut self);

    /// True where nothing was typed.
    fn is_blank(&self) -> bool;
}

impl Cut for String {
    fn cut(&mut self) {
        if let Some((end, _)) = self.char_indices().nth(MOST) {
            self.truncate(end);
        }
    }

    fn is_blank(&self) -> bool {
        self.trim().is_empty()
    }
}

impl Cut for Vec<String> {
    fn cut(&mut self) {
        self.truncate(MOST_LISTED);
        self.iter_mut().for_each(Cut::cut);
    }

    fn is_blank(&self) -> bool {
        self.iter().all(Cut::is_blank)
    }
}

/// Lists what of a form is text. A forgotten one fails the test that fills them all.
macro_rules! cut {
    ($($form:ident: $($field:ident),+;)+) => {
        $(impl $crate::domain::request::cut::Cut for $form {
            fn cut(&mut self) {
                $($crate::domain::request::cut::Cut::cut(&mut self.$field);)+
            }

            fn is_blank(&self) -> bool {
                $($crate::domain::request::cut::Cut::is_blank(&self.$field))&&+
            }
        })+
    };
}

pub(super) use cut;
