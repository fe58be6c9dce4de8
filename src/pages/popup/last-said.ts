import { Oversight } from '../../messages/oversight.ts';
import type { Store } from '../../store/db.ts';
import { getMeta } from '../../store/meta.ts';
import { openSpaces } from '../../store/spaces.ts';
import type { Kept } from './Popup.tsx';

/** What each gate said last, as this browser kept it: a few rows, however much waits behind them. */
export async function lastSaid(home: Store): Promise<Kept[]> {
  const opened = openSpaces(home);
  try {
    const spaces = await opened.read();
    const kept = await Promise.all(
      spaces.map(async ({ id, name, db }) => {
        const said = Oversight.safeParse((await getMeta(db, 'oversight'))?.said);
        return said.success ? [{ id, name, oversight: said.data }] : [];
      }),
    );
    return kept.flat();
  } finally {
    opened.close();
    home.close();
  }
}
