import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyClearance } from '../../src/client/verify-clearance.ts';
import { contentDigest } from '../../src/core/digest/content.ts';
import type { Content } from '../../src/core/schema/content.ts';
import { KINDS } from '../../src/core/schema/kind.ts';
import type { Context } from '../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import { MailPage } from '../../src/demo/drive/mail-page.ts';
import type { Panel } from '../../src/demo/drive/panel.ts';
import { AGENTS, MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import { SAMPLES } from '../core/review/samples.ts';
import { timeEnough, until, useStage, WORKFLOWS } from './stage.ts';

/*
 * Every kind of work, by keyboard alone, in the built extension on the mail page: the panel by
 * itself, a real gate, and a system at the workflow's webhook that notes what it is told to execute.
 */
type Told = { proposalId: string; content: Content; contentDigest: string; clearance: string };
const told: Told[] = [];
const system = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => {
    text += String(chunk);
  });
  request.on('end', () => {
    told.push((JSON.parse(text) as { data: Told }).data);
    response.setHeader('content-type', 'application/json');
    response.end('{"externalRef":"done"}');
  });
});
await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
const executorUrl = `http://127.0.0.1:${(system.address() as AddressInfo).port}/hook`;
const ofProposal = (id: string) => told.filter(({ proposalId }) => proposalId === id);

const UNDO_SECONDS = 3;
const workflow: WorkflowInput = {
  id: 'work',
  name: 'Work of every kind',
  pattern: 'pre-approval',
  owner: MANAGER.email,
  kinds: [...KINDS],
  policy: {
    ...DEFAULT_POLICY,
    undoSeconds: UNDO_SECONDS,
    pricing: { finance: [REP.email], maxDiscount: 25 },
  },
  executorUrl,
};
const stage = useStage({ workflows: [...WORKFLOWS, workflow] });
// The mark at the page's edge is for mails: it is the way into the queue.
beforeAll(() => stage.propose({ delivery: 'gate', draft: false, subject: 'A mail that stays' }));
afterAll(() => {
  system.close();
});

type Work = Exclude<Content, { kind: 'email.draft' }>;
const CONTEXT: Context = {
  routing: {
    owners: [
      { id: 'm.l', name: 'Mara Lindqvist' },
      { id: 't.o', name: 'Tomás Okafor', openLeads: 3, capacity: 30 },
    ],
  },
};
let count = 0;

/** The same work about somebody nobody has heard of: rules of conduct count touches. */
function fresh<W extends Work>(content: W): { content: W; mark: string } {
  count += 1;
  const mark = `Case ${count}`;
  const about = { system: 'custom', object: 'thing', id: `c${count}`, label: mark };
  const named = Object.fromEntries(
    ['record', 'contact', 'lead', 'deal']
      .filter((key) => key in content)
      .map((key) => [key, about]),
  );
  const meeting =
    content.kind === 'meeting.schedule'
      ? {
          calendar: REP.email,
          title: mark,
          attendees: [`a${count}@guests.example`, `b${count}@guests.example`],
        }
      : {};
  const enroll = content.kind === 'sequence.enroll' ? { email: `e${count}@guests.example` } : {};
  return { content: { ...content, ...named, ...meeting, ...enroll }, mark };
}

async function propose<W extends Work>(sample: W) {
  const { content, mark } = fresh(sample);
  const { id } = await stage.world.agents.steward.propose({
    workflowId: 'work',
    externalId: `kind-${count}`,
    agent: AGENTS.steward[0],
    content,
    confidence: 0.9,
    reasoning: [{ text: 'It fits.' }],
    claims: [],
    flags: [],
    context: CONTEXT,
  });
  return { id, content, mark };
}

/** A person who never touches the mouse, once the panel is there. */
class Hands {
  readonly panel: Panel;
  constructor(panel: Panel) {
    this.panel = panel;
  }
  /** One press where the focus is. */
  async key(name: string): Promise<void> {
    await this.panel.page.waitForTimeout(400);
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

async function sit(): Promise<Hands> {
  stage.configure();
  const mail = await MailPage.open(stage.context, stage.world);
  await mail.edgeMark().click();
  return new Hands(await mail.panel());
}

/** What the system was told to execute is exactly this, once, and its clearance says so. */
async function executed(id: string, content: Content): Promise<void> {
  await until('the system is told', () => ofProposal(id).length > 0);
  await stage.becomes(id, 'executed');
  const [work, again] = ofProposal(id);
  expect(again).toBeUndefined();
  expect(work?.content).toEqual(content);
  expect(work?.contentDigest).toBe(await contentDigest(content));
  const { url } = stage.world.gate;
  const keys = await (await fetch(`${url}/.well-known/jwks.json`)).json();
  const claims = await verifyClearance({
    ...{ jws: work?.clearance ?? '', keys, issuer: url, executor: 'gate:webhook', content },
  });
  expect(claims.sub).toBe(id);
}

type Case<W extends Work = Work> = {
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
  await hands.key('ArrowDown');
  await hands.key('d');
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

const CASES: [string, Case][] = [
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

it('says beside the work what the gate itself knows now', async () => {
  const { store, workspaceId } = stage.world.admin;
  const known = await propose(SAMPLES['call.task']);
  await store.conduct.suppress({
    ...{ workspaceId, by: 'test' },
    entries: [
      {
        ...{ id: v7(), scope: 'account', value: `custom:thing:${known.content.contact.id}` },
        ...{ reason: 'bounce', source: 'test' },
      },
    ],
  });
  const hands = await sit();
  await hands.find(known.mark);
  await hands.panel.says('On the suppression list');
  await hands.panel.says(`custom:thing:${known.content.contact.id}: bounce`);
  await hands.panel.press('r');
  await hands.key('1');
  await stage.becomes(known.id, 'rejected');
});

describe.each(CASES)('%s, by keyboard alone', (_, { sample, edit, after }) => {
  it('is approved as it was, approved as edited, rejected, and undone', async () => {
    const hands = await sit();

    const rejected = await propose(sample);
    await hands.find(rejected.mark);
    await hands.panel.press('r');
    await hands.key('1');
    await stage.becomes(rejected.id, 'rejected');

    const plain = await propose(sample);
    await hands.find(plain.mark);
    await hands.approve();
    await executed(plain.id, plain.content);

    const edited = await propose(sample);
    await hands.find(edited.mark);
    await edit(hands);
    await hands.panel.says('Approve edit');
    await hands.approve();
    await executed(edited.id, after(edited.content));

    const undone = await propose(sample);
    await hands.find(undone.mark);
    await hands.approve();
    await hands.panel.says(/Saved/);
    await hands.key('z');
    await hands.panel.says('Undone. Nothing has left.');
    await timeEnough((UNDO_SECONDS + 1) * 1000);
    expect(await stage.state(undone.id)).toBe('pending');
    expect(ofProposal(undone.id)).toEqual([]);
    expect(ofProposal(rejected.id)).toEqual([]);
    await hands.find(undone.mark);
    await hands.panel.press('r');
    await hands.key('9');
    await stage.becomes(undone.id, 'rejected');
  });
});
