import type { Store } from './db.ts';
import type { DeviceKeyRow } from './key-row.ts';

export type { DeviceKeyRow };

export const deviceKey = (db: Store): Promise<DeviceKeyRow | undefined> => db.keys.get('device');

export async function putDeviceKey(db: Store, row: DeviceKeyRow): Promise<void> {
  await db.keys.put(row);
}
