import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Claim, Flag } from '../../../src/core/schema/claim.ts';
import { stretches, type TextMark } from '../../../src/core/text/stretches.ts';
import { findingsOf, onSameWords, spokenOf } from '../../../src/pages/review/findings.ts';
import { itemOf } from '../panel/samples.ts';

const BODY = 'Your team grew by 40 % last year and opened a third warehouse in Ulm.';
const span = fc.tuple(fc.nat(BODY.length - 1), fc.nat(BODY.length - 1)).map(([a, b]) => {
  const [start, end] = [Math.min(a, b), Math.max(a, b) + 1];
  return { field: 'body' as const, start, end, text: BODY.slice(start, end) };
});
const claim = fc.record({ span, status: fc.constantFrom(...Claim.shape.status.options) });
const flag = fc.record({ span, severity: fc.constantFrom(...Flag.shape.severity.options) });
const work = fc.record({
  claims: fc
    .array(claim, { maxLength: 6 })
    .map((all) =>
      all.map((one, at) => ({ ...one, id: `${at}`, statement: `Claim ${at}.`, evidence: [] })),
    ),
  flags: fc.array(flag, { maxLength: 4 }).map((all) =>
    all.map((one, at) => ({
      ...one,
      code: 'agent.odd',
      origin: 'agent' as const,
      message: `Flag ${at}.`,
    })),
  ),
});
const blank = await itemOf(1, { claims: [], flags: [] });
const listOf = (of: typeof work extends fc.Arbitrary<infer T> ? T : never) =>
  findingsOf({ ...blank, ...of }, { subject: '', body: BODY });
const marksOf = (findings: ReturnType<typeof listOf>) =>
  findings.flatMap(({ span: at, status }): TextMark[] => (at ? [{ ...at, status }] : []));

test('the line of a stretch is that of the first finding about it in the list', () => {
  fc.assert(
    fc.property(work, (of) => {
      const findings = listOf(of);
      for (const { start, end, marks } of stretches(marksOf(findings))) {
        const first = findings.find(({ span: at }) => at && at.start <= start && end <= at.end);
        expect(marks[0].status).toBe(first?.status);
      }
    }),
  );
});

test('of a finding, the others on its words are those that share a stretch with it', () => {
  fc.assert(
    fc.property(work, (of) => {
      const findings = listOf(of);
      const cut = stretches(marksOf(findings));
      for (const finding of findings) {
        const sharing = cut
          .filter(({ marks }) => marks.some(({ id }) => id === finding.id))
          .flatMap(({ marks }) => marks.map(({ id }) => id))
          .filter((id) => id !== finding.id);
        const others = onSameWords(finding, findings).map(({ id }) => id);
        expect(new Set(others)).toEqual(new Set(sharing));
        expect(others).toEqual(findings.map(({ id }) => id).filter((id) => others.includes(id)));
      }
    }),
  );
});

test('a finding is announced with the others on its words, each in whole; alone, by itself', () => {
  const at = (text: string) => {
    const start = BODY.indexOf(text);
    return { field: 'body' as const, start, end: start + text.length, text };
  };
  const findings = listOf({
    claims: [
      { id: 'a', statement: 'It grew.', status: 'contradicted', evidence: [], span: at('40 %') },
      { id: 'b', statement: 'In Ulm.', status: 'supported', evidence: [], span: at('Ulm') },
    ],
    flags: [
      {
        ...{ code: 'agent.odd', origin: 'agent', severity: 'low', message: 'Who says that?' },
        span: at('grew by 40 %'),
      },
    ],
  });
  const [flagged, grown, ulm] = findings;
  if (!flagged || !grown || !ulm) throw new Error('three findings');
  expect(spokenOf(grown, findings)).toBe(
    'Contradicted: It grew. Also on these words: Low, from the agent: Who says that?',
  );
  expect(spokenOf(flagged, findings)).toContain('Also on these words: Contradicted: It grew.');
  expect(spokenOf(ulm, findings)).toBe('Supported: In Ulm.');
});

test('a span in the subject shares no words with the same place of the body', () => {
  const at = { start: 0, end: 4, text: 'Your' };
  const claims = (['subject', 'body'] as const).map((field, index) => ({
    ...{ id: `${index}`, statement: 'x', status: 'stale' as const, evidence: [] },
    span: { field, ...at },
  }));
  const [first, ...rest] = findingsOf(
    { ...blank, claims, flags: [] },
    { subject: BODY, body: BODY },
  );
  if (!first) throw new Error('two findings');
  expect(onSameWords(first, [first, ...rest])).toEqual([]);
});
