import { writeFileSync } from 'node:fs';
import { yearWorld, mailOf, APPROVER } from './simulate/year/world.ts';
import { MANAGER } from '../src/demo/seed/workflows.ts';
import { Reviewer } from './support/reviewer.ts';
import { startEmbedded } from '../src/gate/store/embedded/index.ts';
import { join } from 'node:path';
const y = await yearWorld(Number(process.env.N ?? 1_000_000));
const server = await startEmbedded(join(y.world.dataDir, 'postgres'), () => undefined);
const adminUrl = new URL(server.adminUrl); adminUrl.pathname = new URL(server.url).pathname;
console.log('filled', y.proposals, y.seconds);
const code = await y.world.admin.pairingCode({ ...MANAGER, role: 'manager' });
const m = await Reviewer.pair(y.world.gate.url, code);
writeFileSync('/tmp/yw.json', JSON.stringify({ admin: adminUrl.href, app: server.url, gate: y.world.gate.url, ws: y.world.admin.workspaceId }));
const asks: [string, () => Promise<unknown>][] = [
  ['oversight', () => m.call('oversight')], ['alerts', () => m.call('alerts', { query: { state: 'open' } } as never)], ['workflows', () => m.call('workflows')], ['ramps', () => m.call('ramps')], ['brakes', () => m.call('brakes')],
  ['metrics13', () => m.call('metrics', { query: { weeks: 13, by: 'all' } } as never)], ['metrics52', () => m.call('metrics', { query: { weeks: 52, by: 'all' } } as never)],
  ['weekly', () => m.call('weekly')], ['map', () => m.call('map')], ['anti', () => m.call('antiPatterns')], ['scan', () => m.call('scan')], ['findings', () => m.call('findings')], ['accuracy', () => m.call('accuracy')],
];
for (let r = 0; r < 1000; r++) {
  for (const [n, ask] of asks) { const t = performance.now(); try { await ask(); console.log(r, n, Math.round(performance.now() - t)); } catch (e) { console.log(r, n, Math.round(performance.now() - t), String(e).slice(0, 100)); } }
  await new Promise((d) => setTimeout(d, r < 3 ? 5_000 : 60_000));
}
