import type { ClearanceClaims, Executor } from '../../core/schema/clearance.ts';
import type { Content } from '../../core/schema/content.ts';
import type { UseCaseDeps } from './deps.ts';
import { GUARANTEES, type NewClearance } from './ports.ts';

/**
 * The one executor that may redeem a clearance for this content (DELIVERY §1): the system of the
 * record where that is connected and has a call for this kind, else the workflow's webhook.
 */
export function executorOf(
  content: Content,
  { systems, deviceId }: { systems?: ReadonlySet<string> | undefined; deviceId?: string } = {},
): Executor | null {
  if (content.kind !== 'email.draft') {
    const name = `gate:${systemOf(content)}`;
    const takes = Object.entries(GUARANTEES).some(
      ([executor, { kinds }]) =>
        executor === name && kinds.some((kind: Content['kind']) => kind === content.kind),
    );
    return takes && systems?.has(name) ? name : 'gate:webhook';
  }
  if (content.delivery === 'gate') return 'gate:smtp';
  return deviceId ? `gmail-compose:${deviceId}` : null;
}

/** The system that the record a content is about lives in, lower-case; empty where it has none. */
function systemOf(content: Content): string {
  const record =
    'record' in content
      ? content.record
      : 'lead' in content
        ? content.lead
        : 'contact' in content
          ? content.contact
          : null;
  return record?.system.trim().toLowerCase() ?? '';
}

/** Signs a clearance for exactly one content; the store writes it or throws it away. */
export async function signClearance(
  deps: Pick<UseCaseDeps, 'keys' | 'newId' | 'now'>,
  input: {
    executor: Executor;
    seconds: number;
    claims: Pick<
      ClearanceClaims,
      'sub' | 'workspace' | 'workflow' | 'revision' | 'contentDigest' | 'policyVersion'
    > &
      Partial<Pick<ClearanceClaims, 'composeDigest' | 'tailDigest' | 'decision'>>;
  },
): Promise<NewClearance> {
  const id = deps.newId();
  const iat = Math.floor(deps.now() / 1000);
  const claims: ClearanceClaims = {
    ...input.claims,
    iss: deps.keys.issuer,
    jti: id,
    aud: input.executor,
    iat,
    exp: iat + input.seconds,
  };
  const jws = await deps.keys.sign(claims);
  return input.executor.startsWith('gate:')
    ? { id, jws, claims, dispatchId: deps.newId() }
    : { id, jws, claims };
}
