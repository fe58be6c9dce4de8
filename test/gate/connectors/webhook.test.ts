import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { addressOf, BlockedTarget } from '../../../src/gate/connectors/webhook/address.ts';
import {
  webhookDelivery,
  webhookExecutor,
  webhookSecret,
} from '../../../src/gate/connectors/webhook/index.ts';
import { type DispatchWork, Rejected } from '../../../src/gate/dispatch/ports.ts';

const master = 'a master secret of some length, 32+';
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

type Got = { headers: IncomingHttpHeaders; body: string };
async function receiver(answer: {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      if (answer.status === 0) request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  ends.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { got, url: `http://127.0.0.1:${port}/hook` };
}

const content: Content = {
  kind: 'contact.enrich',
  contact: { system: 'hubspot', object: 'contact', id: '1' },
  changes: [{ field: 'title', before: null, after: 'CTO' }],
};
async function execute(url: string | undefined, handOver: () => Promise<void> = async () => {}) {
  const work: DispatchWork = {
    workspaceId: randomUUID(),
    dispatchId: randomUUID(),
    proposalId: randomUUID(),
    workflowId: 'enrich',
    clearanceId: randomUUID(),
    clearanceJws: 'a.b.c',
    executor: 'gate:webhook',
    state: 'claimed',
    content,
    contentDigest: await contentDigest(content),
    tries: 0,
  };
  let handed = 0;
  const executor = webhookExecutor({
    master,
    allowLoopback: true,
    workflows: {
      getWorkflow: async () => ({
        id: 'enrich',
        name: 'Enrich',
        pattern: 'post-hoc-audit',
        owner: 'o@seller.example',
        kinds: ['contact.enrich'],
        policy: DEFAULT_POLICY,
        state: 'running',
        ...(url === undefined ? {} : { executorUrl: url }),
      }),
    },
  });
  const outcome = await executor
    .execute(work, async () => {
      handed += 1;
      await handOver();
    })
    .then(
      (done) => ({ done, error: null }),
      (error: unknown) => ({ done: null, error }),
    );
  return { work, handed, ...outcome };
}

describe('targets', () => {
  it.each([
    'https://127.0.0.1/',
    'https://10.1.2.3/',
    'https://192.168.1.1/',
    'https://172.16.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[::]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://localhost/',
  ])('%s is not called', async (url) => {
    await expect(addressOf(new URL(url), { allowLoopback: false })).rejects.toThrow(BlockedTarget);
  });

  it('opens loopback by configuration, and nothing else with it', async () => {
    const options = { allowLoopback: true };
    expect(await addressOf(new URL('http://127.0.0.1:1/'), options)).toEqual({
      address: '127.0.0.1',
      family: 4,
    });
    await expect(addressOf(new URL('https://10.0.0.1/'), options)).rejects.toThrow(BlockedTarget);
    await expect(addressOf(new URL('http://8.8.8.8/'), options)).rejects.toThrow(BlockedTarget);
    expect(await addressOf(new URL('https://8.8.8.8/'), options)).toMatchObject({
      address: '8.8.8.8',
    });
  });
});

describe('executor', () => {
  it('posts the content and its clearance, signed for its workspace', async () => {
    const { url, got } = await receiver({ status: 200, body: '{"externalRef":"crm-7"}' });
    const { work, done, handed } = await execute(url);
    expect(handed).toBe(1);
    expect(done).toEqual({ externalRef: 'crm-7', detail: 'HTTP 200' });
    const [message] = got;
    expect(message?.headers['webhook-id']).toBe(work.clearanceId);
    const verify = (workspaceId: string) =>
      new Webhook(webhookSecret(master, workspaceId)).verify(
        message?.body ?? '',
        message?.headers as Record<string, string>,
      );
    expect(verify(work.workspaceId)).toMatchObject({
      type: 'proposal.cleared',
      data: { clearance: 'a.b.c', contentDigest: work.contentDigest, content },
    });
    expect(() => verify(randomUUID())).toThrow();
  });

  it('sends nothing when the hand-over is refused', async () => {
    const { url, got } = await receiver({ status: 200 });
    const { error } = await execute(url, async () => {
      throw new Error('not ours');
    });
    expect(error).toMatchObject({ message: 'not ours' });
    expect(got).toEqual([]);
  });

  it('takes 3xx and 4xx for a no, follows no redirect', async () => {
    const elsewhere = await receiver({ status: 200 });
    for (const status of [301, 307, 400, 404, 410, 422]) {
      const { url } = await receiver({ status, headers: { location: elsewhere.url } });
      expect((await execute(url)).error, String(status)).toBeInstanceOf(Rejected);
    }
    expect(elsewhere.got).toEqual([]);
  });

  it('does not know after 500, 502, 504, or a cut', async () => {
    for (const status of [500, 502, 504, 0]) {
      const { url } = await receiver({ status });
      const { error, handed } = await execute(url);
      expect(handed).toBe(1);
      expect(error, String(status)).toBeInstanceOf(Error);
      expect(error, String(status)).not.toBeInstanceOf(Rejected);
    }
  });

  it('hands over nothing without a place to go', async () => {
    const { error, handed } = await execute(undefined);
    expect(error).toBeInstanceOf(Error);
    expect(handed).toBe(0);
  });
});

describe('callbacks', () => {
  const job = (url: string) => ({
    workspaceId: randomUUID(),
    id: randomUUID(),
    url,
    type: 'proposal.decided',
    data: { state: 'rejected' },
  });
  const deliver = webhookDelivery({ master, allowLoopback: true });

  it('are delivered by 2xx, given up by 410, tried again otherwise', async () => {
    for (const status of [200, 204, 410]) await deliver(job((await receiver({ status })).url));
    for (const status of [302, 404, 500, 0]) {
      await expect(deliver(job((await receiver({ status })).url))).rejects.toThrow();
    }
  });

  it('never reach loopback unless configured', async () => {
    const { url, got } = await receiver({ status: 200 });
    const closed = webhookDelivery({ master, allowLoopback: false });
    await expect(closed(job(url))).rejects.toThrow(BlockedTarget);
    expect(got).toEqual([]);
  });
});
