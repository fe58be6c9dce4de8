import '../review/jitless.ts';
import type { Handlers } from '../../messages/channel.ts';
import { DIRECTIONS } from '../../messages/directions.ts';
import {
  type ContentToPanel,
  contentToPanel,
  panelToContent,
} from '../../messages/panel-and-content.ts';
import { portLine } from '../../messages/port-line.ts';

// What comes from a page is parsed with zod, a quarter of all the panel's script: so it is fetched
// while the worker admits the frame, beside what is painted first (B1).

/** Listens to the port that the page's content script handed over. Only once the worker has admitted it. */
export const openPort = (port: MessagePort, handlers: Handlers<ContentToPanel, MessagePort>) =>
  portLine({
    port,
    out: { to: DIRECTIONS.panelToContent, map: panelToContent },
    in: { to: DIRECTIONS.contentToPanel, map: contentToPanel, handlers },
  });
