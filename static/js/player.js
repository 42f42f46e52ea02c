// Answers are saved as one writes: on this device at once, on the server a moment later. Each change is numbered, so that a
// tab left open never takes the place of what was written later elsewhere. Without this file the lesson works all the same.
(() => {
  "use strict";
  const store = (() => {
    try { localStorage.setItem("player", "1"); localStorage.removeItem("player"); return localStorage; } catch { /* none */ }
    const held = new Map();  // this browser keeps nothing: only for this page, then
    return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => held.set(key, value), removeItem: (key) => held.delete(key) };
  })();

  const submitted = document.querySelector("[data-submitted]");
  if (submitted) return store.removeItem(`answers:${submitted.dataset.submitted}`);

  const lesson = document.querySelector("[data-lesson]");
  const form = document.getElementById("answers");
  if (!lesson || !form?.dataset.save) return;
  const key = `answers:${lesson.dataset.lesson}`;
  const tab = Math.random().toString(36).slice(2, 10);
  const versions = JSON.parse(form.dataset.versions || "{}");  // by question, the counter of what the server put in here
  const status = form.querySelector("[data-saved]");
  const trouble = form.querySelector("[data-trouble]");
  const words = form.dataset;

  const questionOf = (name) => (/^q-([0-9a-f-]{36})/.exec(name) || [])[1];
  const questions = new Map();
  for (const control of form.elements) {
    const uid = questionOf(control.name || "");
    if (uid) questions.set(uid, [...(questions.get(uid) || []), control]);
  }
  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
  const fieldsOf = (uid) => {
    const fields = {};
    for (const control of questions.get(uid)) {
      if (isChoice(control) ? !control.checked : !control.value) continue;
      (fields[control.name] ||= []).push(control.value);
    }
    return fields;
  };

  // What this device knows: {counter, questions: {uid: {counter, tab, fields, sent}}}, shared by the tabs of this browser.
  const read = () => {
    let known = null;
    try { known = JSON.parse(store.getItem(key)); } catch { /* not ours */ }
    return known?.questions ? known : { counter: 0, questions: {} };
  };
  const write = (known) => { try { store.setItem(key, JSON.stringify(known)); } catch { /* the device is full */ } };
  let highest = Math.max(Number(words.seen) || 0, read().counter);

  const say = (text) => { if (status) { status.hidden = false; status.querySelector("span").textContent = text; } };
  const warn = (text, address) => {
    if (!trouble || trouble.dataset.told === text) return;
    trouble.dataset.told = text;
    trouble.replaceChildren(text);
    if (address) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = words.goOn;
      trouble.append(" ", link);
    }
    trouble.hidden = !text;
  };

  const changed = (uid) => {
    const known = read();
    highest = Math.max(highest, known.counter) + 1;
    known.counter = highest;
    known.questions[uid] = { counter: highest, tab, fields: fieldsOf(uid), sent: false };
    write(known);
    say(words.here);
    soon(2000);
  };

  // What was written here and never arrived is put back, unless the server knows something later.
  const putBack = () => {
    const known = read();
    let missing = false;
    for (const [uid, kept] of Object.entries(known.questions)) {
      if (!questions.has(uid) || kept.sent || kept.counter < (versions[uid] || 0)) continue;
      for (const control of questions.get(uid)) {
        const values = kept.fields[control.name] || [];
        if (isChoice(control)) control.checked = values.includes(control.value);
        else control.value = values[0] || "";
      }
      kept.tab = tab;
      missing = true;
    }
    if (missing) write(known);
    return missing;
  };

  let timer = 0;
  let busy = false;
  let over = false;
  const soon = (wait) => { clearTimeout(timer); if (!over) timer = setTimeout(save, wait); };
  const unsent = () => Object.entries(read().questions).filter(([uid, kept]) => !kept.sent && questions.has(uid));
  const packed = (entries) => {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "attempt"]) data.set(name, form.elements[name].value);
    data.set("tab", tab);
    for (const [uid, kept] of entries) {
      data.set(`counter-${uid}`, kept.counter);
      for (const [name, values] of Object.entries(kept.fields)) for (const value of values) data.append(name, value);
    }
    return data;
  };

  const arrived = (entries, answer) => {
    const known = read();
    highest = known.counter = Math.max(highest, known.counter, answer.counter);
    for (const [uid, kept] of entries) {
      if (known.questions[uid]?.counter !== kept.counter) continue;  // written on meanwhile
      if (answer.older.includes(uid)) delete known.questions[uid];
      else known.questions[uid].sent = true;
    }
    write(known);
    say(words.savedAt.replace("TIME", answer.saved));
    warn(answer.older.length ? words.older : "");
  };

  const save = async () => {
    const entries = unsent();
    if (busy || !entries.length) return;
    busy = true;
    try {
      const answer = await fetch(words.save, { method: "POST", body: packed(entries), credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
      if (answer.ok) arrived(entries, await answer.json());
      else if (answer.status === 401) warn(words.signedOut, location.href);
      else if (answer.status === 409) {
        const why = await answer.json();
        over = true;
        warn(why.message, why.address);
      } else if (answer.status === 403) warn(words.again, location.href);
      else soon(30000);
    } catch {
      say(words.offline);
      soon(30000);
    } finally {
      busy = false;
    }
    if (!over && unsent().some(([uid, kept]) => !entries.some(([one, then]) => one === uid && then.counter === kept.counter))) soon(2000);
  };

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const uid = event.target.form === form && questionOf(event.target.name || "");
      if (uid) changed(uid);
    });
  }
  addEventListener("online", () => soon(0));
  document.addEventListener("visibilitychange", () => {
    const entries = unsent();
    if (document.visibilityState === "hidden" && !over && entries.length) navigator.sendBeacon(words.save, packed(entries));
  });

  // The whole form says which answers were changed in this tab, and when.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    over = true;
    for (const old of form.querySelectorAll("[data-numbered]")) old.remove();
    const hide = (name, value) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      input.dataset.numbered = "";
      form.append(input);
    };
    hide("tab", tab);
    for (const [uid, kept] of Object.entries(read().questions)) if (kept.tab === tab) hide(`counter-${uid}`, kept.counter);
  });
  addEventListener("pageshow", () => { over = false; });

  if (putBack()) { say(words.here); soon(0); }
})();
