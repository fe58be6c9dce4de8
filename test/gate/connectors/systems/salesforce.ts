import { type Answer, type Asked, type Double, type Fault, startServer } from './server.ts';

/** A synthetic Salesforce: sObject rows of the REST API, and the token endpoint. */
export async function salesforceDouble(): Promise<Double> {
  const records = new Map<string, Record<string, unknown>>();
  let fault: Fault = null;
  let effects = 0;
  let renewals = 0;
  let token = '';
  const error = (status: number, errorCode: string, message: string): Answer => ({
    status,
    json: [{ message, errorCode }],
  });
  const limit = error(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');

  const api = ({ method, url, body }: Asked): Answer | 'cut' => {
    if (method === 'GET' && fault === 'limit-read') return limit;
    const row = /^\/services\/data\/v\d+\.0\/sobjects\/(\w+)\/(\w+)$/.exec(url.pathname);
    const record = row && records.get(`${row[1]}/${row[2]}`);
    if (!row || !record) return error(404, 'NOT_FOUND', 'The requested resource does not exist');
    if (method === 'GET') {
      const fields = (url.searchParams.get('fields') ?? '').split(',').filter(Boolean);
      const odd = fields.find((field) => !(field in record));
      if (odd) return error(400, 'INVALID_FIELD', `No such column '${odd}' on sobject`);
      return {
        status: 200,
        json: {
          attributes: { type: row[1], url: url.pathname },
          ...Object.fromEntries(fields.map((field) => [field, record[field]])),
          Id: row[2],
        },
      };
    }
    if (fault === 'limit-write')
      return error(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record');
    if (fault === 'refuse-write')
      return error(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', `Not with ${token}`);
    if (fault === 'fail-write') return error(500, 'UNKNOWN_EXCEPTION', 'An unexpected error');
    Object.assign(record, body);
    effects += 1;
    return fault === 'cut-write' ? 'cut' : { status: 204 };
  };

  const server = await startServer((asked) => {
    if (asked.url.pathname === '/services/oauth2/token') {
      if (fault === 'expire-and-down') return { status: 503, json: { error: 'unavailable' } };
      if (fault === 'revoke' || asked.body.refresh_token !== 'refresh-sf-1')
        return {
          status: 400,
          json: { error: 'invalid_grant', error_description: 'expired access/refresh token' },
        };
      renewals += 1;
      token = `00Daccess!${renewals}`;
      if (fault === 'expire') fault = null;
      return {
        status: 200,
        json: {
          access_token: token,
          instance_url: server.url,
          id: 'https://login.salesforce.com/id/00D000000000001/005000000000001',
          token_type: 'Bearer',
          issued_at: '1763800000000',
          signature: 'c2lnbmF0dXJl',
        },
      };
    }
    const bad = fault === 'expire' || fault === 'revoke' || fault === 'expire-and-down';
    if (bad || asked.headers.authorization !== `Bearer ${token}`)
      return error(401, 'INVALID_SESSION_ID', `Session expired or invalid: ${token}`);
    return api(asked);
  });
  return {
    ...server,
    records,
    effects: () => effects,
    renewals: () => renewals,
    fault: (next) => {
      fault = next;
    },
  };
}
