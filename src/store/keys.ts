import type { Store } from './db.ts';

/** The device's ES256 pair. The private half is not extractable: it can sign here and nowhere else. */
export type DeviceKeyRow = { name: 'device'; pair: CryptoKeyPair; jkt: string };

export const deviceKey = (db: Store): Promise<DeviceKeyRow | undefined> => db.keys.get('device');

export async function putDeviceKey(db: Store, row: DeviceKeyRow): Promise<void> {
  await db.keys.put(row);
}
