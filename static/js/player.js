// Answers are kept on this device until the server has marked them; without this file the lesson works all the same.
(() => {
  "use strict";
  const store = (() => { try { localStorage.setItem("player", "1"); localStorage.removeItem("player"); return localStorage; } catch { return null; } })();
  if (!store) return;

  const submitted = document.querySelector("[data-submitted]");
  if (submitted) return store.removeItem(`answers:${submitted.dataset.submitted}`);

  const lesson = document.querySelector("[data-lesson]");
  const form = document.getElementById("answers");
  if (!lesson || !form) return;
  const key = `answers:${lesson.dataset.lesson}`;
  const note = form.querySelector("[data-kept]");
  const controls = [...form.elements].filter((control) => control.name.startsWith("q-"));
  const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
  const isEmpty = () => controls.every((control) => (isChoice(control) ? !control.checked : !control.value));

  const read = () => { try { return JSON.parse(store.getItem(key)) || null; } catch { return null; } };
  const keep = () => {
    const data = {};
    for (const control of controls) {
      if (isChoice(control) ? !control.checked : !control.value) continue;
      (data[control.name] ||= []).push(control.value);
    }
    try { store.setItem(key, JSON.stringify(data)); if (note) note.hidden = false; } catch { /* the device is full */ }
  };

  // What the server sent filled in is newer than this device: only an empty form is restored.
  const kept = read();
  if (kept && isEmpty()) {
    for (const control of controls) {
      const values = kept[control.name] || [];
      if (isChoice(control)) control.checked = values.includes(control.value);
      else if (values.length) control.value = values[0];
    }
    if (note && !isEmpty()) note.hidden = false;
  }
  document.addEventListener("input", (event) => { if (event.target.form === form) keep(); });
  document.addEventListener("change", (event) => { if (event.target.form === form) keep(); });
})();
