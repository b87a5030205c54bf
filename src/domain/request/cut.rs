//! What a draft keeps of very long texts: far more than any answer may have, far less than a form post may carry.

/// The most characters that are kept of a text.
const MOST: usize = 10_000;
/// The most entries that are kept of a list.
const MOST_LISTED: usize = 30;

/// A page of a form, all of whose texts can be cut.
pub(super) trait Cut {
    /// Cuts each text and each list.
    fn cut(&mut self);
}

impl Cut for String {
    fn cut(&mut self) {
        if let Some((end, _)) = self.char_indices().nth(MOST) {
            self.truncate(end);
        }
    }
}

impl Cut for Vec<String> {
    fn cut(&mut self) {
        self.truncate(MOST_LISTED);
        self.iter_mut().for_each(Cut::cut);
    }
}

/// Lists what of a form is text. A forgotten one fails the test that fills them all.
macro_rules! cut {
    ($($form:ident: $($field:ident),+;)+) => {
        $(impl $crate::domain::request::cut::Cut for $form {
            fn cut(&mut self) {
                $($crate::domain::request::cut::Cut::cut(&mut self.$field);)+
            }
        })+
    };
}

pub(super) use cut;
