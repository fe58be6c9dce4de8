import { describe, expect, it } from 'vitest';
import { START_LINES } from '../../../src/core/brakes/line.ts';
import { linesFor } from '../../../src/core/brakes/lines-for.ts';

const signals = (lines: { signal: string; counted: string; line: number }[]) =>
  lines.map(({ signal, counted, line }) => `${signal} ${line} ${counted}`);

describe('the lines of what is watched', () => {
  it('are those to start with, where the policy says nothing', () => {
    expect(linesFor('template', { kinds: ['email.draft'] })).toEqual([...START_LINES]);
  });

  it('have no floor on replies where nobody writes back: silence says nothing of meetings', () => {
    const lines = linesFor('workflow', { kinds: ['meeting.schedule', 'call.task'] });
    expect(lines.every(({ side }) => side === 'ceiling')).toBe(true);
  });

  it('are the policy’s own, for a workflow and what is in it, not for a domain', () => {
    const brakes = START_LINES.slice(3, 4);
    expect(linesFor('model-version', { kinds: ['email.draft'], brakes })).toEqual(brakes);
    expect(linesFor('domain', { kinds: [], brakes })).toHaveLength(4);
  });

  it('of a domain take counts by day where somebody sends them', () => {
    expect(
      signals(linesFor('domain', { kinds: [] }, true)).filter((s) => /by-day/.test(s)),
    ).toEqual(['complaint 0.001 by-day', 'complaint 0.003 by-day', 'complaint 0.01 by-day']);
  });
});
