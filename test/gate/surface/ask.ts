import { type OpenApi, openApi } from '../../../src/gate/http/openapi.ts';
import type { RouteName } from '../../../src/protocol/routes.ts';
import { call, Device } from '../http/harness.ts';
import { ATTEMPTS, type Attempt } from './attempts.ts';
import { MAKE, type Made, type Place } from './place.ts';

/** An operation as the OpenAPI document tells it. */
export type Endpoint = {
  name: RouteName;
  method: string;
  path: string;
  who: readonly string[];
  status: number;
  /** media type of the body and of the answer; '' where there is no body */
  takes: string;
  gives: string;
};

const document: OpenApi = openApi('https://gate.example.com');

/** Every operation of the document: what is not in there can't be called by anyone. */
export const ENDPOINTS: Endpoint[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): Endpoint => {
    const [status = '', answer] = Object.entries(operation.responses)[0] ?? [];
    return {
      name: operation.operationId as RouteName,
      method: method.toUpperCase(),
      path,
      who: operation.tags,
      status: Number(status),
      takes: Object.keys(operation.requestBody?.content ?? {})[0] ?? '',
      gives: Object.keys(answer?.content ?? {})[0] ?? '',
    };
  }),
);

export const ROLES = ['agent', 'rep', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** By a key alone, before there is a token. */
export const isProof = ({ who }: Pick<Endpoint, 'who'>): boolean =>
  who.includes('pairing') || who.includes('device');

/** Whether the document says that this role may. */
export function may({ who }: Pick<Endpoint, 'who'>, role: Role): boolean {
  if (role === 'agent') return who.includes('agent');
  if (who.includes('reviewer') || who.includes('executor')) return true;
  if (who.includes('manager')) return role !== 'rep';
  return who.includes('admin') && role === 'admin';
}

export const attemptOf = (endpoint: Endpoint): Attempt => {
  const attempt = ATTEMPTS[endpoint.name];
  if (!attempt)
    throw new Error(
      `${endpoint.method} ${endpoint.path} (${endpoint.name}) has no row in attempts.ts: say there how it is called.`,
    );
  return attempt;
};

export const made = async (attempt: Attempt, of: Place): Promise<Made> =>
  attempt.make ? MAKE[attempt.make](of) : { id: '' };

/** A request as it would be sent: without anybody's credentials yet. */
export type Request = {
  method: string;
  path: string;
  raw?: string;
  headers: Record<string, string>;
};

/**
 * The rightful request to an endpoint by `own`, where `{id}` is `path`'s thing and query and body
 * name `named`'s, of the workspace `of`.
 */
export async function requestFor(
  endpoint: Endpoint,
  at: { own: Place; device: Device; of: Place; path: Made; named: Made },
): Promise<Request> {
  const attempt = attemptOf(endpoint);
  const asked = { own: at.own, device: at.device, of: at.of, made: at.named };
  const body = await attempt.body?.(asked);
  if ((body === undefined) !== (endpoint.takes === ''))
    throw new Error(`${endpoint.name}: the row in attempts.ts needs a body where the endpoint has`);
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method: endpoint.method,
    path: `${endpoint.path.replace('{id}', at.path.id)}${attempt.query?.(asked) ?? ''}`,
    headers: endpoint.takes === '' ? {} : { 'content-type': endpoint.takes },
    ...(raw === undefined ? {} : { raw }),
  };
}

/** A device in a role; the agent has none and borrows one to make requests with. */
export const deviceOf = (place: Place, role: Role): Device =>
  role === 'agent' ? place.rep : place[role];

/** Sends it as somebody of `place` in that role. */
export function sendAs(place: Place, role: Role, request: Request): Promise<Response> {
  const { method, path, ...rest } = request;
  return role === 'agent'
    ? call(place.gate, method, path, { ...rest, key: place.team.key })
    : deviceOf(place, role).send(method, path, rest);
}

/** The rightful request of one's own workspace, with all that it needs made anew. */
export async function rightful(
  endpoint: Endpoint,
  own: Place,
  role: Role,
): Promise<{ request: Request; place: Place }> {
  const attempt = attemptOf(endpoint);
  const thing = await made(attempt, own);
  // Whoever ends the calling device ends one of its own.
  const place =
    attempt.ends && role !== 'agent'
      ? { ...own, [role]: await Device.paired(own.gate, own.team.workspaceId, { role }) }
      : own;
  const device = deviceOf(place, role);
  const at = { own: place, device, of: place, path: thing, named: thing };
  return { request: await requestFor(endpoint, at), place };
}
