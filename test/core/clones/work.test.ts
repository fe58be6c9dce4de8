import { describe, expect, it } from 'vitest';
import {
  checkBatch,
  cloneDigest,
  groupClones,
  isTrueClone,
} from '../../../src/core/clones/group.ts';
import { cloneKey } from '../../../src/core/clones/key.ts';
import type { CloneSubject } from '../../../src/core/clones/subject.ts';
import { cloneTable } from '../../../src/core/clones/table.ts';
import { SAMPLES } from '../review/samples.ts';
import { BUYERS, type Buyer, draftFor } from './drafts.ts';
import { ENROLLMENT_MISSES, enrollmentOf, UPDATE_MISSES, updateOf } from './works.ts';

const digest = async (one: CloneSubject): Promise<string> => {
  const found = await cloneDigest(one);
  if ('alone' in found) throw new Error(found.alone);
  return found.digest;
};

describe.each([
  ['enrollments', enrollmentOf, ENROLLMENT_MISSES],
  ['updates', updateOf, UPDATE_MISSES],
] as const)('%s', (_kind, make, misses) => {
  const all = BUYERS.map((buyer) => make(buyer));
  const others = all.filter((_one, at) => at !== 1);

  it('that differ in their record alone are true clones', () => {
    expect(groupClones(all)).toEqual([all]);
    for (const a of all) for (const b of all) expect(isTrueClone(a, b)).toBe(true);
  });

  it.each(Object.entries(misses))('are never batched with %s', async (_name, near) => {
    for (const other of all) expect(isTrueClone(near, other)).toBe(false);
    expect(groupClones([near, ...others])).toEqual([[near], others]);
    const [first] = all;
    if (!first) throw new Error('there are five');
    const answers = await checkBatch([...others, near], await digest(first));
    expect(answers.map((why) => why === null)).toEqual([...others.map(() => true), false]);
  });

  it('are shown by who each is, and a record that stands twice stands out', () => {
    const [first] = all;
    const columns = cloneTable([...all, ...(first ? [first] : [])]);
    expect(columns.map(({ name }) => name)).toContain('record');
    const ids = columns.find(({ name }) => name === 'record id');
    expect(ids?.cells.map(({ odd }) => odd !== undefined)).toEqual([
      true,
      ...others.map(() => false),
      true,
    ]);
    expect(columns.map(({ name }) => name)).not.toContain('stage');
  });
});

it('work of other kinds is looked at alone, and no mail is a clone of an enrollment', () => {
  const [petra] = BUYERS as [Buyer, ...Buyer[]];
  const base = enrollmentOf(petra);
  for (const content of Object.values(SAMPLES)) {
    if (
      ['email.draft', 'sequence.enroll', 'record.update', 'contact.enrich'].includes(content.kind)
    )
      continue;
    expect(cloneKey({ ...base, kind: content.kind, content })).toHaveProperty('alone');
  }
  expect(isTrueClone(base, draftFor(petra))).toBe(false);
  expect(isTrueClone(base, updateOf(petra))).toBe(false);
});
