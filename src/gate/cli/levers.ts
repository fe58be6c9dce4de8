import { type Command, InvalidArgumentError } from 'commander';
import { v7 } from 'uuid';
import { RecallRequest, SweepRequest } from '../../protocol/levers.ts';
import type { Store } from '../dispatch/ports.ts';
import { parseWith } from '../http/body.ts';
import { workspaceNamed } from './workspace.ts';

type Out = {
  say(line: string): void;
  withStore(work: (opened: { store: Store }) => Promise<void>): Promise<void>;
};
type Swept = { workspace: string; reason: string } & Omit<SweepRequest, 'reason' | 'workflowId'> & {
    workflow?: string;
  };
type Recalled = {
  workspace: string;
  reviewer: string;
  hours: number;
  unreadOnly?: boolean;
  reason: string;
};

/** `gate sweep` and `gate recall`: stop, or take back, what has not left. */
export function addLeverCommands(program: Command, { say, withStore }: Out): void {
  program
    .command('sweep')
    .description('stop everything pending from one template, agent or model version; lists it')
    .requiredOption('--workspace <id or name>', 'the workspace')
    .requiredOption('--reason <sentence>', 'for the agents and the audit trail')
    .option('--template <id>', 'only of this template')
    .option('--agent <name>', 'only of this agent')
    .option('--model <name>', 'only of this model')
    .option('--model-version <version>', 'only of this version of a model')
    .option('--workflow <id>', 'only in this workflow')
    .action(({ workspace, workflow, ...named }: Swept) =>
      withStore(async ({ store }) => {
        const asked = workflow === undefined ? named : { ...named, workflowId: workflow };
        const request = parseWith(SweepRequest, asked);
        const { id: workspaceId } = await workspaceNamed(store, workspace);
        const swept = await store.levers.sweep({ workspaceId, id: v7(), by: 'cli', request });
        for (const { proposalId, workflowId, externalId, was } of swept.stopped)
          say(`stopped  ${proposalId}  ${workflowId}  ${externalId}  was ${was}`);
        for (const { proposalId, state, executor } of swept.underWay)
          say(`under way  ${proposalId}  ${executor}  ${state}`);
        say(`${swept.stopped.length} stopped, ${swept.underWay.length} under way`);
      }),
    );

  program
    .command('recall')
    .description("take back a reviewer's approvals that have not left, and queue them again")
    .requiredOption('--workspace <id or name>', 'the workspace')
    .requiredOption('--reviewer <address>', 'whose approvals')
    .requiredOption('--reason <sentence>', 'shown to whoever decides them again')
    .option('--hours <n>', 'how far back', hours, 8)
    .option('--unread-only', 'only those that were not deliberate')
    .action(({ workspace, hours: back, ...named }: Recalled) =>
      withStore(async ({ store }) => {
        const since = new Date(Date.now() - back * 3_600_000).toISOString();
        const request = parseWith(RecallRequest, { ...named, since });
        const { id: workspaceId } = await workspaceNamed(store, workspace);
        const done = await store.levers.recall({ workspaceId, id: v7(), by: 'cli', request });
        if (!done) throw new Error(`There is no reviewer ${named.reviewer} in this workspace.`);
        for (const proposalId of done.recalled) say(`recalled  ${proposalId}`);
        for (const { proposalId, state } of done.gone) say(`gone  ${proposalId}  ${state}`);
        say(`${done.recalled.length} recalled, ${done.gone.length} had left`);
      }),
    );
}

function hours(text: string): number {
  const n = Number(text);
  if (Number.isFinite(n) && n > 0 && n <= 720) return n;
  throw new InvalidArgumentError('It is a number of hours, 720 at the most.');
}
