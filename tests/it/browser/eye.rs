//! What every page must hold, whatever it is for: axe finds nothing, by day and night, narrow and wide; nothing scrolls
//! sideways; what is pressed is large enough; help stands in its place.
//!
//! Complaints are collected and told at the end. `INTAKE_PICTURES=folder` also takes pictures of each page.

use serde_json::Value;
use std::path::PathBuf;

use super::person::Person;

/// Looks at pages and remembers what is wrong.
pub struct Eye {
    kind: Kind,
    pictures: Option<PathBuf>,
    complaints: Vec<String>,
}

/// Who a page is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Families and doctors.
    Public,
    /// People who work at the desk.
    Staff,
}

const NARROW: (u32, u32) = (320, 640);
const PHONE: (u32, u32) = (390, 844);
const WIDE: (u32, u32) = (1280, 900);

impl Eye {
    /// Opens an eye.
    pub fn on(kind: Kind) -> Self {
        let pictures = std::env::var_os("INTAKE_PICTURES").map(PathBuf::from);
        Self {
            kind,
            pictures,
            complaints: Vec::new(),
        }
    }

    /// Looks at the page in view.
    pub async fn look(&mut self, person: &Person<'_>, name: &str) {
        self.look_at(
            person,
            name,
            &[(NARROW, false), (NARROW, true), (WIDE, false), (WIDE, true)],
        )
        .await;
    }

    /// Looks at a page that is like one seen before: by day on a phone, by night at a desk.
    pub async fn glance(&mut self, person: &Person<'_>, name: &str) {
        self.look_at(person, name, &[(NARROW, false), (WIDE, true)])
            .await;
    }

    async fn look_at(&mut self, person: &Person<'_>, name: &str, ways: &[((u32, u32), bool)]) {
        for (size, dark) in ways {
            person.resize(*size).await;
            person.set_dark(*dark).await;
            for found in person.axe().await {
                let light = if *dark { "dark" } else { "light" };
                self.complain(name, &format!("{} {light}: {found:#?}", size.0));
            }
            if *dark {
                continue;
            }
            let wider = person.overflow().await;
            if wider > 0 {
                let who = person.run(WHO_IS_WIDE).await;
                self.complain(name, &format!("{wider} px too wide at {}: {who}", size.0));
            }
            let small = person.run(&small(self.kind)).await;
            self.list(name, &format!("too small at {}", size.0), &small);
        }
        if self.kind == Kind::Public {
            let help = person.run(HELP).await;
            self.list(name, "help", &help);
            self.stretch(person, name).await;
        }
        let fields = person.run(FIELDS).await;
        self.list(name, "fields", &fields);
        self.take_pictures(person, name).await;
        person.set_dark(false).await;
    }

    /// Looks at the page in languages that are not there yet: all words 40 % longer, and the same from right to left.
    async fn stretch(&mut self, person: &Person<'_>, name: &str) {
        person.resize(NARROW).await;
        let longer = person.run(LONGER).await.as_u64().unwrap_or_default();
        if longer < 5 {
            self.complain(name, &format!("only {longer} texts could be made longer"));
        }
        for direction in ["ltr", "rtl"] {
            person
                .run(&format!("document.documentElement.dir = '{direction}'"))
                .await;
            let wider = person.overflow().await;
            if wider > 0 {
                let who = person.run(WHO_IS_WIDE).await;
                let what = format!("{wider} px too wide, longer and {direction}: {who}");
                self.complain(name, &what);
            }
        }
        person.run(AS_IT_WAS).await;
    }

    async fn take_pictures(&self, person: &Person<'_>, name: &str) {
        let Some(folder) = &self.pictures else { return };
        for (size, width) in [(PHONE, "phone"), (WIDE, "desk")] {
            person.resize(size).await;
            for (dark, light) in [(false, "light"), (true, "dark")] {
                person.set_dark(dark).await;
                let file = format!("{name}-{width}-{light}.png");
                person.screenshot(folder.join(file)).await;
            }
        }
    }

    fn list(&mut self, name: &str, what: &str, found: &Value) {
        for one in found.as_array().into_iter().flatten() {
            self.complain(
                name,
                &format!("{what}: {}", one.as_str().unwrap_or_default()),
            );
        }
    }

    fn complain(&mut self, name: &str, what: &str) {
        self.complaints.push(format!("{name}: {what}"));
    }

    /// Fails with everything that was wrong.
    pub fn close(self) {
        assert!(self.complaints.is_empty(), "{}", self.complaints.join("\n"));
    }
}

/// Makes every word of ours 40 % longer, with signs that need room above and below. What is not ours to translate stays.
const LONGER: &str = "
    const own = '.ref, .nowrap, bdi, time, [href^=\"tel:\"], .private-link, .kept, script, style, textarea, option';
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    window.asItWas = [];
    while (walk.nextNode()) {
        const node = walk.currentNode;
        const length = node.data.trim().length;
        if (!length || node.parentElement.closest(own)) continue;
        window.asItWas.push([node, node.data]);
        node.data += ' ' + 'Åñç '.repeat(Math.ceil(length * 0.4 / 4));
    }
    return window.asItWas.length;";

/// Undoes that.
const AS_IT_WAS: &str = "
    for (const [node, text] of window.asItWas) node.data = text;
    document.documentElement.dir = 'ltr';";

/// Names what reaches over the edge of the page.
const WHO_IS_WIDE: &str = "
    const wide = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > innerWidth + 1);
    return wide.map(one => one.outerHTML.slice(0, 120)).slice(-3).join(' | ');";

/// Lists what is pressed and too small. A link in a sentence is as high as its line.
fn small(kind: Kind) -> String {
    let control = if kind == Kind::Public { 44 } else { 24 };
    format!(
        "const found = [];
        for (const one of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {{
            const box = (one.closest('.option') || one).getBoundingClientRect();
            const hidden = one.matches('.skip') || box.width === 0;
            const inSentence = one.matches('a') && getComputedStyle(one).display === 'inline'
                && one.parentElement.textContent.trim() !== one.textContent.trim();
            const least = one.matches('a:not(.button, .doors a), summary') ? 24 : {control};
            if (!hidden && !inSentence && (Math.round(box.height) < least || Math.round(box.width) < 24))
                found.push(`${{Math.round(box.width)}} x ${{Math.round(box.height)}}: ${{one.outerHTML.slice(0, 120)}}`);
        }}
        return found;"
    )
}

/// Help stands once, right after the main part, with phone, call and emergency in this order; no link says `tel:` alone.
/// Doctors have a line of their own, and nobody offers them to be called as a family.
const HELP: &str = "
    const help = document.querySelector('main + aside.help');
    const parts = help ? [...help.children].map(one => one.className.replace('no-print', '') || one.tagName).join(' ') : 'missing';
    const phone = help?.querySelector('a.phone[href^=\"tel:+\"]')?.href;
    const call = help?.querySelector('a[href$=\"/call-me\"]');
    const family = parts === 'H2 P P urgent' && phone === 'tel:+12155550100' && call && !location.pathname.includes('/doctor');
    const doctor = parts === 'H2 P urgent' && phone === 'tel:+12155550199' && !call;
    return (family || doctor) && document.querySelectorAll('aside').length === 1 ? [] : [parts];";

/// What browsers and keyboards are told about fields.
const FIELDS: &str = "
    const want = {
        name: { autocomplete: 'name', spellcheck: 'false' },
        phone: { type: 'tel', autocomplete: 'tel', inputmode: 'tel' },
        email: { type: 'email', inputmode: 'email', spellcheck: 'false', autocapitalize: 'none' },
        given_names: { spellcheck: 'false' },
        family_names: { spellcheck: 'false' },
        birth_day: { inputmode: 'numeric' },
        birth_year: { inputmode: 'numeric' },
    };
    const found = [];
    for (const one of document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')) {
        for (const [attribute, value] of Object.entries(want[one.name] || {}))
            if (one.getAttribute(attribute) !== value) found.push(`${one.id}: ${attribute} is not ${value}`);
        if (one.required || one.disabled) found.push(`${one.id} is required or disabled`);
        if (one.type === 'password' && !/^(current|new)-password$/.test(one.autocomplete)) found.push(`${one.id}: no manager can fill it`);
    }
    const forms = [...document.forms].filter(one => one.method === 'post' && one.querySelector('input:not([type=hidden]), textarea'));
    for (const form of forms) if (!form.noValidate && !form.matches('.find')) found.push(`${form.action} is checked by the browser`);
    return found;";
