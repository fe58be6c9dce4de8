import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloneSubject } from '../../src/core/clones/subject.ts';
import type { Content } from '../../src/core/schema/content.ts';
import type { EmailContent } from '../../src/core/schema/email.ts';
import { KINDS } from '../../src/core/schema/kind.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import type { Panel } from '../../src/demo/drive/panel.ts';
import { AGENTS, MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import { ACTIONS, type Action, DEFAULT_KEYS } from '../../src/pages/review/keys.ts';
import { buyerOf, draftFor } from '../core/clones/drafts.ts';
import { enrollmentOf, updateOf } from '../core/clones/works.ts';
import { SAMPLES } from '../core/review/samples.ts';
import { type Item, timeEnough, until, useStage, WORKFLOWS } from './stage.ts';

/*
 * 200 mixed proposals by keyboard alone: 180 in the queue's own page, 20 mails in Gmail, with every
 * action there is. What each press meant is written down; the gate's decisions must be exactly that.
 */
const system = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end('{"externalRef":"done"}');
  });
});
await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
const workflow: WorkflowInput = {
  ...{ id: 'mixed', name: 'Mixed work', pattern: 'pre-approval', owner: MANAGER.email },
  kinds: [...KINDS],
  policy: {
    ...DEFAULT_POLICY,
    ...{ ownCompanies: ['Brightloop'], undoSeconds: 6 },
    pricing: { finance: [REP.email], maxDiscount: 25 },
  },
  executorUrl: `http://127.0.0.1:${(system.address() as AddressInfo).port}/hook`,
};
const stage = useStage({ workflows: [...WORKFLOWS, workflow], keepsTabs: true });
afterAll(() => {
  system.close();
});

const MAILS = 96;
const CLONES = 20;
const WORKS = 24;
const IN_GMAIL = 20;

/** What each proposal was decided to be, by its id: the action, and its reason's code. */
const meant = new Map<string, string>();
const used = new Set<Action>();
let tab: Page;
let count = 0;

const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

/** A mail with a contradicted fact in it. */
async function mail(): Promise<string> {
  count += 1;
  const name = letters(count);
  const text = `Your team ${name} grew by 40 % last year.`;
  const body = `<p>Hi Ana,</p><p>${text} Shall we talk?</p>`;
  const start = `Hi Ana,\n${text}`.indexOf('grew');
  const span = { field: 'body' as const, start, end: start + 12, text: 'grew by 40 %' };
  const quote = 'Headcount rose by 12 % in a year.';
  const evidence = [{ source: 'Annual report', quote, url: 'https://acme.example/report' }];
  const { proposalId } = await stage.propose({
    ...{ delivery: 'gate', draft: false, workflowId: 'mixed', body },
    more: {
      claims: [{ id: 'growth', statement: text, span, status: 'contradicted', evidence }],
    },
  });
  return proposalId;
}

async function clone({ content, ...subject }: CloneSubject): Promise<string> {
  count += 1;
  const from = { email: REP.email, name: REP.name };
  const { claims, context, template, slots } = subject;
  const { id } = await stage.world.agents.scribe.propose({
    ...{ workflowId: 'mixed', externalId: `clone-${count}`, agent: AGENTS.scribe[1] },
    ...{ confidence: 0.9, reasoning: [{ text: 'It fits.' }], claims, flags: [] },
    ...(template ? { template } : {}),
    ...(slots ? { slots } : {}),
    ...(context ? { context } : {}),
    content: content.kind === 'email.draft' ? { ...(content as EmailContent), from } : content,
  });
  return id;
}

/** Work of every kind about somebody nobody has heard of. */
async function work(n: number): Promise<string> {
  const { 'email.draft': _mail, ...kinds } = SAMPLES;
  const all: Content[] = Object.values(kinds);
  const sample = all[n % all.length];
  if (!sample) throw new Error('there are nine');
  count += 1;
  const label = `Case ${letters(count)}`;
  const about = { system: 'custom', object: 'thing', id: `w${count}`, label };
  const named = Object.fromEntries(
    ['record', 'contact', 'lead', 'deal'].filter((key) => key in sample).map((key) => [key, about]),
  );
  const meeting =
    sample.kind === 'meeting.schedule'
      ? { calendar: REP.email, attendees: [`a${count}@guests.example`] }
      : {};
  const enroll = sample.kind === 'sequence.enroll' ? { email: `e${count}@guests.example` } : {};
  const { id } = await stage.world.agents.steward.propose({
    ...{ workflowId: 'mixed', externalId: `work-${count}`, agent: AGENTS.steward[0] },
    ...{ confidence: 0.9, reasoning: [{ text: 'It fits.' }], claims: [], flags: [] },
    content: { ...sample, ...named, ...meeting, ...enroll },
  });
  return id;
}

const line = (page: Page) => page.locator('.queue-line[aria-current=true]');
const current = async (): Promise<string> => (await line(tab).getAttribute('data-id')) ?? '';
const waiting = () => tab.locator('.queue-line').count();
const card = (selector: string) => tab.locator(`.queue-card ${selector}`);
/** A press as a finger's, once what is on screen has been there long enough. */
async function press(action: Action, after = 430): Promise<void> {
  used.add(action);
  await timeEnough(after);
  await tab.keyboard.press(DEFAULT_KEYS[action], { delay: 40 });
}
async function digit(n: number): Promise<void> {
  await timeEnough(120);
  await tab.keyboard.press(String(n), { delay: 40 });
}
const movedFrom = (id: string) => expect.poll(current, { timeout: 15_000 }).not.toBe(id);
const canApprove = () =>
  card('[data-name=approve]:not([aria-disabled=true])').waitFor({ timeout: 15_000 });

/** What the gate took, by proposal. */
const taken = async (): Promise<Map<string, string>> => {
  const rows = await stage.rows(
    "select proposal_id, action, reason ->> 'code' as code from decisions where status = 'accepted'",
  );
  return new Map(
    rows.map(({ proposal_id, action, code }) => [
      String(proposal_id),
      code === null ? String(action) : `${action} ${code}`,
    ]),
  );
};

async function approve(): Promise<void> {
  const id = await current();
  await canApprove();
  await press('approve');
  await movedFrom(id);
  meant.set(id, 'approve');
}

/** The rarer ways, each with what the gate must have been told at its end. */
const WAYS: (() => Promise<void>)[] = [
  async function rejectIt() {
    const id = await current();
    await press('reject');
    await digit(3);
    await movedFrom(id);
    meant.set(id, 'reject tone');
  },
  async function escalateIt() {
    const id = await current();
    await press('escalate');
    await movedFrom(id);
    meant.set(id, 'escalate');
  },
  async function escalateToSomebody() {
    const id = await current();
    await press('escalate-to');
    await card('.choice-list').waitFor();
    await digit(1);
    await movedFrom(id);
    meant.set(id, 'escalate');
  },
  async function undoIt() {
    const id = await current();
    await canApprove();
    await press('approve');
    await movedFrom(id);
    await press('undo', 60);
    await expect.poll(current).toBe(id);
    await press('reject');
    await digit(8);
    await movedFrom(id);
    meant.set(id, 'reject timing');
  },
  async function goToAndFro() {
    const id = await current();
    await press('next', 60);
    await movedFrom(id);
    await press('previous', 60);
    await expect.poll(current).toBe(id);
    await press('later', 60);
    await movedFrom(id);
    await press('help', 60);
    await card('.help').waitFor();
    await press('help', 60);
    await press('compare', 60);
  },
  async function putOff() {
    const id = await current();
    await press('snooze');
    await card('.choice-list').waitFor();
    await digit(1);
    await movedFrom(id);
    await expect.poll(() => tab.locator(`[data-id="${id}"]`).count()).toBe(0);
    await tab.locator('[data-name=put-off]').focus();
    await tab.keyboard.press('Enter', { delay: 40 });
    await tab.locator(`[data-id="${id}"]`).focus();
    await tab.keyboard.press('Enter', { delay: 40 });
    await expect.poll(current).toBe(id);
    await press('snooze');
    await card('.choice-list').waitFor();
    await digit(await card('.choice-list button').count());
    await tab.locator('[data-name=put-off]').focus();
    await tab.keyboard.press('Enter', { delay: 40 });
    await tab.locator(`[data-id="${id}"]`).waitFor();
    await expect.poll(() => line(tab).count()).toBe(1);
  },
];

/** Only a mail has a text to mend or to type in. */
const MAIL_WAYS: (() => Promise<void>)[] = [
  async function mendIt() {
    const id = await current();
    await press('finding', 60);
    await card('.finding.active .values').waitFor();
    await press('strike');
    await card('.repairs').waitFor();
    await digit(1);
    await card('.edited ins').first().waitFor();
    await canApprove();
    await press('approve');
    await movedFrom(id);
    meant.set(id, 'approve_edited wrong_fact');
  },
  async function typeIt() {
    const id = await current();
    await press('edit');
    await tab.locator('#edit-body').waitFor();
    await expect.poll(() => tab.evaluate(() => document.activeElement?.id)).toBe('edit-body');
    await tab.keyboard.press('End');
    await tab.keyboard.type(' Cheers and a r x C 1 z', { delay: 12 });
    await tab.keyboard.press('Escape');
    await card('.edited ins').first().waitFor();
    await digit(6);
    await canApprove();
    await press('approve');
    await movedFrom(id);
    meant.set(id, 'approve_edited compliance');
  },
];

beforeAll(async () => {
  for (let n = 0; n < MAILS; n += 1) await mail();
  for (let n = 0; n < WORKS; n += 1) await work(n);
  for (const make of [draftFor, enrollmentOf, updateOf])
    for (let n = 0; n < CLONES; n += 1) await clone(make(buyerOf(900 + n)));
  tab = await stage.context.newPage();
  await tab.setViewportSize({ width: 1280, height: 800 });
  await tab.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
  const all = MAILS + WORKS + 3 * CLONES;
  await tab.getByText(`${all} waiting`).first().waitFor({ timeout: 90_000 });
}, 300_000);

describe('200 mixed proposals by keyboard alone', () => {
  it('the queue’s 180, with every action, are decided as each press meant', async () => {
    let turn = 0;
    let batches = 0;
    for (; turn < 400; turn += 1) {
      if ((await card('.empty').count()) > 0 && (await waiting()) === 0) break;
      const id = await current();
      if (id === '') {
        await timeEnough(50);
        continue;
      }
      if ((await card('.clones').count()) > 0) {
        batches += 1;
        const reject = batches === 2;
        await press(reject ? 'reject-all' : 'approve-all');
        if (reject) await digit(8);
        await movedFrom(id);
        continue;
      }
      const isMail = (await card('.mail').count()) > 0;
      const ways = isMail ? [...WAYS, ...MAIL_WAYS] : WAYS;
      const way = turn % 4 === 3 ? ways[((turn - 3) / 4) % ways.length] : undefined;
      // The last few have nobody to go to and come back from.
      if (way && (await waiting()) > 6) await way();
      else await approve();
    }
    expect(await waiting()).toBe(0);
    const all = MAILS + WORKS + 3 * CLONES;
    await until('all of them', async () => (await taken()).size === all);
    const found = await taken();
    for (const [id, action] of meant) expect([id, found.get(id)]).toEqual([id, action]);
    // What one key decided: clones alone, each group as a whole.
    const rest = [...found].filter(([id]) => !meant.has(id)).map(([, action]) => action);
    const times = (action: string) => rest.filter((one) => one === action).length;
    expect(times('approve') + times('reject timing')).toBe(rest.length);
    expect([rest.length, times('reject timing')]).toEqual([3 * CLONES, CLONES]);
  }, 600_000);

  it('and 20 mails in Gmail, in their drafts and beside them', async () => {
    await tab.close();
    const before = (await taken()).size;
    const drafts: Item[] = [];
    for (let n = 0; n < IN_GMAIL; n += 1)
      drafts.push(await stage.propose({ delivery: n === 0 ? 'compose' : 'gate' }));
    const [first] = drafts;
    if (!first) throw new Error('there are twenty');
    const { mail: page, compose } = await stage.open(first);
    const panel = await page.panel();
    used.add('approve-send');
    await panel.press('A');
    await compose.gone();
    await until('sent', async () => stage.left(first.draftId) === 1);
    meant.set(first.proposalId, 'approve');
    const second = drafts[1] as Item;
    await page.openDraft(second.draftId);
    const beside = await page.panel();
    await beside.says(new RegExp(second.subject));
    await work20(beside, drafts.slice(1));
    await until('all twenty', async () => (await taken()).size === before + IN_GMAIL);
    const found = await taken();
    for (const { proposalId } of drafts) expect(found.get(proposalId)).toBe(meant.get(proposalId));
    expect([...used].sort()).toEqual([...ACTIONS].sort());
  }, 300_000);
});

/** The panel goes from one to the next by itself; which one is on screen is told by its subject. */
async function work20(panel: Panel, drafts: Item[]): Promise<void> {
  const left = new Map(drafts.map((one) => [one.subject, one.proposalId]));
  const shown = async () => {
    const subject = panel.frame.locator('.mail .facts .marked-text').first();
    return ((await subject.textContent()) ?? '').trim();
  };
  for (let turn = 0; left.size > 0 && turn < 60; turn += 1) {
    const subject = await shown();
    const id = left.get(subject);
    if (!id) throw new Error(`“${subject}” is none of those that are left`);
    if (turn % 5 === 2) {
      await panel.press('r');
      await panel.page.waitForTimeout(120);
      await panel.page.keyboard.press('4', { delay: 40 });
      meant.set(id, 'reject too_long');
    } else if (turn % 5 === 4) {
      await panel.press('x');
      meant.set(id, 'escalate');
    } else {
      await panel.press('a');
      meant.set(id, 'approve');
    }
    left.delete(subject);
    if (left.size > 0) await expect.poll(shown, { timeout: 15_000 }).not.toBe(subject);
  }
}

describe('nothing is decided that nobody meant', () => {
  let before = 0;
  beforeAll(async () => {
    before = (await taken()).size;
    for (let n = 0; n < 14; n += 1) await mail();
    tab = await stage.context.newPage();
    await tab.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
    await tab.getByText('14 waiting').first().waitFor({ timeout: 60_000 });
  }, 120_000);
  /** Beyond the undo window: what was decided has left by then. */
  const settledCount = async () => {
    await timeEnough(7500);
    return (await taken()).size - before;
  };

  it('while typing in another field, with any modifier, or by keys of other things', async () => {
    const keys = Object.values(DEFAULT_KEYS).join('');
    await tab.locator('input[type=search]').focus();
    await tab.keyboard.type(keys + keys, { delay: 15 });
    await tab.locator('input[type=search]').fill('');
    await timeEnough(400);
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('Escape');
    await timeEnough(500);
    await press('reject');
    await tab.locator('#reject-note').focus();
    await tab.keyboard.type(`${keys}123456789`, { delay: 15 });
    await tab.keyboard.press('Escape');
    await timeEnough(500);
    await tab.keyboard.press('Escape');
    await timeEnough(500);
    for (const modifier of ['Control', 'Alt', 'Meta'])
      for (const key of ['x', 'c', 'd', 'e', 'v'])
        await tab.keyboard.press(`${modifier}+${key}`, { delay: 30 });
    for (const key of ['b', 'q', '7', 'PageDown', 'F2', 'Home', 'ArrowDown'])
      await tab.keyboard.press(key, { delay: 30 });
    expect(await settledCount()).toBe(0);
  }, 120_000);

  it('with a key held down: one item, however long, and none when it was down before', async () => {
    await tab.keyboard.press('Escape');
    await timeEnough(500);
    await tab.keyboard.down('a');
    for (let n = 0; n < 60; n += 1) {
      await timeEnough(25);
      await tab.keyboard.down('a'); // as the browser repeats it
    }
    await tab.keyboard.up('a');
    expect(await settledCount()).toBe(1);
  }, 120_000);

  it('with random keys at random speeds: each decision has its own press, on an item seen 300 ms', async () => {
    await tab.evaluate(() => {
      const log: { at: number; id: string; key?: string }[] = [];
      Object.assign(globalThis, { __log: log });
      const id = () =>
        document.querySelector('.queue-line[aria-current=true]')?.getAttribute('data-id') ?? '';
      let last = '';
      new MutationObserver(() => {
        if (id() === last) return;
        last = id();
        log.push({ at: performance.now(), id: last });
      }).observe(document, { subtree: true, childList: true, attributes: true });
      window.addEventListener(
        'keydown',
        (event) => {
          if (!event.repeat) log.push({ at: performance.now(), id: id(), key: event.key });
        },
        { capture: true },
      );
    });
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const keys = 'axrjkfdvz?sqbnm12345';
    for (let n = 0; n < 160; n += 1) {
      const key = keys[random(keys.length)] ?? 'q';
      await tab.keyboard.press(key, { delay: 5 + random(60) });
      await timeEnough(random(220));
      if (n % 20 === 19) await tab.keyboard.press('Escape');
    }
    await settledCount();
    const log = await tab.evaluate(
      () => (globalThis as unknown as { __log: { at: number; id: string; key?: string }[] }).__log,
    );
    const decided = [...(await taken())].filter(([id]) => log.some((one) => one.id === id));
    const deciding = log.filter(({ key }) => key !== undefined && /^[ax1-9]$/.test(key));
    const unmeant = decided.filter(([id]) => {
      const presses = deciding.filter((one) => one.id === id);
      return !presses.some(({ at }) => {
        const shown = log.filter((one) => one.id === id && one.key === undefined && one.at < at);
        return at - (shown.at(-1)?.at ?? 0) >= 290;
      });
    });
    expect(unmeant).toEqual([]);
    expect(new Set(decided.map(([id]) => id)).size).toBeLessThanOrEqual(deciding.length);
  }, 180_000);
});
