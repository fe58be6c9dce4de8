import { normalText } from '../../core/digest/compose.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import { MailPage } from '../drive/mail-page.ts';
import type { Hook } from './hook.ts';
import { must, NotHeld, until } from './ledger.ts';
import { approvedText, arrivedText, mailOf, proveClearance } from './proof.ts';
import type { CheckRun } from './run.ts';

type Facts = Record<string, unknown>;

/** Gate delivery: approve by one key; the mail arrives as approved; the page's Send stays stopped. */
export async function approveGate(run: CheckRun): Promise<Facts> {
  const { world } = run;
  const { proposalId, mail, compose, input } = await run.openSeed('out-acme-hiring');
  const panel = await mail.panel();
  await panel.says(/buyer|person|approval/i);
  await compose.send.click();
  await panel.says(/Stopped/);
  must('mails before approval', [world.gmail.sent().length, world.sink.mails().length], [0, 0]);
  await panel.press('a');
  await until(
    'the approved mail arrives',
    async () => (await mailOf(world, proposalId)).length === 1,
    30_000,
  );
  const [arrived] = await mailOf(world, proposalId);
  if (!arrived) throw new NotHeld('the mail is gone again');
  const { content, executor } = await run.executed(proposalId, () =>
    proveClearance(world, proposalId),
  );
  const proposed = input.content as EmailContent;
  must('subject', arrived.subject, proposed.subject);
  must(
    'recipients',
    arrived.recipients,
    proposed.to.map(({ email }) => email),
  );
  must('text', arrivedText(arrived), approvedText(content));
  must('body that was approved', content.body, proposed.body);
  // The compose is still open: the gate has sent, so Gmail must not.
  await compose.send.click();
  await run.settle();
  must('mails', [world.gmail.sent().length, (await mailOf(world, proposalId)).length], [0, 1]);
  await mail.page.close();
  return { executor, arrived: 1, sentByPage: 0, secondRedemption: 'clearance-redeemed' };
}

/** Compose delivery: stopped before, sent once after approval, and the proof of it. */
export async function approveCompose(run: CheckRun): Promise<Facts> {
  const { world } = run;
  const { proposalId, draftId, mail, compose } = await run.openSeed('ren-silent');
  const panel = await mail.panel();
  await compose.send.click();
  await panel.says(/Stopped/);
  must('mails before approval', world.gmail.sent().length, 0);
  await panel.press('a');
  await run.cleared(proposalId);
  await compose.send.click();
  await until('the page sends it', () => run.sentFrom(draftId) === 1);
  const { executor } = await run.executed(proposalId, () => proveClearance(world, proposalId));
  must('mails', [run.sentFrom(draftId), (await mailOf(world, proposalId)).length], [1, 0]);
  await mail.page.close();
  return { executor, arrived: 0, sentByPage: 1, secondRedemption: 'clearance-redeemed' };
}

/** One character more after approval: Send is stopped, the difference is shown, nothing leaves. */
export async function changedAfterApproval(run: CheckRun): Promise<Facts> {
  const { proposalId, draftId, mail, compose } = await run.openSeed('out-ar');
  const panel = await mail.panel();
  await panel.press('a');
  await run.cleared(proposalId);
  await compose.type('x');
  await compose.send.click();
  await panel.says(/not what was approved/);
  await run.settle();
  must('mails', run.sentFrom(draftId), 0);
  await mail.page.close();
  return { sentByPage: 0 };
}

/** Edit in the compose, then approve: the edited text arrives, difference and reason are kept. */
export async function editThenApprove(run: CheckRun): Promise<Facts> {
  const { world } = run;
  const { proposalId, mail, compose } = await run.openSeed('in-out-of-office');
  const panel = await mail.panel();
  await panel.press('e');
  await compose.type(' and a good morning');
  await panel.says('Approve edit');
  await panel.press('a');
  await until(
    'the edited mail arrives',
    async () => (await mailOf(world, proposalId)).length === 1,
    30_000,
  );
  const [arrived] = await mailOf(world, proposalId);
  const { content } = await run.executed(proposalId, () => proveClearance(world, proposalId));
  if (!arrived) throw new NotHeld('the mail is gone again');
  must('text', arrivedText(arrived), approvedText(content));
  must('the edit is in it', normalText(arrived.text).includes('and a good morning'), true);
  const { decision } = await world.agents.scribe.waitForDecision(proposalId);
  must('action', decision?.action, 'approve_edited');
  must('difference', /\+.*and a good morning/.test(decision?.difference ?? ''), true);
  must('reason is kept', typeof decision?.reason?.code, 'string');
  await mail.page.close();
  return { arrived: 1, reason: decision?.reason?.code };
}

/** Reject with a reason: nothing arrives, the agent's long poll and webhook get the reason. */
export async function rejectWithReason(run: CheckRun, hook: Hook): Promise<Facts> {
  const { world } = run;
  const { proposalId, draftId, mail } = await run.openSeed('out-wrong-name');
  const poll = world.agents.scribe.waitForDecision(proposalId);
  // Awaited below; should the step fail before, its own failure is the one to tell.
  poll.catch(() => undefined);
  const panel = await mail.panel();
  await panel.press('r');
  await panel.press('2');
  const { decision } = await poll;
  must('long poll', [decision?.action, decision?.reason?.code], ['reject', 'wrong_person']);
  const hooked = (await hook.about(proposalId)) as { decision: typeof decision };
  must(
    'webhook',
    [hooked.decision?.action, hooked.decision?.reason?.code],
    ['reject', 'wrong_person'],
  );
  must('mails', [run.sentFrom(draftId), (await mailOf(world, proposalId)).length], [0, 0]);
  await mail.page.close();
  return { longPoll: decision?.reason?.code, webhook: hooked.decision?.reason?.code };
}

/** Undo within the window: nothing has left the browser, the proposal is open as before. */
export async function undoInTime(run: CheckRun): Promise<Facts> {
  const { world } = run;
  const { proposalId, mail } = await run.openSeed('out-ja');
  const panel = await mail.panel();
  await panel.press('a');
  await panel.says(/Undo/);
  await panel.press('z');
  await run.settle(run.undoSeconds * 1000 + 1500);
  const { store, workspaceId } = world.admin;
  must(
    'state at the gate',
    (await store.proposals.current({ workspaceId, proposalId }))?.state,
    'pending',
  );
  must('mails', (await mailOf(world, proposalId)).length, 0);
  await mail.page.close();
  return { state: 'pending' };
}

/** A mail of the person's own: never touched. */
export async function ownMail(run: CheckRun): Promise<Facts> {
  const { world } = run;
  const mail = await MailPage.open(run.context, world);
  const before = world.gmail.sent().length;
  const draft = world.gmail.createDraft({
    to: [{ email: 'friend@elsewhere.example', name: 'A friend' }],
    subject: 'Lunch?',
    bodyHtml: '<div>Thursday?</div>',
  });
  const compose = await mail.openDraft(draft.draftId);
  await compose.send.click();
  await until('the page sends it', () => world.gmail.sent().length === before + 1);
  await mail.page.close();
  return { sentByPage: 1 };
}
