import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { verifyClearance } from '../../src/client/verify-clearance.ts';
import { contentDigest } from '../../src/core/digest/content.ts';
import type { Content } from '../../src/core/schema/content.ts';
import { until } from './stage.ts';

type Told = { proposalId: string; content: Content; contentDigest: string; clearance: string };

/** A system at a workflow's webhook that notes what it is told to execute, and says that it did. */
export class ToldSystem {
  readonly url: string;
  readonly #told: Told[];
  readonly #close: () => void;
  private constructor(on: { url: string; told: Told[]; close: () => void }) {
    this.url = on.url;
    this.#told = on.told;
    this.#close = on.close;
  }

  static async start(): Promise<ToldSystem> {
    const told: Told[] = [];
    const system = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += String(chunk);
      });
      request.on('end', () => {
        told.push((JSON.parse(text) as { data: Told }).data);
        response.setHeader('content-type', 'application/json');
        response.end('{"externalRef":"done"}');
      });
    });
    await new Promise<void>((resolve) => system.listen(0, '127.0.0.1', resolve));
    const { port } = system.address() as AddressInfo;
    const close = (): void => void system.close();
    return new ToldSystem({ url: `http://127.0.0.1:${port}/hook`, told, close });
  }

  of(proposalId: string): Told[] {
    return this.#told.filter((one) => one.proposalId === proposalId);
  }

  /** It was told to execute exactly this, once, and the clearance with it says so. */
  async executed(id: string, content: Content, gateUrl: string): Promise<void> {
    await until('the system is told', () => this.of(id).length > 0);
    const [work, again] = this.of(id);
    expect(again).toBeUndefined();
    expect(work?.content).toEqual(content);
    expect(work?.contentDigest).toBe(await contentDigest(content));
    const keys = await (await fetch(`${gateUrl}/.well-known/jwks.json`)).json();
    const claims = await verifyClearance({
      ...{ jws: work?.clearance ?? '', keys, issuer: gateUrl, executor: 'gate:webhook', content },
    });
    expect(claims.sub).toBe(id);
  }

  close(): void {
    this.#close();
  }
}
