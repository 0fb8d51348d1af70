// The page: chooses a spreadsheet and a tab, shows it, sends what is typed, and looks for changes.

import { Api, Refused } from "./api.js";
import { Editor } from "./editor.js";
import { Grid } from "./grid.js";
import { localeOf, reason, say, speak } from "./language.js";
import { a1, cellAddress, element, inTab, place, webAddress } from "./names.js";

const LOOK_EVERY = 2000; // milliseconds between looks; an unchanged tab is answered with 304
const MORE_ROWS = 200;
const LINKS_SHOWN = 20;
const $ = (id) => document.getElementById(id);

const api = new Api();
const grid = new Grid($("grid"), $("scroller"));
const editor = new Editor($("scroller"), typed, () => grid.select(grid.row, grid.column));
const at = { file: "", tab: "", rows: 0 };
let view = null;
let wanted = null; // a cell to select once its tab is here
let panel = null;

// -- looking ----------------------------------------------------------------------------------------------------------

let looks = Promise.resolve();

/** Asks for the tab as it stands now; draws it only where something changed. One look at a time, in order. */
function refresh() {
  looks = looks.then(look);
  return looks;
}

async function look() {
  try {
    const query = { file: at.file, tab: at.tab, rows: at.rows };
    const found = await api.view(query);
    if ($("state").classList.contains("bad")) tell("");
    if (found && query.file === at.file && query.tab === at.tab) show(found);
  } catch (error) {
    if (error instanceof Refused) warn(say("not_opened"), reasonOf(error));
    else tell(say("lost"), true);
  }
}

async function keepLooking() {
  for (;;) {
    if (!document.hidden) await refresh();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

function show(found) {
  const other = !view?.sheet || view.file !== found.file || view.sheet.id !== found.sheet?.id;
  view = found;
  [at.file, at.tab] = [found.file || "", found.sheet ? String(found.sheet.id) : ""];
  speakAsShown();
  $("empty").hidden = Boolean(found.file);
  $("inspector").hidden = $("grid").hidden = !found.file;
  drawFiles();
  drawTabs();
  if (found.sheet) drawSheet(other);
  retitle();
  if (found.application && !panel) mountPanel();
  panel?.shown?.(found.file);
}

/** The page speaks as the application does, else as the spreadsheet is typed, else as the browser asks. */
function speakAsShown() {
  if (!speak(panel?.language, view?.locale)) return;
  if (grid.sheet) inspect();
  retitle();
}

/** The tab, the spreadsheet, and what the application says of it, such as the day. */
function retitle() {
  const parts = view?.sheet ? [view.sheet.title, view.title, panel?.titled?.(view.file)] : [say("spreadsheet")];
  document.title = parts.filter(Boolean).join(" – ");
}

function drawSheet(other) {
  if (other) {
    [grid.row, grid.column] = [0, 0];
    $("scroller").scrollTo(0, 0);
  }
  grid.draw(view.sheet);
  $("more").hidden = view.sheet.rows.length >= view.sheet.rowCount;
  if (wanted) {
    const cell = wanted;
    wanted = null;
    grid.select(...cell);
  }
  history.replaceState(null, "", "#" + new URLSearchParams({ file: at.file, gid: at.tab }));
}

function drawFiles() {
  const options = view.files.map((file) => {
    const label = panel?.label?.(file.id);
    return element("option", { value: file.id }, label ? `${label}: ${file.title}` : file.title);
  });
  const shown = JSON.stringify(options.map((option) => [option.value, option.textContent]));
  if (shown !== $("files").dataset.shown) {
    $("files").replaceChildren(...options);
    $("files").dataset.shown = shown;
  }
  $("files").value = at.file;
}

function drawTabs() {
  const shown = JSON.stringify([view.tabs, at.tab]);
  if (shown === $("tabs").dataset.shown) return;
  const focused = $("tabs").contains(document.activeElement);
  $("tabs").dataset.shown = shown;
  $("tabs").replaceChildren(...view.tabs.map((tab) => {
    const current = String(tab.id) === at.tab;
    const button = element("button", {
      type: "button", role: "tab", "data-tab": tab.id, "aria-selected": String(current), "aria-controls": "scroller",
      tabindex: current ? "0" : "-1",
    }, tab.title);
    if (tab.locked) button.append(element("span", { class: "lock" }, element("span", { class: "unseen", "data-say": "view_only" }, say("view_only"))));
    return button;
  }));
  const current = $("tabs").querySelector('[aria-selected="true"]');
  current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (focused) current?.focus();
}

/** Opens a spreadsheet, a tab of it, and a cell in it. */
function open(file, tab = "", cell = null) {
  editor.finish(0, 0);
  Object.assign(at, { file, tab: String(tab), rows: cell ? cell[0] + 20 : 0 });
  wanted = cell;
  return refresh();
}

/** Makes a spreadsheet, opens it, and says the id that a campaign file needs. */
async function create() {
  $("create").disabled = true;
  try {
    const file = await api.create({ title: say("new_title"), locale: localeOf() });
    await open(file);
    tell(say("id", { id: file }));
  } catch (error) {
    warn(say("not_created"), reasonOf(error));
  } finally {
    $("create").disabled = false;
  }
}

async function mountPanel() {
  panel = {};
  const { mount } = await import("/app/panel.js");
  $("panel").hidden = false;
  panel = await mount($("panel"), { api, open, openTitled, refresh, retitle, warn, settled });
  speakAsShown();
  panel.shown(at.file);
}

/** Opens the tab of a title. */
async function openTitled(file, title) {
  if (file !== at.file) await open(file);
  const tab = view.tabs.find((one) => one.title === title);
  if (tab) await open(file, tab.id);
}

// -- telling ----------------------------------------------------------------------------------------------------------

function tell(text, bad = false) {
  if ($("state").textContent !== text) $("state").textContent = text;
  $("state").classList.toggle("bad", bad);
}

let silence;
/** Says what went wrong; `lasting`: until something else is said. */
function warn(text, detail = "", lasting = false) {
  $("alert").replaceChildren(text, ...(detail ? [" ", element("small", {}, detail)] : []));
  $("alert").classList.add("up");
  clearTimeout(silence);
  if (!lasting) silence = setTimeout(() => $("alert").classList.remove("up"), 8000);
}

/** The cell in full: text, formula, note, choices, links, protection. Reachable by touch and keyboard alike. */
function inspect() {
  const { row, column } = grid;
  const cell = grid.cell(row, column);
  const rule = grid.rule(row, column);
  const locked = grid.isLocked(row, column);
  const shown = JSON.stringify([grid.name, cell, rule, locked, view?.files, document.documentElement.lang]);
  if (shown === $("told").dataset.shown) return;
  $("told").dataset.shown = shown;
  $("address").textContent = grid.name;
  const lines = [];
  if (cell.t) lines.push(element("p", { class: "content" }, ...linked(cell.t)));
  if (cell.f) lines.push(line(say("formula"), cell.f));
  if (cell.l) lines.push(element("p", {}, ...opened(cell.l)));
  if (cell.n) lines.push(line(say("note"), cell.n));
  if (rule?.message && rule.message !== cell.n) lines.push(line(say("hint"), rule.message));
  if (locked) lines.push(element("p", { class: "locked" }, say("protected")));
  $("told").replaceChildren(...lines);
  $("edit").hidden = locked;
}

const line = (name, text) => element("p", {}, element("b", {}, name + ": "), text);

function linked(text) {
  let count = 0;
  return text.split(/(\s+)/).map((word) => {
    const address = webAddress(word);
    return address && (count += 1) <= LINKS_SHOWN ? outward(address, word) : word;
  });
}

function opened(address) {
  const cell = cellAddress(address);
  if (cell && view.files.some((file) => file.id === cell.file)) {
    const button = element("button", { type: "button", class: "inward" }, cell.cell ? say("open_cell", { cell: cell.cell }) : say("open_here"));
    button.addEventListener("click", () => open(cell.file, cell.tab, place(cell.cell)));
    return [button];
  }
  const safe = webAddress(address);
  return safe ? [outward(safe, address)] : [say("no_link"), address];
}

const outward = (address, text) =>
  element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);

// -- typing -----------------------------------------------------------------------------------------------------------

function edit({ fresh = false } = {}) {
  const { row, column } = grid;
  if (grid.isLocked(row, column)) {
    warn(say("protected_cell", { cell: grid.name }));
    return false;
  }
  const cell = grid.cell(row, column);
  editor.open(grid.td(row, column), cell.f || cell.t || "", grid.rule(row, column)?.values || [], { fresh });
  return true;
}

function typed(text, down, right, changed) {
  const place = [grid.row, grid.column];
  if (down || right) grid.move(down, right);
  else if (document.activeElement === document.body) grid.select(...place);
  if (changed) write(...place, text);
}

const underway = new Set();

/** Until everything that was typed has been stored or refused. */
const settled = () => Promise.allSettled([...underway]);

function write(row, column, text) {
  const storing = store(row, column, text).finally(() => underway.delete(storing));
  underway.add(storing);
}

/** Sends what was typed; where that fails the text comes back into the editor, or stands in the warning. */
async function store(row, column, text) {
  const [file, tab] = [at.file, at.tab];
  const td = grid.td(row, column);
  td?.querySelector(".text")?.replaceChildren(text.slice(0, 400));
  td?.classList.add("sending");
  tell(say("saving"));
  try {
    await api.type(file, inTab(view.sheet.title, a1(row, column)), text);
    await refresh();
    tell(say("saved"));
    $("alert").classList.remove("up");
  } catch (error) {
    refused(error, a1(row, column), text);
    if (file === at.file && tab === at.tab && !isProtection(error) && !editor.isOpen) {
      grid.select(row, column);
      if (edit()) editor.input.value = text;
    } else {
      grid.frame = "";
      grid.draw(view.sheet);
    }
  } finally {
    td?.classList.remove("sending");
  }
}

const isProtection = (error) => /protected/.test(error.message);

const reasonOf = (error) => (error instanceof Refused ? reason(error.status, error.message) : say("why.offline"));

function refused(error, name, text) {
  tell(say("not_saved"), true);
  warn(say("not_saved.why", { cell: name, why: reasonOf(error) }), text, true);
}

async function paste(text) {
  if (grid.isLocked(grid.row, grid.column)) return void edit();
  const [row, column] = [grid.row, grid.column];
  if (!/[\t\n]/.test(text.trim())) return void write(row, column, text.trim());
  tell(say("saving"));
  try {
    const coordinate = { sheetId: view.sheet.id, rowIndex: row, columnIndex: column };
    await api.paste(at.file, coordinate, text);
    await refresh();
    tell(say("saved"));
  } catch (error) {
    refused(error, a1(row, column), text);
  }
}

// -- keys, clicks, choices --------------------------------------------------------------------------------------------

const MOVES = {
  ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1],
  PageDown: [15, 0], PageUp: [-15, 0], Home: [0, -Infinity], End: [0, Infinity],
};

$("grid").addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (event.key in MOVES && !event.altKey) {
    const [down, right] = MOVES[event.key];
    if (control && event.key.startsWith("Arrow")) grid.move(down * Infinity || 0, right * Infinity || 0);
    else if (control) grid.select(event.key === "Home" ? 0 : grid.rows - 1, event.key === "Home" ? 0 : grid.columns - 1);
    else grid.move(down, right);
  } else if (event.key === "Tab" && !control && !event.altKey) {
    const from = grid.column;
    grid.move(0, event.shiftKey ? -1 : 1);
    if (grid.column === from) return; // at the end of a row Tab leads on, so that nobody is caught in the grid
  } else if (event.key === "Escape") {
    $("tabs").querySelector('[aria-selected="true"]').focus();
  } else if (event.key === "Enter" || event.key === "F2") {
    if (grid.isLocked(grid.row, grid.column) && grid.cell(grid.row, grid.column).l) follow();
    else edit();
  } else if (event.key === "Delete" || event.key === "Backspace") {
    if (grid.isLocked(grid.row, grid.column)) edit();
    else if (grid.cell(grid.row, grid.column).t) write(grid.row, grid.column, "");
  } else if (event.key.length === 1 && !control && !event.altKey) {
    if (edit({ fresh: true })) return; // the key itself goes into the editor, with its input method
  } else {
    return;
  }
  event.preventDefault();
});

/** Opens the link of the selected cell. */
function follow() {
  $("told").querySelector("a, .inward")?.click();
}

let pointer = "mouse";
$("grid").addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
$("grid").addEventListener("click", (event) => {
  const td = event.target.closest("td");
  if (!td) return;
  const again = td.getAttribute("aria-selected") === "true" && document.activeElement === td;
  grid.select(Number(td.dataset.row), Number(td.dataset.column));
  const onList = event.target.closest(".drop") || (pointer !== "mouse" && again);
  if (onList && !td.classList.contains("locked")) edit();
});
$("grid").addEventListener("dblclick", (event) => { if (event.target.closest("td")) edit(); });
$("grid").addEventListener("cellchange", inspect);
$("edit").addEventListener("click", () => edit());
$("more").addEventListener("click", () => { at.rows = grid.rows + MORE_ROWS; refresh(); });
$("files").addEventListener("change", () => open($("files").value));
$("create").addEventListener("click", create);
$("role").addEventListener("change", () => { api.user = $("role").value; refresh(); });

$("tabs").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) open(at.file, button.dataset.tab);
});
$("tabs").addEventListener("keydown", (event) => {
  const all = [...$("tabs").children];
  const by = { ArrowRight: 1, ArrowLeft: -1, Home: -all.length, End: all.length }[event.key];
  if (!by) return;
  const next = Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement) + by));
  all[next].focus();
  open(at.file, all[next].dataset.tab);
  event.preventDefault();
});

const inGrid = () => $("grid").contains(document.activeElement);
document.addEventListener("copy", (event) => {
  if (!inGrid() || String(getSelection())) return;
  event.clipboardData.setData("text/plain", grid.cell(grid.row, grid.column).t || "");
  event.preventDefault();
});
document.addEventListener("paste", (event) => {
  if (!inGrid()) return;
  event.preventDefault();
  paste(event.clipboardData.getData("text/plain"));
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
addEventListener("hashchange", start);

function start() {
  const asked = new URLSearchParams(location.hash.slice(1));
  return open(asked.get("file") || "", asked.get("gid") || "", place(asked.get("range")));
}

speak();
api.user = $("role").value;
await start();
keepLooking();
