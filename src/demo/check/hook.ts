import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '../../client/verify-webhook.ts';
import type { Content } from '../../core/schema/content.ts';

export type Hook = {
  url: string;
  /** what the agent's callback was told about this proposal; waits for it */
  about(proposalId: string): Promise<unknown>;
  /** what was to be executed for it, in order */
  executed(proposalId: string): Cleared[];
  close(): Promise<void>;
};

export type Cleared = {
  proposalId: string;
  content: Content;
  contentDigest: string;
  clearance: string;
};

/**
 * An agent's callback and a system that executes, on loopback: verifies every delivery, keeps what it
 * gets, and executes by keeping it. The secret is known once the world is there.
 */
export async function startHook(secret: () => string): Promise<Hook> {
  const cleared: Cleared[] = [];
  const got = new Map<string, unknown>();
  const waiting = new Map<string, (data: unknown) => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      verifyWebhook({ secret: secret(), headers, body }).then(
        (delivery) => {
          const { type, data } = delivery as { type: string; data: { proposalId: string } };
          if (type === 'proposal.cleared') {
            cleared.push(data as Cleared);
            response.writeHead(204).end();
            return;
          }
          got.set(data.proposalId, data);
          waiting.get(data.proposalId)?.(data);
          response.writeHead(204).end();
        },
        () => response.writeHead(401).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/decided`,
    about: (proposalId) =>
      new Promise((resolve) => {
        if (got.has(proposalId)) resolve(got.get(proposalId));
        else waiting.set(proposalId, resolve);
      }),
    executed: (proposalId) => cleared.filter((one) => one.proposalId === proposalId),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
