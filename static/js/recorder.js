// Records sound in the page, listens to it, and sends it. Without this file, or without a microphone, the file field
// beside it does the same. What was recorded stays in the device (IndexedDB) until the server has it.
// Markup: templates/foundation/components/recorder.html; how to use it: docs/evidence.md.
(() => {
  "use strict";
  const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
  const BITS = 32000, BARS = 12;
  const type = window.MediaRecorder && TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  const usable = Boolean(type && navigator.mediaDevices && navigator.mediaDevices.getUserMedia);
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  // --- The device's own store: recordings by the address that they are meant for and the person they belong to ---
  const database = new Promise((done) => {
    if (!window.indexedDB) return done(null);
    const opening = indexedDB.open("recordings", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => done(null);
  });
  const stored = async (mode, act) => {
    const found = await database;
    if (!found) throw new Error("no store");
    return new Promise((done, fail) => {
      const transaction = found.transaction("kept", mode);
      const asked = act(transaction.objectStore("kept"));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
    });
  };

  // --- Sending, with as many attempts as the network needs; the uid makes a second arrival harmless ---
  const attempt = (url, data, onProgress) => new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", data.get("csrfmiddlewaretoken") || "");
    request.timeout = 180000;
    request.upload.onprogress = (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total); };
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* a page instead of an answer: treated by its status */ }
      done({ code: request.status, ...answer });
    };
    request.onerror = request.ontimeout = () => done({ code: 0 });
    request.send(data);
  });
  const pause = (milliseconds) => new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });

  class Recorder {
    constructor(box) {
      this.box = box;
      this.form = box.closest("form");
      this.words = box.querySelector("[data-words]").dataset;
      this.longest = Number(box.dataset.longest);
      this.key = `${box.dataset.owner || ""} ${box.dataset.url || location.pathname}`;
      this.parts = {};
      for (const one of box.querySelectorAll("[data-act]")) {
        this.parts[one.dataset.act] = one;
        one.addEventListener("click", () => this[one.dataset.act]());
      }
      for (const name of ["time", "limit", "level", "result", "player", "progress", "state"]) this.parts[name] = box.querySelector(`[data-${name}]`);
      for (let bar = 0; bar < BARS; bar += 1) this.parts.level.append(document.createElement("span"));
      this.parts.limit.textContent = clock(this.longest);
      box.hidden = false;
      if (!usable) { this.parts.record.hidden = true; this.say("missing"); }
      this.restore();
      addEventListener("beforeunload", (event) => { if (this.state === "recording" || this.unkept) event.preventDefault(); });
    }

    say(word, more = "") { this.parts.state.textContent = `${this.words[word] || word}${more ? ` ${more}` : ""}`; }

    show(...names) {
      for (const name of ["record", "pause", "resume", "stop"]) this.parts[name].hidden = !names.includes(name);
      this.parts.result.hidden = !names.includes("result");
    }

    // --- Recording ---
    async record() {
      if (this.state === "recording" || this.opening) return;
      this.opening = true;
      this.say("asking");
      try {
        this.stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
      } catch (error) {
        const word = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing" }[error.name] || "broken";
        return this.say(word);
      } finally {
        this.opening = false;
      }
      this.chunks = [];
      this.seconds = 0;
      this.media = new MediaRecorder(this.stream, { mimeType: type, audioBitsPerSecond: BITS });
      this.media.ondataavailable = (event) => { if (event.data.size) this.chunks.push(event.data); };
      this.media.onstop = () => this.finished();
      this.stream.getAudioTracks()[0].onended = () => this.stop();
      this.media.start(1000);
      this.listen();
      this.run();
    }

    run() {
      this.state = "recording";
      this.since = performance.now();
      this.show("pause", "stop");
      this.say("recording");
      this.parts.stop.focus();
      this.tick();
    }

    elapsed() { return this.seconds + (this.state === "recording" ? (performance.now() - this.since) / 1000 : 0); }

    tick() {
      if (this.state !== "recording") return;
      const seconds = this.elapsed();
      this.parts.time.textContent = clock(seconds);
      this.meter();
      if (seconds >= this.longest) { this.reached = true; return this.stop(); }
      requestAnimationFrame(() => this.tick());
    }

    listen() {
      const Context = window.AudioContext || window.webkitAudioContext;
      if (!Context) return;
      this.context = new Context();
      this.analyser = this.context.createAnalyser();
      this.analyser.fftSize = 512;
      this.samples = new Uint8Array(this.analyser.fftSize);
      this.context.createMediaStreamSource(this.stream).connect(this.analyser);
    }

    meter() {
      if (!this.analyser) return;
      this.analyser.getByteTimeDomainData(this.samples);
      let peak = 0;
      for (const sample of this.samples) peak = Math.max(peak, Math.abs(sample - 128));
      const bars = this.parts.level.children, lit = Math.round(Math.sqrt(peak / 128) * bars.length);
      for (let at = 0; at < bars.length; at += 1) bars[at].classList.toggle("lit", at < lit);
    }

    pause() {
      if (this.state !== "recording") return;
      this.seconds = this.elapsed();
      this.state = "paused";
      this.media.pause();
      this.show("resume", "stop");
      this.say("paused");
      this.parts.resume.focus();
    }

    resume() { this.media.resume(); this.run(); }

    stop() {
      if (!this.media || this.media.state === "inactive") return;
      this.seconds = this.elapsed();
      this.state = "stopped";
      this.media.stop();
      for (const track of this.stream.getTracks()) track.stop();
      if (this.context) this.context.close();
      this.context = this.analyser = null;
      for (const bar of this.parts.level.children) bar.classList.remove("lit");
    }

    async finished() {
      const blob = new Blob(this.chunks, { type: this.media.mimeType || type });
      this.chunks = [];
      if (!blob.size || this.seconds < 0.3) { this.show("record"); return this.say("empty"); }
      this.kept = { uid: uuid(), blob, seconds: this.seconds };
      await this.keep();
      this.offer(this.reached ? "limit" : "stopped");
      this.reached = false;
    }

    // --- What was recorded ---
    async keep() {
      try { await stored("readwrite", (store) => store.put(this.kept, this.key)); this.unkept = false; } catch { this.unkept = true; }
    }

    async restore() {
      try {
        const kept = await stored("readonly", (store) => store.get(this.key));
        if (kept && !this.kept && this.state !== "recording") { this.kept = kept; this.offer("found"); }
      } catch { /* this device keeps nothing */ }
    }

    offer(word) {
      if (this.address) URL.revokeObjectURL(this.address);
      this.address = URL.createObjectURL(this.kept.blob);
      this.parts.player.src = this.address;
      this.parts.time.textContent = clock(this.kept.seconds);
      this.show("result");
      this.say(word, this.unkept ? this.words.unkept : word === "found" ? "" : this.words.kept);
      if (word !== "found") this.parts.send.focus({ preventScroll: true });
    }

    async forget() {
      this.kept = null;
      this.unkept = false;
      try { await stored("readwrite", (store) => store.delete(this.key)); } catch { /* nothing was kept */ }
    }

    again() { this.forget(); this.show("record"); this.parts.time.textContent = clock(0); this.record(); }

    discard() { this.forget(); this.show("record"); this.parts.time.textContent = clock(0); this.say(""); this.parts.record.focus(); }

    file() {
      const extension = this.kept.blob.type.includes("mp4") ? "m4a" : this.kept.blob.type.includes("ogg") ? "ogg" : "webm";
      const name = `${new Date().toISOString().slice(0, 16).replace("T", " ").replace(":", "")}.${extension}`;
      return new File([this.kept.blob], name, { type: this.kept.blob.type.split(";")[0] });
    }

    // --- Sending ---
    async send() {
      if (this.sending || !this.kept) return;
      if (this.kept.blob.size > Number(this.box.dataset.mostBytes)) return this.say("heavy");
      if (!this.box.dataset.url) return this.use();
      const unanswered = this.form && this.form.querySelector("input:invalid, select:invalid, textarea:invalid");
      if (unanswered) { this.say("unanswered"); return unanswered.focus(); }
      this.sending = true;
      this.busy(true);
      const answer = await this.deliver();
      this.sending = false;
      this.busy(false);
      if (answer.status === "stored") return this.sent(answer);
      this.say("refused", (answer.errors || [this.words.odd]).join(" "));
      this.parts.send.focus();
    }

    busy(yes) {
      for (const name of ["send", "again", "discard"]) this.parts[name].disabled = yes;
      this.parts.progress.hidden = !yes;
      if (yes) { this.parts.progress.value = 0; this.say("sending"); }
    }

    async deliver() {
      for (let wait = 2000; ; wait = Math.min(wait * 2, 60000)) {
        const data = new FormData(this.form || undefined);
        data.delete("text");
        data.set("uid", this.kept.uid);
        data.set(this.box.dataset.field, this.file());
        const answer = await attempt(this.box.dataset.url, data, (share) => { this.parts.progress.value = share; });
        if (answer.status || (answer.code >= 400 && answer.code < 500 && answer.code !== 408 && answer.code !== 429)) return answer;
        this.say("waiting");
        await pause(wait);
        this.say("sending");
      }
    }

    async sent(answer) {
      await this.forget();
      this.show("record");
      this.parts.time.textContent = clock(0);
      this.say("sent");
      const item = document.createElement("p"), sound = document.createElement("audio");
      sound.controls = true;
      sound.preload = "none";
      sound.src = answer.address;
      sound.setAttribute("aria-label", this.words.sent);
      item.className = "recorder-sent";
      item.append(sound);
      this.box.append(item);
      this.box.dispatchEvent(new CustomEvent("recorder:sent", { bubbles: true, detail: answer }));
      this.parts.record.focus();
    }

    async use() {
      const field = this.form.querySelector(`input[type="file"][name="${this.box.dataset.field}"]`);
      const transfer = new DataTransfer();
      transfer.items.add(this.file());
      field.files = transfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      await this.forget();
      this.show("record");
      this.say("used");
    }
  }

  // Only secure pages have randomUUID; an address of the local network during a workshop has not.
  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  };

  for (const box of document.querySelectorAll("[data-recorder]")) new Recorder(box);
})();
