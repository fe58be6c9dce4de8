import { type Answer, type Asked, type Double, type Fault, startServer } from './server.ts';

const CUSTOM = /^[0-9a-f]{40}$/;

/** A synthetic Pipedrive: persons, organizations, deals (v2), leads and users (v1), OAuth. */
export async function pipedriveDouble(options: { apiToken?: string } = {}): Promise<Double> {
  const records = new Map<string, Record<string, unknown>>();
  let fault: Fault = null;
  let effects = 0;
  let renewals = 0;
  let token = '';
  const error = (status: number, text: string, headers: Record<string, string> = {}): Answer => ({
    status,
    headers,
    json: {
      success: false,
      error: text,
      error_info: 'Please check developers.pipedrive.com for more information about Pipedrive API.',
      data: null,
    },
  });
  const limit = error(429, 'request over limit', {
    'x-ratelimit-limit': '20',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '2',
  });

  const shown = (record: Record<string, unknown>, flat: boolean): Answer => {
    const own = Object.entries(record);
    const data = flat
      ? record
      : {
          ...Object.fromEntries(own.filter(([field]) => !CUSTOM.test(field))),
          custom_fields: Object.fromEntries(own.filter(([field]) => CUSTOM.test(field))),
        };
    return { status: 200, json: { success: true, data, additional_data: null } };
  };

  const api = ({ method, url, body }: Asked): Answer | 'cut' => {
    if (method === 'GET' && fault === 'limit-read') return limit;
    if (url.pathname === '/api/v1/users/me') {
      const data = { id: 9, company_id: 77, company_domain: 'acme', name: 'Ana' };
      return { status: 200, json: { success: true, data } };
    }
    const row =
      /^\/api\/v2\/(persons|organizations|deals)\/(\d+)$/.exec(url.pathname) ??
      /^\/api\/v1\/(leads)\/([0-9a-f-]{36})$/.exec(url.pathname);
    const record = row && records.get(`${row[1]}/${row[2]}`);
    if (!row || !record) return error(404, 'Person not found');
    const flat = row[1] === 'leads';
    if (method === 'GET') return shown(record, flat);
    if (fault === 'limit-write') return limit;
    if (fault === 'refuse-write') return error(400, `Validation failed: ${token}`);
    if (fault === 'fail-write') return error(500, 'Internal error');
    const { custom_fields: custom, ...own } = body;
    Object.assign(record, own, custom);
    effects += 1;
    return fault === 'cut-write' ? 'cut' : shown(record, flat);
  };

  const server = await startServer((asked) => {
    if (asked.url.pathname === '/oauth/token') {
      if (fault === 'expire-and-down') return 'cut';
      const basic = Buffer.from('client-pd:secret-pd').toString('base64');
      if (fault === 'revoke' || asked.headers.authorization !== `Basic ${basic}`)
        return {
          status: 400,
          json: {
            success: false,
            message: 'Invalid grant: refresh token is invalid',
            error: 'invalid_grant',
          },
        };
      renewals += 1;
      token = `access-pd-${renewals}`;
      if (fault === 'expire') fault = null;
      return {
        status: 200,
        json: {
          access_token: token,
          token_type: 'Bearer',
          refresh_token: 'refresh-pd-1',
          expires_in: 3599,
          scope: 'contacts:full',
          api_domain: server.url,
        },
      };
    }
    const bad = fault === 'expire' || fault === 'revoke' || fault === 'expire-and-down';
    const good =
      options.apiToken === undefined
        ? asked.headers.authorization === `Bearer ${token}`
        : asked.headers['x-api-token'] === options.apiToken;
    if (bad || !good) return error(401, `unauthorized access: ${token}`);
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
