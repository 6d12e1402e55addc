"use strict";
// The console: every room and seat at a glance, and what is done about them. Drawn anew where it has changed.

const time = new SessionTime();
const chosen = new Set();
let script = null;
let board = null;
let orders = 0;
const waitingFor = new Map();

const at = (id) => document.getElementById(id);
const line = new Line(hear, (away) => { at("away").hidden = !away; });

/** Have something done; `then` hears what came of it. */
function order(kind, more, then) {
  const id = `c${orders += 1}`;
  if (then) waitingFor.set(id, then);
  if (!line.send({ kind, id, ...more })) say("The host is away: nothing was done.", true);
}

function hear(told) {
  if (told.kind === "script") { script = told.script; at("code").textContent = script.code; return; }
  if (told.kind === "board") { board = told.board; time.set(board.now); draw(); return; }
  const then = waitingFor.get(told.id);
  waitingFor.delete(told.id);
  if (told.kind === "refused") say(`${told.message} ${told.hint}`, true);
  if (then) then(told);
}

/** A line at the foot of the page, for a while. */
function say(text, bad) {
  const shown = part("li", { className: bad ? "bad" : "" }, text);
  at("said").append(shown);
  setTimeout(() => shown.remove(), bad ? 12000 : 5000);
}

/** The rooms that the toolbar means: those that are ticked, or all. */
function meant() {
  const names = board.rooms.map((room) => room.name);
  return chosen.size ? names.filter((name) => chosen.has(name)) : names;
}

const done = (text) => (told) => { if (told.kind === "done") say(text); };

function perform(what, rooms) {
  const where = rooms.length === board.rooms.length && rooms.length > 1 ? "all rooms" : rooms.join(", ");
  if (what === "tell") return openTell(rooms, "");
  if (what === "inject") return openInject(rooms);
  if (what === "longer") return order("extend", { rooms, seconds: 120 }, done(`${where}: two minutes more.`));
  if (what === "shorter") return order("extend", { rooms, seconds: -60 }, done(`${where}: one minute less.`));
  if (what === "advance")
    return confirmed("Next stage", `${where}: settle what is open by the votes so far, and go on? Where nobody has voted the default is taken.`,
      "Go on", () => order("advance", { rooms }, done(`${where}: moved on.`)));
  const words = { begin: "begun", practised: "practice ended", pause: "paused", resume: "goes on" };
  return order(what, { rooms }, done(`${where}: ${words[what]}.`));
}

// Drawing

const drawn = new Map();

function draw() {
  const people = board.rooms.flatMap((room) => room.seats.flatMap((seat) => seat.students));
  at("count").textContent = `${people.filter((each) => each.there).length} of ${people.length}`;
  const waits = board.rooms.flatMap((room) => room.seats).filter((seat) => seat.waited_for).length;
  at("waiting").textContent = counted(waits, "seat", "seats");
  at("joining").checked = board.joining;
  at("forecasts").checked = board.forecasts;
  at("debrief").disabled = board.debriefed;
  at("debrief").textContent = board.debriefed ? "The debrief is open" : "Open the debrief";
  at("chosen").textContent = chosen.size ? counted(chosen.size, "room", "rooms") : "All rooms";
  at("all").checked = chosen.size === board.rooms.length;
  at("all").indeterminate = chosen.size > 0 && chosen.size < board.rooms.length;
  const phases = new Set(board.rooms.filter((room) => meant().includes(room.name)).map((room) => room.phase));
  for (const button of document.querySelectorAll("#bar [data-do]")) {
    const needs = { begin: "waiting", practised: "open", pause: "open", resume: "open", longer: "open", shorter: "open", advance: "open", inject: "open" };
    button.disabled = button.dataset.do in needs && !phases.has(needs[button.dataset.do]);
    if (button.dataset.do === "practised") button.hidden = !board.rooms.some((room) => room.practice);
  }
  at("rooms").classList.toggle("many", board.rooms.length > 6);
  const focus = document.activeElement?.dataset?.focus;
  for (const room of board.rooms) {
    const news = JSON.stringify([room, chosen.has(room.name)]);
    const old = drawn.get(room.name);
    if (old && old.news === news) continue;
    const card = roomCard(room);
    if (old) old.card.replaceWith(card); else at("rooms").append(card);
    drawn.set(room.name, { news, card });
  }
  if (focus && document.activeElement?.dataset?.focus !== focus)
    document.querySelector(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
  tick();
}

function button(text, focus, act, more) {
  return part("button", { type: "button", data: { focus }, on: { click: act }, ...more }, text);
}

function roomCard(room) {
  const rooms = [room.name];
  const act = (what, text, shown = true) =>
    shown ? button(text, `${room.name}/${what}`, () => perform(what, rooms), { title: `${text}: ${room.name}` }) : null;
  const open = room.phase === "open";
  const state = room.paused ? "paused" : room.practice && open ? "practice" : { waiting: "not begun", open: "", over: "over" }[room.phase];
  const where = room.phase === "over" ? `all ${script.stages.length} stages played` : `${room.number}/${script.stages.length} ${room.title}`;
  return part("section", { className: `room ${room.phase}${room.paused ? " paused" : ""}`, "aria-label": room.name },
    part("div", { className: "head" },
      part("label", {}, part("input", {
        type: "checkbox", checked: chosen.has(room.name), data: { focus: `${room.name}/tick` }, "aria-label": `Choose ${room.name}`,
        on: { change: (event) => { event.target.checked ? chosen.add(room.name) : chosen.delete(room.name); draw(); } },
      }), part("h2", {}, room.name)),
      state ? part("span", { className: "chip" }, state) : null,
      part("span", { className: "stage" }, where),
      part("span", { className: "clock", data: { deadline: room.deadline ?? "", left: room.left ?? "" } }),
    ),
    room.seats.map((seat) => seatRow(room, seat)),
    part("div", { className: "foot" },
      part("span", { className: "scores", title: "Credibility, cost and diversification now, in points, and violence" },
        `cred ${room.scores.credibility.toFixed(0)} · cost ${room.scores.cost.toFixed(0)} · div ${room.scores.diversification.toFixed(0)} · violence ${room.violence.toFixed(0)}`),
      room.rewound || room.injects.length ? part("span", { className: "overrides" },
        [room.rewound ? counted(room.rewound, "rewind", "rewinds") : "", ...room.injects].filter(Boolean).join(" · ")) : null,
      part("span", { className: "acts" },
        act("begin", "Begin", room.phase === "waiting"),
        act("pause", "Pause", open && !room.paused), act("resume", "Go on", open && room.paused),
        act("longer", "+2", open), act("advance", "Next", open),
        room.phase === "waiting" ? null : button("Rewind…", `${room.name}/rewind`, () => openRewind(room)),
        act("inject", "Inject…", open), act("tell", "Message…"),
      ),
    ),
  );
}

function seatRow(room, seat) {
  const key = `${room.name}/${seat.role}`;
  const students = seat.students.map((each) => studentChip(room, seat, each));
  return part("div", { className: `seat${seat.waited_for ? " waits" : ""}` },
    part("div", { className: "who" },
      part("strong", {}, seat.name),
      seat.waited_for ? part("span", { className: "mark" }, "waited for") : null,
      seat.policy ? part("span", { className: "policy" }, `policy: ${seat.policy}`) : null,
      part("span", { className: "acts" },
        seat.waited_for ? button("Nudge", `${key}/nudge`, () => order("nudge", { room: room.name, role: seat.role }, done(`${room.name}, ${seat.name}: reminded.`))) : null,
        button("Seat…", `${key}/seat`, () => openSeat(room, seat)),
      ),
    ),
    part("div", { className: "students" }, students.length ? students : part("span", { className: "nobody" }, "nobody")),
    seat.polls.map((poll) => part("div", { className: `poll${poll.settled ? " settled" : ""}`, title: poll.prompt },
      poll.settled ? `✓ ${poll.settled} (${poll.how})`
        : poll.counts.length ? poll.counts.map((count) => `${count.votes} × ${count.option}`).join("   ") : "no votes yet")),
  );
}

function studentChip(room, seat, each) {
  const due = seat.polls.length;
  const about = each.there
    ? part("small", {}, due ? ` ${each.voted}/${due}` : "")
    : part("small", { data: { seen: each.seen } }, " away");
  return button([each.captain ? "★ " : "", each.name, about], `student/${each.id}`, () => openStudent(room, seat, each), {
    className: `student ${each.there ? "there" : "gone"}`,
    title: `${each.name} (${each.label}): ${each.there ? "here" : "away"}`,
  });
}

function tick() {
  for (const shown of document.querySelectorAll(".clock")) {
    const { deadline, left } = shown.dataset;
    const seconds = deadline ? Number(deadline) - time.now : left ? Number(left) : null;
    shown.textContent = seconds === null ? "" : clock(seconds);
    shown.classList.toggle("late", seconds !== null && seconds < 30);
  }
  for (const shown of document.querySelectorAll("[data-seen]")) {
    const gone = time.now - Number(shown.dataset.seen);
    shown.textContent = ` away ${gone < 90 ? `${Math.round(gone)} s` : `${Math.round(gone / 60)} min`}`;
  }
}
setInterval(tick, 1000);

// The page's own controls

for (const control of document.querySelectorAll("#bar [data-do]"))
  control.addEventListener("click", () => { if (board) perform(control.dataset.do, meant()); });
at("all").addEventListener("change", (event) => {
  chosen.clear();
  if (event.target.checked) board.rooms.forEach((room) => chosen.add(room.name));
  draw();
});
for (const name of ["joining", "forecasts"])
  at(name).addEventListener("change", () => order("allow", { joining: at("joining").checked, forecasts: at("forecasts").checked }));
at("debrief").addEventListener("click", () =>
  confirmed("Open the debrief", "The projector compares all rooms from now on. Rooms that are not over yet can still be played.",
    "Open", () => order("debrief", {}, done("The debrief is open."))));
