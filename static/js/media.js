// Recordings at one's own speed, and pictures that wait for a tap. Without this file the browser's own controls do.
(() => {
  "use strict";
  const KEY = "media:speed";
  const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
  const read = () => { try { return Number(localStorage.getItem(KEY)) || 1; } catch { return 1; } };
  const keep = (speed) => { try { localStorage.setItem(KEY, String(speed)); } catch { /* only for this page */ } };
  const main = document.querySelector("[data-speed-words]");
  const words = main ? main.dataset.speedWords : "";
  const players = [...document.querySelectorAll("main audio, main video")];
  const selects = [];
  const apply = (speed) => {
    for (const player of players) { player.defaultPlaybackRate = speed; player.playbackRate = speed; }
    for (const select of selects) select.value = String(speed);
  };
  const together = (player) => player.closest(".parallel");
  for (const player of words ? players : []) {
    if (together(player)?.querySelector(".speed")) continue;  // one choice serves all passages of a text
    const label = document.createElement("label");
    label.className = "speed small";
    const select = document.createElement("select");
    for (const speed of SPEEDS) select.append(new Option(`${speed} ×`, String(speed)));
    select.addEventListener("change", () => { keep(Number(select.value)); apply(Number(select.value)); });
    label.append(words, " ", select);
    player.after(label);
    selects.push(select);
  }
  for (const player of players) {
    player.preservesPitch = true;
    player.addEventListener("loadedmetadata", () => { player.playbackRate = player.defaultPlaybackRate; });
    player.addEventListener("play", () => { for (const other of players) if (other !== player) other.pause(); });
  }
  if (players.length) apply(SPEEDS.includes(read()) ? read() : 1);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.on-tap");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const picture = document.createElement("img");
    picture.alt = link.dataset.picture;
    if (link.dataset.width) { picture.width = link.dataset.width; picture.height = link.dataset.height; }
    picture.tabIndex = -1;
    picture.src = link.href;
    picture.addEventListener("error", () => picture.replaceWith(link), { once: true });
    link.replaceWith(picture);
    picture.focus({ preventScroll: true });
  });
})();
