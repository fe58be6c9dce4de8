import { describe, expect, it } from 'vitest';
import { askedFor } from '../../../src/pages/lanes/asked-for.ts';
import { byVersion, labelsOf, standingOf } from '../../../src/pages/lanes/standing.ts';
import { AUTO, CLOSED, lane, OPEN, verdict } from './states.ts';

describe('how a lane stands', () => {
  it.each([
    ['open', OPEN],
    ['labels', lane()],
    ['breach', CLOSED],
    ['breach', lane({ verdict: verdict({ reason: 'breach' }) })],
    ['undecided', lane({ decidedAt: null, verdict: null })],
    ['unmeasured', lane({ verdict: verdict({ reason: 'sensitivity_unknown' }) })],
    ['no-information', lane({ verdict: verdict({ reason: 'no_information' }) })],
    ['defects', lane({ verdict: verdict({ reason: 'bound_fails' }) })],
    // it has earned it, and the gate keeps it shut below the adopter stage
    ['stage', { ...OPEN, open: false }],
  ])('is %s', (standing, one) => {
    expect(standingOf(one, AUTO)).toBe(standing);
  });

  it('is not in the policy where no rule is for it, unless it is open still', () => {
    expect(standingOf(lane(), undefined)).toBe('dropped');
    expect(standingOf(OPEN, undefined)).toBe('open');
  });
});

describe('what a lane still needs', () => {
  it('is the labels of the first look, those since a breach, or those that are missing at the seen rate', () => {
    expect(labelsOf(lane(), AUTO)).toEqual({ so: 120, need: 390 });
    expect(labelsOf(CLOSED, AUTO)).toEqual({ so: 0, need: 390 });
    const failing = verdict({ reason: 'bound_fails', labels: 500, wait: 250 });
    expect(labelsOf(lane({ verdict: failing }), AUTO)).toEqual({ so: 500, need: 750 });
  });

  it('is nothing for an open lane, nor where no number of labels would do', () => {
    expect(labelsOf(OPEN, AUTO)).toBeNull();
    const hopeless = verdict({ reason: 'bound_fails', wait: null });
    expect(labelsOf(lane({ verdict: hopeless }), AUTO)).toBeNull();
    expect(labelsOf(lane(), undefined)).toBeNull();
  });
});

it('lanes are together by version, the newest first, the wider tier before the narrower', () => {
  const old = lane({ modelVersion: '4.0' });
  const narrow = lane({ tier: 'constrained' });
  const other = lane({ promptVersion: 'v6' });
  expect(byVersion([narrow, lane(), other, old])).toEqual([[lane(), narrow], [other], [old]]);
  expect(byVersion([])).toEqual([]);
});

it('a link asks for a workspace and a workflow, or for neither', () => {
  expect(askedFor('?space=a%26b&workflow=outbound')).toEqual({
    ...{ space: 'a&b', workflow: 'outbound' },
  });
  expect(askedFor('')).toEqual({ space: undefined, workflow: undefined });
});
