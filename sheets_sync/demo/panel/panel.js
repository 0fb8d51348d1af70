// The panel of the training: a clock that goes forward, a look at once, how today stands, the documents.

import { filled } from "/page/language.js";
import { element } from "/page/names.js";

const LOOK_EVERY = 2000;
const LOOK_EVERY_WHILE_BUSY = 300;
const NAMED = ["late", "missed", "invalid", "undetermined", "unread"]; // standings whose units are named in the line

let words = {}; // the texts of the campaign's language

const say = (key, facts) => filled(words[key], facts);

export async function mount(root, host) {
  const said = await (await host.api.send("GET", "/app/words")).json();
  words = said.words;
  document.head.append(element("link", { rel: "stylesheet", href: "/app/panel.css" }));
  return new Panel(root, host, said.language);
}

const button = (text, attributes = {}) => element("button", { type: "button", ...attributes }, text);

function menu(title, ...children) {
  return element("details", { name: "training" }, element("summary", {}, title), element("div", { class: "menu" }, ...children));
}

class Panel {
  constructor(root, host, language) {
    this.host = host;
    this.language = language;
    this.state = null;
    this.tag = "";
    this.file = "";
    this.#build(root);
    document.addEventListener("click", (event) => {
      for (const one of root.querySelectorAll("details[open]")) if (!one.contains(event.target)) one.open = false;
    });
    root.addEventListener("keydown", (event) => {
      const one = event.key === "Escape" && event.target.closest("details[open]");
      if (!one) return;
      one.open = false;
      one.querySelector("summary").focus();
    });
    this.#keepLooking();
  }

  // -- what the page asks ---------------------------------------------------------------------------------------------

  titled(file) { return file === this.state?.spreadsheet ? this.state.day : ""; }

  label(file) { return file === this.state?.finished ? say("finished") : ""; }

  shown(file) {
    if (file === this.file) return;
    this.file = file;
    this.#draw();
  }

  // -- building -------------------------------------------------------------------------------------------------------

  #build(root) {
    root.removeAttribute("data-say-label");
    root.setAttribute("aria-label", say("training"));
    root.classList.add("training");
    this.badge = element("strong", { class: "badge" });
    this.clock = element("span", { class: "clock", id: "clock" });
    this.look = button(say("look"), { id: "look", class: "main" });
    this.look.addEventListener("click", () => this.#order("look", {}));
    this.stop = button(say("stop"), { id: "stop" });
    this.stop.addEventListener("click", () => this.#order("stop", {}));
    this.across = button(say("across"), { class: "main" });
    this.across.addEventListener("click", () => this.host.open(this.state.spreadsheet));
    this.moves = menu(say("clock"), this.jumps = element("div", { class: "jumps" }), this.#timeForm(), this.#startForm());
    this.papers = menu(say("papers"), this.list = element("div", { class: "papers" }));
    this.about = element("p", { class: "about" });
    this.own = button("", { id: "own", title: say("own") });
    this.own.addEventListener("click", () => this.#openOwn());
    this.mine = element("span", { class: "mine", "aria-live": "polite" });
    this.all = element("span", { class: "all" });
    this.looked = element("span", { class: "looked" });
    this.names = element("span", { class: "names" });
    this.today = element("div", { class: "today" }, this.own, this.mine, this.all, this.looked, this.names);
    root.replaceChildren(
      element("div", { class: "line" }, this.badge, this.clock, this.look, this.stop, this.across, this.moves,
        this.papers),
      this.about, this.today);
  }

  #timeForm() {
    this.time = element("input", { type: "datetime-local", step: "60", id: "time" });
    const go = button(say("go"));
    go.addEventListener("click", () => this.#move(this.time.value));
    return element("p", { class: "row" }, element("label", {}, say("other_time"), this.time), go);
  }

  #startForm() {
    this.unit = element("select", { id: "unit" });
    this.others = element("input", { type: "checkbox", id: "others" });
    this.start = button("", { id: "start", class: "main" });
    this.start.addEventListener("click", () => this.#order("start", { unit: this.unit.value, others: this.others.checked }));
    return element("section", { class: "again" },
      element("h2", {}, say("again")),
      element("p", {}, say("again.about")),
      element("p", {}, element("label", {}, say("unit"), this.unit)),
      element("p", {}, element("label", {}, this.others, say("others"))),
      this.start);
  }

  // -- looking --------------------------------------------------------------------------------------------------------

  async #keepLooking() {
    for (;;) {
      if (!document.hidden) await this.#refresh();
      const wait = this.state?.busy ? LOOK_EVERY_WHILE_BUSY : LOOK_EVERY;
      await new Promise((resolve) => { this.wake = resolve; setTimeout(resolve, wait); });
    }
  }

  async #refresh() {
    try {
      const answer = await this.host.api.send("GET", "/app/state", undefined, this.tag ? { "If-None-Match": this.tag } : {});
      if (answer.status === 304) return;
      const before = this.state;
      this.state = await answer.json();
      this.tag = answer.headers.get("ETag");
      this.#draw();
      if (before && before.spreadsheet !== this.state.spreadsheet) await this.host.open(this.state.spreadsheet);
      else if (before?.busy && !this.state.busy) await this.host.refresh();
      if (this.state.trouble && this.state.trouble !== before?.trouble) this.host.warn(this.state.trouble);
    } catch {
      // the page itself tells that the server can't be reached
    }
  }

  async #order(name, body) {
    for (const one of document.querySelectorAll(".training details[open]")) one.open = false;
    await this.host.settled(); // what was typed last is seen by the look that is asked for now
    try {
      await this.host.api.send("POST", "/app/" + name, body);
    } catch (error) {
      this.host.warn(error.message);
    }
    await this.#refresh();
    this.wake?.();
  }

  #move(to) {
    if (to) this.#order("move", { to });
  }

  #openOwn() {
    const tab = this.state.units.find((unit) => unit.key === this.state.unit)?.tab;
    this.host.openTitled(this.state.spreadsheet, tab);
  }

  // -- drawing --------------------------------------------------------------------------------------------------------

  #draw() {
    const { state } = this;
    if (!state) return;
    this.host.retitle();
    const training = this.file === state.spreadsheet;
    const finished = this.file === state.finished;
    this.badge.textContent = say(training ? "badge.training" : finished ? "badge.finished" : "badge.other");
    this.badge.classList.toggle("training-now", training);
    for (const one of [this.clock, this.look, this.moves, this.today]) one.hidden = !training;
    this.across.hidden = training;
    this.about.hidden = training;
    this.about.textContent = say("about");
    this.#drawPapers();
    if (training) this.#drawTraining();
  }

  #drawTraining() {
    const { state } = this;
    const busy = state.busy;
    this.clock.textContent = state.clock;
    this.look.disabled = Boolean(busy);
    this.look.textContent = busy ? say(busy.of > 1 ? "looking.of" : "looking", busy) : say("look");
    this.start.textContent = state.start;
    this.stop.hidden = !busy || busy.of < 3;
    const jumps = JSON.stringify([state.jumps, Boolean(busy)]);
    if (jumps !== this.jumps.dataset.shown) {
      this.jumps.dataset.shown = jumps;
      this.jumps.replaceChildren(...state.jumps.map((jump) => {
        const one = button(jump.name);
        one.disabled = Boolean(busy);
        one.addEventListener("click", () => this.#move(jump.to));
        return one;
      }));
    }
    [this.time.min, this.time.max] = [state.now.slice(0, 16), state.end.slice(0, 16)];
    if (document.activeElement !== this.time) this.time.value = state.now.slice(0, 16);
    if (this.unit.children.length !== state.units.length) {
      this.unit.replaceChildren(...state.units.map((unit) => element("option", { value: unit.key }, unit.name)));
    }
    if (!this.moves.open) [this.unit.value, this.others.checked] = [state.unit, state.others];
    this.#drawToday(state.today);
  }

  #drawToday(today) {
    const shown = JSON.stringify([today, this.state.looked]);
    if (shown === this.today.dataset.shown) return;
    this.today.dataset.shown = shown;
    const { mine } = today;
    const named = today.counts.filter((one) => NAMED.includes(one.status))
      .map((one) => `${one.word}: ${one.names.join(", ")}`);
    this.own.textContent = mine.name;
    this.mine.replaceChildren(chip(mine, ""), mine.detail && ` ${mine.detail}`);
    this.all.replaceChildren(element("span", { class: "day" }, today.line + " "), ...today.counts.map((one) => chip(one, ` ${one.count}`)));
    this.looked.textContent = this.state.looked;
    this.names.textContent = named.join(" · ");
  }

  #drawPapers() {
    const shown = JSON.stringify(this.state.documents);
    if (shown === this.list.dataset.shown) return;
    this.list.dataset.shown = shown;
    const parts = Object.entries(this.state.documents).flatMap(([kind, papers]) => [
      element("h2", {}, say(kind)),
      papers.length ? element("ul", {}, ...papers.map(paper)) : element("p", {}, say("no_papers")),
    ]);
    this.list.replaceChildren(...parts);
  }
}

function chip(status, more) {
  const made = element("span", { class: "chip" }, `${status.sign} ${status.word}${more}`);
  [made.style.backgroundColor, made.style.color] = [status.fill, status.ink];
  return made;
}

function paper(one) {
  const links = one.files.flatMap((file) => [" ", element("a", { href: encodeURI(file.address), download: "" }, file.suffix)]);
  return element("li", {}, one.name, ...links);
}
