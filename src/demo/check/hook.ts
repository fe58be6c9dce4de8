import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '../../client/verify-webhook.ts';

export type Hook = {
  url: string;
  /** the next verified delivery about this proposal */
  about(proposalId: string): Promise<unknown>;
  close(): Promise<void>;
};

/** An agent's webhook receiver on loopback: verifies every delivery, keeps what it gets. */
export async function startHook(secret: string): Promise<Hook> {
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
      verifyWebhook({ secret, headers, body }).then(
        (delivery) => {
          const { data } = delivery as { data: { proposalId: string } };
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
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
