// Formatted texts are written as they will be read; without this file their tags stand in the box. Ctrl+S saves the
// block one is in, and leaving the page with something unsaved asks first.
(() => {
  "use strict";
  let unsaved = false;
  const changed = () => { unsaved = true; };

  for (const box of document.querySelectorAll("textarea[data-rich]")) {
    const page = document.createElement("div");
    page.className = "desk-rich";
    page.contentEditable = "true";
    page.lang = box.lang;
    page.spellcheck = false;
    page.setAttribute("role", "textbox");
    page.setAttribute("aria-multiline", "true");
    page.setAttribute("aria-label", box.labels[0].textContent.trim());
    if (box.getAttribute("aria-describedby")) page.setAttribute("aria-describedby", box.getAttribute("aria-describedby"));
    // The server cleaned this text; parsed apart from the page, nothing in it runs or loads.
    const parsed = new DOMParser().parseFromString(box.value.trim() || "<p><br></p>", "text/html");
    for (const odd of parsed.querySelectorAll("script, style, iframe, object, img, svg, template")) odd.remove();
    for (const one of parsed.body.querySelectorAll("*")) for (const name of one.getAttributeNames()) if (name !== "href") one.removeAttribute(name);
    page.append(...parsed.body.childNodes);
    const empty = () => !page.textContent.trim();
    page.addEventListener("input", () => { box.value = empty() ? "" : page.innerHTML; changed(); });
    page.addEventListener("paste", (event) => {
      event.preventDefault();
      document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
    });
    box.hidden = true;
    box.after(page);
    box.labels[0].addEventListener("click", () => page.focus());
  }
  document.execCommand?.("defaultParagraphSeparator", false, "p");

  for (const form of document.querySelectorAll("form[data-desk]")) {
    form.addEventListener("input", changed);
    form.addEventListener("submit", () => { unsaved = false; });
    form.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); form.requestSubmit(); }
    });
  }
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
})();
