import type { ConnectionState, Status } from '../messages/pages-to-worker.ts';

export type Badge = {
  text: string;
  background: string;
  colour: string;
  title: string;
};

/** White on each is at least 4.5 : 1. */
const COLOURS = { work: '#1d4ed8', away: '#4b5563', wrong: '#b91c1c' } as const;
const TITLE = 'Countersign';

/** What the toolbar button shows: what waits in all workspaces, or why nothing can. */
export function badgeOf({ connection, pending, outbox, spaces }: Status): Badge {
  const colour = '#ffffff';
  if (connection === 'unpaired') {
    const title = `${TITLE}: not paired yet`;
    return { text: '…', background: COLOURS.away, colour, title };
  }
  if (connection === 'revoked') {
    const title = `${TITLE}: this device was revoked, pair it again`;
    return { text: '!', background: COLOURS.wrong, colour, title };
  }
  const count = pending > 99 ? '99+' : String(pending);
  const waiting = `${pending} to review`;
  if (connection === 'offline') {
    const unsent = outbox > 0 ? `, ${outbox} decisions not sent yet` : '';
    const title = `${TITLE}: offline, ${waiting}${unsent}`;
    return {
      text: pending === 0 ? '–' : count,
      background: COLOURS.away,
      colour,
      title,
    };
  }
  // One that wants the person's hand is said while the others work.
  const out = spaces.filter((one) => SAID[one.connection] !== undefined);
  const said = out.map((one) => `, ${one.name} ${SAID[one.connection]}`);
  const wrong = out.some((one) => one.connection !== 'offline');
  return {
    text: pending === 0 ? (wrong ? '!' : '') : count,
    background: wrong ? COLOURS.wrong : COLOURS.work,
    colour,
    title: `${TITLE}: ${waiting}${said.join('')}`,
  };
}

const SAID: Partial<Record<ConnectionState, string>> = {
  offline: 'is offline',
  revoked: 'was signed out, pair it again',
  unpaired: 'is not paired any more, pair it again',
};
