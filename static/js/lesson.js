// Reading: the place where one left, notes beside a part, keys by choice. A lesson reads the same without this file.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());

  const lesson = document.querySelector("[data-lesson]");
  if (!lesson) return;
  const root = document.documentElement;
  const outline = document.getElementById("outline");
  const wide = matchMedia("(min-width: 64rem)");
  const unfold = () => { if (outline) outline.open = wide.matches; };
  unfold();
  wide.addEventListener("change", unfold);

  // The parts of the lesson, and the one being read: the last that begins above the middle of the screen.
  const parts = [...lesson.querySelectorAll(".lesson-body > [id]")];
  const here = () => {
    let found = null;
    for (const part of parts) {
      if (part.getBoundingClientRect().top > innerHeight * 0.45) break;
      found = part;
    }
    return found;
  };

  // How far one has read, as a line at the upper edge.
  const line = document.createElement("progress");
  line.className = "read-line";
  line.max = 1000;
  line.setAttribute("aria-hidden", "true");
  document.body.prepend(line);
  let drawn = false;
  const draw = () => {
    drawn = false;
    const body = lesson.querySelector(".lesson-body").getBoundingClientRect();
    const length = body.height - innerHeight * 0.5;
    line.value = length > 0 ? Math.max(0, Math.min(1000, (-1000 * (body.top - innerHeight * 0.25)) / length)) : 1000;
  };
  const redraw = () => { if (!drawn) { drawn = true; requestAnimationFrame(draw); } };
  addEventListener("scroll", redraw, { passive: true });
  addEventListener("resize", redraw, { passive: true });
  draw();

  // The place is told when one leaves, once, and only if it is another than before.
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  let told = lesson.dataset.left || "";
  let moved = false;
  addEventListener("scroll", () => { moved = true; }, { passive: true });
  const tell = () => {
    const part = here();
    const anchor = part && part !== parts[0] && scrollY > 200 ? part.id : "";
    if (!moved || anchor === told || !lesson.dataset.place) return;
    const data = new FormData();
    data.set("anchor", anchor);
    data.set("csrfmiddlewaretoken", token());
    if (navigator.sendBeacon(lesson.dataset.place, data)) told = anchor;
  };
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
  addEventListener("pagehide", tell);

  // In another language one goes on at the same place.
  const languages = document.querySelector(".tool-languages");
  languages?.addEventListener("submit", () => { languages.elements.anchor.value = here()?.id || ""; });

  // A note stands beside the part that one reads when one begins it.
  const form = document.querySelector("[data-note-form]");
  const words = (part) => part.textContent.replace(/\s+/g, " ").trim().slice(0, 110);
  const noteHere = (part) => {
    if (!form) return;
    const about = part ? words(part) : "";
    form.elements.anchor.value = about ? part.id : "";
    form.elements.about.value = about;
    const shown = form.querySelector("[data-about]");
    shown.hidden = !about;
    shown.textContent = about ? `“${about}${about.length === 110 ? "…" : ""}”` : "";
    form.elements.text.focus();
    form.scrollIntoView({ block: "center" });
  };
  for (const link of document.querySelectorAll("[data-note-here]")) {
    link.addEventListener("click", (event) => { event.preventDefault(); noteHere(scrollY > 200 ? here() : null); });
  }
  for (const note of document.querySelectorAll(".own-notes [data-note]")) {
    document.getElementById(note.dataset.note)?.setAttribute("data-noted", "");
  }
  // An unsent note survives a lost signal, an ended session or a closed page, until it stands among those kept.
  const kept = `note:${lesson.dataset.lesson.split("/").slice(0, 2).join("/")}`;
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  try {
    const unsent = localStorage.getItem(kept) || "";
    const arrived = [...document.querySelectorAll(".own-notes .note-text")].some((note) => plain(note.textContent) === plain(unsent));
    if (arrived || !plain(unsent)) localStorage.removeItem(kept);
    else if (form && !form.elements.text.value) form.elements.text.value = unsent;
    form?.addEventListener("input", () => localStorage.setItem(kept, form.elements.text.value));
  } catch { /* this browser keeps nothing */ }

  // Letter keys, only for who chose them, and never while one writes.
  const go = (selector) => { const link = document.querySelector(selector); if (link) link.click(); };
  const keys = {
    j: () => go(".lesson-nav [rel=next]"),
    k: () => go(".lesson-nav [rel=prev]"),
    l: () => { outline.open = true; outline.querySelector("[aria-current], a").focus(); },
    n: () => go("[data-note-here]"),
    s: () => go(".lesson-tools [data-sheet]"),
  };
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input, textarea, select, [contenteditable], dialog, audio, video");
    if (root.dataset.keys !== "on" || writes || event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
