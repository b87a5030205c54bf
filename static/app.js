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
