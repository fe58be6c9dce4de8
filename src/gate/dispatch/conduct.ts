import { normalAddress, normalDomain, normalRecordKey } from '../../core/conduct/names.ts';
import { normalEntry } from '../../core/conduct/suppression.ts';
import { EmailAddress } from '../../core/schema/scalars.ts';
import type { Suppression, SuppressionInput } from '../../core/schema/suppression.ts';
import type { ImportAnswer } from '../../protocol/suppressions.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './ports.ts';

type Deps = Pick<UseCaseDeps, 'store' | 'newId'>;

/*
 * SQL decides (0007_conduct.sql), at every revision (list, silence) and every redemption (also windows,
 * caps, basis), so that no process or SQL client is a way around; here are only use cases. A policy
 * starts harmless. Days and weeks are the calendar's in the workspace's zone; a sequence's steps count
 * at their own times. A reply stops sequences and first mails, not its answer; a bounce stops mail,
 * not a call; all else everything.
 */

/** Puts one entry on the list. @throws Refusal invalid-request */
export async function suppress(
  deps: Deps,
  { workspaceId, input, by }: { workspaceId: string; input: SuppressionInput; by: string },
): Promise<{ suppression: Suppression; withdrawn: string[] }> {
  const normal = normalEntry(input);
  if ('fault' in normal)
    throw new Refusal('invalid-request', 'The request is not valid.', [normal.fault]);
  const entries = [{ ...normal.entry, id: deps.newId() }];
  const done = await deps.store.conduct.suppress({ workspaceId, entries, by });
  const [first] = done.entries;
  if (!first) throw new Error('an entry gave no row');
  return { suppression: first.suppression, withdrawn: done.withdrawn };
}

/**
 * Puts rows that were read from a file on the list, in one transaction. With faults nothing is
 * written unless `partial` asks for the good rows.
 * @throws Refusal invalid-request naming every bad row by line and field
 */
export async function importSuppressions(
  deps: Deps,
  work: {
    workspaceId: string;
    entries: SuppressionInput[];
    faults: ImportAnswer['refused'];
    partial: boolean;
    by: string;
  },
): Promise<ImportAnswer> {
  const { workspaceId, faults, by } = work;
  if (faults.length > 0 && !work.partial) {
    throw new Refusal(
      'invalid-request',
      `Nothing was imported: ${faults.length} rows are not valid.`,
      faults.map(({ line, field, message }) => ({
        path: `/${line}/${field}`,
        message: `line ${line}, ${field || 'row'}: ${message}`,
      })),
    );
  }
  const entries = work.entries.map((entry) => ({ ...entry, id: deps.newId() }));
  if (entries.length === 0) return { added: 0, known: 0, withdrawn: 0, refused: faults };
  const done = await deps.store.conduct.suppress({ workspaceId, entries, by });
  const added = done.entries.filter((entry) => entry.added).length;
  return {
    added,
    known: done.entries.length - added,
    withdrawn: done.withdrawn.length,
    refused: faults,
  };
}

/** By which entries a search for an address, a domain or a record looks: its own and those above it. */
export function holdsFor(value: string): { keys: string[]; domains: string[] } {
  const domainsFrom = (domain: string) =>
    domain.split('.').map((_, at, labels) => labels.slice(at).join('.'));
  if (EmailAddress.safeParse(value).success) {
    const address = normalAddress(value);
    return { keys: [address], domains: domainsFrom(address.slice(address.lastIndexOf('@') + 1)) };
  }
  const record = normalRecordKey(value);
  return record === null
    ? { keys: [], domains: domainsFrom(normalDomain(value)) }
    : { keys: [record], domains: [] };
}
