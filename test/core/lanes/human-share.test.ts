import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { againstWorth, type Off, whatIsOff } from '../../../src/core/lanes/human-share.ts';
import type { LaneVerdict } from '../../../src/core/lanes/verdict.ts';
import type { Calibration, HumanShare, LaneReport } from '../../../src/core/schema/lanes.ts';

type Lane = LaneReport['lanes'][number];
const verdict = (reason: LaneVerdict['reason'], open = false): LaneVerdict => ({
  ...{ tier: 'auto', open, threshold: open ? 0.9 : null, bound: 0.02, noticedOnly: false },
  ...{ sensitivity: 0.8, line: 0.008, alpha: 0.01, delta: 0.05, labels: 400, reason },
  ...{ why: 'because', wait: null, limits: null },
});
const lane = (change: Partial<Lane> = {}): Lane => ({
  ...{ workflowId: 'w', model: 'm', modelVersion: '1', promptVersion: '', tier: 'auto' },
  ...{ open: false, threshold: null, bound: null, round: 1, verdict: null, breach: null },
  ...{ watch: null, decidedAt: '2026-11-28T00:00:00.000Z', used: 0, ...change },
});
const share = (causes: HumanShare['causes'], proposals = 100, audits = 0): HumanShare => {
  const toPeople = causes.reduce((sum, { count }) => sum + count, 0);
  const part = (toPeople + audits) / proposals;
  return {
    ...{ workflowId: 'w', proposals, toPeople, audits, share: part },
    ...{ against: againstWorth(part), causes },
  };
};
const calibration = (change: Partial<Calibration> = {}): Calibration => ({
  ...{ modelVersion: '1', at: '2026-11-28T00:00:00.000Z', informative: true, why: 'AUROC 0.8' },
  ...{ auroc: null, steps: [], ...change },
});
const whats = (off: Off[]) => off.map(({ what }) => what);

describe('what is miscalibrated where more than a tenth reaches people', () => {
  it('is nothing while the share is worth their time, or below', () => {
    const flat = [calibration({ informative: false })];
    for (const count of [0, 3, 5, 10])
      expect(
        whatIsOff({
          share: share([{ code: 'exception', count }]),
          lanes: [],
          calibrations: flat,
        }),
      ).toEqual([]);
    expect(whatIsOff({ share: null, lanes: [], calibrations: flat })).toEqual([]);
  });

  it('is said by its causes, the most frequent first, with their share of all proposals', () => {
    const causes = [
      { code: 'exception', count: 12 },
      { code: 'claim-unsupported', count: 20 },
      { code: 'check-flag', count: 6 },
      { code: 'below-line', count: 0 },
      { code: 'something-new', count: 2 },
    ];
    const off = whatIsOff({ share: share(causes, 200, 3), lanes: [], calibrations: [] });
    expect(off).toEqual([
      { what: 'findings', count: 26, share: 0.13 },
      { what: 'exceptions', count: 12, share: 0.06 },
      { what: 'audits', count: 3, share: 0.015 },
      { what: 'other', count: 2, share: 0.01 },
    ]);
  });

  const breach = { at: '2026-11-28T00:00:00.000Z', by: 'detector', why: 'defects rose' };
  it.each<[string, Lane[], string]>([
    ['no lane is there yet', [], 'not-earned'],
    ['labels are missing', [lane({ verdict: verdict('too_few_labels') })], 'not-earned'],
    [
      'nobody measured reviewers',
      [lane({ verdict: verdict('sensitivity_unknown') })],
      'unmeasured',
    ],
    ['scores say nothing', [lane({ verdict: verdict('no_information') })], 'no-information'],
    ['too much was defective', [lane({ verdict: verdict('bound_fails') })], 'defects'],
    ['it was closed', [lane({ breach, verdict: verdict('breach') })], 'breach'],
    [
      'it was closed and the verdict is of before',
      [lane({ breach, decidedAt: null, verdict: verdict('bound_holds', true) })],
      'breach',
    ],
    ['the stage holds it back', [lane({ verdict: verdict('bound_holds', true) })], 'stage'],
    [
      'another version’s lane is open',
      [lane({ verdict: verdict('bound_fails') }), lane({ open: true, modelVersion: '0' })],
      'below-threshold',
    ],
  ])('a closed lane is told by why it is closed: %s', (_why, lanes, what) => {
    const closed = share([{ code: 'lane-closed', count: 50 }]);
    expect(whats(whatIsOff({ share: closed, lanes, calibrations: [] }))).toEqual([what]);
  });

  it('names confidences that promise more or less than they keep, if enough was looked at', () => {
    const step = (from: number, to: number, low: number, high: number, n: number) => ({
      ...{ from, to, low, high, n, right: (low + high) / 2 },
    });
    const off = whatIsOff({
      share: share([{ code: 'exception', count: 50 }]),
      lanes: [],
      calibrations: [
        calibration({
          steps: [
            step(0.7, 0.75, 0.95, 0.99, 200),
            step(0.8, 0.85, 0.8, 0.9, 200),
            step(0.92, 0.99, 0.6, 0.8, 100),
            step(0.995, 1, 0.2, 0.9, 29),
          ],
        }),
        calibration({ modelVersion: '2', informative: false, why: 'everything scores 0.92' }),
      ],
    });
    expect(off.slice(1)).toMatchObject([
      { what: 'too-timid', from: 0.7, n: 200 },
      { what: 'too-sure', from: 0.92, n: 100 },
      { what: 'flat', modelVersion: '2', why: 'everything scores 0.92' },
    ]);
  });

  it('never tells of more than reached people, whatever the triggers (property)', () => {
    const code = fc.constantFrom('exception', 'lane-closed', 'stage', 'constructor', 'x');
    const cause = fc.record({ code, count: fc.nat(1000) });
    fc.assert(
      fc.property(
        fc.uniqueArray(cause, { selector: (one) => one.code }),
        fc.nat(500),
        fc.nat(3000),
        (all, audits, ran) => {
          const told = share(
            all,
            1 + ran + audits + all.reduce((n, one) => n + one.count, 0),
            audits,
          );
          const off = whatIsOff({ share: told, lanes: [], calibrations: [] });
          const sum = off.reduce((n, one) => n + ('count' in one ? one.count : 0), 0);
          expect(sum).toBeLessThanOrEqual(told.toPeople + told.audits);
          expect(whats(off).every((what) => typeof what === 'string')).toBe(true);
        },
      ),
    );
  });
});
