// How much time is left, by the server's clock; it is said at five minutes and at one, and at the end answers are sent.
(() => {
  "use strict";
  const box = document.querySelector("[data-deadline]");
  const form = document.getElementById("answers");
  if (!box || !form) return;
  // A page that comes back from the browser's memory has an old clock.
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type === "back_forward") return location.reload();

  const ahead = Date.now() - Date.parse(box.dataset.now);
  const end = Date.parse(box.dataset.deadline) + ahead;
  const counting = box.querySelector("[data-counting]");
  const said = box.querySelector("[data-said]");
  const left = () => Math.max(0, Math.ceil((end - Date.now()) / 1000));
  const shown = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  let to_say = [300, 60].filter((seconds) => seconds < left());

  const tick = () => {
    const seconds = left();
    counting.textContent = box.dataset.left.replace("TIME", shown(seconds));
    box.classList.toggle("soon", seconds <= 300);
    while (to_say.length && seconds <= to_say[0]) said.textContent = box.dataset.told.replace("NUMBER", to_say.shift() / 60);
    if (seconds) return;
    clearInterval(clock);
    said.textContent = box.dataset.over;
    form.requestSubmit(form.querySelector("[type=submit]:not([name])"));
  };
  const clock = setInterval(tick, 1000);
  tick();
})();
