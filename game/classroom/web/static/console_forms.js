"use strict";
// The console's sheets: each asks for what an order needs. One is open at a time; Escape closes it.

const sheet = document.getElementById("sheet");

function show(title, ...content) {
  sheet.replaceChildren(
    part("form", { method: "dialog" }, part("h2", { id: "sheet-title" }, title), ...content));
  if (!sheet.open) sheet.showModal();
  sheet.querySelector("textarea, select, input:not([type=checkbox])")?.focus();
}
const shut = () => sheet.close();

function acts(...buttons) {
  return part("div", { className: "acts" }, ...buttons, part("button", { type: "button", on: { click: shut } }, "Cancel"));
}
const act = (text, run, more) => part("button", { type: "button", className: "main", on: { click: run }, ...more }, text);

function field(label, control, help) {
  const about = help ? part("small", { id: `about-${label.toLowerCase().replaceAll(" ", "-")}` }, help) : null;
  if (about) control.setAttribute("aria-describedby", about.id);
  return part("div", { className: "field" }, part("label", {}, part("span", {}, label), control), about);
}
function choice(options, value) {
  const found = part("select", {}, options.map(([id, name]) => part("option", { value: id }, name)));
  if (value !== undefined) found.value = value;
  return found;
}

function confirmed(title, text, verb, run) {
  show(title, part("p", {}, text), acts(act(verb, () => { shut(); run(); })));
}

function openTell(rooms, role) {
  const text = part("textarea", { rows: 3, maxLength: 500 });
  const to = choice([["", "everybody in them"], ...script.roles.map((each) => [each.id, each.name])], role);
  show(`Message to ${rooms.length > 3 ? counted(rooms.length, "room", "rooms") : rooms.join(", ")}`,
    field("To", to), field("Message", text),
    acts(act("Send", () => {
      order("tell", { rooms, role: to.value, text: text.value }, (told) => { if (told.kind === "done") { shut(); say("The message was sent."); } });
    })));
}

function openRewind(room) {
  const stage = choice(room.reached.map((each) => [each.id, each.name]).reverse());
  const reason = part("input", { type: "text", maxLength: 200 });
  show(`Rewind ${room.name}`,
    part("p", {}, "The room goes back to the start of a stage. Votes and what followed no longer count; the log and the report keep them."),
    field("To the start of", stage), field("Why (kept in the report)", reason),
    acts(act("Rewind", () => { shut(); order("rewind", { room: room.name, stage: stage.value, reason: reason.value }, done(`${room.name} was set back.`)); })));
}

function openSeat(room, seat) {
  const policies = choice([["", "its students"], ...script.policies.map((each) => [each.id, `policy: ${each.id} (${each.name})`])], seat.given ? seat.policy : "");
  show(`${seat.name}, ${room.name}`,
    field("Who decides", policies, "A policy for a deserted seat. An empty seat is held by a policy by itself."),
    acts(
      act("Set", () => { shut(); order("delegate", { room: room.name, role: seat.role, policy: policies.value }, done(`${room.name}, ${seat.name}: changed.`)); }),
      part("button", { type: "button", on: { click: () => openTell([room.name], seat.role) } }, "Message…"),
    ));
}

function openStudent(room, seat, each) {
  const to = choice(board.rooms.map((other) => [other.name, other.name]), room.name);
  const role = choice(script.roles.map((other) => [other.id, other.name]), seat.role);
  const link = part("p", { className: "link" });
  show(`${each.name} (${each.label})`,
    part("p", {}, `${room.name}, ${seat.name}. ${each.there ? "Here." : "Away."}${each.captain ? " Captain." : ""}`),
    part("div", { className: "pair" }, field("Room", to), field("Seat", role)),
    acts(
      act("Move", () => { shut(); order("move", { student: each.id, room: to.value, role: role.value }, done(`${each.name} was moved.`)); }),
      each.captain ? null : part("button", { type: "button", on: { click: () => { shut(); order("captain", { student: each.id }, done(`${each.name} is captain.`)); } } }, "Make captain"),
      part("button", { type: "button", on: { click: () => order("relink", { student: each.id }, (told) => { if (told.kind === "link") link.textContent = told.link; }) } }, "New link"),
      part("button", { type: "button", className: "bad", on: { click: () =>
        confirmed("Remove", `Take ${each.name} out of the session? Their votes so far stay in the log.`, "Remove",
          () => order("remove", { student: each.id }, done(`${each.name} was removed.`))) } }, "Remove…"),
    ),
    part("small", {}, "A new link makes the old one void. Give it to nobody else: it opens this seat."), link);
}

// Injects

function openInject(rooms) {
  const open = rooms.filter((name) => board.rooms.find((room) => room.name === name)?.phase === "open");
  const stage = board.rooms.find((room) => room.name === open[0])?.stage;
  if (!stage) { say("No stage is open there.", true); return; }
  const here = open.filter((name) => board.rooms.find((room) => room.name === name).stage === stage);
  const written = script.injects[stage] || [];
  const which = choice([...written.map((each) => [each.id, each.title]), ["", "Compose one…"]], written[0]?.id ?? "");
  const title = part("input", { type: "text", maxLength: 60 });
  const text = part("textarea", { rows: 3, maxLength: 600 });
  const levers = part("div", { className: "levers" });
  const does = part("div", { className: "preview", "aria-live": "polite" });
  const go = act("Let it happen", () => {
    order("inject", { rooms: here, ...asked() }, (told) => { if (told.kind === "done") { shut(); say(`${here.join(", ")}: it happened.`); } });
  });
  const asked = () => which.value ? { inject: which.value } : { title: title.value, text: text.value, levers: pulled(levers) };
  const fill = () => {
    const one = written.find((each) => each.id === which.value);
    title.value = one?.title ?? "";
    text.value = one?.text ?? "";
    for (const control of [title, text]) control.readOnly = Boolean(one);
    levers.replaceChildren(...(one ? [] : [leverRow(levers), moreLevers(levers)]));
    does.replaceChildren();
    if (one) preview();
  };
  const preview = () => order("preview", { rooms: here.slice(0, 1), ...asked() }, (told) => {
    if (told.kind === "previewed") does.replaceChildren(...previewTable(told.room, told.preview));
  });
  which.addEventListener("change", fill);
  const left = open.length - here.length;
  show(`Inject into ${here.join(", ")}`,
    left ? part("p", { className: "mark" }, `${counted(left, "room is", "rooms are")} in another stage and left out.`) : null,
    field("Which", which), field("Title", title), field("What the room reads (up to 60 words)", text), levers, does,
    acts(part("button", { type: "button", on: { click: preview } }, "Preview"), go));
  fill();
}

function leverRow() {
  const which = choice([["", "no lever"], ...script.levers.map((each) => [each.name, each.name])]);
  const amount = part("input", { type: "number", step: "0.05", value: "0.1", "aria-label": "How far" });
  const help = part("small", {});
  which.addEventListener("change", () => {
    const lever = script.levers.find((each) => each.name === which.value);
    if (!lever) { help.textContent = ""; return; }
    amount.min = lever.low;
    amount.max = lever.high;
    help.textContent = `${lever.help} (${lever.low} to ${lever.high}: ${lever.unit})`;
  });
  return part("div", { className: "lever" }, which, amount, help);
}

function moreLevers(levers) {
  return part("button", { type: "button", on: { click: (event) => { if (levers.children.length <= 6) event.target.before(leverRow()); } } }, "One more lever");
}

function pulled(levers) {
  const rows = [...levers.querySelectorAll(".lever")].map((row) => [row.querySelector("select").value, Number(row.querySelector("input").value)]);
  return Object.fromEntries(rows.filter(([name]) => name));
}

function previewTable(room, preview) {
  const cell = (value, digits) => part("td", {}, value.toFixed(digits));
  const row = (when, change) => {
    const digits = change.score === "deaths" ? 0 : 1;
    const by = change.after - change.before;
    return part("tr", {}, part("th", { scope: "row" }, `${change.score} ${when}`), cell(change.before, digits), cell(change.after, digits),
      part("td", { className: Math.abs(by) < 0.05 ? "" : "moved" }, `${by >= 0 ? "+" : "−"}${Math.abs(by).toFixed(digits)}`));
  };
  const words = [preview.does.length ? `It does: ${preview.does.join("; ")}.` : "It moves nothing: a text to talk about.",
    preview.opens.length ? `On the table: ${preview.opens.join("; ")}.` : "", preview.closes.length ? `Off the table: ${preview.closes.join("; ")}.` : ""];
  return [
    part("p", {}, words.filter(Boolean).join(" ")),
    part("table", {},
      part("thead", {}, part("tr", {}, ["", "without", "with", "by"].map((name) => part("th", { scope: "col" }, name)))),
      part("tbody", {}, preview.now.filter((change) => Math.abs(change.after - change.before) >= 0.05).map((change) => row("now", change)),
        preview.end.map((change) => row("in the end", change)))),
    part("small", {}, `${room}. In the end: means of ${preview.futures} futures, in which seats do what was done in fact half of the time.`),
  ];
}
