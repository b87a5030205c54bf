//! Somebody of the staff with a browser: chooses a first password by the one-time link, signs in, looks at pages.

use super::visitor::{Page, Visitor};

/// What everybody of a trial signs in with.
pub const PASSWORD: &str = "granite lantern of a quiet meadow";

/// A signed-in browser.
#[derive(Clone)]
pub struct Staff {
    /// The browser.
    pub visitor: Visitor,
}

impl Staff {
    /// Chooses the first password by what `staff add` has said, and signs in.
    pub async fn first_sign_in(port: u16, said: &str) -> Self {
        choose_password(port, said).await;
        Self::sign_in(port).await
    }

    /// Signs in as the first of the staff, whose password was chosen before.
    pub async fn sign_in(port: u16) -> Self {
        let (email, _, _) = crate::ground::process::STAFF[0];
        let mut visitor = Visitor::at(port);
        let page = sign_in(&mut visitor, email, PASSWORD).await;
        assert_eq!(page.status, 303, "{}", page.text);
        Self { visitor }
    }

    /// The text of a page; empty where there is none.
    pub async fn page(&mut self, path: &str) -> String {
        let page = self.visitor.get(path).await.unwrap();
        if page.status == 200 {
            page.text
        } else {
            String::new()
        }
    }
}

/// Follows the one-time link.
pub async fn choose_password(port: u16, said: &str) {
    let token = said.trim().rsplit('/').next().unwrap();
    let path = format!("/staff/invitations/{token}");
    let fields = [("new", PASSWORD), ("again", PASSWORD)];
    let chosen = Visitor::at(port).post(&path, &fields).await.unwrap();
    assert_eq!(chosen.status, 303, "{}", chosen.text);
}

/// Tries to sign in.
pub async fn sign_in(visitor: &mut Visitor, email: &str, password: &str) -> Page {
    let fields = [("email", email), ("password", password)];
    visitor.post("/staff/sign-in", &fields).await.unwrap()
}
