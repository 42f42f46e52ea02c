// A table in the editor: cells one types in, or pastes from a spreadsheet. What is stored stays in the text area behind.
(() => {
  "use strict";
  const read = (text) => {
    const rows = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    const width = Math.max(2, ...rows.map((row) => row.length));
    while (rows.length < 2) rows.push([]);
    return rows.map((row) => Array.from({ length: width }, (_cell, x) => row[x] ?? ""));
  };
  const say = (text, row, column) => text.replace("{row}", row + 1).replace("{column}", column + 1);
  const button = (label, sign, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "grid-button", textContent: sign, title: label, onclick: act });
    made.setAttribute("aria-label", label);
    return made;
  };

  const enhance = (area) => {
    if (area.dataset.gridReady) return;
    area.dataset.gridReady = "true";
    const words = area.dataset;
    const box = document.createElement("div");
    box.className = "grid-box";
    area.after(box);
    area.hidden = true;
    let rows = read(area.value);

    const store = () => {
      area.value = rows.some((row) => row.some(Boolean)) ? rows.map((row) => row.join("\t")).join("\n") : "";
      area.dispatchEvent(new Event("input", { bubbles: true }));
      area.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const put = (y, x, pasted) => {
      pasted.slice(0, words.mostRows - y).forEach((line, down) => line.slice(0, words.mostColumns - x).forEach((cell, right) => {
        while (rows.length <= y + down) rows.push(rows[0].map(() => ""));
        while (rows[0].length <= x + right) rows.forEach((row) => row.push(""));
        rows[y + down][x + right] = cell.trim();
      }));
      store();
      draw(y, x);
    };
    const change = (alter, y, x) => { alter(); store(); draw(y, x); };
    const cell = (y, x) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "text", value: rows[y][x], maxLength: words.longest });
      input.setAttribute("aria-label", say(words.cell, y, x));
      Object.assign(input.dataset, { y, x });
      input.oninput = () => { rows[y][x] = input.value; store(); };
      input.onpaste = (event) => {
        const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
        if (!/[\t\n]/.test(text)) return;
        event.preventDefault();
        put(y, x, text.split("\n").map((line) => line.split("\t")));
      };
      input.onkeydown = (event) => {
        const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
        if (!step) return;
        event.preventDefault();
        box.querySelector(`[data-y="${y + step}"][data-x="${x}"]`)?.focus();
      };
      return input;
    };
    const draw = (focusY, focusX) => {
      const table = document.createElement("table");
      const tools = table.createTHead().insertRow();
      rows[0].forEach((_cell, x) => tools.insertCell().append(rows[0].length > 2
        ? button(say(words.removeColumn, 0, x), "×", () => change(() => rows.forEach((row) => row.splice(x, 1)), 0, 0)) : ""));
      tools.insertCell();
      const body = table.createTBody();
      rows.forEach((row, y) => {
        const line = body.insertRow();
        row.forEach((_cell, x) => line.insertCell().append(cell(y, x)));
        line.insertCell().append(rows.length > 2 ? button(say(words.removeRow, y, 0), "×", () => change(() => rows.splice(y, 1), 0, 0)) : "");
      });
      const more = document.createElement("p");
      more.className = "grid-more";
      const add = (label, act, full) => {
        const made = button(label, `+ ${label}`, act);
        made.classList.add("button", "button-small", "button-secondary");
        made.disabled = full;
        return made;
      };
      more.append(
        add(words.addRow, () => change(() => rows.push(rows[0].map(() => "")), rows.length, 0), rows.length >= words.mostRows),
        add(words.addColumn, () => change(() => rows.forEach((row) => row.push("")), 0, rows[0].length), rows[0].length >= words.mostColumns),
      );
      const frame = document.createElement("div");
      frame.className = "grid-frame";
      frame.append(table);
      box.replaceChildren(frame, more);
      if (focusY !== undefined) box.querySelector(`[data-y="${Math.min(focusY, rows.length - 1)}"][data-x="${Math.min(focusX, rows[0].length - 1)}"]`)?.focus();
    };
    draw();
  };

  const enhanceAll = (root) => {
    if (root.matches?.("textarea[data-grid]")) enhance(root);
    root.querySelectorAll?.("textarea[data-grid]").forEach(enhance);
  };
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(enhanceAll)))
    .observe(document.documentElement, { childList: true, subtree: true });
  enhanceAll(document);
})();
