"use strict";
// The projector: how to join, then clocks and progress, then the debrief; arrow keys turn its slides.

const time = new SessionTime();
const at = (id) => document.getElementById(id);
let slides = [];
let shown = 0;

new Line(hear, (away) => { at("away").hidden = !away; });

function hear(told) {
  if (told.kind === "progress") draw(told.progress);
  if (told.kind === "turn") turn(told.by);
  if (told.kind === "slides") { slides = told.slides; shown = Math.min(shown, slides.length - 1); slide(); }
}

function draw(progress) {
  time.set(progress.now);
  document.body.dataset.mode = progress.mode;
  for (const mode of ["joining", "playing", "debrief"]) at(mode).hidden = mode !== progress.mode;
  at("corner").textContent = progress.mode === "playing" && progress.code ? `${progress.address}   ${progress.code}` : "";
  if (progress.mode === "joining") joining(progress);
  if (progress.mode === "playing") playing(progress);
  if (progress.mode === "debrief" && !slides.length) at("slide").replaceChildren(part("h2", {}, _("The rooms are being compared …")));
}

function joining(progress) {
  at("address").textContent = progress.address.replace(/^http:\/\//, "");
  at("code").textContent = progress.code || _("Joining is closed");
  at("code").classList.toggle("closed", !progress.code);
  at("type").hidden = !progress.code;
  at("here").textContent = progress.here;
  at("note").hidden = !progress.note;
  at("note").querySelector("span").textContent = progress.note;
  if (!at("qr").src) at("qr").src = `${location.pathname}/join.svg`;
  at("qr").hidden = !progress.code;
}

function playing(progress) {
  const stands = { waiting: _("has not begun"), over: _("has finished") };
  at("playing").classList.toggle("many", progress.rooms.length > 9);
  at("playing").classList.toggle("crowd", progress.rooms.length > 28);
  at("playing").classList.toggle("four", progress.rooms.length === 4);
  at("playing").replaceChildren(...progress.rooms.map((room) => part("section", { className: room.phase },
    part("h2", {}, room.name),
    part("p", { className: "clock", data: { deadline: room.deadline ?? "", left: room.left ?? "" } }),
    part("p", { className: "where" }, room.phase === "open" ? stageOf(room, progress.stages) : stands[room.phase]),
    part("div", { className: "steps", role: "img", "aria-label": `${room.number}/${progress.stages}` },
      Array.from({ length: progress.stages }, (none, step) => part("i", { className: room.phase === "over" || step < room.number - 1 ? "past" : step === room.number - 1 && room.phase === "open" ? "now" : "" }))),
    part("p", { className: "ready" }, room.decided),
  )));
  tick();
}

function stageOf(room, stages) {
  const where = room.practice ? _("Practice") : _("Stage {number} of {of}", { number: room.number, of: stages });
  return room.paused ? _("{stage}, paused", { stage: where }) : where;
}

function tick() {
  for (const shown of document.querySelectorAll(".clock")) {
    const { deadline, left } = shown.dataset;
    const seconds = deadline ? Number(deadline) - time.now : left ? Number(left) : null;
    shown.textContent = seconds === null ? "" : clock(seconds);
    shown.classList.toggle("late", seconds !== null && seconds < 30);
  }
}
setInterval(tick, 500);

function slide() {
  const one = slides[shown];
  if (!one) return;
  const picture = one.svg ? document.importNode(new DOMParser().parseFromString(one.svg, "image/svg+xml").documentElement, true) : null;
  at("slide").replaceChildren(
    part("h2", {}, one.title),
    one.note ? part("p", { className: "note" }, one.note) : "",
    picture || "",
    one.quotes.length ? part("div", { className: "quotes" }, one.quotes.map(([reason, what]) =>
      part("blockquote", {}, part("p", {}, reason), part("footer", {}, what)))) : "",
    one.items.length ? part("ul", {}, one.items.map((item) => part("li", {}, item))) : "",
  );
  at("page").textContent = `${shown + 1} / ${slides.length}`;
  at("back").disabled = shown === 0;
  at("next").disabled = shown === slides.length - 1;
}

function turn(by) {
  const to = Math.max(0, Math.min(slides.length - 1, shown + by));
  if (to !== shown) { shown = to; slide(); }
}
at("back").addEventListener("click", () => turn(-1));
at("next").addEventListener("click", () => turn(1));
document.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, Home: -999, End: 999 }[event.key];
  if (by && document.body.dataset.mode === "debrief") { event.preventDefault(); turn(by); }
  if (event.key === "f") document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
});
