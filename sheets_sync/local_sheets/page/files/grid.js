// The grid: draws a view's sheet as a table, row by row, and keeps the one selected cell.

import { say } from "./language.js";
import { a1, element, letters } from "./names.js";

const SHOWN = 400; // characters of a text in the grid; the inspector shows all of it
const GUTTER = { wide: 44, narrow: 32 };
const STICKY_COLUMNS = 0.7; // of the visible grid, at most

const empty = (cell) => !cell || (!cell.t && cell.t !== "");

export class Grid {
  constructor(table, scroller) {
    this.table = table;
    this.scroller = scroller;
    this.sheet = null;
    this.row = this.column = 0;
    this.rowsDrawn = new Map(); // row -> [signature, tr]
    new ResizeObserver(() => this.#stick()).observe(scroller);
  }

  // -- what is where ------------------------------------------------------------------------------------------------

  get rows() { return this.sheet ? this.sheet.rows.length : 0; }
  get columns() { return this.sheet ? this.sheet.widths.length : 0; }

  cell(row, column) {
    return this.sheet?.rows[row]?.[column] || {};
  }

  rule(row, column) {
    const place = this.cell(row, column).r;
    return place === undefined ? null : this.sheet.rules[place];
  }

  isLocked(row, column) {
    const holds = ([top, left, bottom, right]) => row >= top && row < bottom && column >= left && column < right;
    return this.sheet.locked.some((area) => holds(area.box) && !area.open.some(holds));
  }

  /** The element of a cell; of the merged cell that covers it. */
  td(row, column) {
    const [r, c] = this.#anchor(row, column);
    return this.rowsDrawn.get(r)?.[1].querySelector(`[data-column="${c}"]`) || null;
  }

  #anchor(row, column) {
    const merge = this.#merge(row, column);
    return merge ? [merge[0], merge[1]] : [row, column];
  }

  #merge(row, column) {
    return this.sheet.merges.find(([t, l, b, r]) => row >= t && row < b && column >= l && column < r);
  }

  // -- drawing ------------------------------------------------------------------------------------------------------

  /** Draws a sheet; rows that look as before stay untouched, and the focus stays where it was. */
  draw(sheet) {
    const focused = this.table.contains(document.activeElement);
    const frame = JSON.stringify([sheet.id, sheet.rows.length, sheet.widths, sheet.frozenRows, sheet.frozenColumns,
      sheet.merges, sheet.hiddenRows, sheet.hiddenColumns, sheet.locked]);
    const other = frame !== this.frame;
    this.sheet = sheet;
    this.frame = frame;
    if (other) this.#drawFrame();
    sheet.rows.forEach((cells, row) => this.#drawRow(cells, row));
    this.#stick();
    this.select(Math.min(this.row, this.rows - 1), Math.min(this.column, this.columns - 1), { focus: focused });
  }

  #drawFrame() {
    const { sheet, table } = this;
    this.rowsDrawn.clear();
    this.hidden = { rows: new Set(sheet.hiddenRows), columns: new Set(sheet.hiddenColumns) };
    this.visible = sheet.widths.map((_, column) => column).filter((column) => !this.hidden.columns.has(column));
    table.setAttribute("aria-label", sheet.title);
    table.setAttribute("aria-rowcount", sheet.rowCount);
    table.setAttribute("aria-colcount", sheet.columnCount);
    const columns = this.visible.map((column) => {
      const col = element("col");
      col.style.width = sheet.widths[column] + "px";
      return col;
    });
    const names = this.visible.map((column) => element("th", { scope: "col", "data-head": column }, letters(column)));
    const corner = element("th", { class: "corner" }, element("span", { class: "unseen", "data-say": "row" }, say("row")));
    this.head = element("thead", {}, element("tr", { class: "letters" }, corner, ...names));
    this.body = element("tbody");
    table.replaceChildren(element("colgroup", {}, element("col", { class: "gutter" }), ...columns), this.head, this.body);
  }

  #drawRow(cells, row) {
    const signature = JSON.stringify(cells, (key, value) =>
      key === "s" ? this.sheet.looks[value] : key === "r" ? this.sheet.rules[value] : value);
    const drawn = this.rowsDrawn.get(row);
    if (drawn?.[0] === signature) return;
    const tr = element("tr", { "aria-rowindex": row + 1 }, element("th", { scope: "row" }, String(row + 1)));
    tr.hidden = this.hidden.rows.has(row);
    for (const column of this.visible) {
      const merge = this.#merge(row, column);
      if (!merge || (merge[0] === row && merge[1] === column)) tr.append(this.#drawCell(cells, row, column, merge));
    }
    if (drawn) drawn[1].replaceWith(tr);
    else (row < this.sheet.frozenRows ? this.head : this.body).append(tr);
    this.rowsDrawn.set(row, [signature, tr]);
  }

  #drawCell(cells, row, column, merge) {
    const cell = cells[column] || {};
    const locked = this.isLocked(row, column);
    const td = element("td", {
      role: "gridcell", tabindex: "-1", "data-row": row, "data-column": column, "aria-colindex": column + 1,
      "aria-readonly": locked ? "true" : null,
    });
    const look = this.sheet.looks[cell.s] || {};
    dress(td, look);
    if (merge) [td.rowSpan, td.colSpan] = [merge[2] - merge[0], merge[3] - merge[1]];
    const text = (cell.t || "").length > SHOWN ? cell.t.slice(0, SHOWN) + "…" : cell.t || "";
    const span = element("span", { class: "text" }, text);
    td.append(span);
    td.classList.toggle("locked", locked);
    td.classList.toggle("link", Boolean(cell.l));
    if (cell.n) td.append(element("span", { class: "note" }, element("span", { class: "unseen", "data-say": "has_note" }, say("has_note"))));
    const chosen = cell.r !== undefined && this.sheet.rules[cell.r].values.length > 0;
    if (chosen && !locked) {
      td.classList.add("choice");
      td.append(element("span", { class: "drop", "aria-hidden": "true" }));
    }
    if (text && !chosen && !look.wrap && !look.align && !merge) this.#spill(td, span, cells, column);
    return td;
  }

  /** A long text runs on over the empty cells to its right, as far as they are empty. */
  #spill(td, span, cells, column) {
    const next = this.visible.indexOf(column) + 1;
    let width = this.sheet.widths[column];
    let end = next;
    for (; end < this.visible.length; end += 1) {
      const other = cells[this.visible[end]];
      if (!empty(other) || (other && this.sheet.looks[other.s]?.fill)) break;
      width += this.sheet.widths[this.visible[end]];
    }
    if (end === next) return;
    td.classList.add("spilling");
    span.style.maxWidth = width - 8 + "px";
  }

  /** Frozen rows stay in the head, as many as there are, as in Google's pages; frozen columns stick as far as they leave
   *  room to scroll. */
  #stick() {
    if (!this.sheet) return;
    const gutter = this.scroller.clientWidth < 600 ? GUTTER.narrow : GUTTER.wide;
    this.table.querySelector("col.gutter").style.width = gutter + "px";
    this.table.style.width = this.visible.reduce((sum, column) => sum + this.sheet.widths[column], gutter) + "px";
    let left = gutter;
    for (const column of this.visible) {
      const frozen = column < this.sheet.frozenColumns
        && left + this.sheet.widths[column] <= this.scroller.clientWidth * STICKY_COLUMNS;
      for (const one of this.table.querySelectorAll(`[data-column="${column}"], [data-head="${column}"]`)) {
        one.classList.toggle("stuck", frozen);
        one.style.left = frozen ? left + "px" : "";
      }
      if (!frozen) break;
      left += this.sheet.widths[column];
    }
    this.stuckWidth = left;
  }

  // -- selecting ----------------------------------------------------------------------------------------------------

  /** Selects a cell; gives whether there is one. */
  select(row, column, { focus = true } = {}) {
    const td = this.td(row, column);
    if (!td) return false;
    [this.row, this.column] = [Number(td.dataset.row), Number(td.dataset.column)];
    for (const old of this.table.querySelectorAll('td[tabindex="0"]')) {
      old.tabIndex = -1;
      old.removeAttribute("aria-selected");
    }
    td.tabIndex = 0;
    td.setAttribute("aria-selected", "true");
    if (focus) {
      td.focus({ preventScroll: true });
      this.reveal(td);
    }
    this.table.dispatchEvent(new CustomEvent("cellchange"));
    return true;
  }

  get name() { return a1(this.row, this.column); }

  /** Moves by some rows and columns, over hidden ones and merged cells. */
  move(down, right) {
    let [row, column] = [this.row, this.column];
    const merge = this.#merge(row, column);
    if (merge && down > 0) row = merge[2] - 1;
    if (merge && right > 0) column = merge[3] - 1;
    const step = (value, by, end, hidden) => {
      let next = Math.max(0, Math.min(end - 1, value + by));
      const way = Math.sign(by) || 1;
      while (hidden.has(next) && next + way >= 0 && next + way < end) next += way;
      return hidden.has(next) ? value : next;
    };
    row = step(row, down, this.rows, this.hidden.rows);
    column = step(column, right, this.columns, this.hidden.columns);
    return this.select(row, column);
  }

  /** Scrolls so that a cell is not hidden under the frozen rows and columns. */
  reveal(td) {
    const seen = this.scroller.getBoundingClientRect();
    const box = td.getBoundingClientRect();
    const top = seen.top + this.head.offsetHeight;
    const left = seen.left + this.stuckWidth;
    const inHead = this.head.contains(td);
    if (!td.classList.contains("stuck")) {
      if (box.left < left) this.scroller.scrollLeft -= left - box.left;
      else if (box.right > seen.right) this.scroller.scrollLeft += Math.min(box.right - seen.right, box.left - left);
    }
    if (inHead) return;
    if (box.top < top) this.scroller.scrollTop -= top - box.top;
    else if (box.bottom > seen.bottom) this.scroller.scrollTop += Math.min(box.bottom - seen.bottom, box.top - top);
  }
}

function dress(td, look) {
  for (const mark of look.marks || []) td.classList.add(mark);
  if (look.wrap) td.classList.add("wrap");
  if (look.align) td.style.textAlign = look.align;
  if (look.vertical) td.style.verticalAlign = look.vertical;
  if (look.ink) td.style.color = look.ink;
  if (look.fill) td.style.backgroundColor = look.fill;
  if (look.size) td.style.fontSize = (look.size / 10) * 0.8125 + "rem";
  for (const [side, [width, line, ink]] of Object.entries(look.borders || {})) {
    td.style.setProperty(`border-${side}`, `${width}px ${line} ${ink}`);
  }
}
