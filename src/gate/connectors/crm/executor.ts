import type { RecordRef } from '../../../core/schema/content.ts';
import {
  type DispatchWork,
  type Done,
  type ExecutorName,
  type Found,
  type GateExecutor,
  GUARANTEES,
  type Rate,
  Rejected,
} from '../../dispatch/ports.ts';
import { asOutcome, Misfit } from './answer.ts';
import {
  type Change,
  changesOf,
  fieldStandings,
  movedFields,
  type RecordContent,
  recordOf,
  standing,
  type Value,
} from './changes.ts';

/** A system of record as this executor needs it. Its calls throw `Refused`, `Misfit` or what the network threw. */
export type CrmSystem = {
  name: Extract<ExecutorName, 'gate:hubspot' | 'gate:salesforce' | 'gate:pipedrive'>;
  label: string;
  rate: Rate;
  /** what a person can set or grant when it refuses us */
  advice: string;
  secrets(): readonly string[];
  /** the account the credentials are of, in the forms its URLs name it by */
  accounts(): Promise<readonly string[]>;
  /** @throws Misfit when the system has no such object, or the id has another form */
  check(record: RecordRef): void;
  ownerField: string;
  /** the field that scores go to, by configuration */
  scoreField: string | null;
  scoreSetting: string;
  read(record: RecordRef, fields: readonly string[]): Promise<Record<string, unknown>>;
  /** one request; resolves with what the system said of it */
  write(record: RecordRef, values: Record<string, Value>): Promise<string>;
  /** what only this system has; null where it isn't its own */
  own?: {
    execute(work: DispatchWork, handOver: () => Promise<void>): Promise<Done> | null;
    lookUp(work: DispatchWork): Promise<Found> | null;
  };
};

/**
 * Changes records of one system. Before the hand-over it reads the fields and goes on only where
 * each holds what it held when a person approved the change; the write is then one request, so it
 * happens whole or not at all. Between that reading and the write somebody else can still write:
 * no system here takes a condition with it.
 */
export function crmExecutor(system: CrmSystem): GateExecutor {
  const outcome = (error: unknown): Error =>
    asOutcome(error, {
      label: system.label,
      advice: system.advice,
      secrets: system.secrets(),
    });
  const { kinds, idempotent } = GUARANTEES[system.name];
  return {
    name: system.name,
    kinds,
    idempotent,
    rate: system.rate,
    async execute(work, handOver) {
      // The gate's own errors pass as they are: only the system's are translated.
      let letGo: unknown;
      const handing = async (): Promise<void> => {
        try {
          await handOver();
        } catch (error) {
          letGo = error;
          throw error;
        }
      };
      try {
        return await (system.own?.execute(work, handing) ?? change(system, work, handing));
      } catch (error) {
        throw letGo ?? outcome(error);
      }
    },
    async lookUp(work) {
      try {
        return await (system.own?.lookUp(work) ?? look(system, work));
      } catch (error) {
        throw outcome(error);
      }
    },
    async standing(content) {
      if (!isRecordContent(content)) return null;
      try {
        const { record, changes, fields } = prepared(system, { content });
        await rightAccount(system, record);
        return fieldStandings(changes, await system.read(record, fields));
      } catch (error) {
        throw outcome(error);
      }
    },
  };
}

async function change(
  system: CrmSystem,
  work: DispatchWork,
  handOver: () => Promise<void>,
): Promise<Done> {
  const { record, changes, fields } = prepared(system, work);
  await rightAccount(system, record);
  const current = await system.read(record, fields);
  const externalRef = refOf(record);
  switch (standing(changes, current)) {
    case 'done':
      await handOver();
      return { externalRef, detail: 'The record already held these values.' };
    case 'changed':
      throw new Rejected(
        `the record changed since it was approved: ${movedFields(changes, current).join(', ')}`,
      );
    case 'as-before': {
      await handOver();
      const values = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
      return { externalRef, detail: await system.write(record, values) };
    }
  }
}

async function look(system: CrmSystem, work: DispatchWork): Promise<Found> {
  const { record, changes, fields } = prepared(system, work);
  await rightAccount(system, record);
  switch (standing(changes, await system.read(record, fields))) {
    case 'done':
      return {
        found: 'executed',
        externalRef: refOf(record),
        detail: `${system.label} was asked: the record holds the approved values.`,
      };
    case 'as-before':
      // An owner has no value before: that it isn't the approved one says nothing of who set it.
      return changes.some(({ before }) => before === undefined)
        ? { found: 'unclear', detail: `${system.label} was asked: the record has another owner.` }
        : {
            found: 'not_executed',
            detail: `${system.label} was asked: the record is as it was before.`,
          };
    case 'changed':
      return {
        found: 'unclear',
        detail: `${system.label} was asked: the record holds neither the values before nor these.`,
      };
  }
}

function prepared(
  system: CrmSystem,
  { content }: Pick<DispatchWork, 'content'>,
): { record: RecordRef; changes: Change[]; fields: string[] } {
  const asked = isRecordContent(content) ? content : null;
  if (!asked) {
    throw new Misfit(
      `it has no documented call for ${content.kind}; use the workflow's executorUrl`,
    );
  }
  const record = recordOf(asked);
  system.check(record);
  const changes = changesOf(asked, {
    label: system.label,
    owner: system.ownerField,
    score: system.scoreField,
    scoreSetting: system.scoreSetting,
  });
  return { record, changes, fields: changes.map(({ field }) => field) };
}

const RECORD_KINDS: readonly string[] = GUARANTEES['gate:salesforce'].kinds;
const isRecordContent = (content: DispatchWork['content']): content is RecordContent =>
  RECORD_KINDS.includes(content.kind);

/** The same number is another record in another account. @throws Rejected */
export async function rightAccount(
  system: Pick<CrmSystem, 'accounts' | 'label'>,
  { account }: RecordRef,
): Promise<void> {
  if (account === undefined) return;
  const ours = await system.accounts();
  if (!ours.some((each) => each.toLowerCase() === account.toLowerCase())) {
    throw new Rejected(`the record is of the account ${account}; the gate is connected to another`);
  }
}

const refOf = ({ object, id }: RecordRef): string => `${object}/${id}`;
