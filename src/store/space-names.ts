import type { Pairing } from './meta-values.ts';

/** The name every part of the extension opens; tests take their own. */
export const DATABASE = 'countersign';

/** What spaces are called: as their workspaces are, with the gate's host where two have one name. */
export function spaceNames(pairings: readonly Pairing[]): string[] {
  return pairings.map(({ workspace: { name }, gateUrl }) => {
    const alike = pairings.filter(({ workspace }) => workspace.name === name);
    return alike.length === 1 ? name : `${name} (${new URL(gateUrl).host})`;
  });
}
