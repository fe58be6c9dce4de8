import type { Content } from '../../src/core/schema/content.ts';
import type { Context } from '../../src/core/schema/proposal.ts';
import type { Panel } from '../../src/demo/drive/panel.ts';
import { SAMPLES } from '../core/review/samples.ts';

export type Work = Exclude<Content, { kind: 'email.draft' }>;
export const CONTEXT: Context = {
  routing: {
    owners: [
      { id: 'm.l', name: 'Mara Lindqvist' },
      { id: 't.o', name: 'Tomás Okafor', openLeads: 3, capacity: 30 },
    ],
  },
};

/** A person who never touches the mouse, once the panel is there. */
export class Hands {
  readonly panel: Panel;
  constructor(panel: Panel) {
    this.panel = panel;
  }
  /** One press where the focus is; `after` milliseconds, of which decision keys need some. */
  async key(name: string, after = 400): Promise<void> {
    await this.panel.page.waitForTimeout(after);
    await this.panel.page.keyboard.press(name, { delay: 40 });
  }
  /** Tab by Tab, until the focus is there. */
  async tabTo(selector: string): Promise<void> {
    for (let step = 0; step < 40; step += 1) {
      if (await this.panel.frame.evaluate((to) => document.activeElement?.matches(to), selector))
        return;
      await this.panel.page.keyboard.press('Tab', { delay: 20 });
    }
    throw new Error(`Tab never came to ${selector}`);
  }
  async fill(selector: string, text: string): Promise<void> {
    await this.tabTo(selector);
    await this.panel.page.keyboard.press('Control+a');
    await this.panel.page.keyboard.type(text);
  }
  /** Goes through the queue until this work is on screen. */
  async find(mark: string): Promise<void> {
    const box = this.panel.frame.locator('.work-box').filter({ hasText: mark });
    for (let step = 0; step < 30; step += 1) {
      if (await box.first().isVisible()) return;
      await this.panel.focus();
      await this.key('j');
    }
    await box.first().waitFor({ timeout: 1000 });
  }
  async approve(): Promise<void> {
    await this.panel.press('a');
  }
}

/** A kind of work, and how a person edits it. */
export type Case<W extends Work = Work> = {
  sample: W;
  /** with the keys only */
  edit: (hands: Hands) => Promise<void>;
  after: (content: W) => W;
};
const done = async (hands: Hands): Promise<void> => {
  await hands.panel.page.keyboard.press('Escape');
};
const strikeSecond = async (hands: Hands): Promise<void> => {
  await hands.panel.focus();
  await hands.key('d');
  await hands.key('ArrowDown', 60);
  await hands.key('d', 60);
};
const typed =
  (selector: string, text: string) =>
  async (hands: Hands): Promise<void> => {
    await hands.panel.press('e');
    await hands.fill(selector, text);
    await done(hands);
  };
const without = <T>(rows: readonly T[], at: number): T[] => rows.filter((_, index) => index !== at);
const of = <K extends Work['kind']>(
  kind: K,
  edit: Case['edit'],
  after: (content: Extract<Work, { kind: K }>) => Extract<Work, { kind: K }>,
): [string, Case] => [
  kind,
  { sample: SAMPLES[kind] as Work, edit, after: after as unknown as Case['after'] },
];

/** Every kind but mail. */
export const CASES: [string, Case][] = [
  of('sequence.enroll', strikeSecond, (content) => ({
    ...content,
    steps: without(content.steps, 1),
  })),
  of('record.update', strikeSecond, (content) => ({
    ...content,
    changes: without(content.changes, 1),
  })),
  of(
    'lead.route',
    async (hands) => {
      await hands.panel.focus();
      await hands.tabTo('.source:nth-child(2) [data-name=owner]');
      await hands.key('Enter');
    },
    (content) => ({ ...content, owner: { id: 't.o', name: 'Tomás Okafor' } }),
  ),
  of('lead.score', typed('#edit-after', '61.5'), (content) => ({ ...content, after: 61.5 })),
  of('contact.enrich', typed('#edit-changes-1-after', '27500'), (content) => ({
    ...content,
    changes: content.changes.map((one, at) => (at === 1 ? { ...one, after: 27_500 } : one)),
  })),
  of('price.quote', typed('#edit-lines-0-discount', '12.5'), (content) => ({
    ...content,
    lines: content.lines.map((one, at) => (at === 0 ? { ...one, discount: 12.5 } : one)),
    total: { minor: 1_037_500, currency: 'USD' },
  })),
  of('meeting.schedule', strikeSecond, (content) => ({
    ...content,
    attendees: without(content.attendees, 1),
  })),
  of('message.social', typed('#edit-text', 'Would you like the figures?'), (content) => ({
    ...content,
    text: 'Would you like the figures?',
  })),
  of('call.task', typed('#edit-script', 'Ask about the pilot.'), (content) => ({
    ...content,
    script: 'Ask about the pilot.',
  })),
];
