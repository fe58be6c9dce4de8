import * as z from 'zod/mini';
import { MAX_BODY_BYTES, MAX_DEPTH } from '../../protocol/routes.ts';
import { Refusal } from '../dispatch/ports.ts';

// zod/mini brings no sentences of its own; this process tells agents' authors what is wrong.
z.config(z.locales.en());

type Fault = { path: string; message: string };
/** more than this helps nobody and would be a way to make big answers */
const MAX_FAULTS = 50;

/**
 * Reads a JSON body: type, size, syntax, depth, strings that no database or digest could hold.
 * @throws Refusal unsupported-media-type, too-large, malformed-json, invalid-request
 */
export async function readJson(request: Request): Promise<unknown> {
  expectType(request, 'application/json');
  const bytes = await readBytes(request);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('malformed-json', 'The body is not JSON in UTF-8.');
  }
  const faults = faultsOf(value);
  if (faults.length > 0) throw new Refusal('invalid-request', 'The request is not valid.', faults);
  return value;
}

/** Reads a body of text. @throws Refusal unsupported-media-type, too-large, invalid-request */
export async function readText(request: Request, type: string): Promise<string> {
  expectType(request, type);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(request));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid-request', 'The body is not UTF-8.');
  }
  if (unusable(text)) throw new Refusal('invalid-request', 'The body holds U+0000.');
  return text;
}

function expectType(request: Request, type: string): void {
  const sent = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (sent !== type) throw new Refusal('unsupported-media-type', `Send ${type}.`);
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = new Refusal('too-large', `At most ${MAX_BODY_BYTES} bytes.`);
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  // Node takes no more than was announced; read at once it is not turned into a web stream first.
  if (announced !== null) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.byteLength > MAX_BODY_BYTES) throw tooLarge;
    return bytes;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge;
    }
    chunks.push(read.value);
  }
  return Buffer.concat(chunks);
}

type Visit = { value: unknown; key: string; up: Visit | null; depth: number };

/** Depth and unusable characters, found without recursion so that nesting can't exhaust the stack. */
function faultsOf(value: unknown): Fault[] {
  const faults: Fault[] = [];
  const open: Visit[] = [{ value, key: '', up: null, depth: 0 }];
  for (let visit = open.pop(); visit && faults.length < MAX_FAULTS; visit = open.pop()) {
    const { value: at, depth } = visit;
    if (typeof at === 'string' && unusable(at))
      faults.push({ path: pathOf(visit), message: 'holds U+0000 or half of a surrogate pair' });
    if (typeof at !== 'object' || at === null) continue;
    if (depth >= MAX_DEPTH) {
      faults.push({ path: pathOf(visit), message: `nested deeper than ${MAX_DEPTH}` });
      continue;
    }
    for (const [key, member] of Object.entries(at)) {
      const next = { value: member, key, up: visit, depth: depth + 1 };
      if (unusable(key)) faults.push({ path: pathOf(next), message: 'not a usable name' });
      open.push(next);
    }
  }
  return faults;
}

const unusable = (text: string): boolean => text.includes('\u0000') || /\p{Surrogate}/u.test(text);

function pathOf(visit: Visit): string {
  const keys: string[] = [];
  for (let at: Visit | null = visit; at?.up; at = at.up) keys.unshift(at.key);
  return pointer(keys);
}

/** RFC 6901, with names cut at 100 characters and made printable. */
function pointer(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => `/${printable(String(key)).replace(/~/g, '~0').replace(/\//g, '~1')}`)
    .join('');
}
const printable = (key: string): string =>
  key.slice(0, 100).replace(/[\u0000\p{Surrogate}]/gu, '\ufffd');

/** Parses with a protocol schema. @throws Refusal invalid-request with the path of every wrong field */
export function parseWith<T extends z.ZodMiniType>(
  schema: T,
  value: unknown,
  prefix = '',
): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue): Fault[] => {
    const at = `${prefix}${pointer(issue.path)}`;
    if (issue.code !== 'unrecognized_keys') return [{ path: at, message: issue.message }];
    return issue.keys.map((key) => ({ path: `${at}${pointer([key])}`, message: 'unknown field' }));
  });
  throw new Refusal('invalid-request', 'The request is not valid.', faults.slice(0, MAX_FAULTS));
}
