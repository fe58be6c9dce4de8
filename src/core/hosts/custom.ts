import * as z from 'zod/mini';
import { line, Slug } from '../schema/scalars.ts';
import { matcherOf } from './custom-pattern.ts';
import { decimal, guid } from './ids.ts';
import { type HostRow, OUR_TYPES } from './row.ts';

/** How a custom system writes its ids. */
export const IdForm = z.enum(['number', 'uuid', 'any']);

/**
 * A CRM that isn't in the catalogue, as a person or a policy describes it. `pattern` is a template of
 * its record pages' addresses, after the host:
 *
 *   /contacts/{id}          /{type}/{id}/**          /app?view=deal&id={id}          /#/{type}/{id}
 *
 * `{id}` is needed; `{type}` names the kind of record, else `recordType` does; `{account}` may stand in
 * the host's first label or in the pattern; `*` is any one segment, `**` at the end any more of them.
 */
export const CustomHost = z.strictObject({
  /** what proposals call the system */
  name: Slug,
  label: line(80),
  /** `crm.acme.example`, or `{account}.acme.example`, or `*.acme.example` */
  host: z.string().check(z.maxLength(253)),
  pattern: z.string().check(z.maxLength(500)),
  recordType: z.optional(line(80)),
  idForm: z.optional(IdForm),
});
export type CustomHost = z.infer<typeof CustomHost>;

/** A sentence on what is wrong with a custom host, and in which field. */
export type CustomProblem = { field: 'name' | 'host' | 'pattern' | 'recordType'; message: string };

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(?:(\\{account\\}|\\*)\\.)?(${LABEL}(?:\\.${LABEL}){1,8})$`);
const IDS: Record<z.infer<typeof IdForm>, (text: string) => string | null> = {
  number: decimal,
  uuid: guid,
  any: (text) => guid(text) ?? (/^[\w.:~+=-]{1,200}$/.test(text) ? text : null),
};

/** What the host pattern says; null where it is none. */
export function hostParts(host: string): { first: string | null; rest: string } | null {
  const [, first, rest] = HOST.exec(host.toLowerCase()) ?? [];
  // An address of numbers, or a name within a network, has no owner that could be told.
  if (rest === undefined || /^[\d.]+$/.test(rest)) return null;
  return { first: first ?? null, rest };
}

/** A catalogue row of a custom host, or what is wrong with its pattern. Takes no time that grows with the input squared. */
export function customRow(host: CustomHost): HostRow | CustomProblem {
  const parts = hostParts(host.host);
  if (!parts) {
    return {
      field: 'host',
      message: `“${host.host}” is no host. Write it like crm.acme.example, without https:// and without a path.`,
    };
  }
  const matcher = matcherOf(host.pattern);
  if (typeof matcher === 'string') return { field: 'pattern', message: matcher };
  if (!matcher.names.includes('type') && host.recordType === undefined) {
    return {
      field: 'recordType',
      message: 'Name the kind of record (deal, contact, …), or put {type} into the pattern.',
    };
  }
  const { first, rest } = parts;
  const end = rest.replaceAll('.', '\\.');
  const whole = first === null ? `^${end}$` : `^(?<account>${LABEL})\\.${end}$`;
  const hostPattern = new RegExp(whole);
  return {
    name: host.name,
    label: host.label,
    kind: 'record',
    matches: [`https://${first === null ? '' : '*.'}${rest}/*`],
    host: hostPattern,
    record(url) {
      const found = matcher.match(url);
      if (!found) return null;
      const label = first === '{account}' ? hostPattern.exec(url.host)?.groups?.account : undefined;
      return {
        type: found.type ?? host.recordType ?? '',
        id: found.id,
        account: (found.account ?? label)?.toLowerCase(),
      };
    },
    isList: () => false,
    types: Object.fromEntries(OUR_TYPES.map((type) => [type, type])),
    id: IDS[host.idForm ?? 'any'],
  };
}

/** Whether {@link customRow} answered with a problem. */
export const isProblem = (row: HostRow | CustomProblem): row is CustomProblem => 'message' in row;
