import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call of the workflow's executor, as the gate's webhook makes it. */
export type Call = {
  clearanceId: string;
  proposalId: string;
  kind: string;
  /** of the clearance and of the content, as they came */
  contentDigest: string;
  clearance: string;
  content: unknown;
};

/** An executor that takes all it is given and keeps what came. */
export async function startHook(): Promise<{
  url: string;
  calls(): readonly Call[];
  close(): Promise<void>;
}> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const { type, data } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      if (type === 'proposal.cleared') {
        const { proposalId, contentDigest, clearance, content } = data;
        const clearanceId = String(request.headers['webhook-id']);
        const kind = String(content.kind);
        calls.push({ clearanceId, proposalId, kind, contentDigest, clearance, content });
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"externalRef":"done"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    calls: () => calls,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
