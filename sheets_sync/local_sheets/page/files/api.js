// What the page asks of its server: the view of a tab, and writes through the v4 API, as every other client's.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Api {
  constructor() {
    this.user = "";
    this.tag = "";
    this.asked = "";
  }

  /** The view of a tab; null where nothing changed since the last one that was given out. */
  async view(query) {
    const address = "/page/view?" + new URLSearchParams(query);
    const known = this.asked === address + this.user ? this.tag : "";
    const answer = await this.send("GET", address, undefined, known ? { "If-None-Match": known } : {});
    if (answer.status === 304) return null;
    const view = await answer.json();
    this.tag = answer.headers.get("ETag");
    this.asked = address + this.user;
    return view;
  }

  /** Types a text into a cell, as a person does. */
  type(file, range, text) {
    const place = `/v4/spreadsheets/${encodeURIComponent(file)}/values/${encodeURIComponent(range)}`;
    // the header has the server hold up what a strict rule of the cell refuses, as Sheets does for people
    return this.send("PUT", place + "?valueInputOption=USER_ENTERED", { values: [[text]] }, { "X-Typed-By": "person" });
  }

  /** Pastes a block of texts, parted by tabs and line ends, with its first cell at `coordinate`. */
  paste(file, coordinate, data) {
    const pasteData = { coordinate, data, delimiter: "\t", type: "PASTE_VALUES" };
    return this.send("POST", `/v4/spreadsheets/${encodeURIComponent(file)}:batchUpdate`, { requests: [{ pasteData }] });
  }

  /** Makes an empty spreadsheet, which belongs to the server's own user; its id. */
  async create(properties) {
    const user = this.user;
    this.user = "";
    try {
      return (await (await this.send("POST", "/v4/spreadsheets", { properties })).json()).spreadsheetId;
    } finally {
      this.user = user;
    }
  }

  async send(method, address, body, headers = {}) {
    const options = { method, cache: "no-store", credentials: "omit", redirect: "error", headers: { ...headers } };
    if (this.user) options.headers.Authorization = "Bearer " + this.user;
    if (body !== undefined) {
      options.body = JSON.stringify(body);
      options.headers["Content-Type"] = "application/json";
    }
    const answer = await fetch(address, options);
    if (!answer.ok && answer.status !== 304) throw new Refused(answer.status, await reason(answer));
    return answer;
  }
}

async function reason(answer) {
  try {
    return (await answer.json()).error.message;
  } catch {
    return `HTTP ${answer.status}`;
  }
}
