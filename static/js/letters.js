// Letters that the keyboard lacks, at the foot of the window while somebody writes. Only whoever chose them has this file.
(() => {
  "use strict";
  const data = JSON.parse(document.currentScript.dataset.letters);
  const TEXT = "textarea, input:not([type]), input[type=text], input[type=search], [contenteditable=true]";
  let field = null;
  const bar = document.createElement("div");
  bar.className = "letters";
  bar.hidden = true;
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `${data.title}. ${data.help}`);
  data.letters.forEach((letter, place) => {
    const key = document.createElement("button");
    key.type = "button";
    key.textContent = letter.shown;
    key.title = letter.name;
    key.setAttribute("aria-label", letter.name);
    key.lang = data.language;
    key.tabIndex = place ? -1 : 0;
    key.dataset.insert = letter.insert;
    bar.append(key);
  });
  const keys = [...bar.children];

  const insert = (text) => {
    if (!field) return;
    field.focus();
    if (field.isContentEditable) return document.execCommand("insertText", false, text);
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    compose();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // A mark and its letter become one, as everything is stored; the caret stays behind them.
  const compose = () => {
    const caret = field.selectionStart;
    const before = field.value.slice(0, caret).normalize("NFC");
    if (before.length === caret) return;
    field.setRangeText(before, 0, caret, "end");
  };
  document.body.append(bar);
  document.addEventListener("focusin", (event) => {
    if (bar.contains(event.target)) return;
    const target = event.target.closest(TEXT);
    field = target && !target.readOnly && !target.disabled ? target : null;
    bar.hidden = !field;
    document.documentElement.classList.toggle("writes-letters", !!field);
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault());  // the field keeps the focus
  bar.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (key) insert(key.dataset.insert);
  });
  bar.addEventListener("keydown", (event) => {
    const here = keys.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -here, End: keys.length - 1 - here }[event.key];
    if (event.key === "Escape" && field) field.focus();
    if (step === undefined) return;
    event.preventDefault();
    const next = keys[(here + step + keys.length) % keys.length];
    keys.forEach((key) => { key.tabIndex = key === next ? 0 : -1; });
    next.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.altKey && event.key === ".") || !field || bar.hidden) return;
    event.preventDefault();
    keys.find((key) => key.tabIndex === 0).focus();
  });
})();
