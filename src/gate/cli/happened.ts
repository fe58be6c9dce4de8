import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Dispatch, DispatchState } from '../../core/schema/dispatch.ts';
import { Uuid } from '../../core/schema/scalars.ts';
import type { Attempt, Delivery } from '../../protocol/operate.ts';
import type { Store } from '../dispatch/ports.ts';
import { workspaceNamed } from './workspace.ts';

type Out = {
  say(line: string): void;
  withStore(work: (opened: { store: Store }) => Promise<void>): Promise<void>;
};
type Asked = { workspace: string; proposal?: string; limit: number };

/** `gate dispatches`, `gate deliveries` and `gate incidents`: what the gate did, and what came of it. */
export function addHappenedCommands(program: Command, { say, withStore }: Out): void {
  listed(program.command('dispatches'))
    .description(
      'what is executed, the newest first: when, state, executor, its id, proposal, outcome',
    )
    .addOption(new Option('--state <state>', 'only these').choices(DispatchState.options))
    .option('--proposal <id>', 'only of this proposal', uuid)
    .option('--attempts', 'each run of it, and each time its executor was asked')
    .action((options: Asked & { state?: string; attempts?: boolean }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const asked = { workspaceId, ...ofProposal(options), limit: options.limit };
        const state = options.state === undefined ? {} : { state: options.state };
        for (const dispatch of await store.dispatches.list({ ...asked, ...state })) {
          say(ofDispatch(dispatch));
          if (!options.attempts) continue;
          const ref = { workspaceId, dispatchId: dispatch.id };
          for (const each of (await store.dispatches.attempts(ref)) ?? []) say(ofAttempt(each));
        }
      }),
    );

  listed(program.command('deliveries'))
    .description('tries at telling callbacks, the newest first: when, to whom, answer, next try')
    .option('--proposal <id>', 'only of this proposal', uuid)
    .option('--failed', 'only those that did not arrive')
    .action((options: Asked & { failed?: boolean }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const limit = options.failed ? MOST : options.limit;
        const all = await store.deliveries.list({ workspaceId, ...ofProposal(options), limit });
        const wanted = options.failed ? all.filter(({ delivered }) => !delivered) : all;
        for (const each of wanted.slice(0, options.limit)) say(ofDelivery(each));
      }),
    );

  listed(program.command('incidents'))
    .description('mail that no clearance let out, the newest first')
    .action((options: Asked) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const found = await store.reconcile.incidents({ workspaceId, limit: options.limit });
        for (const { happenedAt, kind, mailbox, recipients, proposalId, messageId } of found)
          say(
            words(happenedAt, kind, mailbox, `to ${recipients.join(', ')}`, proposalId, messageId),
          );
      }),
    );
}

const MOST = 1000;

const listed = (command: Command): Command =>
  command
    .requiredOption('--workspace <id or name>', 'the workspace')
    .option('--limit <n>', 'how many at most', count, 50);

function count(text: string): number {
  const n = Number(text);
  if (Number.isInteger(n) && n > 0 && n <= MOST) return n;
  throw new InvalidArgumentError(`It is a whole number from 1 to ${MOST}.`);
}

function uuid(text: string): string {
  const id = Uuid.safeParse(text);
  if (id.success) return id.data;
  throw new InvalidArgumentError('It is the UUID of a proposal.');
}

const ofProposal = ({ proposal }: Asked): { proposalId?: string } =>
  proposal === undefined ? {} : { proposalId: proposal };

const words = (...parts: (string | number | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('  ');

const ofDispatch = (row: Dispatch): string =>
  words(
    row.createdAt,
    row.state,
    row.executor,
    row.id,
    row.proposalId,
    row.externalRef,
    row.detail,
  );

const ofAttempt = ({ what, attempt, startedAt, outcome, detail }: Attempt): string =>
  words(`  ${what} ${attempt}`, startedAt, outcome ?? 'under way', detail);

const ofDelivery = (row: Delivery): string =>
  words(
    row.startedAt,
    `${row.type} ${row.attempt}`,
    row.origin,
    row.proposalId,
    row.delivered ? 'delivered' : 'not delivered',
    row.status,
    row.error,
    row.nextTryAt === undefined ? '' : `again at ${row.nextTryAt}`,
  );
