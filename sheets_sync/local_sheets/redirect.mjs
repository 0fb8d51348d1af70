// Sends what a Node program says to Google to a local Sheets server instead, and refuses every other machine.
//
//     LOCAL_SHEETS_URL=http://127.0.0.1:8765 NODE_OPTIONS=--import=/path/to/redirect.mjs node program.mjs

import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const base = new URL(process.env.LOCAL_SHEETS_URL);
const google = /^((sheets|www|drive|oauth2|openidconnect)\.googleapis\.com|(docs|drive|accounts)\.google\.com)$/;
const own = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function moved(address) {
  const url = new URL(address);
  if (google.test(url.hostname)) {
    url.protocol = base.protocol;
    url.host = base.host;
  } else if (!own.test(url.hostname)) {
    throw new Error(`A request to ${url.hostname} was refused: only Google's Sheets and Drive are redirected.`);
  }
  return url;
}

const fetchBefore = globalThis.fetch;
globalThis.fetch = async (input, options) =>
  input instanceof Request
    ? fetchBefore(new Request(moved(input.url), input), options)
    : fetchBefore(moved(String(input)), options);

const request = http.request;
function redirected(first, ...rest) {
  const given = typeof first === 'string' || first instanceof URL;
  const options = (given ? rest.find((one) => typeof one === 'object') : first) ?? {};
  const answer = rest.find((one) => typeof one === 'function');
  const host = options.hostname ?? options.host;
  const url = moved(given ? first : `https://${host}${options.path ?? '/'}`);
  const headers = { ...options.headers, host: url.host };
  const { agent, host: _, hostname, port, protocol, servername, ...kept } = options;
  return request(url, { ...kept, headers, path: url.pathname + url.search, method: options.method ?? 'GET' }, answer);
}
https.request = redirected;
https.get = (...all) => {
  const asked = redirected(...all);
  asked.end();
  return asked;
};
syncBuiltinESMExports();
