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
  return part("div", { className: "acts" }, ...buttons, part("button", { type: "button", on: { click: shut } }, _("Cancel")));
}
const act = (text, run, more) => part("button", { type: "button", className: "main", on: { click: run }, ...more }, text);

let fields = 0;
function field(label, control, help) {
  const about = help ? part("small", { id: `about-${fields += 1}` }, help) : null;
  if (about) control.setAttribute("aria-describedby", about.id);
  return part("div", { className: "field" }, part("label", {}, part("span", {}, label), control), about);
}
function choice(options, value) {
  const found = part("select", {}, options.map(([id, name]) => part("option", { value: id }, name)));
  if (value !== undefined) found.value = value;
  return found;
}

function confirmed(title, text, verb, run, ...more) {
  show(title, part("p", {}, text), ...more, acts(act(verb, () => { shut(); run(); })));
}

function openTell(rooms, role) {
  const text = part("textarea", { rows: 3, maxLength: 500 });
  const to = choice([["", _("everybody in them")], ...script.roles.map((each) => [each.id, each.name])], role);
  show(_("{rooms}: message", { rooms: listed(rooms) }),
    field(_("To"), to), field(_("Message"), text),
    acts(act(_("Send"), () => {
      order("tell", { rooms, role: to.value, text: text.value }, (told) => { if (told.kind === "done") { shut(); say(_("The message was sent.")); } });
    })));
}

function openRewind(room) {
  const stage = choice(room.reached.map((each) => [each.id, each.name]).reverse());
  const reason = part("input", { type: "text", maxLength: 200 });
  show(_("{room}: rewind", { room: room.name }),
    part("p", {}, _("The room goes back to the start of a stage. Votes and what followed no longer count; the log and the report keep them.")),
    field(_("To the start of"), stage), field(_("Why (kept in the report)"), reason),
    acts(act(_("Rewind"), () => {
      shut();
      order("rewind", { room: room.name, stage: stage.value, reason: reason.value }, done(_("{room} was set back.", { room: room.name })));
    })));
}

function openSeat(room, seat) {
  const named = script.policies.map((each) => [each.id, _("policy: {policy}", { policy: `${each.id} (${each.name})` })]);
  const policies = choice([["", _("its students")], ...named], seat.given ? seat.policy : "");
  const blanks = { room: room.name, seat: seat.name };
  show(`${seat.name}, ${room.name}`,
    field(_("Who decides"), policies, _("A policy for a deserted seat. An empty seat is held by a policy by itself.")),
    acts(
      act(_("Set"), () => { shut(); order("delegate", { room: room.name, role: seat.role, policy: policies.value }, done(_("{room}, {seat}: changed.", blanks))); }),
      part("button", { type: "button", on: { click: () => openTell([room.name], seat.role) } }, _("Message…")),
    ));
}

function openStudent(room, seat, each) {
  const to = choice(board.rooms.map((other) => [other.name, other.name]), room.name);
  const role = choice(script.roles.map((other) => [other.id, other.name]), seat.role);
  const link = part("p", { className: "link" });
  const student = each.name;
  const name = part("input", { type: "text", maxLength: 40, value: student });
  const where = `${room.name}, ${seat.name}.`;
  show(`${student} (${each.label})`,
    part("p", {}, [where, each.there ? _("Here.") : _("Away."), each.captain ? _("Captain.") : ""].join(" ").trim()),
    part("div", { className: "pair" }, field(_("Room"), to), field(_("Seat"), role)),
    field(_("Name, as everybody sees it"), name),
    acts(
      act(_("Move"), () => { shut(); order("move", { student: each.id, room: to.value, role: role.value }, done(_("{student} was moved.", { student }))); }),
      part("button", { type: "button", on: { click: () => { shut(); order("rename", { student: each.id, name: name.value }, done(_("{student} is called otherwise now.", { student }))); } } }, _("Rename")),
      each.captain ? null : part("button", { type: "button", on: { click: () => { shut(); order("captain", { student: each.id }, done(_("{student} is captain.", { student }))); } } }, _("Make captain")),
      part("button", { type: "button", on: { click: () => order("relink", { student: each.id }, (told) => { if (told.kind === "link") link.textContent = told.link; }) } }, _("New link")),
      part("button", { type: "button", className: "bad", on: { click: () => openRemove(each) } }, _("Remove…")),
    ),
    part("small", {}, _("A new link makes the old one void. Give it to nobody else: it opens this seat.")), link);
}

function openRemove(each) {
  const student = each.name;
  const closes = part("input", { type: "checkbox", checked: true });
  const open = board.joining
    ? part("label", {}, closes, ` ${_("Close joining as well: as long as it is open, they can join again with the code.")}`) : null;
  confirmed(_("Remove"), _("Take {student} out of the session? Their votes so far stay in the log.", { student }), _("Remove"), () => {
    if (open && closes.checked) order("allow", { joining: false, forecasts: board.forecasts });
    order("remove", { student: each.id }, done(_("{student} was removed.", { student })));
  }, open);
}

// Injects

function openInject(rooms) {
  const open = rooms.filter((name) => board.rooms.find((room) => room.name === name)?.phase === "open");
  const stage = board.rooms.find((room) => room.name === open[0])?.stage;
  if (!stage) { say(_("No stage is open there."), true); return; }
  const here = open.filter((name) => board.rooms.find((room) => room.name === name).stage === stage);
  const written = script.injects[stage] || [];
  const which = choice([...written.map((each) => [each.id, each.title]), ["", _("Compose one…")]], written[0]?.id ?? "");
  const title = part("input", { type: "text", maxLength: 60 });
  const text = part("textarea", { rows: 3, maxLength: 600 });
  const levers = part("div", { className: "levers" });
  const does = part("div", { className: "preview", "aria-live": "polite" });
  let looked = 0;
  const ready = (yes) => {
    go.disabled = !yes;
    go.classList.toggle("main", yes);
    look.classList.toggle("main", !yes);
  };
  const go = act(_("Let it happen"), () => {
    order("inject", { rooms: here, ...asked() }, (told) => { if (told.kind === "done") { shut(); say(_("{rooms}: it happened.", { rooms: listed(here) })); } });
  });
  const asked = () => which.value ? { inject: which.value } : { title: title.value, text: text.value, levers: pulled(levers) };
  const fill = () => {
    const one = written.find((each) => each.id === which.value);
    title.value = one?.title ?? "";
    text.value = one?.text ?? "";
    for (const control of [title, text]) control.readOnly = Boolean(one);
    levers.replaceChildren(...(one ? [] : [leverRow(levers), moreLevers(levers)]));
    changed();
    if (one) preview();
  };
  // What is let happen has been looked at first, as it is.
  const changed = () => { looked += 1; does.replaceChildren(); ready(false); };
  const preview = () => {
    const now = looked;
    order("preview", { rooms: here.slice(0, 1), ...asked() }, (told) => {
      if (told.kind !== "previewed" || now !== looked) return;
      does.replaceChildren(...previewTable(told.room, told.preview));
      ready(true);
    });
  };
  const look = part("button", { type: "button", on: { click: preview } }, _("Preview"));
  which.addEventListener("change", fill);
  for (const control of [title, text, levers]) control.addEventListener("input", changed);
  const left = open.filter((name) => !here.includes(name));
  show(_("{rooms}: inject", { rooms: listed(here) }),
    left.length ? part("p", { className: "mark" }, _("In another stage, and left out: {rooms}.", { rooms: left.join(", ") })) : null,
    field(_("Which"), which), field(_("Title"), title), field(_("What the room reads (up to 60 words)"), text), levers, does,
    acts(look, go));
  fill();
}

/** The levers, group by group: what each is called here and in scenarios, how far it goes, what it means. */
function leverChoice() {
  const groups = new Map();
  for (const each of script.levers) groups.set(each.group, [...(groups.get(each.group) || []), each]);
  const about = (each) => _("{label} [{name}], {low} to {high}: {help}", each);
  return part("select", { "aria-label": _("Lever") }, part("option", { value: "" }, _("no lever")),
    [...groups].map(([label, levers]) => part("optgroup", { label },
      levers.map((each) => part("option", { value: each.name }, about(each))))));
}

function leverRow() {
  const which = leverChoice();
  const amount = part("input", { type: "number", step: "0.05", value: "0.1", "aria-label": _("How far") });
  const help = part("small", {});
  which.addEventListener("change", () => {
    const lever = script.levers.find((each) => each.name === which.value);
    if (!lever) { help.textContent = ""; return; }
    amount.min = lever.low;
    amount.max = lever.high;
    help.textContent = _("{help} ({low} to {high}: {unit})", { help: lever.help, low: lever.low, high: lever.high, unit: lever.unit });
  });
  return part("div", { className: "lever" }, which, amount, help);
}

function moreLevers(levers) {
  return part("button", { type: "button", on: { click: (event) => { if (levers.children.length <= 6) event.target.before(leverRow()); } } }, _("One more lever"));
}

function pulled(levers) {
  const rows = [...levers.querySelectorAll(".lever")].map((row) => [row.querySelector("select").value, Number(row.querySelector("input").value)]);
  return Object.fromEntries(rows.filter(([name]) => name));
}

function previewTable(room, preview) {
  const cell = (value, digits) => part("td", {}, figure(value, digits));
  const row = (name, change) => {
    const digits = change.score === "deaths" ? 0 : 1;
    const by = change.after - change.before;
    return part("tr", {}, part("th", { scope: "row" }, name), cell(change.before, digits), cell(change.after, digits),
      part("td", { className: Math.abs(by) < 0.05 ? "" : "moved" }, `${by >= 0 ? "+" : "−"}${figure(Math.abs(by), digits)}`));
  };
  const telling = (phrase, items) => (items.length ? phrase : "");
  const told = [
    telling(_("It does: {what}.", { what: preview.does.join("; ") }), preview.does) || _("It moves nothing: a text to talk about."),
    telling(_("On the table: {options}.", { options: preview.opens.join("; ") }), preview.opens),
    telling(_("Off the table: {options}.", { options: preview.closes.join("; ") }), preview.closes),
  ];
  return [
    part("p", {}, told.filter(Boolean).join(" ")),
    part("table", {},
      part("thead", {}, part("tr", {}, ["", _("without it"), _("with it"), _("difference")].map((name) => part("th", { scope: "col" }, name)))),
      part("tbody", {},
        preview.now.filter((change) => Math.abs(change.after - change.before) >= 0.05).map((change) => row(_("{score} now", { score: change.name }), change)),
        preview.end.map((change) => row(_("{score} in the end", { score: change.name }), change)))),
    part("small", {}, _("{room}. In the end: means of {count} futures, in which seats do what was done in fact half of the time.",
      { room, count: preview.futures })),
  ];
}
