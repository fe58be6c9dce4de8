import type { IncomingMessage, ServerResponse } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import type { DraftFields, SendRequest, ThreadAction, Violation } from './contract.ts';
import { REPORT_PATH } from './document.ts';
import type { Mailbox } from './mailbox.ts';
import type { ViolationLog } from './violation-log.ts';

export interface ApiCall {
  path: string;
  request: IncomingMessage;
  response: ServerResponse;
  mailbox: Mailbox;
  log: ViolationLog;
  /** Length of the undo window in milliseconds. */
  delayMs: number;
}

interface BrowserReport {
  'csp-report': Record<string, string | number | undefined>;
}

function fromBrowser({ 'csp-report': report }: BrowserReport): Violation {
  return {
    directive: String(report['effective-directive'] ?? ''),
    blocked: String(report['blocked-uri'] ?? ''),
    sample: String(report['script-sample'] ?? ''),
    source: String(report['source-file'] ?? ''),
    line: Number(report['line-number'] ?? 0),
  };
}

/** The page's own JSON calls. The bodies come from our page alone, so they are taken as typed. */
export async function routeApi(call: ApiCall): Promise<void> {
  const { path, request, response, mailbox, log } = call;
  const answer = (value: unknown): void => {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(value ?? null));
  };
  if (request.method === 'GET' && path === '/mail/x/state') return answer(mailbox.state());
  if (request.method !== 'POST') {
    response.writeHead(404).end();
    return;
  }
  const body = await readJson(request);
  switch (path) {
    case '/mail/x/save': {
      const saved = mailbox.save(body as DraftFields);
      return answer(saved && { legacyMessageId: saved.legacyMessageId, saves: saved.saves });
    }
    case '/mail/x/discard':
      return answer(mailbox.discard((body as { messageId: string }).messageId));
    case '/mail/x/send':
      return answer(mailbox.send(body as SendRequest, call.delayMs));
    case '/mail/x/undo':
      return answer(mailbox.undo((body as { messageId: string }).messageId));
    case '/mail/x/act': {
      const { legacyId, action } = body as {
        legacyId: string;
        action: ThreadAction;
      };
      return answer(mailbox.act(legacyId, action));
    }
    case '/mail/x/violation':
      return answer(log.add(body as Violation));
    case REPORT_PATH:
      return answer(log.add(fromBrowser(body as BrowserReport)));
    default:
      response.writeHead(404).end();
  }
}
