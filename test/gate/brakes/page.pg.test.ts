import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { webhookSecret } from '../../../src/gate/connectors/webhook/index.ts';
import { startSink } from '../connectors/sink.ts';
import { runningGate } from '../http/running.ts';
import { scene } from '../store/scene.ts';
import { add, send, setPolicy, signal } from './brake-scene.ts';

let sink: Awaited<ReturnType<typeof startSink>>;
let gate: Awaited<ReturnType<typeof runningGate>>;
const hooks: { headers: Record<string, string>; body: string }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    hooks.push({ headers: request.headers as Record<string, string>, body });
    response.end('{}');
  });
});
beforeAll(async () => {
  sink = await startSink();
  gate = await runningGate({ smtpUrl: sink.url, alertFrom: 'gate@seller.example' });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await gate.close();
  await sink.stop();
  server.close();
});

it('a trip is told to the owner by mail and by a signed webhook: what is known, what went, what is held', async () => {
  const at = { ...(await scene(gate.store)), policyVersion: 1 };
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await setPolicy(at, { paging: { webhookUrl: `http://127.0.0.1:${port}/page` } });
  const sent = await send(at, 10);
  await add(
    at,
    ...sent.slice(0, 6).map(({ proposalId }) => signal({ type: 'complaint', proposalId })),
  );
  const mail = await vi.waitFor(
    () => {
      const [first] = sink.received;
      if (!first) throw new Error('no mail yet');
      return first;
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(mail.to).toEqual(['boss@seller.example']);
  expect(mail.mail.subject).toBe('Stopped by a brake: outbound');
  expect(mail.mail.text).toMatch(/6 of 10 sends \(60 %, 95 % interval 31 % to 83 %\)/);
  expect(mail.mail.text).toMatch(/It began at about .*; \d+ were sent since/);
  expect(mail.mail.text).toMatch(/Held back: 0/);
  expect(mail.mail.text).toMatch(/Nothing was under way/);
  await vi.waitFor(() => expect(hooks.length).toBeGreaterThan(0), { timeout: 20_000 });
  const [hook] = hooks;
  const secret = webhookSecret(gate.keys.webhookMaster(), at.workspaceId);
  const told = new Webhook(secret).verify(hook?.body ?? '', hook?.headers ?? {});
  expect(told).toMatchObject({ type: 'alert.raised', data: { alert: { kind: 'brake-tripped' } } });
});
