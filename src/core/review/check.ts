import type { Flag } from '../schema/claim.ts';
import type { Content } from '../schema/content.ts';
import type { Context } from '../schema/proposal.ts';
import type { Policy } from '../schema/workflow.ts';
import { contentFault } from './edit.ts';

type Found = Pick<Flag, 'code' | 'severity' | 'message'>;

/** Our own look at work that isn't text: what adds up, what policy allows, what its facts speak against. */
export function checkWork(input: {
  content: Content;
  context?: Context | undefined;
  policy: Pick<Policy, 'pricing'>;
}): Flag[] {
  const { content } = input;
  const fault = contentFault(content);
  const found: Found[] = [
    ...(fault === null ? [] : [{ code: 'work.fault', severity: 'high' as const, message: fault }]),
    ...discounts(content, input.policy.pricing?.maxDiscount),
    ...twice(content),
    ...(content.kind === 'sequence.enroll' ? enrolling(input.context) : []),
    ...(content.kind === 'lead.route' ? routing(content, input.context) : []),
  ];
  return found.slice(0, 20).map((one): Flag => ({ ...one, origin: 'check' }));
}

function discounts(content: Content, max: number | undefined): Found[] {
  if (content.kind !== 'price.quote' || max === undefined) return [];
  return content.lines
    .filter(({ discount }) => discount > max)
    .map(({ item, discount }) => ({
      code: 'work.discount',
      severity: 'high',
      message: `${item} gets ${discount} % off; the policy allows ${max} %.`,
    }));
}

/** Systems take a field once; which of two values would win is nobody's guess. */
function twice(content: Content): Found[] {
  if (!('changes' in content)) return [];
  const fields = content.changes.map(({ field }) => field);
  const repeated = new Set(fields.filter((field, index) => fields.indexOf(field) !== index));
  return [...repeated].map((field) => ({
    code: 'work.field-twice',
    severity: 'high',
    message: `The field ${field} is changed twice: strike one.`,
  }));
}

function enrolling(context: Context | undefined): Found[] {
  const { exclusions = [], enrolled = [] } = context?.sequence ?? {};
  return [
    ...exclusions
      .filter(({ excludes }) => excludes)
      .map(({ rule }) => ({
        code: 'work.excluded',
        severity: 'high' as const,
        message: `A rule keeps this person out: ${rule}`,
      })),
    ...enrolled.map(({ name }) => ({
      code: 'work.enrolled',
      severity: 'medium' as const,
      message: `Already in another sequence: ${name}`,
    })),
  ];
}

function routing(
  { owner }: Extract<Content, { kind: 'lead.route' }>,
  context: Context | undefined,
): Found[] {
  const { territory, conflict, owners = [] } = context?.routing ?? {};
  const to = owners.find(({ id }) => id === owner.id);
  const full = to?.capacity !== undefined && (to.openLeads ?? 0) >= to.capacity;
  const elsewhere =
    territory !== undefined && to?.territory !== undefined && to.territory !== territory;
  return [
    ...(conflict === undefined
      ? []
      : [{ code: 'work.conflict', severity: 'high' as const, message: conflict }]),
    ...(elsewhere
      ? [
          {
            code: 'work.territory',
            severity: 'high' as const,
            message: `The lead belongs to ${territory}, ${owner.name} works ${to?.territory}.`,
          },
        ]
      : []),
    ...(full
      ? [
          {
            code: 'work.load',
            severity: 'medium' as const,
            message: `${owner.name} has ${to?.openLeads ?? 0} open leads of ${to?.capacity}.`,
          },
        ]
      : []),
  ];
}
