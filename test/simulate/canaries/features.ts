import { plainOf } from '../../../src/core/text/plain.ts';
import type { Shown } from './gate.ts';

/** How many columns the hashed features have. */
export const WIDTH = 1024;

/**
 * Everything an item says but the stretch and what follows from it (the digest; claims, flags, tier and
 * trigger that our own checks make of it; where later spans lie), as one row of numbers.
 */
export function rowOf(item: Shown): Float64Array {
  const row = new Float64Array(WIDTH);
  const put = (name: string, value: number): void => {
    row[hash(name) % WIDTH] = (row[hash(name) % WIDTH] ?? 0) + value;
  };
  const { id, createdAt, dueAt, input, content, claims } = item;
  const idTime = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  put('id to creation, ms', Math.log1p(Math.max(0, createdAt - idTime)));
  for (let ms = 0; ms < 30; ms += 1)
    put(`id to creation is ${ms}`, createdAt - idTime === ms ? 1 : 0);
  put('creation within its second', (createdAt % 1000) / 1000);
  put('due after creation', (dueAt - createdAt) / 3_600_000);
  put('id parity', Number.parseInt(id.slice(-1), 16) % 2);
  put('id variant', Number.parseInt(id.slice(19, 23), 16) / 65_536);
  put('id sequence', Number.parseInt(id.slice(15, 18), 16) / 4096);
  put('confidence', input.confidence);
  put(`confidence ${input.confidence}`, 1);
  put(`kind ${content.kind}`, 1);
  put(`template ${input.template}`, 1);
  put(`version ${input.agent.modelVersion}`, 1);
  put('touches', (input.context?.touches ?? 0) / 6);
  put('reasoning', input.reasoning.length);
  put('claims', claims.length);
  for (const { text } of input.reasoning) words(text, 'reasoning', put);
  for (const claim of claims) {
    put(`claim ${claim.status} ${claim.evidence.length}`, 1);
    for (const { quote } of claim.evidence) words(quote, 'evidence', put);
  }
  const text = masked(item);
  put('length', Math.log1p(text.length));
  put('lines', text.split('\n').length);
  words(text, 'text', put);
  return row;
}

/** The text without the stretch: neither what stands there nor that something does. */
function masked({ content, stretch }: Shown): string {
  const { field, start, text } = stretch;
  const fields: Record<string, string> =
    content.kind === 'email.draft'
      ? { subject: content.subject, body: plainOf(content.body).text }
      : content.kind === 'record.update'
        ? Object.fromEntries(
            content.changes.map((c, at) => [`changes/${at}/after`, String(c.after)]),
          )
        : {};
  const whole = fields[field];
  if (whole?.slice(start, start + text.length) !== text)
    throw new Error(`the stretch is not where it should be: ${field} ${start}`);
  fields[field] = whole.slice(0, start) + whole.slice(start + text.length);
  return Object.values(fields).join('\n');
}

function words(text: string, of: string, put: (name: string, value: number) => void): void {
  for (const word of text.split(/[^\p{L}\p{N}€%]+/u)) if (word !== '') put(`${of} ${word}`, 1);
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
