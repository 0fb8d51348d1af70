// Everyday jobs with clients of Node, redirected to a local server; prints one line for each.

import { google } from 'googleapis';
import { GoogleSpreadsheet } from 'google-spreadsheet';
import { JWT } from 'google-auth-library';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import assert from 'node:assert/strict';

const key = JSON.parse(readFileSync(process.env.KEY_FILE));
const scopes = ['https://www.googleapis.com/auth/spreadsheets', 'https://www.googleapis.com/auth/drive'];
const auth = new google.auth.GoogleAuth({ keyFile: process.env.KEY_FILE, scopes });
const sheets = google.sheets({ version: 'v4', auth });
const drive = google.drive({ version: 'v3', auth });

const journeys = {
  async 'googleapis: values'() {
    const { data } = await sheets.spreadsheets.create({ requestBody: { properties: { title: 'Try' } } });
    const spreadsheetId = data.spreadsheetId;
    const requestBody = { values: [['a', 1]] };
    await sheets.spreadsheets.values.append({ spreadsheetId, range: 'A1', valueInputOption: 'RAW', requestBody });
    const got = await sheets.spreadsheets.values.get({ spreadsheetId, range: 'A1:B1' });
    assert.deepEqual(got.data.values, [['a', '1']]);
  },
  async 'googleapis: upload'() {
    const requestBody = { name: 'csv', mimeType: 'application/vnd.google-apps.spreadsheet' };
    const media = { mimeType: 'text/csv', body: Readable.from(['a,1\n']) };
    const made = await drive.files.create({ requestBody, media });
    const got = await sheets.spreadsheets.values.get({ spreadsheetId: made.data.id, range: 'A1:B1' });
    assert.deepEqual(got.data.values, [['a', '1']]);
  },
  async 'googleapis: a list'() {
    const got = await drive.files.list({ q: "name contains 'csv' or name = 'Try'", orderBy: 'recency desc,name' });
    assert.equal(got.data.files.length, 2);
  },
  async 'google-spreadsheet: rows'() {
    const login = new JWT({ email: key.client_email, key: key.private_key, scopes });
    const book = await GoogleSpreadsheet.createNewSpreadsheetDocument(login, { title: 'Rows' });
    const sheet = await book.addSheet({ title: 'Hai', headerValues: ['name', 'n'] });
    await sheet.addRows([{ name: 'a', n: 1 }, { name: 'b', n: 2 }]);
    const rows = await sheet.getRows();
    assert.deepEqual(rows.map((row) => row.get('n')), ['1', '2']);
    await book.delete();
  },
};

for (const [name, journey] of Object.entries(journeys)) {
  try {
    await journey();
    console.log(`passed ${name}`);
  } catch (error) {
    console.log(`failed ${name}: ${String(error.message).split('\n')[0]}`);
  }
}
