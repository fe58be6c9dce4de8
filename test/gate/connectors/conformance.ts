import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import {
  type DispatchWork,
  type GateExecutor,
  GUARANTEES,
  RateLimited,
  Rejected,
} from '../../../src/gate/dispatch/ports.ts';
import type { Fault } from './systems/server.ts';

/** An executor over a real local server that can be told to misbehave. */
export type Subject = {
  executor: GateExecutor;
  /** a work it can execute, the same each time it is asked for */
  content: Content;
  /** a content of a kind that it can't execute */
  foreign: Content;
  /** how often the other system did it */
  effects(): number;
  /** tokens that were got anew, where it has such */
  renewals?(): number;
  fault(next: Fault): void;
  /** faults that this system has no way of showing */
  without?: readonly Fault[];
  /** where a limit is met: reading before the hand-over, or only at the write */
  limit: 'limit-read' | 'limit-write';
  /** what must stand in no error */
  secrets: readonly string[];
  stop(): Promise<void>;
};

export const workOf = async (executor: GateExecutor, content: Content): Promise<DispatchWork> => ({
  workspaceId: randomUUID(),
  dispatchId: randomUUID(),
  proposalId: randomUUID(),
  workflowId: 'outbound',
  clearanceId: randomUUID(),
  clearanceJws: 'header.claims.signature',
  executor: executor.name,
  state: 'claimed',
  content,
  contentDigest: await contentDigest(content),
  tries: 0,
});

/** Executes it once; how often, and after how many effects, it handed over. */
export async function executed(
  { executor, effects }: Pick<Subject, 'executor' | 'effects'>,
  content: Content,
  handOver: () => Promise<void> = async () => {},
) {
  const work = await workOf(executor, content);
  const handed: number[] = [];
  const outcome = await executor
    .execute(work, async () => {
      handed.push(effects());
      await handOver();
    })
    .then(
      (done) => ({ done, error: null }),
      (error: unknown) => ({ done: null, error: error as Error }),
    );
  return { work, handed, ...outcome };
}

/** What every executor guarantees (GateExecutor in dispatch/ports/execute.ts), run against each. */
export function conformance(name: string, start: () => Promise<Subject>): void {
  describe(`${name} keeps what executors guarantee`, () => {
    const ends: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0)) await end();
    });
    const begun = async (fault: Fault = null): Promise<Subject & { skip: boolean }> => {
      const subject = await start();
      ends.push(subject.stop);
      subject.fault(fault);
      return { ...subject, skip: subject.without?.includes(fault) ?? false };
    };
    const quiet = ({ secrets }: Subject, error: Error | null): void => {
      const text = `${error?.message} ${error?.stack} ${JSON.stringify(error)}`;
      for (const secret of secrets) expect(text).not.toContain(secret);
    };

    it('sends nothing when the hand-over is refused, and passes that on', async () => {
      const subject = await begun();
      const mine = new Error('not ours');
      const { error, handed } = await executed(subject, subject.content, async () => {
        throw mine;
      });
      expect(error).toBe(mine);
      expect(handed).toEqual([0]);
      await subject.stop();
      expect(subject.effects()).toBe(0);
    });

    it('knows that nothing was done when the system says no after the hand-over', async () => {
      const subject = await begun('refuse-write');
      const { error, handed } = await executed(subject, subject.content);
      expect(error).toBeInstanceOf(Rejected);
      expect(handed).toEqual([0]);
      expect(subject.effects()).toBe(0);
      quiet(subject, error);
    });

    it('does not know, when the connection ends after the hand-over', async () => {
      const subject = await begun('cut-write');
      const { error, handed } = await executed(subject, subject.content);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(Rejected);
      expect(error).not.toBeInstanceOf(RateLimited);
      expect(handed).toEqual([0]);
      expect(subject.effects()).toBe(1);
      quiet(subject, error);
    });

    it('does not know either, when the system fails at it', async (context) => {
      const subject = await begun('fail-write');
      if (subject.skip) return context.skip();
      const { error, handed } = await executed(subject, subject.content);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(Rejected);
      expect(error).not.toBeInstanceOf(RateLimited);
      expect(handed).toEqual([0]);
      quiet(subject, error);
    });

    it('says "not now" of a limit, and loses nothing by it', async () => {
      const subject = await begun();
      subject.fault(subject.limit);
      const { error, handed } = await executed(subject, subject.content);
      expect(error).toBeInstanceOf(RateLimited);
      expect((error as RateLimited).retryAfterMs).toBeGreaterThanOrEqual(1000);
      expect(handed).toHaveLength(subject.limit === 'limit-read' ? 0 : 1);
      expect(subject.effects()).toBe(0);
      quiet(subject, error);
      subject.fault(null);
      expect((await executed(subject, subject.content)).error).toBeNull();
      expect(subject.effects()).toBe(1);
    });

    it('says "not now" of a limit that it meets at the write', async (context) => {
      const subject = await begun('limit-write');
      if (subject.skip) return context.skip();
      const { error, handed } = await executed(subject, subject.content);
      expect(error).toBeInstanceOf(RateLimited);
      expect(handed).toEqual([0]);
      expect(subject.effects()).toBe(0);
    });

    it('gets one new token where its token has expired, and does it once', async (context) => {
      const subject = await begun();
      if (!subject.renewals || subject.without?.includes('expire')) return context.skip();
      expect((await executed(subject, subject.content)).error).toBeNull();
      const before = subject.renewals();
      subject.fault('expire');
      const { error, handed } = await executed(subject, subject.content);
      expect(error).toBeNull();
      expect(handed).toHaveLength(1);
      expect(subject.renewals()).toBe(before + 1);
    });

    it('says what to do when its credentials are refused', async (context) => {
      const subject = await begun('revoke');
      if (subject.skip) return context.skip();
      const { error, handed } = await executed(subject, subject.content);
      expect(error).toBeInstanceOf(Rejected);
      expect(error?.message).toMatch(/Check [A-Z_]+/);
      expect(handed).toEqual([]);
      quiet(subject, error);
    });

    it('waits for a token service that is away', async (context) => {
      const subject = await begun();
      if (!subject.renewals || subject.without?.includes('expire-and-down')) return context.skip();
      expect((await executed(subject, subject.content)).error).toBeNull();
      subject.fault('expire-and-down');
      const { error, handed } = await executed(subject, subject.content);
      expect(error).toBeInstanceOf(RateLimited);
      expect(handed).toEqual([]);
      quiet(subject, error);
    });

    it('refuses a kind that is not its own before the hand-over', async () => {
      const subject = await begun();
      expect(subject.executor.kinds).not.toContain(subject.foreign.kind);
      const { error, handed } = await executed(subject, subject.foreign);
      expect(error).toBeInstanceOf(Rejected);
      expect(handed).toEqual([]);
      expect(subject.effects()).toBe(0);
    });

    it('hands over once, before anything is done, and does it once', async () => {
      const subject = await begun();
      const { done, error, handed } = await executed(subject, subject.content);
      expect(error).toBeNull();
      expect(done?.externalRef).toMatch(/\S/);
      expect(handed).toEqual([0]);
      expect(subject.effects()).toBe(1);
    });

    it('does what is idempotent with it once, also when it is done again after a doubt', async (context) => {
      const subject = await begun();
      if (!subject.executor.idempotent.includes(subject.content.kind) || !subject.executor.lookUp)
        return context.skip();
      subject.fault('cut-write');
      expect((await executed(subject, subject.content)).error).not.toBeNull();
      subject.fault(null);
      const again = await executed(subject, subject.content);
      expect(again.error).toBeNull();
      expect(again.handed).toHaveLength(1);
      expect(subject.effects()).toBe(1);
    });

    it('tells what became of it when it is asked, and changes nothing by telling', async (context) => {
      const subject = await begun();
      const { executor, content, effects } = subject;
      if (!executor.lookUp) return context.skip();
      const work = await workOf(executor, content);
      expect((await executor.lookUp(work)).found).not.toBe('executed');
      expect(effects()).toBe(0);
      subject.fault('cut-write');
      expect((await executed(subject, content)).error).not.toBeNull();
      subject.fault(null);
      expect(await executor.lookUp(work)).toMatchObject({
        found: 'executed',
        externalRef: expect.stringMatching(/\S/),
      });
      expect(effects()).toBe(1);
    });

    it('states what GUARANTEES says of it', async () => {
      const { executor } = await begun();
      const stated = GUARANTEES[executor.name];
      expect(executor.kinds).toEqual(stated.kinds);
      expect(executor.idempotent).toEqual(stated.idempotent);
      expect(executor.lookUp !== undefined).toBe(stated.asks);
      for (const kind of executor.idempotent) expect(executor.kinds).toContain(kind);
    });
  });
}
