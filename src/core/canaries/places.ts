import type { Content } from '../schema/content.ts';
import { type Node, parse, serialize } from '../text/authored.ts';
import { plainOf } from '../text/plain.ts';

/** A stretch of text that a reader sees, and the content with another text in its place. */
export type Place = {
  /** as claims' spans name it, or where it lies: `body`, `subject`, `text`, `changes/0/after` */
  field: string;
  /** where `text` begins in the field's plain text, on which spans count */
  offset: number;
  text: string;
  put(text: string): Content;
};

/** Every place of a content, in reading order. Prices and routes have none: nothing of them is text. */
export function placesOf(content: Content): Place[] {
  switch (content.kind) {
    case 'email.draft':
      return [
        ...(content.subject === ''
          ? []
          : [
              {
                ...{ field: 'subject', offset: 0, text: content.subject },
                put: (subject: string): Content => ({ ...content, subject }),
              },
            ]),
        ...htmlPlaces(content.body, (body): Content => ({ ...content, body })),
      ];
    case 'sequence.enroll':
      return content.steps.flatMap(({ body }, at) =>
        body === undefined
          ? []
          : [
              {
                ...{ field: `steps/${at}/body`, offset: 0, text: body },
                put: (text: string): Content => ({
                  ...content,
                  steps: content.steps.map((step, i) =>
                    i === at ? { ...step, body: text } : step,
                  ),
                }),
              },
            ],
      );
    case 'message.social':
      return [
        {
          ...{ field: 'body', offset: 0, text: content.text },
          put: (text): Content => ({ ...content, text }),
        },
      ];
    case 'call.task':
      return content.script === undefined
        ? []
        : [
            {
              ...{ field: 'body', offset: 0, text: content.script },
              put: (script): Content => ({ ...content, script }),
            },
          ];
    case 'record.update':
    case 'contact.enrich':
      return content.changes.flatMap(({ after }, at) =>
        typeof after !== 'string' || after === ''
          ? []
          : [
              {
                ...{ field: `changes/${at}/after`, offset: 0, text: after },
                put: (text: string): Content => ({
                  ...content,
                  changes: content.changes.map((change, i) =>
                    i === at ? { ...change, after: text } : change,
                  ),
                }),
              },
            ],
      );
    default:
      return [];
  }
}

/** Stands for the beginning of a text while its place in the plain text is looked for. */
const MARK = '\ue000';

function htmlPlaces(html: string, put: (html: string) => Content): Place[] {
  if (html.includes(MARK)) return [];
  const places: Place[] = [];
  const count = textsIn(parse(html)).length;
  for (let at = 0; at < count; at += 1) {
    const write = (text: string): string => {
      const nodes = parse(html);
      const node = textsIn(nodes)[at];
      if (node) node.text = text;
      return serialize(nodes);
    };
    const text = textsIn(parse(html))[at]?.text ?? '';
    const offset = plainOf(write(MARK + text)).text.indexOf(MARK);
    places.push({ field: 'body', offset, text, put: (next) => put(write(next)) });
  }
  return places;
}

function textsIn(nodes: readonly Node[]): { type: 'text'; text: string }[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return [node];
    return 'children' in node ? textsIn(node.children) : [];
  });
}
