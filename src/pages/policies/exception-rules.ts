import type { ExceptionRule } from '../../core/schema/autonomy.ts';

export type RuleName = ExceptionRule['rule'];
type Of<N extends RuleName> = Extract<ExceptionRule, { rule: N }>;

/** The first rule of a kind, and its place in the document; -1 where there is none. */
export function ruleIn<N extends RuleName>(
  rules: readonly ExceptionRule[],
  name: N,
): { rule: Of<N> | undefined; index: number } {
  const index = rules.findIndex(({ rule }) => rule === name);
  return { rule: rules[index] as Of<N> | undefined, index };
}

/**
 * The rules with this one in the place of the first of its kind, or without that for null. A sentence of
 * the team's own stays with it; all others stay where they are, since the first that fires is what is read.
 */
export function withRule<N extends RuleName>(
  rules: readonly ExceptionRule[],
  name: N,
  next: Of<N> | null,
): ExceptionRule[] {
  const { rule, index } = ruleIn(rules, name);
  const kept = rule?.message === undefined ? {} : { message: rule.message };
  if (next === null) return rules.filter((_, at) => at !== index);
  if (index < 0) return [...rules, next];
  return rules.map((one, at) => (at === index ? { ...next, ...kept } : one));
}

/** The rules about unusual values, one for each measure that has a number; others stay as they are. */
export function withUnusual(
  rules: readonly ExceptionRule[],
  of: Of<'unusual'>['of'],
  deviations: number | undefined,
): ExceptionRule[] {
  const index = rules.findIndex((one) => one.rule === 'unusual' && one.of === of);
  const known = rules[index];
  if (deviations === undefined) return rules.filter((_, at) => at !== index);
  if (known?.rule !== 'unusual') return [...rules, { rule: 'unusual', of, deviations }];
  return rules.map((one, at) => (at === index ? { ...known, deviations } : one));
}

/** `DE, AT` as a list; undefined where there is nothing in it. */
export function listOf(text: string): string[] | undefined {
  const all = text.split(/[,;\n、]/u).map((one) => one.trim());
  const some = all.filter((one) => one !== '');
  return some.length === 0 ? undefined : some;
}
