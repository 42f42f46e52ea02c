// Conveniences only: every page reads, submits and navigates without this file.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // Light or dark by choice: a cookie, so that the server draws the next page right from the start.
  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const nameTheme = (button) => {
    const words = button.querySelector("[data-light]");
    words.textContent = isDark() ? words.dataset.light : words.dataset.dark;
  };
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    nameTheme(button);
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
      nameTheme(button);
    });
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.dialog).showModal();
    }
    for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // How one reads: the choices open over the page, are seen at once and kept by the server. Without this file they are a page.
  const openSheet = async (address) => {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    const sheet = document.createElement("dialog");
    sheet.className = "dialog sheet";
    sheet.innerHTML = await answer.text();
    sheet.setAttribute("aria-labelledby", "sheet-title");
    document.body.append(sheet);
    sheet.addEventListener("close", () => sheet.remove());
    sheet.showModal();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openSheet(link.href).catch(() => { location.href = link.href; });
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest(".sheet form[data-reading]");
    if (!form) return;
    const { name, value } = event.target;
    const usual = ["normal", "auto", "off"].includes(value);
    if (["size", "spacing", "contrast", "keys", "theme"].includes(name)) usual ? delete root.dataset[name] : root.dataset[name] = value;
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" })
      .catch(() => form.removeAttribute("data-reading"));  // without a network the button sends it later
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".sheet form[data-reading]")) return;
    event.preventDefault();
    const chosen = (name) => form.querySelector(`[name=${name}]:checked`);
    if (["data", "font", "letters"].some((name) => !chosen(name).defaultChecked)) return location.reload();
    form.closest("dialog").close();
  });

  // A form is sent once; coming back with the browser's button makes it usable again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.hasAttribute("data-sent")) return event.preventDefault();
    form.setAttribute("data-sent", "");
    setTimeout(() => { for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true"); });
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      form.removeAttribute("data-sent");
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });

  // Long work: <div data-poll="address">. JSON moves the bar, a fragment replaces the content; the end reloads the page.
  const poll = async (box) => {
    const wait = Number(box.dataset.pollEvery || 1500);
    try {
      const answer = await fetch(box.dataset.poll, { headers: { Accept: "application/json, text/html" }, credentials: "same-origin" });
      if (answer.ok && (answer.headers.get("Content-Type") || "").includes("json")) {
        const work = await answer.json();
        if (["done", "failed"].includes(work.status)) return location.reload();
        const bar = box.querySelector("progress");
        if (bar && work.total) {
          bar.max = work.total;
          bar.value = work.done;
          const words = box.querySelector("[data-words]");
          if (words) words.textContent = words.textContent.includes("%") ? `${Math.floor((100 * work.done) / work.total)} %` : words.textContent.replace(/[\d,.]+(\D+)[\d,.]+/, `${work.done}$1${work.total}`);
        }
      } else if (answer.ok) {
        box.innerHTML = await answer.text();
        if (box.querySelector("[data-over]")) return location.reload();
      }
    } catch { /* the network went away: ask again later */ }
    setTimeout(poll, document.hidden ? 4 * wait : wait, box);
  };
  for (const box of document.querySelectorAll("[data-poll]")) setTimeout(poll, Number(box.dataset.pollEvery || 1500), box);
})();
