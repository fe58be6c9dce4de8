import { Oversight } from '../../messages/oversight.ts';
import { readMeta } from '../../store/meta-read.ts';
import type { Pairing } from '../../store/meta-values.ts';
import { spaceNames } from '../../store/space-names.ts';
import type { Kept } from './Popup.tsx';

/**
 * What each gate said last, as this browser kept it: a few rows, however much waits behind them.
 * @param home the first space's database
 */
export async function lastSaid(home: string): Promise<Kept[]> {
  const { spaces = [] } = (await readMeta(home, ['spaces'])) as { spaces?: string[] };
  const each = await Promise.all(
    [home, ...spaces].map(async (id) => {
      const { pairing, oversight } = await readMeta(id, ['pairing', 'oversight']);
      return pairing ? [{ id, pairing: pairing as Pairing, oversight }] : [];
    }),
  );
  const paired = each.flat();
  const names = spaceNames(paired.map(({ pairing }) => pairing));
  return paired.flatMap(({ id, oversight }, at) => {
    const said = Oversight.safeParse((oversight as { said?: unknown } | undefined)?.said);
    return said.success ? [{ id, name: names[at] ?? '', oversight: said.data }] : [];
  });
}
