// Names of cells and tabs, and addresses that a text may open. Pure.

/** The letters of a column, counted from 0. */
export function letters(column) {
  let name = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

export const a1 = (row, column) => letters(column) + (row + 1);

export const inTab = (title, name) => `'${title.replaceAll("'", "''")}'!${name}`;

/** Row and column of a name such as D7, counted from 0; null for anything else. */
export function place(name) {
  const found = /^([A-Z]{1,3})(\d{1,7})$/.exec(name || "");
  if (!found || found[2] === "0") return null;
  const column = [...found[1]].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return [Number(found[2]) - 1, column];
}

/** The address of a text that is wholly a http or https address; null for everything else, `javascript:` among it. */
export function webAddress(text) {
  if (!/^https?:\/\//i.test(text)) return null;
  try {
    const address = new URL(text);
    return ["http:", "https:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

/** What an address to a cell of a Google spreadsheet means on this server: {file, tab, cell}; null for others. */
export function cellAddress(text) {
  const found = /^https:\/\/docs\.google\.com\/spreadsheets\/d\/([\w-]+)\/edit(?:[?#](.*))?$/.exec(text);
  if (!found) return null;
  const more = new URLSearchParams((found[2] || "").replaceAll("#", "&"));
  return { file: found[1], tab: more.get("gid") || "", cell: more.get("range") || "" };
}

/** Small letters without marks, so that "go dau" finds "Gò Dầu". */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

/** An element with attributes and children; texts are always text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
