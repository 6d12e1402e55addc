// A student's page: it hands textual.js its address, says what happened when the screen goes, and comes back.
"use strict";

(() => {
  const SAID = {
    4000: [_("You have left your seat."), _("It stays yours: come back whenever you like."), false],
    4001: [_("Your seat was opened on another screen."), _("It can be in one place at a time."), false],
    4002: [_("This link opens no seat any more."), _("Ask your teacher for a new one."), false],
    4003: [_("Something went wrong with this screen."), _("Nothing that was confirmed is lost. It comes back by itself."), true],
    4004: [_("The host is busy."), _("This page tries again by itself."), true],
    1012: [_("This screen is being set up anew."), _("It comes back by itself."), true],
  };
  const AWAY = [_("The host is away."), _("What was decided is safe. This page comes back by itself."), true];
  const FIRST = 700;
  const LONGEST = 5000;
  const STEADY = 30000;
  const opened = Date.now();

  // How a socket was closed is what textual.js does not tell: listen to it first.
  let line = null;
  class Listened extends WebSocket {
    constructor(...address) {
      super(...address);
      line = this;
      this.addEventListener("close", (event) => ended(event.code));
    }

    send(said) {
      if (this.readyState === WebSocket.OPEN) super.send(said); // a size that changes meanwhile is told again
    }
  }
  window.WebSocket = Listened;
  window.typed = (text) => line?.send(JSON.stringify(["stdin", text]));

  const path = () => location.pathname.replace(/\/+$/, "");

  function ended(code) {
    const [why, note, returns] = SAID[code] || AWAY;
    document.getElementById("why").textContent = why;
    document.getElementById("note").textContent = note;
    document.getElementById("coming").hidden = true;
    document.getElementById("gone").hidden = false;
    const back = document.getElementById("back");
    back.hidden = code === 4002;
    back.focus();
    if (returns) {
      // A screen that fails at once again and again is not asked for without end.
      const failed = Number(sessionStorage.getItem("failed") || 0);
      const again = code === 4003 && Date.now() - opened < STEADY ? failed + 1 : 0;
      sessionStorage.setItem("failed", String(again));
      if (again < 4) wait(FIRST * (1 + again));
    }
  }

  async function wait(pause) {
    // A whole class must not come back at the same instant.
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    try {
      const answer = await fetch(`${path()}/up`, { cache: "no-store" });
      if (answer.ok) return location.reload();
      if (answer.status === 404) {
        // Another session may have been put up by mistake: the right one comes back.
        document.getElementById("why").textContent = _("The host that is up now does not know your seat.");
        document.getElementById("note").textContent =
          _("Tell your teacher. This page comes back by itself once the right session is up.");
      }
    } catch (error) {
      // Still away.
    }
    return wait(Math.min(pause * 1.6, LONGEST));
  }

  document.addEventListener("DOMContentLoaded", () => {
    const socket = location.protocol === "https:" ? "wss:" : "ws:";
    document.getElementById("terminal").dataset.sessionWebsocketUrl = `${socket}//${location.host}${path()}/ws`;
    document.getElementById("back").addEventListener("click", () => location.reload());
    new MutationObserver((changes, watcher) => {
      if (!document.body.classList.contains("-first-byte")) return;
      document.getElementById("coming").hidden = true;
      if (!matchMedia("(pointer: coarse)").matches) document.querySelector(".xterm-helper-textarea")?.focus();
      watcher.disconnect();
    }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  });
})();
