import type { ConnectionState, Status } from '../messages/pages-to-worker.ts';
import type { Key } from '../words/catalogue.ts';
import { t, tn } from '../words/t.ts';

export type Badge = {
  text: string;
  background: string;
  colour: string;
  title: string;
};

/** White on each is at least 4.5 : 1. */
const COLOURS = { work: '#1d4ed8', away: '#4b5563', wrong: '#b91c1c' } as const;

/**
 * What the toolbar button shows: what was stopped and nobody looks at, what waits in all workspaces, or
 * why nothing can.
 * @param stopped open alerts that wake somebody
 */
export function badgeOf({ connection, pending, outbox, spaces }: Status, stopped = 0): Badge {
  const colour = '#ffffff';
  if (connection === 'unpaired') {
    const title = titled(t('background_badge_unpaired'));
    return { text: '…', background: COLOURS.away, colour, title };
  }
  if (connection === 'revoked') {
    const title = titled(t('background_badge_revoked'));
    return { text: '!', background: COLOURS.wrong, colour, title };
  }
  const count = pending > 99 ? '99+' : String(pending);
  const waiting = tn('background_to_review', pending);
  const halted = stopped > 0 ? [tn('background_stopped', stopped)] : [];
  if (connection === 'offline') {
    const unsent = outbox > 0 ? [tn('background_not_sent_yet', outbox)] : [];
    const title = titled(t('background_offline'), ...halted, waiting, ...unsent);
    return {
      text: pending === 0 ? '–' : count,
      background: COLOURS.away,
      colour,
      title,
    };
  }
  // One that wants the person's hand is said while the others work.
  const out = spaces.filter((one) => SAID[one.connection] !== undefined);
  const said = out.flatMap(({ name, connection: state }) => {
    const key = SAID[state];
    return key ? [t(key, { name })] : [];
  });
  const wrong = halted.length > 0 || out.some((one) => one.connection !== 'offline');
  // Told by a sign and not by its colour alone; four characters are all that the button has.
  const sign = halted.length > 0 || (wrong && pending === 0) ? '!' : '';
  return {
    text: `${sign}${pending === 0 ? '' : count}`,
    background: wrong ? COLOURS.wrong : COLOURS.work,
    colour,
    title: titled(...halted, waiting, ...said),
  };
}

const titled = (...parts: string[]): string => `${t('name')}: ${parts.join(', ')}`;

const SAID = {
  offline: 'background_space_offline',
  revoked: 'background_space_revoked',
  unpaired: 'background_space_unpaired',
  live: undefined,
  polling: undefined,
  connecting: undefined,
} as const satisfies Record<ConnectionState, Key | undefined>;
