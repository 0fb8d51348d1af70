// In which language the page speaks, and how its texts are said. The texts stand in words.js.

import { WORDS } from "./words.js";

const FALLBACK = "en";
/** The locale of a spreadsheet that is made on the page; undefined: the server's own. */
const LOCALES = { vi: "vi_VN" };

let language = FALLBACK;

/** The language of a tag or a locale ("vi", "vi_VN", "en-GB"); "" where the page has none of it. */
function known(tag) {
  const found = (tag || "").split(/[-_]/)[0].toLowerCase();
  return Object.hasOwn(WORDS, found) ? found : "";
}

/** Speaks the first language that the page has: of the tags, else the browser's; gives whether it is another one. */
export function speak(...tags) {
  const found = [...tags, ...navigator.languages].map(known).find(Boolean) || FALLBACK;
  const other = found !== language || document.documentElement.lang !== found;
  language = found;
  document.documentElement.lang = found;
  if (other) sayAll(document);
  return other;
}

/** A text with its facts. */
export const filled = (text, facts = {}) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);

/** A text of the page, in the language that it speaks now. */
export const say = (key, facts) => filled(WORDS[language][key], facts);

/** The locale for a spreadsheet that somebody makes who reads this language. */
export const localeOf = () => LOCALES[language];

/** Why the server did not do something. Its API speaks English, as Google's does; other languages go by the status. */
export function reason(status, message) {
  if (/protected/.test(message)) return say("why.protected");
  if (/data validation rules/.test(message)) {
    const hint = message.split("set on this cell.")[1]?.trim();
    return say("why.rule") + (hint ? `: ${hint}` : "");
  }
  if (/50000 characters/.test(message)) return say("why.long");
  const by = { 401: "why.forbidden", 403: "why.forbidden", 404: "why.gone", 429: "why.busy", 503: "why.busy" };
  if (status in by) return say(by[status]);
  return language === FALLBACK && message ? message : say("why.other", { status });
}

/** Fills in everything that says by `data-say`, `data-say-label` or `data-say-title` which text it shows. */
export function sayAll(root) {
  for (const one of root.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of root.querySelectorAll("[data-say-label]")) one.setAttribute("aria-label", say(one.dataset.sayLabel));
  for (const one of root.querySelectorAll("[data-say-title]")) one.title = say(one.dataset.sayTitle);
}
