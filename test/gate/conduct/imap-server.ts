import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** An IMAP server with one account, whose folder `Sent` is marked as `\Sent`. */
export type ImapServer = { url: string; user: string; stop(): Promise<void> };

type Message = { uid: number; at: Date; flags: Set<string>; source: Buffer };
type Answer = { untagged?: (string | Buffer)[]; ok?: string; no?: string };

const USER = 'ana@seller.example';
const PASSWORD = 'secret';
const CAPABILITIES = 'IMAP4rev1 SPECIAL-USE UIDPLUS';
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * As much of IMAP4rev1 (RFC 3501), with special use (RFC 6154) and UIDPLUS (RFC 4315), as mail
 * programs need to keep sent mail: for machines without Dovecot, which is taken where it is.
 */
export async function startImapServer(): Promise<ImapServer> {
  const sent: Message[] = [];
  const next = { uid: 1 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    serve(socket, sent, next);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://${encodeURIComponent(USER)}:${PASSWORD}@127.0.0.1:${port}`,
    user: USER,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** One connection: commands, which may hold literals, answered in their order. */
function serve(socket: Socket, sent: Message[], next: { uid: number }): void {
  const session = { known: false, readOnly: true };
  let input = Buffer.alloc(0);
  let command: Buffer[] = [];
  let literal = 0;
  socket.write(`* OK [CAPABILITY ${CAPABILITIES}] ready\r\n`);
  socket.on('data', (chunk: Buffer) => {
    input = Buffer.concat([input, chunk]);
    for (;;) {
      if (literal > 0) {
        if (input.length < literal) return;
        command.push(input.subarray(0, literal));
        input = input.subarray(literal);
        literal = 0;
      }
      const end = input.indexOf('\r\n');
      if (end < 0) return;
      const line = input.subarray(0, end);
      input = input.subarray(end + 2);
      command.push(line);
      const announced = /\{(\d+)\}$/.exec(line.toString('latin1'));
      if (announced) {
        literal = Number(announced[1]);
        socket.write('+ go on\r\n');
        continue;
      }
      const parts = command;
      command = [];
      answer(socket, parts, { sent, next, session });
    }
  });
}

type At = {
  sent: Message[];
  next: { uid: number };
  session: { known: boolean; readOnly: boolean };
};

function answer(socket: Socket, parts: Buffer[], at: At): void {
  const text = parts[0]?.toString('utf8') ?? '';
  const [, tag = '*', verb = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/is.exec(text) ?? [];
  const act = COMMANDS[verb.toUpperCase()];
  const open = ['CAPABILITY', 'NOOP', 'LOGOUT', 'LOGIN'];
  const may = at.session.known || open.includes(verb.toUpperCase());
  const done: Answer & { bad?: string } =
    act && may ? act(at, rest, parts[1]) : { bad: `${verb} is not for here` };
  for (const each of done.untagged ?? []) {
    socket.write('* ');
    socket.write(each);
    socket.write('\r\n');
  }
  const said = done.bad ? `BAD ${done.bad}` : done.no ? `NO ${done.no}` : `OK ${done.ok ?? 'done'}`;
  socket.write(`${tag} ${said}\r\n`);
  if (verb.toUpperCase() === 'LOGOUT') socket.end();
}

const unquoted = (text: string): string => text.replace(/^"(.*)"$/s, '$1');

function login({ session }: At, user: string, password: string): Answer {
  session.known = user === USER && password === PASSWORD;
  return session.known
    ? { ok: `[CAPABILITY ${CAPABILITIES}] hello` }
    : { no: '[AUTHENTICATIONFAILED] who?' };
}

function selected(at: At, name: string, readOnly: boolean): Answer {
  if (unquoted(name).toLowerCase() !== 'sent') return { no: '[NONEXISTENT] no such folder' };
  at.session.readOnly = readOnly;
  return {
    untagged: [
      'FLAGS (\\Seen \\Deleted)',
      `${at.sent.length} EXISTS`,
      '0 RECENT',
      'OK [UIDVALIDITY 1] valid',
      `OK [UIDNEXT ${at.next.uid}] next`,
    ],
    ok: readOnly ? '[READ-ONLY] open' : '[READ-WRITE] open',
  };
}

/** `1:3,5`, `*`: which of all, by UID or by place. */
function among(sent: readonly Message[], set: string, byUid: boolean): [number, Message][] {
  const numbered = sent.map((message, n): [number, Message] => [n + 1, message]);
  const most = byUid ? (sent.at(-1)?.uid ?? 0) : sent.length;
  const of = (text: string): number => (text === '*' ? most : Number(text));
  const spans = set.split(',').map((each) => each.split(':').map(of));
  return numbered.filter(([n, { uid }]) =>
    spans.some(([a = 0, b = a]) => {
      const value = byUid ? uid : n;
      return value >= Math.min(a, b) && value <= Math.max(a, b);
    }),
  );
}

function fetched(at: At, rest: string, byUid: boolean): Answer {
  const [, set = '', items = ''] = /^(\S+) (.*)$/s.exec(rest) ?? [];
  const part = /BODY(\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(items);
  return {
    untagged: among(at.sent, set, byUid).map(([n, { uid, at: time, flags, source }]) => {
      const from = Number(part?.[2] ?? 0);
      const bytes = source.subarray(from, from + Number(part?.[3] ?? source.length));
      const name = part?.[2] === undefined ? 'BODY[]' : `BODY[]<${from}>`;
      const facts = `UID ${uid} FLAGS (${[...flags].join(' ')}) INTERNALDATE "${dateOf(time)}"`;
      if (!part) return `${n} FETCH (${facts})`;
      const head = Buffer.from(`${n} FETCH (${facts} ${name} {${bytes.length}}\r\n`);
      return Buffer.concat([head, bytes, Buffer.from(')')]);
    }),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');
const dateOf = (time: Date): string =>
  `${two(time.getUTCDate())}-${MONTHS[time.getUTCMonth()]}-${time.getUTCFullYear()} ${time.toISOString().slice(11, 19)} +0000`;

function searched({ sent }: At, rest: string, byUid: boolean): Answer {
  const [, day = '1', month = 'Jan', year = '1970'] =
    /SINCE "?(\d+)-(\w+)-(\d+)"?/i.exec(rest) ?? [];
  const since = Date.UTC(Number(year), MONTHS.indexOf(month), Number(day));
  const found = sent.flatMap(({ uid, at }, n) =>
    at.getTime() >= since ? [byUid ? uid : n + 1] : [],
  );
  return { untagged: [`SEARCH ${found.join(' ')}`.trim()] };
}

function stored(at: At, rest: string, byUid: boolean): Answer {
  if (at.session.readOnly) return { no: 'it is open for reading' };
  const [, set = '', flags = ''] = /^(\S+) \+FLAGS(?:\.SILENT)? \((.*)\)$/i.exec(rest) ?? [];
  for (const [, message] of among(at.sent, set, byUid))
    for (const flag of flags.split(' ')) message.flags.add(flag);
  return {};
}

function expunged(at: At): Answer {
  const untagged: string[] = [];
  for (let n = at.sent.length; n > 0; n -= 1)
    if (at.sent[n - 1]?.flags.has('\\Deleted')) {
      at.sent.splice(n - 1, 1);
      untagged.push(`${n} EXPUNGE`);
    }
  return { untagged };
}

const FOLDERS = [
  ['INBOX', '(\\HasNoChildren)'],
  ['Sent', '(\\HasNoChildren \\Sent)'],
];

/** Those that a pattern names; an empty one asks for the separator only. */
function listed(word: string, rest: string): Answer {
  const pattern = unquoted(/("[^"]*"|\S+)$/.exec(rest)?.[1] ?? '');
  if (pattern === '') return { untagged: [`${word} (\\Noselect) "/" ""`] };
  const found = FOLDERS.filter(([name]) => pattern === '*' || pattern === name);
  return { untagged: found.map(([name, attributes]) => `${word} ${attributes} "/" ${name}`) };
}

const COMMANDS: Record<string, (at: At, rest: string, literal?: Buffer) => Answer> = {
  CAPABILITY: () => ({ untagged: [`CAPABILITY ${CAPABILITIES}`] }),
  NOOP: ({ sent }) => ({ untagged: [`${sent.length} EXISTS`] }),
  LOGOUT: () => ({ untagged: ['BYE see you'] }),
  LOGIN: (at, rest) => {
    const [user = '', password = ''] = rest.split(' ').map(unquoted);
    return login(at, user, password);
  },
  LIST: (_at, rest) => listed('LIST', rest),
  LSUB: (_at, rest) => listed('LSUB', rest),
  SELECT: (at, rest) => selected(at, rest, false),
  EXAMINE: (at, rest) => selected(at, rest, true),
  CLOSE: (at) => (at.session.readOnly ? {} : { ...expunged(at), untagged: [] }),
  APPEND: ({ sent, next }, _rest, source = Buffer.alloc(0)) => {
    const uid = next.uid++;
    sent.push({ uid, at: new Date(), flags: new Set(['\\Seen']), source: Buffer.from(source) });
    return { untagged: [`${sent.length} EXISTS`], ok: `[APPENDUID 1 ${uid}] kept` };
  },
  SEARCH: (at, rest) => searched(at, rest, false),
  'UID SEARCH': (at, rest) => searched(at, rest, true),
  FETCH: (at, rest) => fetched(at, rest, false),
  'UID FETCH': (at, rest) => fetched(at, rest, true),
  STORE: (at, rest) => stored(at, rest, false),
  'UID STORE': (at, rest) => stored(at, rest, true),
  EXPUNGE: (at) => expunged(at),
  'UID EXPUNGE': (at) => expunged(at),
};
