// What the wire checks have in common: a line a check, and an exit code.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto; // some clients sign with it, and Node.js 18 does not have it there

/** Address, key and secret from the command line. */
export function started(script) {
  const [base, key = 'paper', secret = 'paper'] = process.argv.slice(2);
  if (!base) {
    console.error(`usage: node ${script} http://127.0.0.1:PORT [KEY SECRET]`);
    process.exit(2);
  }

  return { base, key, secret };
}

let checks = 0;
let failed = 0;

/** A line: what was asked, and what came of it. */
export async function check(name, what) {
  checks++;
  try {
    console.log(`ok   ${name}: ${await what()}`);
  } catch (e) {
    failed++;
    console.log(`FAIL ${name}: ${String(e?.message ?? JSON.stringify(e)).replace(/\s+/g, ' ')}`);
  }
}

export function finished() {
  console.log(`${checks} checks, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

export function near(actual, expected, share = 1e-9, what = '') {
  assert.ok(Number.isFinite(actual) && Math.abs(actual - expected) <= Math.abs(expected) * share + 1e-9, `${what} ${actual} is not ${expected}`);
}

/** Requires a refusal of a kind, with a text in its message. */
export async function refused(kind, text, request) {
  let error;
  try {
    await request();
  } catch (e) {
    error = e;
  }

  assert.ok(error instanceof kind, `${error?.constructor.name ?? 'no error'} instead of ${kind.name}: ${error?.message}`);
  assert.ok(error.message.includes(text), `without ${text}: ${error.message}`);
  return error.constructor.name;
}

/** Brings 10,000 USDT to an exchange. */
export async function fund(base, account, id, venue) {
  for (const [path, body] of [['fundings', { id: id('fund') }], ['transfers', { id: id('in'), from: 'wallet', to: venue }]]) {
    const answer = await fetch(`${base}/paper/chain/${path}`, { method: 'POST', body: JSON.stringify({ account, token: 'USDT', amount: '10000', ...body }) });
    assert.equal(answer.status, 200, await answer.text());
  }
}

export const sum = numbers => numbers.reduce((a, b) => a + b, 0);

/** Waits for a time that is at most so many milliseconds away; false when it is further. */
export async function comes(time, longest = 5_000) {
  const wait = time - Date.now();
  if (wait > longest)
    return false;
  await new Promise(passed => setTimeout(passed, Math.max(0, wait) + 5));
  return true;
}
