import { verifyClearance } from '../../client/verify-clearance.ts';
import { normalText } from '../../core/digest/compose.ts';
import { contentDigest } from '../../core/digest/content.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import { plainOf } from '../../core/text/plain.ts';
import { Refusal } from '../../gate/dispatch/ports.ts';
import type { ReceivedMail } from '../mailbox/sink.ts';
import type { World } from '../world/world.ts';
import { must, NotHeld } from './ledger.ts';

/** Normal form of an arrived mail's text: what a reader gets, line ends and trailing blanks aside. */
export const arrivedText = (mail: ReceivedMail): string => normalText(mail.text);

/** The text that an approved content must arrive as. */
export const approvedText = (content: EmailContent): string =>
  normalText(
    [plainOf(content.body).text, content.tail ? plainOf(content.tail).text : '']
      .filter((part) => part !== '')
      .join('\n\n'),
  );

/** Waits for nothing: the mail that carries this proposal's clearance, by its Message-ID. */
export async function mailOf(world: World, proposalId: string): Promise<ReceivedMail[]> {
  const { store, workspaceId } = world.admin;
  const dispatches = await store.dispatches.list({ workspaceId, proposalId, limit: 10 });
  return world.sink
    .mails()
    .filter(({ messageId }) =>
      dispatches.some(({ clearanceId }) => messageId.includes(clearanceId)),
    );
}

/**
 * The proof of an executed proposal: its clearance verifies with the published key for exactly the
 * content that the gate executed, and a second redemption is refused.
 */
export async function proveClearance(
  world: World,
  proposalId: string,
): Promise<{ content: EmailContent; executor: string; second: string }> {
  const { store, workspaceId } = world.admin;
  const [dispatch, ...more] = await store.dispatches.list({ workspaceId, proposalId, limit: 10 });
  if (!dispatch || more.length > 0)
    throw new NotHeld(`${more.length + (dispatch ? 1 : 0)} dispatches, expected one`);
  must('state of the dispatch', dispatch.state, 'executed');
  const work = await store.dispatches.work({ workspaceId, dispatchId: dispatch.id });
  if (work?.content.kind !== 'email.draft') throw new NotHeld('the dispatch has no mail');
  const { composeDigest, tailDigest } = await verifyClearance({
    jws: work.clearanceJws,
    keys: new URL(`${world.gate.url}/.well-known/jwks.json`),
    issuer: world.gate.url,
    executor: dispatch.executor,
    content: work.content,
  });
  const second = await store.clearances
    .redeem({
      workspaceId,
      clearanceId: dispatch.clearanceId,
      executor: dispatch.executor,
      contentDigest: await contentDigest(work.content),
      ...(composeDigest ? { composeDigest } : {}),
      ...(tailDigest ? { tailDigest } : {}),
    })
    .then(
      () => 'redeemed',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    );
  must('second redemption', second, 'clearance-redeemed');
  return { content: work.content, executor: dispatch.executor, second };
}
