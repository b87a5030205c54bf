// Small comforts only: every page works the same without this file.
(() => {
  'use strict';

  // A page that came back with errors starts at its summary.
  const summary = document.getElementById('errors');
  if (summary) summary.focus();

  // It answers a form. Coming back to it later opens it anew instead of asking whether to send once more.
  const here = document.querySelector('[data-here]')?.dataset.here;
  if (here) history.replaceState(null, '', here);

  // A second press within 1.5 seconds is a slip, not a wish. Nothing is disabled.
  const lastSent = new WeakMap();
  document.addEventListener('submit', (event) => {
    const now = Date.now();
    if (now - (lastSent.get(event.target) || 0) < 1500) {
      event.preventDefault();
    } else {
      lastSent.set(event.target, now);
    }
  });
  // Coming back with the browser's Back button starts afresh.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) for (const form of document.forms) lastSent.delete(form);
  });

  // What is typed is saved while it is typed. Continue saves it too: this is for whoever closes the page, or loses it.
  const form = document.querySelector('form[data-typing]');
  if (form) {
    const line = document.getElementById('saved');
    const kept = `typed ${location.pathname}`;
    let store;
    try { store = window.sessionStorage; } catch { /* forbidden: what is on the page is all there is */ }
    let { seen } = form.dataset;
    let timer, sending, dirty = false, over = false;
    const typed = () => new URLSearchParams(new FormData(form)).toString();
    const wait = (seconds) => {
      clearTimeout(timer);
      timer = setTimeout(save, seconds * 1000);
    };
    const save = async () => {
      clearTimeout(timer);
      if (!dirty || over || sending) return;
      const now = typed();
      sending = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.typing}${form.dataset.typing.includes('?') ? '&' : '?'}seen=${seen}`, {
          method: 'POST', keepalive: true, signal: sending.signal, body: now,
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        });
        const saved = answer.headers.get('x-saved') ?? '';
        if (answer.status === 409) {
          // Another window saved first: once more on top of that. Or it was sent, or taken off this phone: then never.
          seen = saved;
          over = !saved;
          if (!over) wait(0);
          return;
        }
        if (!answer.ok) throw new Error(answer.status);
        seen = saved;
        line.textContent = await answer.text();
        store?.removeItem(kept);
        dirty = typed() !== now;
        if (dirty) wait(3);
      } catch (error) {
        if (over || error.name === 'AbortError') return;
        line.textContent = form.dataset.unsaved;
        try { store?.setItem(kept, JSON.stringify({ seen, now })); } catch { /* it is full */ }
        wait(5);
      } finally {
        sending = undefined;
      }
    };
    form.addEventListener('input', () => { dirty = true; wait(3); });
    form.addEventListener('submit', () => {
      over = true;
      sending?.abort();
      // A copy of what could not be saved becomes what is sent now: an older one must not come back over it.
      try { if (store?.getItem(kept)) store.setItem(kept, JSON.stringify({ seen, now: typed() })); } catch { /* it is full */ }
    });
    window.addEventListener('pagehide', save);
    window.addEventListener('pageshow', (event) => { if (event.persisted) over = false; });
    // What could not be saved before this page was lost comes back, unless something newer was saved since.
    const lost = JSON.parse(store?.getItem(kept) ?? 'null');
    store?.removeItem(kept);
    if (lost && lost.seen === seen && lost.now !== typed()) {
      const values = new URLSearchParams(lost.now);
      for (const field of form.elements) {
        const [value, ...rest] = values.getAll(field.name);
        if (field.type === 'radio' || field.type === 'checkbox') {
          field.checked = values.getAll(field.name).includes(field.value);
        } else if (field.name && field.type !== 'hidden' && field.type !== 'submit' && value !== undefined) {
          field.value = value;
          values.delete(field.name);
          rest.forEach((next) => values.append(field.name, next));
        }
      }
      dirty = true;
      wait(0);
    }
  }

  // "Print or save this page": the button exists only where it can work.
  for (const place of document.querySelectorAll('[data-print]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button secondary';
    button.textContent = place.dataset.print;
    button.addEventListener('click', () => window.print());
    place.append(button);
  }

  // Show and hide a password.
  for (const field of document.querySelectorAll('input[type=password][data-show]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button quiet';
    button.setAttribute('aria-controls', field.id);
    const draw = () => {
      button.textContent = field.type === 'password' ? field.dataset.show : field.dataset.hide;
    };
    button.addEventListener('click', () => {
      field.type = field.type === 'password' ? 'text' : 'password';
      draw();
    });
    field.form?.addEventListener('submit', () => { field.type = 'password'; });
    draw();
    field.after(button);
  }

  // Opening a small form brings its first field under the fingers; its neighbours close.
  for (const box of document.querySelectorAll('details[data-move]')) {
    box.querySelector('summary').addEventListener('click', () => {
      if (box.open) return;
      for (const other of document.querySelectorAll('details[data-move][open]')) other.open = false;
      requestAnimationFrame(() => {
        box.querySelector('input:not([type=hidden]), select, textarea')?.focus();
      });
    });
  }
})();
