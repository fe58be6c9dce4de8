import type { InventoryRow } from './inventory.ts';
import { inOrder, type Risk } from './risk.ts';

/** A row and where it stood. */
export type Placed = { row: InventoryRow; line: number };

const DAY = 86_400_000;
/** A gate that nobody answered for longer than this is one that nobody answers. */
export const ANSWER_DAYS = 7;

/** The risks that an inventory shows; none for one in which everything is looked after. Pure. */
export function scanInventory(rows: readonly Placed[], now: number): Risk[] {
  return inOrder(
    rows.flatMap((placed) => {
      const found = riskOf(placed.row, rows, now);
      return found ? [{ ...found, source: 'inventory' as const, line: placed.line }] : [];
    }),
  );
}

type Found = Omit<Risk, 'source' | 'line'>;

function riskOf(row: InventoryRow, all: readonly Placed[], now: number): Found | null {
  switch (row.type) {
    case 'agent':
      return row.approval === 'none' ? unapproved(row) : null;
    case 'sequencer':
      return row.suppression === 'shared' ? null : ownList(row, all);
    case 'workflow':
    case 'spend':
      return unreviewed(row);
    case 'gate':
      return unanswered(row, now);
  }
}

function unapproved({ name, volume, owner }: InventoryRow): Found | null {
  // What does nothing needs nobody who approves it.
  if (volume === 0) return null;
  return {
    ...{ code: 'no-approval-path', severity: 'high', subject: name },
    sentence: `${name} acts, and nobody approves what it does.`,
    evidence: evidence({ Approval: 'none', 'Items a week': volume, Owner: owner ?? 'nobody' }),
    todo: 'Let it propose to the gate instead of acting, under a workflow with an owner.',
  };
}

function ownList(row: InventoryRow, all: readonly Placed[]): Found {
  const { name, suppression, audience, volume } = row;
  const others =
    audience === undefined
      ? []
      : all.filter(
          (other) =>
            other.row !== row &&
            other.row.audience?.toLowerCase() === audience.toLowerCase() &&
            (other.row.type === 'sequencer' || other.row.type === 'agent'),
        );
  const names = others.map((other) => other.row.name);
  return {
    ...{ code: 'own-suppression', subject: name },
    severity: names.length > 0 || suppression === 'none' ? 'high' : 'medium',
    sentence:
      names.length > 0
        ? `${name} writes to the people whom ${names.join(', ')} ${names.length === 1 ? 'writes' : 'write'} to, and doesn't know who of them has opted out elsewhere.`
        : `${name} doesn't ask the shared suppression list: who opts out elsewhere still hears from it.`,
    evidence: evidence({
      'Suppression list': suppression,
      Audience: audience,
      'Items a week': volume,
    }),
    todo: 'Let it ask the shared list before it writes, or send by the gate, which does.',
  };
}

function unreviewed({ type, name, owner, reviewHours, spend, volume }: InventoryRow): Found | null {
  const runs = type === 'spend' ? (spend ?? 0) > 0 : volume !== 0;
  const owned = owner !== undefined && (reviewHours ?? 0) > 0;
  if (!runs || owned) return null;
  const why =
    owner === undefined
      ? 'has no owner'
      : `has an owner, ${owner}, without an hour a week to review it`;
  return {
    ...{ code: 'nobody-reviews', severity: (spend ?? 0) > 0 ? 'high' : 'medium', subject: name },
    sentence: `${name} ${type === 'spend' ? 'is paid for' : 'runs'}, and ${why}.`,
    evidence: evidence({
      Owner: owner ?? 'nobody',
      'Review hours a week': reviewHours,
      'Spend a month': spend,
      'Items a week': volume,
    }),
    todo: 'Name one person and the hours, or stop it.',
  };
}

function unanswered({ name, waiting, answered, owner }: InventoryRow, now: number): Found | null {
  if ((waiting ?? 0) === 0) return null;
  const days = answered === undefined ? null : Math.floor((now - Date.parse(answered)) / DAY);
  if (days !== null && days <= ANSWER_DAYS) return null;
  return {
    ...{ code: 'gate-unanswered', severity: 'high', subject: name },
    sentence: `${waiting} wait at ${name}, and ${days === null ? 'nobody ever answered' : `nobody has answered for ${days} days`}.`,
    evidence: evidence({ Waiting: waiting, 'Last answer': answered ?? 'never', Owner: owner }),
    todo: 'Give it to somebody who answers, with a stand-in, or take the work back.',
  };
}

/** What is known, in words; what nobody said is left out. */
export const evidence = (
  facts: Readonly<Record<string, string | number | undefined>>,
): Risk['evidence'] =>
  Object.entries(facts).flatMap(([label, value]) =>
    value === undefined ? [] : [{ label, value: String(value) }],
  );
