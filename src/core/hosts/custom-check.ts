import { getDomain } from 'tldts';
import { HOSTS } from './catalogue.ts';
import { type CustomHost, type CustomProblem, customRow, hostParts, isProblem } from './custom.ts';
import { folded } from './row.ts';

/**
 * What is wrong with a custom host before it may be turned on; empty when nothing is. Beyond what the
 * matcher itself refuses: names and hosts that are another's, and hosts that anyone may be under.
 */
export function customProblems(
  host: CustomHost,
  others: readonly CustomHost[] = [],
): CustomProblem[] {
  const problems: CustomProblem[] = [];
  const name = folded(host.name);
  const known = HOSTS.find((row) => folded(row.name) === name || row.alsoCalled?.includes(name));
  if (known) {
    problems.push({
      field: 'name',
      message: `“${host.name}” is ${known.label}, which is known already.`,
    });
  }
  if (others.some((other) => folded(other.name) === name)) {
    problems.push({ field: 'name', message: `Another site is called “${host.name}”.` });
  }
  const row = customRow(host);
  if (isProblem(row)) return [...problems, row];
  const { first, rest } = hostParts(host.host) ?? { first: null, rest: '' };
  // `*.com`, `*.github.io`: whose pages those are nobody knows.
  if (getDomain(rest, { allowPrivateDomains: true }) === null) {
    problems.push({
      field: 'host',
      message: `Anyone can have a host under ${rest}. Name the one that is yours.`,
    });
  }
  const probe = first === null ? rest : `x.${rest}`;
  const taken = HOSTS.find((each) => each.host.test(probe) || each.host.test(rest));
  if (taken) {
    problems.push({
      field: 'host',
      message: `${host.host} is ${taken.label}, which is known already.`,
    });
  }
  return problems;
}
