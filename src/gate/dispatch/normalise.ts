import type { Claim, Flag, Span } from '../../core/schema/claim.ts';
import type { Content } from '../../core/schema/content.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import type { ProposalInput } from '../../core/schema/proposal.ts';
import type { MergeSlot } from '../../core/schema/slot.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './ports.ts';
import { settleSpan, textsOf } from './spans.ts';

type Fault = { path: string; message: string };
export type Normal = {
  content: Content;
  claims: Claim[];
  flags: Flag[];
  slots: MergeSlot[] | undefined;
};

/**
 * Brings a submission into the form that is stored, digested and shown: authored body and tail,
 * checked attachments, spans where their text really is.
 * @throws Refusal invalid-request with the path of everything that is wrong
 */
export function normalise(
  deps: Pick<UseCaseDeps, 'sanitize' | 'sha256'>,
  input: ProposalInput,
): Normal {
  const faults: Fault[] = [];
  const content =
    input.content.kind === 'email.draft' ? normalEmail(deps, input.content, faults) : input.content;
  const texts = faults.length > 0 ? {} : textsOf(content);
  const settle = (span: Span, path: string): Span => {
    const settled = settleSpan(span, texts);
    if (!settled && faults.every((fault) => !fault.path.startsWith('/content')))
      faults.push({ path: `${path}/text`, message: 'this text does not occur in the field' });
    return settled ?? span;
  };
  const claims = input.claims.map((claim, index) =>
    claim.span ? { ...claim, span: settle(claim.span, `/claims/${index}/span`) } : claim,
  );
  const flags = input.flags.map((flag, index): Flag => {
    // Whatever it says, what an agent sends is the agent's own flag, and can't pass for a check's.
    const own: Flag = { ...flag, origin: 'agent' };
    return flag.span ? { ...own, span: settle(flag.span, `/flags/${index}/span`) } : own;
  });
  const slots = input.slots?.map((slot, index) => ({
    ...slot,
    span: settle(slot.span, `/slots/${index}/span`),
  }));
  for (const [index, { span }] of (slots ?? []).entries()) {
    const before = slots?.slice(0, index) ?? [];
    if (before.some(({ span: other }) => overlap(span, other)))
      faults.push({ path: `/slots/${index}/span`, message: 'overlaps another slot' });
  }
  const ids = new Set<string>();
  for (const [index, { id }] of claims.entries()) {
    if (ids.has(id)) faults.push({ path: `/claims/${index}/id`, message: 'used twice' });
    ids.add(id);
  }
  if (faults.length > 0) throw new Refusal('invalid-request', 'The proposal is not valid.', faults);
  return { content, claims, flags, slots };
}

const overlap = (a: Span, b: Span): boolean =>
  a.field === b.field && a.start < b.end && b.start < a.end;

function normalEmail(
  deps: Pick<UseCaseDeps, 'sanitize' | 'sha256'>,
  content: EmailContent,
  faults: Fault[],
): EmailContent {
  const body = deps.sanitize(content.body);
  if (body === '')
    faults.push({ path: '/content/body', message: 'nothing is left of it once it is made safe' });
  const tail = content.tail === undefined ? undefined : deps.sanitize(content.tail);
  for (const [index, attachment] of content.attachments.entries()) {
    const path = `/content/attachments/${index}`;
    if (attachment.content === undefined) {
      if (content.delivery === 'gate')
        faults.push({ path: `${path}/content`, message: 'the gate needs the bytes to send them' });
      continue;
    }
    const bytes = Buffer.from(attachment.content, 'base64');
    if (bytes.toString('base64') !== attachment.content)
      faults.push({ path: `${path}/content`, message: 'not padded base64' });
    else if (bytes.length !== attachment.size)
      faults.push({ path: `${path}/size`, message: `the content has ${bytes.length} bytes` });
    else if (deps.sha256(bytes) !== attachment.sha256)
      faults.push({ path: `${path}/sha256`, message: 'not the digest of the content' });
  }
  const { tail: _tail, ...rest } = content;
  return tail === undefined || tail === '' ? { ...rest, body } : { ...rest, body, tail };
}
