import type { Page } from 'playwright-core';
import { type Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import type { Random } from '../gate/chaos/random.ts';
import type { Evidence } from './check.ts';
import { Desk, type Look, pause } from './desk.ts';
import type { Faults } from './faults.ts';
import { type Item, type Plan, typedInto } from './items.ts';
import type { Stage } from './stage.ts';

const SAID = /Saved\.|^Not saved|under way|is decided|no longer|could not|did not/;
/** On average one strike at this many keys, and at this many presses of Send. */
const KEYS_PER_STRIKE = 5;
const SENDS_PER_STRIKE = 3;

/** Someone who reviews in the mail page, whatever dies around them; notes what the panel said. */
export class Person {
  readonly attempts: Evidence['attempts'] = [];
  /** compose items that were approved at least once and are not known to have left */
  readonly toSend = new Set<number>();
  /** false: nothing is struck any more */
  stormy = true;
  readonly #on: { stage: Stage; items: Map<number, Item>; chance: Random; faults: Faults };
  readonly #undone = new Set<number>();

  constructor(on: { stage: Stage; items: Map<number, Item>; chance: Random; faults: Faults }) {
    this.#on = on;
  }

  /** Decisions that the panel has called saved, the ones taken back since included. */
  get decided(): number {
    return this.attempts.filter(({ said }) => said === 'saved').length;
  }

  /**
   * Opens the mail page and works through what is on offer: the draft of `first`, or what the mark
   * at the edge leads to, and what the panel brings after it. Throws when something dies over it.
   */
  async sitDown(first: Item | undefined, most: number): Promise<void> {
    const { stage } = this.#on;
    const mail = await MailPage.open(stage.browser.context, stage.world);
    mail.page.setDefaultTimeout(12_000);
    try {
      if (first) await mail.openDraft(first.draftId);
      else await this.#mark(mail.page);
      const desk = await Desk.at(mail.page);
      for (let done = 0; done < most; done += 1) {
        const look = await desk.until(({ number, canApprove }) => number !== null && canApprove);
        const item = this.#on.items.get(look.number ?? -1);
        if (!item) return;
        if (look.canApprove) await this.#decide(desk, mail, item);
        if (item.delivery === 'compose' && this.toSend.has(item.number)) {
          await this.#send(desk, mail, item);
          return;
        }
        if (!look.canApprove) return;
      }
    } finally {
      await mail.page.close().catch(() => undefined);
    }
  }

  /** The mark at the edge of the page: a person's click. */
  async #mark(page: Page): Promise<void> {
    const mark = page.locator('[data-countersign][data-edge]');
    await mark.waitFor({ timeout: 8000 });
    await mark.click();
  }

  #strike(one: number, within: number): void {
    if (this.stormy && this.#on.chance.below(one) === 0) this.#on.faults.strike(within);
  }

  async #decide(desk: Desk, mail: MailPage, item: Item): Promise<void> {
    const again = this.attempts.some(({ proposalId }) => proposalId === item.proposalId);
    const plan: Plan = this.#undone.has(item.number) ? 'reject' : again ? 'approve' : item.plan;
    if (plan === 'edit') await this.#edit(desk, mail, item);
    const since = await desk.quiet();
    const attempt: Evidence['attempts'][number] = {
      proposalId: item.proposalId,
      action: plan === 'reject' ? 'reject' : 'approve',
      said: 'nothing',
      undo: null,
    };
    if (plan === 'reject') {
      await desk.press('r');
      // From here the key may be the one that counts.
      this.attempts.push(attempt);
      this.#strike(KEYS_PER_STRIKE, 300);
      await desk.pressNow('2');
    } else {
      this.attempts.push(attempt);
      this.#strike(KEYS_PER_STRIKE, 700);
      await desk.press('a');
      if (item.delivery === 'compose') this.toSend.add(item.number);
    }
    const words = await desk.hears(since, SAID);
    attempt.said = /Saved\./.test(words ?? '') ? 'saved' : words ? 'not-saved' : 'nothing';
    if (plan !== 'undo' || attempt.said !== 'saved') return;
    // From here it may be taken back, also when no answer comes any more.
    attempt.undo = 'nothing';
    await desk.pressNow('z');
    const taken = await desk.hears(since, /Undone\.|Too late|not answered/, 6000);
    if (taken?.startsWith('Undone')) {
      attempt.undo = 'undone';
      this.#undone.add(item.number);
      this.toSend.delete(item.number);
    } else if (taken?.startsWith('Too late')) attempt.undo = 'too-late';
  }

  /** Its compose; where the panel came to it by its text alone, the person opens the draft now. */
  async #draft(mail: MailPage, { draftId }: Item): Promise<Compose> {
    const here = await mail.page.locator(`input[name=draft][value="#msg-a:${draftId}"]`).count();
    return here > 0 ? mail.compose(draftId) : mail.openDraft(draftId);
  }

  async #edit(desk: Desk, mail: MailPage, item: Item): Promise<void> {
    if (item.delivery === 'compose') {
      const compose = await this.#draft(mail, item);
      if (((await compose.body.textContent()) ?? '').includes(typedInto(item.number))) return;
      await compose.type(typedInto(item.number));
    } else {
      await desk.press('e');
      const text = desk.frame.locator('#edit-body');
      if (!(await text.isVisible({ timeout: 0 }))) await text.waitFor({ timeout: 4000 });
      await text.press('Control+End');
      await text.pressSequentially(typedInto(item.number));
      await text.press('Escape');
    }
    await desk.frame.getByText('Approve edit').first().waitFor({ timeout: 8000 });
  }

  /** Presses Send: as a rule once the panel says that it may go, at times before. */
  async #send(desk: Desk, mail: MailPage, item: Item): Promise<void> {
    const { chance } = this.#on;
    const eager = chance.below(5) === 0;
    const ready = (look: Look): boolean => /Press Send|It has left/.test(look.text);
    if (!eager) await desk.until(ready, 10_000);
    if (this.left(item) > 0) return;
    const compose = await this.#draft(mail, item);
    this.#strike(SENDS_PER_STRIKE, 900);
    await compose.send.click({ timeout: 5000 });
    for (const deadline = Date.now() + 12_000; Date.now() < deadline; await pause(100)) {
      if (this.left(item) > 0) break;
      if (/Stopped: /.test((await desk.look()).text)) return;
    }
    // Time for the page to say what became of it.
    await pause(400);
  }

  /** How often the page's server has sent this draft, or holds it to be sent. */
  left({ draftId }: Item): number {
    const { gmail } = this.#on.stage.world;
    return (
      gmail.sent().filter((mail) => mail.draftId === draftId).length +
      gmail.pending().filter(({ fields }) => fields.messageId.endsWith(draftId)).length
    );
  }
}
