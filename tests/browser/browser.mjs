// A page of the dashboard in Chromium, watched: what it asks for, what it complains of, whether it fits, whether it can be used without a mouse.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const patience = 20000;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export class Browser {
  /** @param screenshots Folder for what was seen. */
  static async start(executablePath, base, screenshots) {
    await mkdir(screenshots, { recursive: true });
    const browser = new Browser();
    Object.assign(browser, { base, screenshots, chromium: await chromium.launch({ executablePath, args: flags }), faults: [] });
    return browser;
  }

  /** A visitor without cookies. */
  async visit(width, colorScheme = 'light') {
    const context = await this.chromium.newContext({ viewport: { width, height: width > 600 ? 900 : 844 }, colorScheme, reducedMotion: 'reduce', locale: 'en-US', timezoneId: 'America/New_York' });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const own = new URL(this.base).host;
    page.on('request', request => this.#require(['data:', 'blob:'].some(s => request.url().startsWith(s)) || new URL(request.url()).host === own, `another host is asked: ${request.url()}`));
    page.on('websocket', socket => this.#require(new URL(socket.url()).host === own, `another host is connected to: ${socket.url()}`));
    page.on('console', message => this.#require(!['error', 'warning'].includes(message.type()), `the console says: ${message.text()}`));
    page.on('pageerror', error => this.#require(false, `the page fails: ${error}`));
    page.on('response', response => this.#require(response.status() < 400, `${response.status()} ${response.url()}`));
    return new Visit(this, page, width, colorScheme);
  }

  /** Keeps what every visitor sees at a failure, and what was found until then. */
  async failed() {
    this.hasFailed = true;
    const pages = this.chromium.contexts().flatMap(c => c.pages());
    for (const [i, page] of pages.entries()) {
      await page.screenshot({ path: `${this.screenshots}/failed-${i + 1}.png`, fullPage: true });
      console.log(`at ${page.url()}`);
    }

    this.faults.forEach(f => console.log(f));
    await this.chromium.close();
  }

  async end() {
    await this.chromium.close();
    assert.deepEqual(this.faults, []);
    return 'nothing was asked of another host, and nothing went wrong in the console';
  }

  #require(holds, fault) {
    if (!holds)
      this.faults.push(fault);
  }
}

class Visit {
  constructor(browser, page, width, colorScheme) {
    Object.assign(this, { browser, page, width, colorScheme });
  }

  async open(path) {
    await this.page.goto(this.browser.base + path);
  }

  /** The page is connected: a click is heard. */
  async connected(heading) {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await this.page.waitForFunction(() => document.querySelector('main') !== null && window.Blazor !== undefined);
    await this.page.locator('[data-connected]').waitFor({ state: 'attached' });
  }

  /** Keeps what is seen, and requires that it fits the width and that axe finds nothing. */
  async look(name, fullPage = true) {
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${name} is ${over} px too wide at ${this.width}`);
    const dark = this.colorScheme === 'dark' ? '-dark' : '';
    await this.page.screenshot({ path: `${this.browser.screenshots}/${name}-${this.width}${dark}.png`, fullPage });
    await this.page.evaluate(axe);
    const found = await this.page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
    assert.deepEqual(found.violations.map(v => `${v.id}: ${v.nodes.map(n => `${n.target} ${n.failureSummary}`).slice(0, 3).join(' | ')}`), [], `${name} at ${this.width}${dark}`);
    return `${found.passes.length} rules of axe hold`;
  }

  /** Goes on with the tab key until a control is reached, which must show that it is. */
  async tabTo(name, most = 120) {
    for (let i = 0; i < most; i++) {
      await this.page.keyboard.press('Tab');
      const at = await this.page.evaluate(() => {
        const e = document.activeElement;
        const label = e.labels?.[0]?.textContent ?? e.getAttribute('aria-label') ?? e.textContent;
        const style = getComputedStyle(e);
        return { label: label.trim(), seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0, tag: e.tagName };
      });
      if (at.label === name) {
        assert.ok(at.seen, `${name} does not show that it has the focus`);
        return i + 1;
      }
    }

    assert.fail(`${name} is not reached by ${most} presses of the tab key`);
  }

  async end() {
    await this.page.context().close();
  }
}
