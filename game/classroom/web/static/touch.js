// A page with a terminal that fits the window; where one touches it, keys below it, a line to type on, and swipes.
"use strict";

(() => {
  const COLUMNS = 80;
  const LINES = 24;
  const FONT = 16;
  const LEAST_FONT = 9;
  // A cell in parts of the size of the font, until the font is there to be measured: no browser's is larger.
  let wide = 0.61;
  let tall = 1.36;
  const STEP = 24;
  const at = (id) => document.getElementById(id);
  const coarse = matchMedia("(pointer: coarse)");
  const upright = matchMedia("(orientation: portrait)");
  const meta = document.querySelector("meta[name=viewport]");

  // A telephone shows a page of any width, shrunk: so it is made as large as the game needs, and the letters
  // stay as they are. Elsewhere the letters are made smaller, as far as they can be read.
  function fit() {
    const small = coarse.matches && Math.min(screen.width, screen.height) < 600;
    document.body.classList.toggle("touched", coarse.matches);
    document.body.classList.toggle("small", small);
    if (!coarse.matches) {
      const fits = Math.floor(Math.min(innerWidth / COLUMNS / wide, innerHeight / LINES / tall));
      at("terminal").dataset.fontSize = String(Math.max(LEAST_FONT, Math.min(FONT, fits)));
      return;
    }
    const beside = small && upright.matches ? 150 : 60;
    const lines = (LINES * tall * FONT + beside) * (innerWidth / innerHeight);
    const width = Math.ceil(Math.max(COLUMNS * wide * FONT + 4, lines, screenWidth()));
    meta.content = `width=${width}, minimum-scale=${screenWidth() / width}, maximum-scale=${screenWidth() / width}`;
    // Once it stands, it may be pinched larger.
    setTimeout(() => { meta.content = `width=${width}, minimum-scale=${screenWidth() / width}`; }, 300);
  }

  // What a cell takes; browsers round each in their own way.
  async function measure() {
    await document.fonts.load(`${FONT}px "Roboto Mono"`);
    const letter = document.createElement("span");
    letter.className = "letter";
    letter.textContent = "W".repeat(COLUMNS);
    document.body.append(letter);
    const { width, height } = letter.getBoundingClientRect();
    letter.remove();
    wide = Math.min(wide, width / COLUMNS / FONT + 0.02);
    tall = Math.min(tall, Math.ceil(height + 0.5) / FONT);
    fit();
  }

  // Some telephones say the same width however they are held.
  function screenWidth() {
    const sides = [screen.width, screen.height].sort((one, other) => one - other);
    return upright.matches ? sides[0] : sides[1];
  }

  // To the browser a tap is a click of the mouse, and so it is to the game; but not every tap calls the keyboard.
  function touched() {
    const letters = document.querySelector(".xterm-helper-textarea");
    if (!letters || !coarse.matches) return;
    letters.inputMode = "none";
    let from = null;
    const terminal = at("terminal");
    terminal.addEventListener("touchstart", (event) => { from = event.touches.length === 1 ? event.touches[0].clientY : null; }, { passive: true });
    terminal.addEventListener("touchmove", (event) => {
      if (from === null || event.touches.length !== 1) return;
      const { clientX, clientY } = event.touches[0];
      const gone = from - clientY;
      if (Math.abs(gone) < STEP) return;
      from = clientY;
      document.querySelector(".xterm-screen").dispatchEvent(new WheelEvent("wheel", { deltaY: Math.sign(gone) * 100, clientX, clientY, bubbles: true, cancelable: true }));
    }, { passive: true });
  }

  document.addEventListener("DOMContentLoaded", () => {
    fit();
    if (coarse.matches) measure();
    coarse.addEventListener("change", fit);
    upright.addEventListener("change", () => { if (coarse.matches) fit(); });
    // The terminal's place changes without the window, as the page around it is laid out anew.
    new ResizeObserver(() => window.onresize?.()).observe(at("terminal"));
    for (const key of document.querySelectorAll("#keys [data-sends]")) {
      key.addEventListener("click", () => typed(JSON.parse(`"${key.dataset.sends}"`)));
    }
    at("line").addEventListener("submit", (event) => {
      event.preventDefault();
      // Words are put in as a whole, so that none of their letters is taken for a key; a letter alone is one.
      const words = at("words").value;
      typed(words.length > 1 ? `\u001b[200~${words}\u001b[201~` : words || "\r");
      at("words").value = "";
    });
    new MutationObserver((changes, watcher) => {
      if (!document.body.classList.contains("-first-byte")) return;
      touched();
      watcher.disconnect();
    }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  });
})();
