import { join } from 'node:path';
import type { GateConfig } from '../config.ts';
import type { Store } from '../dispatch/ports.ts';
import { createGateKeys, type GateKeys } from '../keys/gate-keys.ts';
import { openKeyFile, parseKeySet, readKeyFile } from '../keys/key-file.ts';
import { startEmbedded } from '../store/embedded/index.ts';
import { createStore, migrate, roleOf, weaknesses } from '../store/index.ts';

export const keyFilePath = (
  config: Pick<GateConfig, 'dataDir'> & Partial<Pick<GateConfig, 'signingKeysFile'>>,
): string => config.signingKeysFile ?? join(config.dataDir, 'signing-keys.json');

/** The keys of this installation: from the environment, or from the file, made at first start. */
export async function openKeys(
  config: Pick<GateConfig, 'dataDir' | 'signingKeys' | 'publicUrl'> &
    Partial<Pick<GateConfig, 'signingKeysFile'>>,
  onError?: (error: unknown) => void,
): Promise<GateKeys> {
  const { signingKeys, publicUrl: issuer } = config;
  if (signingKeys !== null)
    return createGateKeys({ issuer, set: parseKeySet(signingKeys, 'GATE_SIGNING_KEYS') });
  const path = keyFilePath(config);
  return createGateKeys({
    issuer,
    set: await openKeyFile(path),
    reload: () => readKeyFile(path),
    ...(onError ? { onError } : {}),
  });
}

/**
 * The migrated database: `DATABASE_URL`'s, or our own PostgreSQL in the data folder, shared with a
 * gate that already runs there. `DATABASE_OWNER_URL`'s role migrates and grants to the gate's own.
 * `close` ends connections and lets go of our own server.
 */
export async function openStore(
  config: Pick<GateConfig, 'dataDir' | 'databaseUrl'> &
    Partial<Pick<GateConfig, 'databaseOwnerUrl'>>,
  say: (line: string) => void,
): Promise<{
  store: Store;
  databaseUrl: string;
  /** of the role that may change the schema: to restore a backup */
  ownerUrl: string;
  close(): Promise<void>;
}> {
  const own =
    config.databaseUrl === null ? await startEmbedded(join(config.dataDir, 'postgres'), say) : null;
  const databaseUrl = config.databaseUrl ?? own?.url ?? '';
  const ownerUrl = own?.ownerUrl ?? config.databaseOwnerUrl ?? null;
  try {
    await (ownerUrl === null ? migrate(databaseUrl) : migrate(ownerUrl, await roleOf(databaseUrl)));
    for (const line of await weaknesses(databaseUrl)) say(line);
  } catch (error) {
    await own?.stop();
    throw error;
  }
  const store = createStore(databaseUrl);
  return {
    store,
    databaseUrl,
    ownerUrl: ownerUrl ?? databaseUrl,
    close: async () => {
      await store.close();
      await own?.stop();
    },
  };
}
