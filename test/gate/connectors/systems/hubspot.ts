import { type Answer, type Asked, type Double, type Fault, startServer } from './server.ts';

/** A synthetic HubSpot: CRM objects v3, account info, OAuth v1, sequences v4. */
export async function hubSpotDouble(options: { token: string; portal?: number }): Promise<
  Double & {
    enrollments: Map<string, { sequenceId: string; id: string; enrolledAt: string }>;
    sequence: { id: string; name: string; updatedAt: string };
  }
> {
  const records = new Map<string, Record<string, unknown>>();
  const enrollments = new Map<string, { sequenceId: string; id: string; enrolledAt: string }>();
  const sequence = { id: '555', name: 'Inbound', updatedAt: '2026-11-01T10:00:00.000Z' };
  let fault: Fault = null;
  let effects = 0;
  let renewals = 0;
  let token = options.token;
  const correlationId = '3d3e35b7-0dae-4b9f-a6e3-9c230cbcf8dd';
  const error = (status: number, category: string, message: string): Answer => ({
    status,
    json: { status: 'error', message, correlationId, category },
  });
  const limit: Answer = {
    status: 429,
    headers: { 'x-hubspot-ratelimit-max': '100', 'x-hubspot-ratelimit-remaining': '0' },
    json: {
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      errorType: 'RATE_LIMIT',
      correlationId,
      policyName: 'TEN_SECONDLY_ROLLING',
    },
  };

  const write = (apply: () => Answer): Answer | 'cut' => {
    const now = fault;
    if (now === 'limit-write') return limit;
    if (now === 'refuse-write')
      return error(400, 'VALIDATION_ERROR', `Property values were not valid (Bearer ${token})`);
    if (now === 'fail-write') return error(502, 'INTERNAL', 'bad gateway');
    const answer = apply();
    if (answer.status < 300) effects += 1;
    return now === 'cut-write' ? 'cut' : answer;
  };

  const api = ({ method, url, body }: Asked): Answer | 'cut' => {
    const path = url.pathname;
    if (method === 'GET' && fault === 'limit-read') return limit;
    if (path === '/account-info/v3/details')
      return { status: 200, json: { portalId: options.portal ?? 4711, timeZone: 'UTC' } };
    const object = /^\/crm\/v3\/objects\/([\w-]+)\/(\d+)$/.exec(path);
    if (object) {
      const key = `${object[1]}/${object[2]}`;
      const record = records.get(key);
      if (!record) return error(404, 'OBJECT_NOT_FOUND', 'Object not found.');
      const shown = (): Answer => {
        const wanted = url.searchParams.getAll('properties').flatMap((each) => each.split(','));
        const properties = Object.fromEntries(
          (method === 'GET' ? wanted : Object.keys(record)).map((name) => [
            name,
            record[name] ?? null,
          ]),
        );
        const at = '2026-11-22T10:00:00.000Z';
        return {
          status: 200,
          json: { id: object[2], properties, createdAt: at, updatedAt: at, archived: false },
        };
      };
      if (method === 'GET') return shown();
      return write(() => {
        Object.assign(record, body.properties);
        return shown();
      });
    }
    if (path === `/automation/v4/sequences/${sequence.id}` && url.searchParams.has('userId'))
      return { status: 200, json: { ...sequence, createdAt: sequence.updatedAt, steps: [] } };
    const enrolled = /^\/automation\/v4\/sequences\/enrollments\/contact\/(\d+)$/.exec(path);
    if (enrolled) {
      const found = enrollments.get(enrolled[1] ?? '');
      return found
        ? { status: 200, json: { ...found, toEmail: 'bob@buyer.example' } }
        : error(404, 'OBJECT_NOT_FOUND', 'No enrollment');
    }
    if (path === '/automation/v4/sequences/enrollments' && method === 'POST') {
      return write(() => {
        const found = {
          id: '98765',
          sequenceId: String(body.sequenceId),
          enrolledAt: '2026-11-22T10:30:00.000Z',
        };
        enrollments.set(String(body.contactId), found);
        return { status: 200, json: { ...found, toEmail: 'bob@buyer.example' } };
      });
    }
    return error(404, 'NOT_FOUND', 'resource not found');
  };

  const server = await startServer((asked) => {
    if (asked.url.pathname === '/oauth/v1/token') {
      if (fault === 'expire-and-down') return { status: 503, json: { message: 'try later' } };
      if (fault === 'revoke' || asked.body.refresh_token !== 'refresh-hub-1')
        return {
          status: 400,
          json: { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' },
        };
      renewals += 1;
      token = `access-hub-${renewals}`;
      if (fault === 'expire') fault = null;
      return {
        status: 200,
        json: {
          access_token: token,
          refresh_token: 'refresh-hub-1',
          expires_in: 1800,
          token_type: 'bearer',
        },
      };
    }
    const bad = fault === 'expire' || fault === 'revoke' || fault === 'expire-and-down';
    if (bad || asked.headers.authorization !== `Bearer ${token}`)
      return error(401, 'EXPIRED_AUTHENTICATION', `The token ${token} expired 5 second(s) ago.`);
    return api(asked);
  });
  return {
    ...server,
    records,
    enrollments,
    sequence,
    effects: () => effects,
    renewals: () => renewals,
    fault: (next) => {
      fault = next;
    },
  };
}
