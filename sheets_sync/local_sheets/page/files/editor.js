// The editor that lies over a cell while somebody types, with the cell's choices where it has some.

import { element, folded } from "./names.js";

const LEAST_WIDTH = { text: 200, list: 300 };
const BORDERS = 6;
const ROOM_FOR_LIST = 180;

export class Editor {
  /** `done(text, down, right)` takes what was typed and where to go then; `left()` is told of a cancelled edit. */
  constructor(scroller, done, left) {
    this.scroller = scroller;
    this.done = done;
    this.left = left;
    this.td = null;
    this.input = element("textarea", {
      rows: 1, "data-say-label": "content", spellcheck: "false", autocapitalize: "off", autocomplete: "off",
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "choices",
    });
    this.list = element("ul", { id: "choices", role: "listbox", "data-say-label": "choices" });
    this.box = element("div", { class: "editor" }, this.input, this.list);
    this.box.hidden = true;
    scroller.append(this.box);
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("input", () => { this.#grow(); this.#offer(this.input.value); });
    this.input.addEventListener("blur", () => this.finish(0, 0));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the text
    this.list.addEventListener("click", (event) => this.#take(event.target.closest("li")));
  }

  get isOpen() { return this.td !== null; }

  /** Opens over a cell with its text; `fresh`: what is typed next replaces it. */
  open(td, text, choices, { fresh = false } = {}) {
    this.td = td;
    this.start = text;
    this.choices = choices;
    this.input.value = fresh ? "" : text;
    this.box.hidden = false;
    this.#place();
    this.#offer("");
    this.list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(this.input.value.length, this.input.value.length);
    this.box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  finish(down, right) {
    if (!this.isOpen) return;
    const text = this.input.value;
    this.#close();
    this.done(text, down, right, text !== this.start);
  }

  cancel() {
    if (!this.isOpen) return;
    this.#close();
    this.left();
  }

  #close() {
    this.td = null;
    this.box.hidden = true;
    this.list.replaceChildren();
  }

  #place() {
    const cell = this.td.getBoundingClientRect();
    const room = this.scroller.getBoundingClientRect();
    const width = Math.min(Math.max(cell.width, this.choices.length ? LEAST_WIDTH.list : LEAST_WIDTH.text), this.scroller.clientWidth - 8);
    const left = Math.max(0, Math.min(cell.left, room.left + this.scroller.clientWidth - width) - room.left);
    this.box.style.left = left + this.scroller.scrollLeft + "px";
    this.box.style.top = cell.top - room.top + this.scroller.scrollTop + "px";
    this.box.style.width = width + "px";
    this.input.style.minHeight = cell.height + "px";
    this.box.classList.toggle("upwards",
      room.bottom - cell.bottom < ROOM_FOR_LIST && cell.top - room.top > room.bottom - cell.bottom);
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = this.input.scrollHeight + BORDERS + "px";
  }

  #offer(typed) {
    const wanted = folded(typed.trim());
    const fitting = this.choices.filter((choice) => folded(choice).includes(wanted));
    this.list.replaceChildren(...fitting.map((choice, n) =>
      element("li", { role: "option", id: `choice-${n}`, "aria-selected": String(choice === this.start) }, choice)));
    this.list.hidden = fitting.length === 0;
    this.input.setAttribute("aria-expanded", String(fitting.length > 0));
    this.#point(null);
  }

  #point(option) {
    for (const one of this.list.children) one.classList.toggle("pointed", one === option);
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  get #pointed() { return this.list.querySelector(".pointed"); }

  #take(option, down = 0, right = 0) {
    if (!option) return;
    this.input.value = option.textContent;
    this.finish(down, right);
  }

  #key(event) {
    event.stopPropagation();
    if (event.isComposing) return; // a Vietnamese input method is at work
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && this.list.children.length) {
      const all = [...this.list.children];
      this.#point(all[Math.max(0, Math.min(all.length - 1, all.indexOf(this.#pointed) + by))]);
    } else if (event.key === "Enter" && (event.altKey || event.shiftKey)) {
      this.input.setRangeText("\n", this.input.selectionStart, this.input.selectionEnd, "end");
      this.#grow();
    } else if (event.key === "Enter") {
      this.#pointed ? this.#take(this.#pointed, 1, 0) : this.finish(1, 0);
    } else if (event.key === "Tab") {
      const right = event.shiftKey ? -1 : 1;
      this.#pointed ? this.#take(this.#pointed, 0, right) : this.finish(0, right);
    } else if (event.key === "Escape") {
      this.cancel();
    } else {
      return;
    }
    event.preventDefault();
  }
}
