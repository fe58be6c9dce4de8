import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { plainOf } from '../../../src/core/text/plain.ts';
import { startSink } from '../connectors/sink.ts';
import {
  call,
  type EmailContent,
  email,
  proposal,
  submit,
  type TestGate,
} from '../http/harness.ts';
import { runningGate } from '../http/running.ts';
import { decideOn, feedOf, type Stage, stage } from '../lanes/stage.ts';
import { digestsOf } from '../surface/compose.ts';

const LINE = 'Written with the help of an AI & read by a person at <Acme>.';

let gate: TestGate;
let sink: Awaited<ReturnType<typeof startSink>>;
let at: Stage;
beforeAll(async () => {
  sink = await startSink();
  gate = await runningGate({ smtpUrl: sink.url });
  at = await stage(gate, {}, { policy: { disclosure: LINE } });
});
afterAll(async () => {
  await gate.close();
  await sink.stop();
});

const propose = (change: Partial<EmailContent>, more: Partial<ReturnType<typeof proposal>> = {}) =>
  submit(gate, at.team, proposal({ workflowId: at.workflowId, content: email(change), ...more }));
async function shown(id: string): Promise<ReviewItem & { content: EmailContent }> {
  const item = (await feedOf(at.rep)).items.get(id);
  if (item?.content.kind !== 'email.draft') throw new Error('no such mail in the feed');
  return item as ReviewItem & { content: EmailContent };
}
async function received(subject: string) {
  const find = () => sink.received.find(({ mail }) => mail.subject === subject);
  await vi.waitFor(() => expect(find()).toBeDefined(), { timeout: 30_000, interval: 50 });
  const mail = find();
  if (!mail) throw new Error('no mail');
  return mail;
}
const count = (text: string) => text.split(LINE).length - 1;

describe('a mail of a workflow whose policy has a disclosure line', () => {
  it('shows it to the reviewer, and leaves with exactly what was shown', async () => {
    const made = await propose({ subject: 'Shown' });
    const item = await shown(made.id);
    expect(item.content.body).toBe(
      '<p>Hi Ana,</p><p>Thanks for the call.</p><p>Written with the help of an AI &amp; read by a person at &lt;Acme&gt;.</p>',
    );
    expect(await decideOn(at, at.rep, made)).toMatchObject({ status: 'accepted' });
    const { mail, raw } = await received('Shown');
    expect(mail.text?.trimEnd()).toBe(plainOf(item.content.body).text);
    expect(String(mail.html)).toContain(item.content.body);
    expect(count(mail.text ?? '')).toBe(1);
    expect(raw.toString('latin1')).toContain('read by a person at');
    expect(made.contentDigest).toBe(item.contentDigest);
  });

  it('has it once, where the agent wrote it already', async () => {
    const body = `<p>Hi Ana,</p><p>${LINE.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p><p>Yours</p>`;
    const made = await propose({ subject: 'Once', body });
    expect(count(plainOf((await shown(made.id)).content.body).text)).toBe(1);
    const inside = await propose({
      subject: 'Inside',
      body: `<p>They say: ${LINE.slice(0, 30)}</p>`,
    });
    expect(count(plainOf((await shown(inside.id)).content.body).text)).toBe(1);
  });

  it('is not approved without it: an edit that takes it out is refused with the line', async () => {
    const made = await propose({ subject: 'Taken out' });
    const { content } = await shown(made.id);
    const without = { ...content, body: '<p>Hi Ana,</p><p>Thanks.</p>' };
    const answer = await decideOn(at, at.rep, made, { action: 'approve_edited', content: without });
    expect(answer).toMatchObject({ status: 'conflict', conflict: 'invalid' });
    expect(JSON.stringify(answer)).toContain('on a line of its own');
    const kept = { ...content, body: content.body.replace('the call', 'your time') };
    expect(
      await decideOn(at, at.rep, made, {
        ...{ action: 'approve_edited', content: kept, reason: { code: 'tone' } },
      }),
    ).toMatchObject({ status: 'accepted' });
    expect((await received('Taken out')).mail.text).toContain('Thanks for your time.');
  });

  it('is the same submission again, also after the policy has another line', async () => {
    const input = proposal({ workflowId: at.workflowId, content: email({ subject: 'Again' }) });
    const first = await submit(gate, at.team, input);
    const { workspaceId } = at.team;
    const found = await gate.store.workflows.getWorkflow({ workspaceId, id: at.workflowId });
    if (!found) throw new Error('no workflow');
    const { state: _state, pauseReason: _why, ...workflow } = found;
    const put = (disclosure: string, version: number) =>
      gate.store.workflows.putWorkflow({
        workspaceId,
        workflow: { ...workflow, policy: { ...workflow.policy, disclosure, version } },
      });
    await put('Another line.', 2);
    const again = await call(gate, 'POST', '/v1/proposals', { key: at.team.key, body: input });
    expect(again.status).toBeLessThan(300);
    expect(((await again.json()) as { id: string }).id).toBe(first.id);
    // What was shown with the old line is not approved under the new one.
    expect(await decideOn(at, at.rep, first)).toMatchObject({ conflict: 'invalid' });
    await put(LINE, 3);
    expect(await decideOn(at, at.rep, first)).toMatchObject({ status: 'accepted' });
  });

  it('in a mailbox, where nothing can be added, is flagged and refused until it has the line', async () => {
    const content = email({ delivery: 'compose', subject: 'In the mailbox' });
    const made = await submit(gate, at.team, proposal({ workflowId: at.workflowId, content }));
    const item = await shown(made.id);
    expect(item.content.body).toBe(content.body);
    expect(item.flags).toContainEqual(
      expect.objectContaining({ code: 'policy.disclosure', origin: 'rule', severity: 'medium' }),
    );
    expect(await decideOn(at, at.rep, made, await digestsOf(content))).toMatchObject({
      conflict: 'invalid',
    });
    const edited: EmailContent = {
      ...item.content,
      body: `${content.body}<p>Written with the help of an AI &amp; read by a person at &lt;Acme&gt;.</p>`,
    };
    expect(
      await decideOn(at, at.rep, made, {
        ...{ action: 'approve_edited', content: edited, reason: { code: 'compliance' } },
        ...(await digestsOf(edited)),
      }),
    ).toMatchObject({ status: 'accepted' });
  });
});

it('without a line nothing is added, and nothing else than mail is', async () => {
  const plain = await stage(gate);
  const input = proposal({ workflowId: plain.workflowId, content: email({ subject: 'Plain' }) });
  const made = await submit(gate, plain.team, input);
  const item = (await feedOf(plain.rep)).items.get(made.id);
  expect(item?.content).toMatchObject({ body: '<p>Hi Ana,</p><p>Thanks for the call.</p>' });
});
