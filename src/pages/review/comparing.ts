import type { Content } from '../../core/schema/content.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import { factsOf } from './facts-of.ts';
import type { Base, Model } from './model.ts';
import type { On } from './on.ts';
import { summary } from './summary.ts';

export const BASE_WORDS: Record<Base | 'agent', PlainKey> = {
  agent: 'review_base_agent',
  revision: 'review_base_revision',
  exemplar: 'review_base_exemplar',
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
    decisions.inform(t('review_there_no_earlier_revision_no'));
    return;
  }
  const at = bases.findIndex(({ base }) => base === model.base.value);
  const base = bases[(at + 1) % bases.length]?.base ?? null;
  model.base.value = base;
  model.said.value = t('review_compared', { base: t(BASE_WORDS[base ?? 'agent']) });
}
