"use strict";
// The console: every room and seat at a glance, and what is done about them. Drawn anew where it has changed.

const time = new SessionTime();
const chosen = new Set();
let script = null;
let board = null;
let orders = 0;
const waitingFor = new Map();

const at = (id) => document.getElementById(id);
const line = new Line(hear, (away) => { at("away").hidden = !away; if (away) unanswered(); });

/** Have something done; `then` hears what came of it. */
function order(kind, more, then) {
  const id = `c${orders += 1}`;
  if (line.send({ kind, id, ...more })) waitingFor.set(id, then);
  else say(_("The host is away: nothing was done."), true);
}

/** What was asked as the host went may have been done or not: the board will show it. */
function unanswered() {
  if (waitingFor.size) say(_("The host went before it answered: look whether that was done."), true);
  waitingFor.clear();
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

/** Rooms as they stand at the start of a sentence. */
function listed(rooms) {
  return rooms.length === board.rooms.length && rooms.length > 1 ? _("All rooms") : rooms.join(", ");
}

function perform(what, names) {
  const rooms = listed(names);
  if (what === "tell") return openTell(names, "");
  if (what === "inject") return openInject(names);
  if (what === "longer") return order("extend", { rooms: names, seconds: 120 }, done(_("{rooms}: two minutes more.", { rooms })));
  if (what === "shorter") return order("extend", { rooms: names, seconds: -60 }, done(_("{rooms}: one minute less.", { rooms })));
  if (what === "advance")
    return confirmed(_("Next stage"), _("{rooms}: settle what is open by the votes so far, and go on? Where nobody has voted the default is taken.", { rooms }),
      _("Go on"), () => order("advance", { rooms: names }, done(_("{rooms}: moved on.", { rooms }))));
  const came = {
    begin: _("{rooms}: begun.", { rooms }), practised: _("{rooms}: practice ended.", { rooms }),
    pause: _("{rooms}: paused.", { rooms }), resume: _("{rooms}: goes on.", { rooms }),
  };
  return order(what, { rooms: names }, done(came[what]));
}

// Drawing

const drawn = new Map();

function draw() {
  const people = board.rooms.flatMap((room) => room.seats.flatMap((seat) => seat.students));
  at("count").textContent = _("{count} of {of}", { count: people.filter((each) => each.there).length, of: people.length });
  at("waiting").textContent = board.waiting;
  at("joining").checked = board.joining;
  at("forecasts").checked = board.forecasts;
  at("debrief").disabled = board.debriefed;
  at("debrief").textContent = board.debriefed ? _("The debrief is open") : _("Open the debrief");
  at("slides").hidden = !board.debriefed;
  at("chosen").textContent = chosen.size ? _("Rooms: {count}", { count: chosen.size }) : _("All rooms");
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
  const state = room.paused ? _("paused") : room.practice && open ? _("practice") : { waiting: _("not begun"), open: "", over: _("over") }[room.phase];
  const where = room.phase === "over" ? _("all stages played") : `${room.number}/${script.stages.length} ${room.title}`;
  return part("section", { className: `room ${room.phase}${room.paused ? " paused" : ""}`, "aria-label": room.name },
    part("div", { className: "head" },
      part("label", {}, part("input", {
        type: "checkbox", checked: chosen.has(room.name), data: { focus: `${room.name}/tick` }, "aria-label": _("Choose {room}", { room: room.name }),
        on: { change: (event) => { event.target.checked ? chosen.add(room.name) : chosen.delete(room.name); draw(); } },
      }), part("h2", {}, room.name)),
      state ? part("span", { className: "chip" }, state) : null,
      part("span", { className: "stage" }, where),
      part("span", { className: "clock", data: { deadline: room.deadline ?? "", left: room.left ?? "" } }),
    ),
    room.seats.map((seat) => seatRow(room, seat)),
    part("div", { className: "foot" },
      part("span", { className: "scores", title: _("Credibility, cost and diversification now, in points, and violence, as they are in truth. Each seat sees only its own estimate, so students' figures differ from these.") },
        _("in truth: cred {credibility} · cost {cost} · div {diversification} · violence {violence}", {
          credibility: figure(room.scores.credibility), cost: figure(room.scores.cost),
          diversification: figure(room.scores.diversification), violence: figure(room.violence),
        })),
      room.rewound || room.injects.length ? part("span", { className: "overrides" },
        [room.rewinds, ...room.injects].filter(Boolean).join(" · ")) : null,
      part("span", { className: "acts" },
        act("begin", _("Begin"), room.phase === "waiting"),
        act("pause", _("Pause"), open && !room.paused), act("resume", _("Go on"), open && room.paused),
        act("longer", _("+2 min"), open), act("advance", _("Next stage"), open),
        room.phase === "waiting" ? null : button(_("Rewind…"), `${room.name}/rewind`, () => openRewind(room)),
        act("inject", _("Inject…"), open), act("tell", _("Message…")),
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
      seat.waited_for ? part("span", { className: "mark" }, _("waited for")) : null,
      seat.policy ? part("span", { className: "policy" }, _("policy: {policy}", { policy: seat.policy })) : null,
      part("span", { className: "acts" },
        seat.waited_for ? button(_("Nudge"), `${key}/nudge`, () => order("nudge", { room: room.name, role: seat.role }, done(_("{room}, {seat}: reminded.", { room: room.name, seat: seat.name })))) : null,
        button(_("Seat…"), `${key}/seat`, () => openSeat(room, seat)),
      ),
    ),
    part("div", { className: "students" }, students.length ? students : part("span", { className: "nobody" }, _("nobody"))),
    seat.polls.map((poll) => part("div", { className: `poll${poll.settled ? " settled" : ""}`, title: poll.prompt },
      part("span", { className: "prompt" }, poll.prompt),
      poll.settled ? `✓ ${poll.settled} (${poll.how})`
        : poll.counts.length ? poll.counts.map((count) => `${count.votes} × ${count.option}`).join("   ") : _("no votes yet"))),
  );
}

function studentChip(room, seat, each) {
  const due = seat.polls.length;
  const about = each.there
    ? part("small", { title: _("Has voted on {voted} of {due}", { voted: each.voted, due }) }, due ? ` ${each.voted}/${due}` : "")
    : part("small", { data: { seen: each.seen } }, ` ${_("away")}`);
  return button([each.captain ? "★ " : "", each.name, about], `student/${each.id}`, () => openStudent(room, seat, each), {
    className: `student ${each.there ? "there" : "gone"}`,
    title: `${each.name} (${each.label}): ${each.there ? _("here") : _("away")}`,
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
    const since = gone < 90 ? _("{count} s", { count: Math.round(gone) }) : _("{count} min", { count: Math.round(gone / 60) });
    shown.textContent = ` ${_("away {since}", { since })}`;
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
  confirmed(_("Open the debrief"), _("The projector compares all rooms from now on. Rooms that are not over yet can still be played."),
    _("Open it"), () => order("debrief", {}, done(_("The debrief is open.")))));
for (const control of document.querySelectorAll("[data-turn]"))
  control.addEventListener("click", () => order("turn", { by: Number(control.dataset.turn) }));
at("end").addEventListener("click", () =>
  confirmed(_("Close the session"), _("The host stops, as by Ctrl+C in its terminal, and all screens say that it is away. Everything is kept: tashkent host --resume {name} goes on with it, under the same links.", { name: script.session }),
    _("Close it"), () => order("end", {}, done(_("The session is closed and kept.")))));
