import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Content } from '../../src/core/schema/content.ts';
import { KINDS } from '../../src/core/schema/kind.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import { MailPage } from '../../src/demo/drive/mail-page.ts';
import { AGENTS, MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import { SAMPLES } from '../core/review/samples.ts';
import { CASES, CONTEXT, Hands, type Work } from './kind-cases.ts';
import { timeEnough, useStage, WORKFLOWS } from './stage.ts';
import { ToldSystem } from './told.ts';

/*
 * Every kind of work, by keyboard alone, in the built extension on the mail page: the panel by
 * itself, a real gate, and a system at the workflow's webhook that notes what it is told to execute.
 */
const system = await ToldSystem.start();

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
  executorUrl: system.url,
};
const stage = useStage({ workflows: [...WORKFLOWS, workflow] });
// The mark at the page's edge is for mails: it is the way into the queue.
beforeAll(() => stage.propose({ delivery: 'gate', draft: false, subject: 'A mail that stays' }));
afterAll(() => {
  system.close();
});

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

/** What the system was told to execute is exactly this, once, and its clearance says so. */
async function executed(id: string, content: Content): Promise<void> {
  await system.executed(id, content, stage.world.gate.url);
  await stage.becomes(id, 'executed');
}

async function sit(): Promise<Hands> {
  stage.configure();
  const mail = await MailPage.open(stage.context, stage.world);
  await mail.edgeMark().click();
  return new Hands(await mail.panel());
}

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
    expect(system.of(undone.id)).toEqual([]);
    expect(system.of(rejected.id)).toEqual([]);
    await hands.find(undone.mark);
    await hands.panel.press('r');
    await hands.key('9');
    await stage.becomes(undone.id, 'rejected');
  });
});
