import type * as z from 'zod/mini';
import type { SequenceEnroll } from '../../../core/schema/content.ts';
import { type DispatchWork, type Done, type Found, Rejected } from '../../dispatch/ports.ts';
import { Misfit, Refused } from '../crm/answer.ts';
import { type CrmSystem, rightAccount } from '../crm/executor.ts';
import { fieldOf, type HubSpotCalls } from './calls.ts';

type Enrollment = { id: string; sequenceId: string; enrolledAt: string; toEmail: string };

/**
 * Enrolling a contact in a HubSpot sequence (`/automation/v4/sequences`). The sequence's version is
 * its `updatedAt`: where it was edited since the approval, nothing is enrolled. The API sends the
 * sequence as it is, so a content with steps of its own is refused. It reaches buyers: never twice.
 */
export function enrollments(
  system: Omit<CrmSystem, 'own'>,
  calls: HubSpotCalls,
  sender: { userId: string; senderEmail: string } | undefined,
): NonNullable<CrmSystem['own']> {
  const current = async (contactId: string): Promise<Enrollment | null> => {
    try {
      const path = `/automation/v4/sequences/enrollments/contact/${contactId}`;
      const found = await calls.request({ method: 'GET', path });
      const text = (name: string): string => String(fieldOf(found, name) ?? '');
      const sequenceId = text('sequenceId');
      if (sequenceId === '') return null;
      const [id, enrolledAt, toEmail] = [text('id'), text('enrolledAt'), text('toEmail')];
      return { id, sequenceId, enrolledAt, toEmail };
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return null;
      throw error;
    }
  };

  const enroll = async (
    content: z.infer<typeof SequenceEnroll>,
    handOver: () => Promise<void>,
  ): Promise<Done> => {
    if (!sender) {
      throw new Misfit(
        'it needs to know who enrolls: set HUBSPOT_SEQUENCE_USER_ID and HUBSPOT_SEQUENCE_SENDER',
      );
    }
    if (content.steps.length > 0)
      throw new Misfit('its API enrolls in a sequence as it is and takes no steps of our own');
    const { contact, sequence } = content;
    system.check(contact);
    if (!/^\d{1,20}$/.test(sequence.id)) throw new Misfit('the sequence id is not a HubSpot id');
    await rightAccount(system, contact);
    const { userId, senderEmail } = sender;
    const stored = await calls.request({
      method: 'GET',
      path: `/automation/v4/sequences/${sequence.id}`,
      qs: { userId },
    });
    const version = String(fieldOf(stored, 'updatedAt') ?? '');
    if (version !== sequence.version)
      throw new Rejected(`the sequence was edited since it was approved, at ${version}`);
    if (content.email !== undefined) {
      const { email } = await system.read(contact, ['email']);
      if (String(email).toLowerCase() !== content.email.toLowerCase())
        throw new Rejected('the contact has another address than the approved one');
    }
    const already = await current(contact.id);
    if (already) throw new Rejected(`the contact is enrolled already, in ${already.sequenceId}`);
    await handOver();
    const made = await calls.request({
      method: 'POST',
      path: '/automation/v4/sequences/enrollments',
      qs: { userId },
      body: { contactId: contact.id, sequenceId: sequence.id, senderEmail },
    });
    const enrolledAt = String(fieldOf(made, 'enrolledAt') ?? '');
    return { externalRef: `enrollment/${String(fieldOf(made, 'id') ?? '')}`, detail: enrolledAt };
  };

  return {
    execute: ({ content }: DispatchWork, handOver) =>
      content.kind === 'sequence.enroll' ? enroll(content, handOver) : null,
    lookUp: ({ content }: DispatchWork) =>
      content.kind === 'sequence.enroll'
        ? current(content.contact.id).then((found) => asFound(found, content.sequence.id))
        : null,
  };
}

/** Nobody was enrolled before the hand-over, so an enrollment in this sequence is ours. */
function asFound(found: Enrollment | null, sequenceId: string): Found {
  if (found?.sequenceId === sequenceId) {
    const detail = `HubSpot was asked: enrolled at ${found.enrolledAt}.`;
    return { found: 'executed', externalRef: `enrollment/${found.id}`, detail };
  }
  // HubSpot shows the current enrollment only: one that a reply ended at once looks like none.
  return {
    found: 'unclear',
    detail: 'HubSpot was asked: the contact is not in this sequence now.',
  };
}
