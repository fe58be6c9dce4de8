import { type Command, Option } from 'commander';
import { percent, sentenceOf, signalName } from '../../core/brakes/sentence.ts';
import { alertPrecision } from '../../core/stats/alert-precision.ts';
import type { Brake } from '../../protocol/brakes.ts';
import type { Store } from '../dispatch/ports.ts';
import { workspaceNamed } from './workspace.ts';

type Out = {
  say(line: string): void;
  withStore(work: (opened: { store: Store }) => Promise<void>): Promise<void>;
};
type Where = { workspace: string };

/** `gate brakes` and `gate alerts`. */
export function addBrakeCommands(program: Command, { say, withStore }: Out): void {
  const brakes = program.command('brakes').description('what stops work by itself');
  const of = (command: Command): Command =>
    command.requiredOption('--workspace <id or name>', 'the workspace');

  of(brakes.command('list', { isDefault: true }))
    .description('each brake: state, how near it is, what it is on, what is known')
    .option('--retired', 'also those that are over')
    .action((options: Where & { retired?: boolean }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const all = await store.brakes.list({ workspaceId, retired: options.retired ?? false });
        for (const brake of all) say(ofBrake(brake));
        if (all.length === 0) say('No brakes yet: they are born with the first send.');
      }),
    );

  of(brakes.command('restart <id>'))
    .description('start a tripped brake anew')
    .requiredOption('--by <address>', 'the person who says so, a reviewer here')
    .requiredOption('--reason <text>', 'why it may run again')
    .action((id: string, options: Where & { by: string; reason: string }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const { by, reason } = options;
        say(ofBrake(await store.brakes.restart({ workspaceId, id, by, reason })));
      }),
    );

  of(brakes.command('rebuild'))
    .description('replay every log from its beginning and compare with what is kept')
    .option('--write', 'keep what the log says where both differ')
    .action((options: Where & { write?: boolean }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const write = options.write ?? false;
        const all = await store.brakes.rebuild({ workspaceId, write });
        const wrong = all.filter(({ same }) => !same);
        for (const { id, events, differs } of wrong)
          say(`${id}  differs in ${differs.join(', ')} after ${events} events`);
        const events = all.reduce((sum, one) => sum + one.events, 0);
        say(
          `${all.length} brakes, ${events} events: ${all.length - wrong.length} are what their log says`,
        );
        if (wrong.length > 0 && !write)
          throw new Error(`${wrong.length} are not; --write keeps what the log says.`);
      }),
    );

  of(program.command('alerts'))
    .description('alerts, the newest first: when, urgency, state, whose, what')
    .addOption(new Option('--state <state>', 'only these').choices(['open', 'closed']))
    .action((options: Where & { state?: 'open' | 'closed' }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const state = options.state === undefined ? {} : { state: options.state };
        for (const alert of await store.alerts.list({ workspaceId, limit: 200, ...state }))
          say(
            [
              ...[alert.firstAt, alert.urgency, alert.verdict ?? (alert.seenAt ? 'seen' : 'open')],
              ...[alert.owner || 'managers', alert.id, alert.title],
              ...(alert.times > 1 ? [`(${alert.times} times)`] : []),
            ].join('  '),
          );
        const { actionable, noise } = await store.alerts.verdicts(workspaceId);
        const worth = alertPrecision(actionable, actionable + noise);
        say(
          worth.precision === null
            ? 'None was closed as actionable or noise in the last 90 days.'
            : `${actionable} of ${worth.acknowledged} were worth it (${percent(worth.precision)}, 95 % interval ${percent(worth.low)} to ${percent(worth.high)}).`,
        );
      }),
    );
}

const ofBrake = (brake: Brake): string =>
  [
    brake.retiredAt ? 'retired' : brake.trip ? 'TRIPPED' : `${Math.round(brake.near * 100)} %`,
    brake.id,
    `${brake.line.action} ${signalName(brake.line.signal)} ${brake.line.counted}`,
    sentence(brake),
    ...(brake.coverage === undefined ? [] : [brake.coverage]),
  ].join('  ');

/** While it has not tripped the line is only named. */
const sentence = (brake: Brake): string =>
  brake.trip
    ? sentenceOf(brake, brake.known)
    : `${brake.watches} ${brake.name}: ${brake.known.events} of ${brake.known.sends}, ${brake.line.side} ${percent(brake.line.line)}`;
