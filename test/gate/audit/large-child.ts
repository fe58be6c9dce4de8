/* Exports a workspace to nowhere and verifies what it writes, in a process with little memory. */
import { exportLines } from '../../../src/gate/audit/export.ts';
import { verifyExport } from '../../../src/gate/audit/verify.ts';
import { createGateKeys } from '../../../src/gate/keys/gate-keys.ts';
import { newKeySet } from '../../../src/gate/keys/key-set.ts';
import { createStore } from '../../../src/gate/store/index.ts';

const [, , url = '', workspaceId = ''] = process.argv;
const store = createStore(url);
const keys = await createGateKeys({ issuer: 'https://gate.example', set: await newKeySet() });
let bytes = 0;
async function* pieces() {
  const lines = exportLines({ audit: store.audit, keys, now: () => Date.now() }, workspaceId);
  for await (const line of lines) {
    const piece = Buffer.from(line);
    bytes += piece.length;
    yield piece;
  }
}
const verdict = await verifyExport(pieces(), { onFinding: (each) => console.error(each) });
await store.close();
process.stdout.write(JSON.stringify({ bytes, rows: verdict.rows, findings: verdict.findings }));
