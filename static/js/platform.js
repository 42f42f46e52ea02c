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
