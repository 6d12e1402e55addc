"use strict";
// What the teacher's pages share: elements whose texts are only ever texts, clocks, and a socket that comes back.

/** An element; children are elements or texts. `on` holds listeners, `data` becomes data-attributes. */
function part(name, wanted, ...children) {
  const found = document.createElement(name);
  for (const [key, value] of Object.entries(wanted || {})) {
    if (key === "on") for (const [event, hear] of Object.entries(value)) found.addEventListener(event, hear);
    else if (key === "data") Object.assign(found.dataset, value);
    else if (key in found && key !== "list") found[key] = value;
    else found.setAttribute(key, value);
  }
  found.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return found;
}

/** Seconds as 4:05; what is over reads 0:00. */
function clock(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

/** A number as the page's language writes it, with a real minus and no sign at nothing. */
function figure(value, digits = 0) {
  const text = Math.abs(value).toLocaleString(document.documentElement.lang, {
    minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false,
  });
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** Session time, as the host had it and as it goes on since. */
class SessionTime {
  constructor() { this.at = 0; this.since = performance.now(); }
  set(now) { this.at = now; this.since = performance.now(); }
  get now() { return this.at + (performance.now() - this.since) / 1000; }
}

/** A socket beside this page's address, opened again whenever it has closed. */
class Line {
  constructor(hear, away) {
    this.hear = hear;
    this.away = away;
    this.tries = 0;
    this.dial();
  }
  dial() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}${location.pathname}/ws`);
    this.socket.addEventListener("message", (message) => {
      this.tries = 0;
      this.away(false);
      this.hear(JSON.parse(message.data));
    });
    this.socket.addEventListener("close", () => {
      this.away(true);
      this.tries += 1;
      setTimeout(() => this.dial(), Math.min(5000, 300 * this.tries));
    });
  }
  send(document) {
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(document));
    return true;
  }
}
