/*
 * A gate's dispatcher as a process of its own, to be killed. It stops at the stage that STAGE
 * names, says so on standard output, and then waits for the end.
 */
import { smtpExecutor } from '../../../src/gate/connectors/smtp/index.ts';
import { createDispatcher } from '../../../src/gate/dispatch/dispatcher.ts';
import type { GateExecutor } from '../../../src/gate/dispatch/ports.ts';
import { createJobRunner, createStore } from '../../../src/gate/store/index.ts';
import { testKeys } from './keys.ts';

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const stage = env('STAGE');
const url = env('DATABASE_URL');
const instance = env('INSTANCE');

const reach = async (here: string): Promise<void> => {
  if (here !== stage) return;
  process.stdout.write(`at ${here}\n`);
  await new Promise(() => undefined);
};

const keys = await testKeys(JSON.parse(env('JWK')));
const smtp = smtpExecutor(env('SMTP_URL'));
const executor: GateExecutor = {
  name: 'gate:smtp',
  kinds: ['email.draft'],
  idempotent: [],
  async execute(work, handOver) {
    await reach('claimed');
    const done = await smtp.execute(work, async () => {
      await reach('connected');
      await handOver();
      await reach('handed-over');
    });
    await reach('sent');
    return done;
  },
};
const dispatcher = createDispatcher({
  store: createStore(url),
  keys: {
    verify: async (jws) => {
      await reach('loaded');
      return keys.verify(jws);
    },
  },
  executors: [executor],
  instance,
  jobs: createJobRunner({ url, instance }),
  deliver: async () => ({ status: 204 }),
  log: { info: () => undefined, warn: () => undefined },
  sweepSeconds: 1,
});
await dispatcher.start();
process.stdout.write('started\n');
