import type { SpotCheckDetail, SpotCheckItem } from '../../../src/core/schema/spot-check.ts';
import { idOf } from '../panel/samples.ts';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
export const CHECK = idOf(700);
export const AT = '2026-11-28T10:00:00.000Z';

export const lookOf = (n: number): string => idOf(800 + n);

/** What a gate knows of one check of `n` items: which are decided, and what that says. */
export function detailOf(
  n: number,
  decided: ReadonlyMap<string, string>,
  change: Partial<SpotCheckDetail> = {},
): SpotCheckDetail {
  const items = Array.from({ length: n }, (_, at): SpotCheckItem => {
    const lookId = lookOf(at + 1);
    const action = decided.get(lookId);
    const state = action === undefined ? 'open' : 'decided';
    return {
      ...{ lookId, place: at + 1, inclusion: n / 1240, state },
      ...(action === undefined
        ? {}
        : {
            decided: {
              ...{ at: AT, action, defect: action === 'reject', proposalId: idOf(900 + at) },
              ...{ workflowId: 'outbound', title: `Mail ${at + 1}`, lane: 'human', tier: 'low' },
              ...{ sentAt: AT, confidence: 0.92, flags: 1 },
              first: { by: 'Mara Lindqvist', action: 'approve' },
            },
          }),
    };
  });
  const defects = [...decided.values()].filter((action) => action === 'reject').length;
  const looked = decided.size;
  return {
    ...{ id: CHECK, at: AT, by: 'Ana', mine: true, n, drawn: n, byRisk: false },
    ...{ from: '2026-11-21T10:00:00.000Z', to: AT, population: 1240 },
    ...{ leftOut: { own: 3, erased: 0 }, open: n - looked, lost: 0 },
    found: {
      ...{ n: looked, defects, upper: looked === 0 ? 1 : 0.4 },
      ...{ share: looked === 0 ? null : defects / looked },
      ...{ rate: looked === 0 ? null : defects / looked },
    },
    agreement: {
      people: { looked, agreed: looked - defects },
      unattended: { looked: 0, agreed: 0 },
    },
    seed: 'ab'.repeat(32),
    strata: [
      {
        ...{ workflowId: 'outbound', lane: 'human', tier: 'low', items: 1240, weight: 1 },
        ...{ looked, defects },
      },
    ],
    items,
    ...change,
  };
}
