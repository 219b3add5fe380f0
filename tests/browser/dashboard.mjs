// The first steps of a newcomer on the dashboard, in a real browser: log in, run a backtest, look at a paper live run, halt and resume it.
// node dashboard.mjs CHROMIUM http://127.0.0.1:PORT RUN SCREENSHOTS, with the keys in BASIS_API__OPERATE_KEY and BASIS_API__READ_KEY.
import assert from 'node:assert/strict';
import { check, finished } from '../wire/checks.mjs';
import { Browser } from './browser.mjs';

const [executable, base, run, screenshots] = process.argv.slice(2);
const { BASIS_API__OPERATE_KEY: operateKey, BASIS_API__READ_KEY: readKey } = process.env;
const browser = await Browser.start(executable, base, screenshots);

/** What follows a step that fails would fail too. */
async function step(name, what) {
  await check(name, async () => {
    try {
      return await what();
    } catch (e) {
      await browser.failed();
      throw e;
    }
  });
  if (browser.hasFailed)
    finished();
}

async function logIn(visit, key) {
  await visit.open('/');
  await visit.page.getByLabel('Key').fill(key);
  await visit.page.getByRole('button', { name: 'Log in' }).click();
  await visit.connected('Runs');
}

const wide = await browser.visit(1280);
const { page } = wide;

await step('a stranger is asked for a key', async () => {
  await wide.open('/backtests');
  assert.match(page.url(), /\/login\?return=%2Fbacktests$/);
  await page.getByLabel('Key').fill('not a key at all, but long enough for one');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('alert').filter({ hasText: 'not a key of this host' }).waitFor();
  return wide.look('login');
});

await step('a key leads to the page that was asked for; no script sees what stands for it', async () => {
  await wide.open('/');
  await page.getByLabel('Key').fill(operateKey);
  await page.getByRole('button', { name: 'Log in' }).click();
  await wide.connected('Runs');
  const cookies = await page.context().cookies();
  const session = cookies.find(c => c.name === 'basis_session');
  assert.deepEqual([session.httpOnly, session.sameSite, cookies.some(c => c.value === operateKey)], [true, 'Strict', false]);
  assert.equal(await page.evaluate(() => document.cookie), '');
  return 'HttpOnly, SameSite=Strict';
});

await step('the overview shows the live run', async () => {
  const card = page.locator('section.run').filter({ has: page.getByRole('link', { name: run, exact: true }) });
  await card.locator('.state', { hasText: /running$/ }).waitFor();
  const text = await card.innerText();
  for (const expected of ['Equity', 'APY', 'Net delta', 'Margin ratio', 'Next funding', 'UTC', 'bybit', 'warning below'])
    assert.ok(text.includes(expected), `${expected} is missing: ${text}`);
  return wide.look('runs');
});

await step('a form with wrong values says so at each field', async () => {
  await page.getByRole('link', { name: 'Backtests' }).click();
  await wide.connected('Backtests');
  await page.getByLabel('Last day, UTC').fill('2024-05-01');
  await page.getByLabel('Initial capital').fill('much');
  await page.getByRole('button', { name: 'Run the backtest' }).click();
  await page.locator('#capital-wrong').filter({ hasText: "'much' is not a number" }).waitFor();
  await page.getByLabel('Initial capital').fill('50000');
  await page.getByLabel('Settings that shall differ').fill('funding_entry_treshold=0');
  await page.getByRole('button', { name: 'Run the backtest' }).click();
  await page.locator('#to-wrong').filter({ hasText: 'not after' }).waitFor();
  await page.getByLabel('Last day, UTC').fill('2024-09-01');
  await page.getByRole('button', { name: 'Run the backtest' }).click();
  await page.locator('#sets-wrong').filter({ hasText: 'funding_entry_threshold' }).waitFor();
  assert.equal(await page.getByLabel('Settings that shall differ').getAttribute('aria-invalid'), 'true');
  return wide.look('backtest-form');
});

await step('a backtest is watched to its result', async () => {
  await page.getByLabel('Settings that shall differ').fill('funding_entry_threshold=-1\nfunding_exit_threshold=-1');
  await page.getByRole('button', { name: 'Run the backtest' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByText('Final equity').waitFor();
  for (const chart of ['Equity', 'Drawdown', 'Attribution', 'Margin ratio'])
    await page.getByRole('img', { name: chart, exact: false }).first().waitFor();
  const report = await page.request.get(base + await page.getByRole('link', { name: 'report.html' }).getAttribute('href'));
  assert.equal(report.status(), 200);
  assert.match(await page.locator('.figures').innerText(), /of 50,000\.00/);
  return wide.look('result');
});

await step('one run has its curves, positions and blocks with their steps', async () => {
  await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
  await page.getByRole('link', { name: run, exact: true }).click();
  await wide.connected(run);
  for (const chart of ['Equity', 'Drawdown', 'Attribution', 'Margin ratio'])
    await page.getByRole('img', { name: chart, exact: false }).first().waitFor();
  assert.match(await page.locator('.blocks').innerText(), /(entry|exit) \w+\s+●?completed[\s\S]*confirmed\s+(spot|perp)/);
  assert.ok(await page.locator('#positions ~ table tbody tr').count() >= 2);
  return wide.look('run');
});

await step('a halt is confirmed by name, and can be thought better of', async () => {
  await page.getByRole('button', { name: 'Halt', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`Halt ${run}?`, { exact: false }).waitFor();
  const seen = await wide.look('halt', false);
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null), 'the focus leaves the dialog');
  }

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Halt'); // the focus is back
  await page.locator('header.title .state', { hasText: /running$/ }).waitFor();
  return seen;
});

await step('a run is halted and resumed', async () => {
  await page.getByRole('button', { name: 'Halt', exact: true }).click();
  await page.getByLabel('Why').fill('a look at the margin');
  await page.getByRole('dialog').getByRole('button', { name: 'Halt' }).click();
  await page.getByText('was taken in at tick', { exact: false }).waitFor();
  await page.getByText('halted by operator', { exact: false }).first().waitFor();
  await wide.look('halted');
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await page.locator('header.title .state', { hasText: /running$/ }).waitFor();
  await page.getByRole('button', { name: 'Rebalance', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rebalance' }).click();
  await page.getByText('Rebalance of', { exact: false }).waitFor();
  return 'halted, resumed, rebalanced';
});

await step('the actors tell their state, and one of them all of it', async () => {
  await page.getByRole('link', { name: 'Actors', exact: true }).click();
  await wide.connected('Actors');
  await page.getByRole('link', { name: `/user/runs/${run}/ledger` }).waitFor();
  const seen = await wide.look('actors');
  await page.getByRole('link', { name: `/user/runs/${run}/ledger` }).click();
  await page.getByRole('row', { name: /^restarts 0/ }).waitFor();
  return seen;
});

await step('the events can be narrowed down', async () => {
  await page.getByRole('link', { name: 'Events' }).click();
  await wide.connected('Events');
  await page.getByLabel('Component').selectOption('strategy_manager');
  await page.getByLabel('Holds the text').fill('halted_by_operator');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /strategy manager trading state/ }).first().waitFor();
  return wide.look('events');
});

await step('a reader may look and nothing else', async () => {
  const reader = await browser.visit(1280, 'dark');
  await logIn(reader, readKey);
  await reader.look('runs');
  await reader.page.getByRole('link', { name: run, exact: true }).click();
  await reader.connected(run);
  assert.equal(await reader.page.getByRole('button', { name: 'Halt' }).count(), 0);
  const seen = await reader.look('run');
  await reader.page.getByRole('link', { name: 'Backtests' }).click();
  await reader.page.getByText('log in with a key of role operate', { exact: false }).waitFor();
  await reader.page.getByRole('button', { name: 'Log out' }).click();
  await reader.page.getByText('You are logged out.').waitFor();
  await reader.open('/');
  assert.match(reader.page.url(), /\/login/);
  await reader.end();
  return seen;
});

const narrow = await browser.visit(390);

await step('on a phone, without a mouse: log in and run a backtest', async () => {
  const { keyboard } = narrow.page;
  await narrow.open('/');
  await narrow.tabTo('Key');
  await keyboard.type(operateKey);
  await keyboard.press('Enter');
  await narrow.connected('Runs');
  await narrow.look('runs');
  await narrow.page.keyboard.press('Tab');
  const presses = await narrow.tabTo('Backtests');
  await keyboard.press('Enter');
  await narrow.connected('Backtests');
  await narrow.tabTo('Mode');
  await keyboard.type('eth_basis');
  await narrow.tabTo('Last day, UTC');
  await keyboard.type('09012024');
  await narrow.look('backtest-form');
  await narrow.tabTo('Run the backtest');
  await keyboard.press('Enter');
  await narrow.page.getByText('Final equity').waitFor();
  await narrow.look('result');
  return `Backtests is reached by ${presses} presses`;
});

await step('on a phone: the run, the actors and the events', async () => {
  await narrow.open(`/runs/${run}`);
  await narrow.connected(run);
  await narrow.page.getByRole('img', { name: 'Attribution', exact: false }).first().waitFor();
  await narrow.look('run');
  await narrow.open('/actors');
  await narrow.connected('Actors');
  await narrow.look('actors');
  await narrow.open('/events');
  await narrow.connected('Events');
  await narrow.page.locator('table.events tbody tr').first().waitFor();
  return narrow.look('events');
});

await step('results are compared', async () => {
  for (const visit of [wide, narrow]) {
    await visit.open('/compare');
    await visit.connected('Compare');
    await visit.page.getByRole('checkbox').nth(0).check();
    await visit.page.getByRole('checkbox').nth(1).check();
    await visit.page.getByRole('button', { name: 'Compare these 2' }).click();
    await visit.page.getByRole('img', { name: 'Growth', exact: false }).first().waitFor();
    await visit.look('compare');
  }

  return 'growth, drawdown and figures side by side';
});

await step('nothing else', () => browser.end());
finished();
