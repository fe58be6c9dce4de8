import type { PickerInputs, PickerScene } from '../../../src/core/picker/inputs.ts';
import type { Pattern } from '../../../src/core/schema/workflow.ts';

export const INSIDE: PickerScene = { toBuyer: false, prices: false, earned: false };
export const BUYER: PickerScene = { toBuyer: true, prices: false, earned: false };
export const EARNED: PickerScene = { toBuyer: true, prices: false, earned: true };
export const PRICES: PickerScene = { toBuyer: true, prices: true, earned: true };

/** An enrichment of 500 records a day: 2 % wrong, each costs 1, and 5,000 could be borne. */
export const BASE: PickerInputs = {
  ...{ rate: 0.02, cost: 1, bearable: 5000, compoundHours: 336, auroc: 0.8 },
  ...{ sensitivity: 0.8, volume: 500, reviewMinutes: 1, reviewHours: 4, knowHours: 48 },
};

type Case = {
  name: string;
  inputs: Partial<PickerInputs>;
  scene?: PickerScene;
  pattern: Pattern;
  fits?: boolean;
};

export const CASES: readonly Case[] = [
  { name: 'records that nobody builds on soon', inputs: {}, pattern: 'post-hoc-audit' },
  {
    name: 'the same, where two days are too late',
    inputs: { compoundHours: 30, rate: 0.01 },
    pattern: 'exception-handling',
  },
  {
    name: 'few records, errors seen in what comes back, half a week is soon enough',
    inputs: { volume: 20, knowHours: 24, compoundHours: 70 },
    pattern: 'periodic-review',
  },
  {
    name: 'few records, and a day is all there is',
    inputs: { volume: 20, knowHours: 20, compoundHours: 24 },
    pattern: 'active-monitoring',
  },
  {
    name: 'signals within minutes, and mistakes that double by the hour',
    inputs: { knowHours: 0.5, compoundHours: 2, rate: 0.001 },
    pattern: 'active-monitoring',
  },
  {
    name: 'a large volume, errors that no signal shows, confidence that tells',
    inputs: { volume: 3000, knowHours: 2000, compoundHours: 2, auroc: 0.9, reviewHours: 8 },
    pattern: 'exception-handling',
  },
  {
    name: 'the same, with confidence that tells nothing, and people for some only',
    inputs: { volume: 3000, knowHours: 2000, compoundHours: 2, auroc: 0.5, reviewHours: 8 },
    ...{ pattern: 'pre-approval', fits: false },
  },
  {
    name: 'the same with people for all',
    inputs: { volume: 3000, knowHours: 2000, compoundHours: 2, auroc: 0.5, reviewHours: 60 },
    pattern: 'pre-approval',
  },
  {
    name: 'one wrong output ruins the quarter',
    inputs: { cost: 3000, bearable: 5000, auroc: 0.8, reviewHours: 10 },
    pattern: 'pre-approval',
  },
  {
    name: 'one wrong output ruins the quarter, and there is nobody to read',
    inputs: { cost: 3000, bearable: 5000, reviewHours: 0.5 },
    ...{ pattern: 'pre-approval', fits: false },
  },
  {
    name: 'reviewers who notice little, where much depends on it',
    inputs: { cost: 3000, bearable: 5000, sensitivity: 0.3, reviewHours: 10 },
    ...{ pattern: 'pre-approval', fits: false },
  },
  {
    name: 'mail to buyers, new',
    inputs: { reviewHours: 10 },
    scene: BUYER,
    pattern: 'pre-approval',
  },
  {
    name: 'mail to buyers that has earned a lane',
    inputs: { reviewHours: 10 },
    scene: EARNED,
    pattern: 'exception-handling',
  },
  {
    name: 'mail that has earned a lane, and whose mistakes cost too much for exceptions',
    inputs: { reviewHours: 10, cost: 3000 },
    scene: EARNED,
    pattern: 'pre-approval',
  },
  {
    name: 'mail to buyers without anybody to read it',
    inputs: { reviewHours: 1 },
    scene: BUYER,
    ...{ pattern: 'pre-approval', fits: false },
  },
  {
    name: 'prices, however cheap and however good',
    inputs: { rate: 0.0001, cost: 0.01, reviewHours: 10 },
    scene: PRICES,
    pattern: 'pre-approval',
  },
  {
    name: 'lead scores that nothing acts on by itself',
    inputs: { cost: 0.1, volume: 5000, compoundHours: 2000, knowHours: 500, reviewHours: 5 },
    pattern: 'post-hoc-audit',
  },
  {
    name: 'lead scores at a volume that an audit has no people for',
    inputs: { cost: 0.1, volume: 5000, compoundHours: 2000, knowHours: 500, reviewHours: 0.5 },
    pattern: 'periodic-review',
  },
  {
    name: 'routing: found within a day by the colleague who got the wrong lead',
    inputs: {
      volume: 100,
      cost: 40,
      knowHours: 8,
      compoundHours: 24,
      bearable: 1000,
      reviewHours: 1,
    },
    pattern: 'active-monitoring',
  },
  {
    name: 'routing where a wrong lead costs a hundred times that',
    inputs: {
      volume: 100,
      cost: 4000,
      knowHours: 8,
      compoundHours: 24,
      bearable: 1000,
      reviewHours: 2,
    },
    pattern: 'pre-approval',
  },
];
