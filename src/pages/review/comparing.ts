import type { Content } from '../../core/schema/content.ts';
import { factsOf } from './facts-of.ts';
import type { Base, Model } from './model.ts';
import type { On } from './on.ts';
import { summary } from './summary.ts';

export const BASE_WORDS: Record<Base | 'agent', string> = {
  agent: 'the agent’s text',
  revision: 'the revision before',
  exemplar: 'the clone that was read in full',
};

/** A version as one text to compare. */
export const textOf = (content: Content): string =>
  content.kind === 'email.draft'
    ? summary(content)
    : factsOf(content)
        .map(({ name, before, value }) => `${name}: ${before ? `${before} → ` : ''}${value}`)
        .join('\n');

/** What this version can be compared with, in the order of the key. */
export function basesOf(model: Model): { base: Base | null; content: Content }[] {
  const view = model.view.value;
  if (!view) return [];
  const before = model.revisedFrom.value ?? view.before;
  const { value: exemplar } = model.exemplar;
  return [
    { base: null, content: view.item.content },
    ...(before ? [{ base: 'revision' as const, content: before }] : []),
    ...(exemplar ? [{ base: 'exemplar' as const, content: exemplar }] : []),
  ];
}

/** The next of them; from the last one back to the agent's text. */
export function compareNext({ model, decisions }: Pick<On, 'model' | 'decisions'>): void {
  const bases = basesOf(model);
  if (bases.length < 2) {
    decisions.inform('There is no earlier revision and no clone to compare with.');
    return;
  }
  const at = bases.findIndex(({ base }) => base === model.base.value);
  const base = bases[(at + 1) % bases.length]?.base ?? null;
  model.base.value = base;
  model.said.value = `Compared with ${BASE_WORDS[base ?? 'agent']}.`;
}
