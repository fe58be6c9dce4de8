import {
  boolean,
  type Checks,
  type LightHandlers,
  lightReceiver,
  lightSender,
  list,
  maybeString,
  number,
  object,
  shape,
  string,
  uuid,
} from './light.ts';
import type { ContentToPanel, PanelToContent } from './panel-and-content.ts';

// Apart from content-checks.ts: a page with nothing to review has no panel, and loads none of this (B1).

/** What the panel asks of content. The reading in `write` is compared with the page before use. */
export const panelSays: Checks<PanelToContent> = {
  mark: shape({
    marks: list(shape({ id: string, field: string, start: number, end: number, status: string })),
  }),
  reveal: shape({ id: (value) => value === null || string(value) }),
  write: shape({
    expected: shape({ compose: object }),
    authoredHtml: string,
    subject: maybeString,
  }),
  open: shape({ proposalId: uuid }),
  layout: shape({ width: number, height: number, folded: boolean }),
};

/** {@link portLine} of port-line.ts, with these checks: the content script's end of the panel's port. */
export function lightPortLine(input: {
  port: MessagePort;
  to: { panel: string; content: string };
  handlers: LightHandlers<PanelToContent>;
}) {
  const { port, to, handlers } = input;
  const waiting: ((outcome: unknown) => void)[] = [];
  const receive = lightReceiver<PanelToContent>({ to: to.content, checks: panelSays, handlers });
  port.onmessage = async ({ data }: MessageEvent<unknown>) => {
    if (!shape({ id: number })(data)) return;
    const { id, envelope, outcome } = data as { id: number; envelope?: unknown; outcome?: unknown };
    if (envelope === undefined) waiting[id]?.(outcome);
    else port.postMessage({ id, outcome: await receive(envelope) });
  };
  return lightSender<ContentToPanel>({
    to: to.panel,
    checks: {},
    transport: (envelope) =>
      new Promise((resolve) => {
        port.postMessage({ id: waiting.push(resolve) - 1, envelope });
      }),
  });
}
