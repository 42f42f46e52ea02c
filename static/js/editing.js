// Aids of the editor: a link to a block opens that block, and the list of what is missing follows each save.
(() => {
  "use strict";
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!/^block-[0-9a-f-]+-section$/.test(id)) return;
    const section = document.getElementById(id);
    if (!section) return;
    for (let panel = section; panel; panel = panel.parentElement?.closest("[data-panel]")) {
      const toggle = panel.querySelector("[data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
    setTimeout(() => { // once it is open
      const seen = (one) => one.type !== "hidden" && one.checkVisibility();
      const fields = section.querySelectorAll("input, textarea, select, [contenteditable=true], [data-chooser] button");
      ([...fields].find(seen) || section.querySelector("button"))?.focus({ preventScroll: true });
      section.scrollIntoView({ block: "start" });
    }, 300);
  };
  addEventListener("hashchange", open);
  addEventListener("load", () => setTimeout(open, 50)); // the editor builds its blocks while the page loads

  const refresh = async () => {
    const list = document.querySelector("[data-missing]");
    if (!list) return;
    const answer = await fetch(list.dataset.missing, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (answer.ok) list.innerHTML = await answer.text();
  };
  document.addEventListener("w-autosave:success", refresh);
})();
