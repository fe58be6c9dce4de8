import type { Workspace } from '../../core/schema/people.ts';
import type { Store } from '../dispatch/ports.ts';

/** The workspace with this id or name. @throws when there is none, or when a name fits several */
export async function workspaceNamed(store: Store, idOrName: string): Promise<Workspace> {
  const all = await store.people.listWorkspaces();
  const found = all.filter(({ id, name }) => id === idOrName || name === idOrName);
  const [only] = found;
  if (only && found.length === 1) return only;
  throw new Error(
    only
      ? `Several workspaces are called ${idOrName}; give the id.`
      : `There is no workspace ${idOrName}; make one with: gate workspace create NAME`,
  );
}
