import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Panel } from '../../src/demo/drive/panel.ts';
import { ACTIONS, type Action, DEFAULT_KEYS } from '../../src/pages/review/keys.ts';
import { buyerOf, draftFor } from '../core/clones/drafts.ts';
import { enrollmentOf, updateOf } from '../core/clones/works.ts';
import { ADDED, MIX, PRESSES, type Press, type Way } from './mix.ts';
import { clone, MIXED, mail, system, takenBy, work } from './mixed-work.ts';
import { type Item, timeEnough, until, useStage, WORKFLOWS } from './stage.ts';

/*
 * 200 mixed proposals by keyboard alone: 180 in the queue's own page, 20 mails in Gmail, with every
 * action there is. What each press meant is written down; the gate's decisions must be exactly that.
 */
const stage = useStage({ workflows: [...WORKFLOWS, MIXED], keepsTabs: true });
afterAll(() => {
  system.close();
});

const { mails: MAILS, clones: CLONES, works: WORKS, inGmail: IN_GMAIL } = MIX;

/** What each proposal was decided to be, by its id: the action, and its reason's code. */
const meant = new Map<string, string>();
const used = new Set<Action>();
/** What was pressed since the item on screen came, as bench B11 counts it. */
let pressed: Press[] = [];
let tab: Page;

const current = (): Promise<string> =>
  tab.evaluate(
    () => document.querySelector('.queue-line[aria-current=true]')?.getAttribute('data-id') ?? '',
  );
const waiting = () => tab.locator('.queue-line').count();
const card = (selector: string) => tab.locator(`.queue-card ${selector}`);
/** A press as a finger's, once what is on screen has been there long enough. */
async function press(action: Action, after = 430): Promise<void> {
  used.add(action);
  pressed.push(action);
  await timeEnough(after);
  await tab.keyboard.press(DEFAULT_KEYS[action], { delay: 40 });
}
async function digit(n: number): Promise<void> {
  pressed.push('digit');
  await timeEnough(120);
  await tab.keyboard.press(String(n), { delay: 40 });
}
/** This way took the keys that are counted for it; walking to a finding stands beside them there. */
function took(way: Way): void {
  expect(pressed.filter((one) => one !== 'finding')).toEqual(PRESSES[way]);
}
const movedFrom = (id: string) => expect.poll(current, { timeout: 15_000 }).not.toBe(id);
const canApprove = () =>
  card('[data-name=approve]:not([aria-disabled=true])').waitFor({ timeout: 15_000 });

async function approve(): Promise<void> {
  const id = await current();
  await canApprove();
  await press('approve');
  await movedFrom(id);
  took('approve');
  meant.set(id, 'approve');
}

/** The rarer ways, each with what the gate must have been told at its end. */
const WAYS: (() => Promise<void>)[] = [
  async function rejectIt() {
    const id = await current();
    await press('reject');
    await digit(3);
    await movedFrom(id);
    took('reject');
    meant.set(id, 'reject tone');
  },
  async function escalateIt() {
    const id = await current();
    await press('escalate');
    await movedFrom(id);
    took('escalate');
    meant.set(id, 'escalate');
  },
  async function escalateToSomebody() {
    const id = await current();
    await press('escalate-to');
    await card('.choice-list').waitFor();
    await digit(1);
    await movedFrom(id);
    took('escalate to somebody');
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
    await press('search', 60);
    await expect.poll(() => tab.evaluate(() => document.activeElement?.localName)).toBe('input');
    await tab.keyboard.press('Escape');
    // No first look was asked for, no pause is due, and this person is no manager: it says so, no more.
    for (const action of ['keep', 'pause', 'sweep'] as const) await press(action);
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
    await expect.poll(current).not.toBe('');
  },
];

/** Only a mail has a text to mend or to type in. */
const MAIL_WAYS: (() => Promise<void>)[] = [
  async function mendIt() {
    const id = await current();
    // Our own check may have flagged the number as well: flags come first.
    for (let n = 0; n < 6 && (await card('.finding.active .values').count()) === 0; n += 1) {
      await press('finding', 60);
      await timeEnough(250);
    }
    await card('.finding.active .values').waitFor();
    await press('strike');
    await card('.repairs').waitFor();
    await digit(1);
    await card('.edited ins').first().waitFor();
    await canApprove();
    await press('approve');
    await movedFrom(id);
    took('mend');
    meant.set(id, 'approve_edited wrong_fact');
  },
  async function typeIt() {
    const id = await current();
    await press('edit');
    await tab.locator('#edit-body').waitFor();
    await expect.poll(() => tab.evaluate(() => document.activeElement?.id)).toBe('edit-body');
    await tab.keyboard.press('End');
    await tab.keyboard.type(ADDED, { delay: 12 });
    await tab.keyboard.press('Escape');
    pressed.push({ typed: 'End' }, { typed: ADDED }, { typed: 'Escape' });
    await card('.edited ins').first().waitFor();
    await digit(6);
    await canApprove();
    await press('approve');
    await movedFrom(id);
    took('type');
    meant.set(id, 'approve_edited compliance');
  },
];

beforeAll(async () => {
  for (let n = 0; n < MAILS; n += 1) await mail(stage);
  for (let n = 0; n < WORKS; n += 1) await work(stage, n);
  for (const make of [draftFor, enrollmentOf, updateOf])
    for (let n = 0; n < CLONES; n += 1) await clone(stage, make(buyerOf(900 + n)));
  tab = await stage.context.newPage();
  await tab.setViewportSize({ width: 1280, height: 800 });
  await tab.goto(`${stage.browser.origin}/src/pages/queue/index.html`);
  const all = MAILS + WORKS + 3 * CLONES;
  await tab.getByText(`${all} waiting`).first().waitFor({ timeout: 90_000 });
}, 300_000);

describe('200 mixed proposals by keyboard alone', () => {
  it('the queue’s 180, with every action, are decided as each press meant', async () => {
    let turn = 0;
    const batches: number[] = [];
    for (; turn < 400; turn += 1) {
      if ((await card('.empty').count()) > 0 && (await waiting()) === 0) break;
      const id = await current();
      if (id === '') {
        await timeEnough(50);
        continue;
      }
      pressed = [];
      if ((await card('.clones').count()) > 0) {
        batches.push(await card('.clones tbody tr').count());
        const reject = batches.length === 2;
        await press(reject ? 'reject-all' : 'approve-all');
        if (reject) await digit(8);
        await movedFrom(id);
        took(reject ? 'reject all' : 'approve all');
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
    await until('all of them', async () => (await takenBy(stage)).size === all);
    const found = await takenBy(stage);
    for (const [id, action] of meant) expect([id, found.get(id)]).toEqual([id, action]);
    // What one key decided: clones alone, each group as a whole.
    const rest = [...found].filter(([id]) => !meant.has(id)).map(([, action]) => action);
    const times = (action: string) => rest.filter((one) => one === action).length;
    expect(times('approve') + times('reject timing')).toBe(rest.length);
    expect([rest.length, times('reject timing')]).toEqual([
      batches.reduce((sum, rows) => sum + rows, 0),
      batches[1],
    ]);
    expect(rest.length).toBeGreaterThan(2 * CLONES);
  }, 600_000);

  it('and 20 mails in Gmail, in their drafts and beside them', async () => {
    await tab.close();
    const before = (await takenBy(stage)).size;
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
    await expect.poll(() => beside.holds(), { timeout: 15_000 }).toContain(second.subject);
    await work20(beside, drafts.slice(1));
    await until('all twenty', async () => (await takenBy(stage)).size === before + IN_GMAIL);
    const found = await takenBy(stage);
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
