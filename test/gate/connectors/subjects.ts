import { createServer, type Socket } from 'node:net';
import type { Content } from '../../../src/core/schema/content.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { hubSpotExecutor } from '../../../src/gate/connectors/hubspot/index.ts';
import { pipedriveExecutor } from '../../../src/gate/connectors/pipedrive/index.ts';
import { salesforceExecutor } from '../../../src/gate/connectors/salesforce/index.ts';
import { smtpExecutor } from '../../../src/gate/connectors/smtp/index.ts';
import { webhookExecutor } from '../../../src/gate/connectors/webhook/index.ts';
import { mail } from '../store/scene.ts';
import type { Subject } from './conformance.ts';
import { hubSpotDouble } from './systems/hubspot.ts';
import { pipedriveDouble } from './systems/pipedrive.ts';
import { salesforceDouble } from './systems/salesforce.ts';
import { type Fault, startServer } from './systems/server.ts';

export const SECRETS = {
  hubspot: { clientId: 'client-hub', clientSecret: 'secret-hub', refreshToken: 'refresh-hub-1' },
  salesforce: { clientId: 'client-sf', clientSecret: 'secret-sf', refreshToken: 'refresh-sf-1' },
  pipedrive: { clientId: 'client-pd', clientSecret: 'secret-pd', refreshToken: 'refresh-pd-1' },
} as const;
export const SALESFORCE_ID = '003J900000G00dSIAR';

/** A change of one field of a record, from `Manager` to `Director`. */
export const titleChange = (record: {
  system: string;
  object: string;
  id: string;
  field?: string;
}): Extract<Content, { kind: 'record.update' }> => ({
  kind: 'record.update',
  record: { system: record.system, object: record.object, id: record.id },
  changes: [{ field: record.field ?? 'jobtitle', before: 'Manager', after: 'Director' }],
});

export async function hubSpotSubject(): Promise<
  Subject & { double: Awaited<ReturnType<typeof hubSpotDouble>> }
> {
  const double = await hubSpotDouble({ token: 'none yet' });
  double.records.set('contacts/101', {
    email: 'bob@buyer.example',
    jobtitle: 'Manager',
    hubspot_owner_id: '5',
    lead_score: null,
  });
  return {
    ...double,
    double,
    executor: hubSpotExecutor({
      baseUrl: double.url,
      oauth: SECRETS.hubspot,
      scoreProperty: 'lead_score',
      sequences: { userId: '12', senderEmail: 'ana@seller.example' },
    }),
    content: titleChange({ system: 'hubspot', object: 'contact', id: '101' }),
    foreign: mail(),
    limit: 'limit-read',
    secrets: ['secret-hub', 'refresh-hub-1', 'access-hub-'],
  };
}

export async function salesforceSubject(): Promise<
  Subject & { double: Awaited<ReturnType<typeof salesforceDouble>> }
> {
  const double = await salesforceDouble();
  double.records.set(`Contact/${SALESFORCE_ID}`, {
    Email: 'bob@buyer.example',
    Title: 'Manager',
    OwnerId: '005000000000001AAA',
    Score__c: 10,
  });
  return {
    ...double,
    double,
    executor: salesforceExecutor({
      ...SECRETS.salesforce,
      instanceUrl: double.url,
      scoreField: 'Score__c',
    }),
    content: titleChange({
      system: 'salesforce',
      object: 'contact',
      id: SALESFORCE_ID,
      field: 'Title',
    }),
    foreign: mail(),
    limit: 'limit-read',
    secrets: ['secret-sf', 'refresh-sf-1', '00Daccess!'],
  };
}

export async function pipedriveSubject(): Promise<
  Subject & { double: Awaited<ReturnType<typeof pipedriveDouble>> }
> {
  const double = await pipedriveDouble();
  double.records.set('persons/7', {
    id: 7,
    name: 'Bob',
    job_title: 'Manager',
    owner_id: 9,
    emails: [{ value: 'bob@buyer.example', primary: true }],
    ['a'.repeat(40)]: 'Manager',
  });
  return {
    ...double,
    double,
    executor: pipedriveExecutor({
      baseUrl: double.url,
      oauth: SECRETS.pipedrive,
      scoreField: 'b'.repeat(40),
    }),
    content: titleChange({ system: 'pipedrive', object: 'person', id: '7', field: 'job_title' }),
    foreign: mail(),
    limit: 'limit-read',
    secrets: ['secret-pd', 'refresh-pd-1', 'access-pd-'],
  };
}

export async function webhookSubject(): Promise<Subject> {
  const master = 'a master secret of some length, 32+';
  let fault: Fault = null;
  const seen = new Set<string>();
  const server = await startServer(({ headers }) => {
    if (fault === 'limit-write') return { status: 429, headers: { 'retry-after': '7' } };
    if (fault === 'refuse-write') return { status: 422, json: { error: 'no' } };
    if (fault === 'fail-write') return { status: 500 };
    seen.add(String(headers['webhook-id']));
    return fault === 'cut-write' ? 'cut' : { status: 200, json: { externalRef: 'their-1' } };
  });
  return {
    ...server,
    executor: webhookExecutor({
      master,
      allowLoopback: true,
      workflows: {
        getWorkflow: async () => ({
          id: 'enrich',
          name: 'Enrich',
          pattern: 'pre-approval',
          owner: 'boss@seller.example',
          kinds: ['record.update'],
          policy: DEFAULT_POLICY,
          state: 'running',
          executorUrl: `${server.url}/hook`,
        }),
      },
    }),
    content: titleChange({ system: 'other', object: 'contact', id: '1' }),
    foreign: mail(),
    effects: () => seen.size,
    fault: (next) => {
      fault = next;
    },
    // It has no credentials that could be refused: its requests are signed.
    without: ['revoke'],
    limit: 'limit-write',
    secrets: [master],
  };
}

/** A mail server with a login, spoken to line by line, so that it can fail at any of them. */
export async function smtpSubject(): Promise<Subject> {
  const sockets = new Set<Socket>();
  let fault: Fault = null;
  let effects = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 double ESMTP\r\n');
    let text = '';
    let inData = false;
    const said = (line: string): string => {
      if (/^EHLO/i.test(line)) return '250-double\r\n250 AUTH PLAIN';
      if (/^AUTH/i.test(line))
        return fault === 'revoke' ? `535 5.7.8 no: ${line.slice(11)}` : '235 welcome';
      if (/^RCPT/i.test(line))
        return fault === 'limit-read' ? '450 4.7.1 Too many, try again later' : '250 ok';
      if (/^DATA/i.test(line)) return '354 go on';
      return /^QUIT/i.test(line) ? '221 bye' : '250 ok';
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (!inData) {
          inData = /^DATA/i.test(line);
          socket.write(`${said(line)}\r\n`);
          continue;
        }
        inData = false;
        if (fault === 'refuse-write') socket.write('554 5.7.1 Not from you\r\n');
        else {
          effects += 1;
          if (fault === 'cut-write') socket.destroy();
          else socket.write('250 2.0.0 taken\r\n');
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    executor: smtpExecutor(`smtp://ana:geheimes-wort@127.0.0.1:${port}`),
    content: mail(),
    foreign: titleChange({ system: 'hubspot', object: 'contact', id: '101' }),
    effects: () => effects,
    fault: (next) => {
      fault = next;
    },
    // Its answer to a message is yes or no, and both say what became of it.
    without: ['fail-write', 'limit-write'],
    limit: 'limit-read',
    secrets: ['geheimes-wort', Buffer.from('\0ana\0geheimes-wort').toString('base64')],
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
