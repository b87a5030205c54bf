// Sends papers one after the other, in parts, with a bar that tells the truth. A line that breaks goes on where it broke.
// Without this file the form sends one paper at a time by itself.
(() => {
  'use strict';

  const PART = 1024 * 1024;
  const form = document.querySelector('form[data-parts]');
  if (!form) return;
  const { parts, sending, waiting, full, broken, have, done } = form.dataset;
  const chosen = form.elements.file;
  const line = document.getElementById('progress');
  const bar = document.createElement('progress');
  bar.setAttribute('aria-labelledby', line.id);
  bar.hidden = true;
  line.after(bar);
  chosen.multiple = true;
  let store;
  try { store = window.sessionStorage; } catch { /* forbidden: a page that is loaded anew begins anew */ }
  let busy = false;

  const pause = (seconds) => new Promise((wake) => { setTimeout(wake, seconds * 1000); });

  // The same file goes on under the same key, also after the page was loaded anew.
  const keyOf = (file) => {
    const name = `paper ${file.name} ${file.size} ${file.lastModified}`;
    const key = store?.getItem(name) ?? ([...crypto.getRandomValues(new Uint8Array(16))]
      .map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    try { store?.setItem(name, key); } catch { /* it is full */ }
    return { key, forget: () => store?.removeItem(name) };
  };

  const tell = (file, sent) => {
    const percent = file.size ? Math.floor((sent / file.size) * 100) : 0;
    bar.max = 100;
    bar.value = percent;
    line.textContent = sending.replace('{name}', file.name).replace('{percent}', percent);
  };

  // Sends one part; answers with how much is there, however often it takes.
  const sendPart = async (file, kind, what, key, at) => {
    const query = new URLSearchParams({ key, kind, at, of: file.size });
    for (let tries = 0; ; tries += 1) {
      let answer;
      try {
        answer = await fetch(`${parts}?${query}`, {
          method: 'POST', body: file.slice(at, at + PART),
          headers: { 'Content-Type': 'application/octet-stream', 'X-Paper-Name': encodeURIComponent(file.name), 'X-Paper-What': what },
        });
      } catch { /* no line */ }
      // The time of this browser is over: one question first.
      if (answer?.status === 403) {
        busy = false;
        location.assign(form.dataset.left);
        return new Promise(() => {});
      }
      if (answer && answer.status < 500 && answer.status !== 429) {
        let told = {};
        try { told = await answer.json(); } catch { /* a page of errors */ }
        if (told.words || !('received' in told)) throw new Error(told.words || broken);
        return told.received;
      }
      line.textContent = answer?.status === 507 ? full : waiting;
      await pause(Math.min(2 ** tries, 30));
    }
  };

  const send = async (file, kind, what) => {
    const { key, forget } = keyOf(file);
    let [at, turns] = [0, 0];
    tell(file, at);
    do {
      const before = at;
      at = await sendPart(file, kind, what, key, at);
      turns = at > before ? 0 : turns + 1;
      if (turns > 3) throw new Error(broken);
      tell(file, at);
    } while (at < file.size);
    // What was refused in the middle keeps its key: the next try goes on with it, and there is no second half.
    forget();
  };

  const warn = (file, words) => {
    let note = document.getElementById('file-error');
    if (!note) {
      note = document.createElement('p');
      note.id = 'file-error';
      note.className = 'field-error';
      chosen.before(note);
      chosen.setAttribute('aria-describedby', `${chosen.getAttribute('aria-describedby')} file-error`);
    }
    chosen.setAttribute('aria-invalid', 'true');
    chosen.closest('.field').classList.add('wrong');
    note.textContent = `${file.name}: ${words}`;
    note.setAttribute('role', 'alert');
  };

  form.addEventListener('submit', async (event) => {
    if (!chosen.files.length) return; // the desk says what is missing
    event.preventDefault();
    if (busy) return;
    busy = true;
    bar.hidden = false;
    // What was said of the last ones is not true of these.
    document.querySelector('.notice.ok')?.remove();
    let failed = false;
    const came = [];
    // Cut where it is too long anyway: a header is no place for a book.
    const what = encodeURIComponent([...form.elements.what.value].slice(0, 150).join(''));
    for (const file of [...chosen.files]) {
      try {
        await send(file, form.elements.kind.value, what);
        came.push(`${file.name}: ${have}`);
      } catch (error) {
        failed = true;
        warn(file, error.message);
      }
    }
    busy = false;
    bar.hidden = true;
    line.textContent = came.join('. ');
    if (failed) chosen.value = '';
    else location.assign(done);
  });

  // Leaving in the middle of it asks first.
  window.addEventListener('beforeunload', (event) => { if (busy) event.preventDefault(); });
})();
