import { isDeliberate, type Judged } from '../../../src/core/attention/deliberate.ts';
import { attentionMeter } from '../../../src/core/attention/meter.ts';
import type { Reason } from '../../../src/core/schema/decision.ts';

/*
 * Scripted reviewers in front of the real meter. What each does is made up, and stated here; that the
 * rule tells them apart says that it does what it means to, not that people are like this. None of
 * them knows the rule's numbers.
 */

export type Random = () => number;
/** mulberry32: small, seeded, good enough for scripts. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const lognormal = (random: Random, middle: number, spread: number): number =>
  middle * Math.exp(spread * normal(random));
const between = (random: Random, low: number, high: number): number =>
  low + random() * (high - low);

type Item = { words: number; highFlags: number; wrong: boolean };
/** Milliseconds spent on the item, when inputs and glances away come in it, and how it ends. */
type Script = {
  ms: number;
  inputs: number[];
  away?: { from: number; to: number; blurred: boolean };
  ends: Pick<Judged, 'action' | 'reason' | 'wordsChanged'>;
  opensContradiction?: boolean;
};
const approve = { action: 'approve' as const };
const WRONG: Reason = { code: 'wrong_fact' };

/** A wheel turn for each screen of 120 words, at the pace of reading. */
const wheel = (words: number, ms: number): number[] =>
  Array.from(
    { length: Math.floor(words / 120) },
    (_, at) => (ms * (at + 1)) / (Math.floor(words / 120) + 1),
  );

export const PERSONAS: Record<
  'skimmer' | 'reader' | 'expert' | 'idle',
  (item: Item, random: Random) => Script
> = {
  /** a glance of a second or so whatever there is to read, and approve; a vague reject now and then */
  skimmer: (_item, random) => ({
    ms: lognormal(random, 1200, 0.5),
    inputs: random() < 0.3 ? [500] : [],
    ends: random() < 0.05 ? { action: 'reject', reason: { code: 'other' } } : approve,
  }),
  /** 238 ± 51 words a minute, each person and mail their own; wheel turns; interrupted one time in twenty */
  reader(item, random) {
    const pace = Math.max(120, 238 + 51 * normal(random));
    const reading = (item.words / pace) * 60_000 + 1500;
    const script: Script = {
      ms: reading,
      inputs: wheel(item.words, reading),
      ends: item.wrong ? { action: 'reject', reason: WRONG } : approve,
    };
    if (random() >= 0.05) return script;
    // Called away, half of the time into another window; back, the mail is taken up where it was left.
    const from = reading * between(random, 0.2, 0.8);
    const gone = lognormal(random, 120_000, 0.8);
    const inputs = script.inputs.map((at) => (at < from ? at : at + gone));
    return {
      ...script,
      ms: reading + gone,
      inputs: [...inputs, from + gone + 400].sort((a, b) => a - b),
      away: { from, to: from + gone, blurred: random() < 0.5 },
    };
  },
  /** twice a reader's pace and more; sees what is wrong in two seconds and says what it is */
  expert(item, random) {
    if (item.wrong) {
      const opens = random() < 0.3;
      return {
        ms: lognormal(random, 2000, 0.3),
        inputs: [],
        ends: opens ? approve : { action: 'reject', reason: WRONG },
        opensContradiction: opens,
      };
    }
    const ms = (item.words / lognormal(random, 520, 0.15)) * 60_000 + 600;
    return { ms, inputs: wheel(item.words, ms), ends: approve };
  },
  /** left open for minutes with the pointer moving all the time; then a key, without a look */
  idle: (_item, random) => ({
    ms: Math.max(90_000, lognormal(random, 360_000, 0.8)),
    inputs: [],
    ends: approve,
  }),
};
export type Persona = keyof typeof PERSONAS;
const HONEST: Persona[] = ['reader', 'expert'];

const itemOf = (random: Random): Item => ({
  words: Math.round(lognormal(random, 140, 0.4)),
  highFlags: random() < 0.2 ? 1 : 0,
  wrong: random() < 0.1,
});

/** One reviewer's session of `decisions`, through the real meter; true for each that was deliberate. */
export function session(persona: Persona, decisions: number, random: Random): boolean[] {
  const meter = attentionMeter();
  meter.sight({ visible: true, focused: true }, 0);
  meter.input(0);
  let at = 0;
  return Array.from({ length: decisions }, (_, index) => {
    const item = itemOf(random);
    const id = `item-${index}`;
    const script = PERSONAS[persona](item, random);
    meter.show(id, item.words, at);
    const flags = Array.from({ length: item.highFlags }, (_one, flag) => `flag:${flag}`);
    if (script.ms >= 500) for (const flag of flags) meter.flagSeen(flag);
    const { away } = script;
    const events: [number, () => void][] = script.inputs.map((ms) => [
      ms,
      () => meter.input(at + ms),
    ]);
    if (away?.blurred) {
      events.push([
        away.from,
        () => meter.sight({ visible: true, focused: false }, at + away.from),
      ]);
      events.push([away.to, () => meter.sight({ visible: true, focused: true }, at + away.to)]);
    }
    for (const [, event] of events.sort(([a], [b]) => a - b)) event();
    if (script.opensContradiction) meter.evidenceOpened(true);
    const end = at + script.ms;
    meter.input(end); // the key that decides
    const attention = meter.of(id, flags, end);
    at = end;
    return isDeliberate({ attention, ...script.ends });
  });
}

/** The share found deliberate, by persona, and balanced accuracy: honest told from not, pooled over seeds. */
export function simulate({ seeds, decisions }: { seeds: number; decisions: number }): {
  balanced: number;
  rates: Record<Persona, number>;
  /** of each seed */
  accuracies: number[];
} {
  const shareOf = (persona: Persona, seed: number): number => {
    const found = session(persona, decisions, randomOf(seed * 7919 + persona.length));
    return found.filter((one) => one).length / found.length;
  };
  const perSeed = Array.from({ length: seeds }, (_, seed) => ({
    skimmer: shareOf('skimmer', seed),
    reader: shareOf('reader', seed),
    expert: shareOf('expert', seed),
    idle: shareOf('idle', seed),
  }));
  const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const accuracy = (one: Record<Persona, number>) =>
    mean([mean(HONEST.map((who) => one[who])), mean([1 - one.skimmer, 1 - one.idle])]);
  const accuracies = perSeed.map(accuracy);
  return {
    balanced: mean(accuracies),
    accuracies,
    rates: {
      skimmer: mean(perSeed.map((one) => one.skimmer)),
      reader: mean(perSeed.map((one) => one.reader)),
      expert: mean(perSeed.map((one) => one.expert)),
      idle: mean(perSeed.map((one) => one.idle)),
    },
  };
}
