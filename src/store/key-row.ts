/** The device's ES256 pair. The private half is not extractable: it can sign here and nowhere else. */
export type DeviceKeyRow = { name: 'device'; pair: CryptoKeyPair; jkt: string };
