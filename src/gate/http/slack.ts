import { html } from 'hono/html';
import { Uuid } from '../../core/schema/scalars.ts';
import { readText } from './body.ts';
import type { App, HttpDeps } from './context.ts';
import { observed } from './observe.ts';
import { problem } from './problem.ts';

/** An interaction holds the message it was pressed on: far below this. */
const MOST_BYTES = 1_000_000;

/**
 * `POST /v1/slack/{workspace}/interactions`: Slack's own form, authenticated by its signature over the
 * bytes of the body, and so no part of our protocol. `GET /review/{id}`, `GET /alert/{id}`: where its
 * links lead, which decide nothing and say nothing of any proposal or alert.
 */
export function registerSlack(app: App, deps: HttpDeps): void {
  const { slack } = deps;
  if (!slack) return;
  app.post('/v1/slack/:id/interactions', observed(deps, 'slack'), async (c) => {
    const workspaceId = c.req.param('id');
    const timestamp = c.req.header('x-slack-request-timestamp');
    const signature = c.req.header('x-slack-signature');
    if (timestamp === undefined || signature === undefined)
      return problem('unauthenticated', 'Slack signs what it sends.');
    if (Number(c.req.header('content-length') ?? MOST_BYTES + 1) > MOST_BYTES)
      return problem('too-large', `At most ${MOST_BYTES} bytes, and their number.`);
    const body = await readText(c.req.raw, 'application/x-www-form-urlencoded');
    const taken = Uuid.safeParse(workspaceId).success
      ? slack(workspaceId, { timestamp, signature, body })
      : null;
    if (!taken) return problem('not-found', 'No Slack workspace is connected here.');
    const answer = await taken;
    if (answer.status === 401)
      return problem('unauthenticated', 'The signature is not Slack’s, or too old.');
    if (answer.status === 409) return problem('forbidden', 'This was sent before.');
    if (answer.status === 400) return problem('invalid-request', 'Not an interaction.');
    return answer.body === undefined ? c.body(null, 200) : c.json(answer.body, 200);
  });
  app.get('/review/:id', (c) =>
    c.html(
      pageOf('Review', [
        'Press the Countersign icon of your browser on this page: it offers to open exactly this item, where you can read all of it and, where it is yours, edit it and decide. You find it as well by pasting the address of this page into the search of your queue, and beside its draft or record.',
        'Nothing was decided by opening this page.',
      ]),
    ),
  );
  app.get('/alert/:id', (c) =>
    c.html(
      pageOf('Deal with', [
        'This alert is in Countersign. Open it by the Countersign icon of your browser, under Alerts; there managers see what it is about, close it, and resume what was stopped, with a reason.',
        'Nothing was closed by opening this page.',
      ]),
    ),
  );
}

/** Where a link of Slack's leads: the same for everything, and nothing of anything. */
const pageOf = (does: 'Review' | 'Deal with', lines: readonly string[]) =>
  html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${does} it in Countersign</title>
      <h1>${does} it in Countersign</h1>
      ${lines.map((line) => html`<p>${line}</p>`)}
    </html>`;
